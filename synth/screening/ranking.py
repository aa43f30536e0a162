"""Which record is most likely relevant: text as numbers, a model of the decisions so far, an order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from synth.errors import UsageError

Scores = NDArray[np.float64]
Labels = NDArray[np.bool_]
Places = NDArray[np.intp]

WORD_PAIRS = (1, 2)
COMMON = 0.95
"""A word in more than this share of the records tells nothing and is left out."""
RELEVANT_WEIGHT = 9.8
"""All relevant records together weigh so many times as much as all irrelevant ones (found by the authors of
ASReview 3 on the SYNERGY sets)."""
SOFTNESS = 0.11
"""C of the support vector machine: the lower, the smoother (same source)."""


@dataclass(frozen=True, slots=True)
class Text:
    """What is known of a record before a person looks: title and abstract; either may be empty."""

    title: str
    abstract: str

    def __str__(self) -> str:
        return f"{self.title} {self.abstract}"


class Model(Protocol):
    """Learns from some rows and gives every row a score; higher is more likely relevant."""

    def scores(self, rows: Places, relevant: Labels) -> Scores:
        """The scores of all rows, learnt from `rows` with their decisions."""


class WordModel:
    """A linear support vector machine over the words and pairs of words of the records."""

    def __init__(self, texts: Sequence[Text]) -> None:
        self._rows = features(texts)

    def scores(self, rows: Places, relevant: Labels) -> Scores:
        """The distance of each record from the border between relevant and irrelevant; needs both kinds."""
        from sklearn.svm import LinearSVC

        machine = LinearSVC(C=SOFTNESS, random_state=0)
        machine.fit(self._rows[rows], relevant, sample_weight=weights(relevant))
        scores: Scores = machine.decision_function(self._rows)
        return scores


def weights(relevant: Labels) -> Scores:
    """One weight per decision, on average 1, so that the few relevant ones count enough."""
    found = int(relevant.sum())
    weight = np.where(relevant, RELEVANT_WEIGHT * (len(relevant) - found) / max(found, 1), 1.0)
    scaled: Scores = weight * len(weight) / weight.sum()
    return scaled


def features(texts: Sequence[Text]) -> Any:
    """One row of numbers per text (SciPy sparse matrix): words and pairs of words by TF-IDF.

    Raises UsageError when there are no words that some texts have and others have not.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer

    words = TfidfVectorizer(ngram_range=WORD_PAIRS, sublinear_tf=True, max_df=COMMON)
    try:
        return words.fit_transform([str(text) for text in texts])
    except ValueError as error:
        remedy = "Ranking needs titles or abstracts."
        raise UsageError("The records have no words to tell them apart.", remedy=remedy) from error
