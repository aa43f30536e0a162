"""Which record is most likely relevant: a model of the decisions so far, an order, and why."""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from synth.screening import machine
from synth.screening.counting import Counted, Text, Vocabulary
from synth.screening.machine import Labels, Places, Scores
from synth.strategy.stop_words import stop_words

RELEVANT_WEIGHT = 9.8
"""All relevant records together weigh so many times as much as all irrelevant ones (found by the authors
of ASReview 3 on the SYNERGY sets)."""
RECORDS, FOUND = 100.0, 1000.0
"""C of the support vector machine is `RECORDS` divided by the number of records (the larger a set, the rarer
what is relevant in it and the smoother the model), or the number found divided by `FOUND` if that is more."""
SOFTEST, HARDEST = 0.02, 0.5
PRESUMED = 20
"""One in so many records, and at most `PRESUMED_MOST`, is drawn from the unread ones and taken as irrelevant:
while few decisions are made, nearly every unread record is."""
PRESUMED_MOST = 100
WORDS_SHOWN = 6
"""How many words say why a record is likely relevant."""


NOT_TELLING = stop_words("") | {"was", "were", "waren", "werd", "werden", "wurde", "wurden", "has", "had"}
"""Words that say nothing to whoever asks why, whatever the language."""


class Model(Protocol):
    """Learns from some rows and gives every row a score; higher is more likely relevant."""

    def scores(self, rows: Places, relevant: Labels) -> Scores:
        """The scores of all rows, learnt from `rows` with their decisions."""

    def words_for(self, row: int, text: Text) -> tuple[str, ...]:
        """The words of a row that raised its last score most, the weightiest first."""


class WordModel:
    """A linear support vector machine over the words and pairs of words of the records.

    Beside the decisions it learns from a few unread records, presumed irrelevant; which ones depends only on
    how many decisions there are, so that the same decisions give the same order.
    """

    def __init__(self, counted: Counted) -> None:
        self._counted = counted
        self.weights: Scores | None = None

    def scores(self, rows: Places, relevant: Labels) -> Scores:
        """The distance of each record from the border of what is relevant; needs a relevant one."""
        matrix = self._counted.rows
        size, found = matrix.shape[0], int(relevant.sum())
        softness = float(np.clip(max(RECORDS / size, found / FOUND), SOFTEST, HARDEST))
        presumed = self._presumed(rows)
        known = np.concatenate([relevant, np.zeros(len(presumed), dtype=bool)])
        learn = machine.learnt_in_place if self._counted.large else machine.learnt
        learnt = learn(matrix, np.concatenate([rows, presumed]), known, softness * weights(known))
        self.weights = learnt.weights
        return learnt.scores(matrix)

    def words_for(self, row: int, text: Text) -> tuple[str, ...]:
        """The words and pairs of words of a row that raised its last score most, articles left out."""
        return telling(self._counted.vocabulary, self.weights, text)

    def _presumed(self, rows: Places) -> Places:
        size = self._counted.rows.shape[0]
        unread = np.setdiff1d(np.arange(size), rows)
        drawn = min(max(size // PRESUMED, 1), PRESUMED_MOST, len(unread))
        chosen: Places = np.random.default_rng(len(rows)).choice(unread, drawn, replace=False)
        return chosen


def telling(vocabulary: Vocabulary, weights: NDArray[np.floating[Any]] | None, text: Text) -> tuple[str, ...]:
    """The words of a text that raise its score most by these weights; none before there are any.

    Each word is told once, by itself or in a pair; pairs with a word that tells nothing are left out.
    """
    if weights is None:
        return ()
    weighed = {
        word: float(weights[place] * weight) for word, (place, weight) in vocabulary.weigh(text).items()
    }
    raising = (word for word in weighed if weighed[word] > 0 and not set(word.split()) & NOT_TELLING)
    told: list[str] = []
    said: set[str] = set()
    for word in sorted(raising, key=lambda word: -weighed[word]):
        if len(told) < WORDS_SHOWN and not said & set(word.split()):
            told.append(word)
            said |= set(word.split())
    return tuple(told)


def weights(relevant: Labels) -> Scores:
    """One weight per decision, on average 1, so that the few relevant ones count enough."""
    found = int(relevant.sum())
    weight = np.where(relevant, RELEVANT_WEIGHT * (len(relevant) - found) / max(found, 1), 1.0)
    scaled: Scores = weight * len(weight) / weight.sum()
    return scaled
