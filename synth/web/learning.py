"""Learning the order of screening: here in a small review, in the process beside the server in a large one.

In a large review the counted words of all works lie in a file of the server's own, which that process reads;
what stays here is the order of each person, and what tells why a work is shown.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from synth.errors import SynthError
from synth.review import Review
from synth.screening.counting import Text, Vocabulary
from synth.screening.machine import Labels, Places, Scores
from synth.screening.ranking import Model, WordModel, telling
from synth.web.aside import Rank
from synth.web.desk import Desk

Weights = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Shelved:
    """The works to be ranked: their keys, and the words that count (None: there are none to rank by)."""

    keys: tuple[str, ...]
    vocabulary: Vocabulary | None


@dataclass(frozen=True, slots=True)
class Lesson:
    """What was learnt: a score for every row, and the weight of each word."""

    scores: Scores
    weights: Weights


def shelve(review: Review, *, path: Path) -> Shelved:
    """Count the words of all works, and put the counts in the file `path`."""
    shelf = review.shelf()
    with path.open("wb") as file:
        pickle.dump(shelf.counted, file, pickle.HIGHEST_PROTOCOL)
    return Shelved(shelf.keys, shelf.counted.vocabulary if shelf.counted else None)


def learn(_: Review, *, path: Path, rows: Places, relevant: Labels) -> Lesson:
    """Learn from the decisions on some rows of the counts in `path`. Raises SynthError when that is gone."""
    try:
        with path.open("rb") as file:
            model = WordModel(pickle.load(file))  # noqa: S301  # written by `shelve`, in a folder of our own
    except FileNotFoundError as error:
        raise SynthError("The words of the works were counted anew meanwhile.") from error
    scores = model.scores(rows, relevant)
    assert model.weights is not None
    return Lesson(scores, model.weights.astype(np.float32))


class Beside:
    """A model that learns in the process beside the server, from the counts in the file `path`."""

    def __init__(self, desk: Desk, path: Path, vocabulary: Vocabulary) -> None:
        self.desk, self.path, self.vocabulary = desk, path, vocabulary
        self._weights: Weights | None = None

    def scores(self, rows: Places, relevant: Labels) -> Scores:
        """The scores of all rows. Raises SynthError when they cannot be had."""
        work = partial(learn, path=self.path, rows=rows, relevant=relevant)
        lesson = self.desk.work_out(work, Rank.ORDER)
        self._weights = lesson.weights
        return lesson.scores

    def words_for(self, row: int, text: Text) -> tuple[str, ...]:
        """The words of a text that raise its score most."""
        return telling(self.vocabulary, self._weights, text)


class Shelves:
    """Where the counts lie that models learn from: here, or in a file for the process beside the server."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._numbers = count()

    def make(self) -> tuple[tuple[str, ...], Callable[[], Model | None]]:
        """Count the words of the works as they are now: their keys, and what makes a fresh model.

        The counts before are gone then: who still learns from them keeps the order there was.
        """
        if not self.desk.beside:
            shelf = self.desk.work_out(Review.shelf)
            return shelf.keys, lambda: WordModel(shelf.counted) if shelf.counted else None
        folder = self.desk.scratch()
        path = folder / f"counted-{next(self._numbers)}"
        shelved = self.desk.work_out(partial(shelve, path=path), Rank.ORDER)
        for old in set(folder.glob("counted-*")) - {path}:
            old.unlink()
        words = shelved.vocabulary
        return shelved.keys, lambda: Beside(self.desk, path, words) if words else None
