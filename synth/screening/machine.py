"""A linear support vector machine with squared hinge loss, learnt in one of two ways to the same end.

Fan and others 2008 (LIBLINEAR, jmlr.org/papers/v9/fan08a.html): the loss has one lowest point, so that how
that is reached does not matter for the order, only for memory and time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]
Labels = NDArray[np.bool_]
Places = NDArray[np.intp]

BLOCK = 10_000
"""Rows that are worked on at once: they are copied for it, with twice the precision."""

STEPS = 200
"""Most steps towards the lowest loss."""

FEW = 4
"""Where fewer than one in so many rows are learnt from, these are copied: to pass the others costs time."""

CLOSE = 1e-4
"""How flat the loss is where learning ends."""


@dataclass(frozen=True, slots=True)
class Learnt:
    """A weight for each word, and what is added to every score."""

    weights: Scores
    bias: float

    def scores(self, matrix: Any) -> Scores:
        """How far each row is from the border; above 0 is relevant."""
        return np.concatenate([_part(matrix, at) @ self.weights + self.bias for at in _spans(matrix)])


def learnt(matrix: Any, rows: Places, relevant: Labels, costs: Scores) -> Learnt:
    """Learnt by LIBLINEAR, from a copy of the rows: for sets that fit in memory a few times."""
    from sklearn.svm import LinearSVC

    machine = LinearSVC(C=1.0, random_state=0)
    machine.fit(matrix[rows].astype(np.float64, copy=False), relevant, sample_weight=costs)
    return Learnt(machine.coef_[0], float(machine.intercept_[0]))


def learnt_in_place(matrix: Any, rows: Places, relevant: Labels, costs: Scores) -> Learnt:
    """Learnt by L-BFGS over the matrix as it is: for large sets, of which there is no room for copies."""
    from scipy.optimize import minimize

    if len(rows) * FEW < matrix.shape[0]:
        matrix, rows = matrix[rows], np.arange(len(rows))
    way, cost = np.zeros(matrix.shape[0]), np.zeros(matrix.shape[0])
    way[rows], cost[rows] = np.where(relevant, 1.0, -1.0), costs
    blocks = [at for at in _spans(matrix) if cost[at].any()]

    def loss(point: Scores) -> tuple[float, Scores]:
        total, slope = 0.5 * float(point @ point), point.copy()
        for at in blocks:
            part = _part(matrix, at)
            short = np.maximum(0.0, 1 - way[at] * (part @ point[:-1] + point[-1]))
            total += float(cost[at] @ short**2)
            pull = 2 * cost[at] * way[at] * short
            slope[:-1] -= part.T @ pull
            slope[-1] -= pull.sum()
        return total, slope

    start = np.zeros(matrix.shape[1] + 1)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS, "gtol": CLOSE})
    return Learnt(found.x[:-1], float(found.x[-1]))


def _spans(matrix: Any) -> list[slice]:
    size = matrix.shape[0]
    return [slice(at, min(at + BLOCK, size)) for at in range(0, size, BLOCK)]


def _part(matrix: Any, at: slice) -> Any:
    """Some rows with twice the precision; the places of their words are not copied."""
    from scipy.sparse import csr_matrix

    ends = matrix.indptr[at.start : at.stop + 1]
    first, last = int(ends[0]), int(ends[-1])
    values = matrix.data[first:last].astype(np.float64, copy=False)
    shape = (at.stop - at.start, matrix.shape[1])
    return csr_matrix((values, matrix.indices[first:last], ends - ends[0]), shape=shape)
