"""Which record is most likely relevant: text as numbers, a model of the decisions so far, an order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from synth.errors import UsageError
from synth.strategy.stop_words import stop_words

Scores = NDArray[np.float64]
Labels = NDArray[np.bool_]
Places = NDArray[np.intp]

WORD_PAIRS = (1, 2)
COMMON = 0.95
"""A word in more than this share of the records tells nothing and is left out."""
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


LARGE = 40_000
"""From so many records on only single words that occur more than once count: a third of the memory."""
BLOCK = 10_000
"""Rows that are scored at once: they are copied for it, with twice the precision."""
WORDS_SHOWN = 6
"""How many words say why a record is likely relevant."""


NOT_TELLING = stop_words("")
"""Words that say nothing to whoever asks why."""


@dataclass(frozen=True, slots=True)
class Text:
    """What is known of a record before a person looks: title and abstract; either may be empty."""

    title: str
    abstract: str

    def __str__(self) -> str:
        return f"{self.title} {self.abstract}"


@dataclass(frozen=True, slots=True)
class Counted:
    """Texts as numbers: what counted the words, and a row per text (SciPy sparse matrix).

    Several models can share it.
    """

    words: Any
    rows: Any


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
        self._words, self._rows = counted.words, counted.rows
        self._weights: Scores | None = None

    def scores(self, rows: Places, relevant: Labels) -> Scores:
        """The distance of each record from the border of what is relevant; needs a relevant one."""
        from sklearn.svm import LinearSVC

        size, found = self._rows.shape[0], int(relevant.sum())
        softness = float(np.clip(max(RECORDS / size, found / FOUND), SOFTEST, HARDEST))
        presumed = self._presumed(rows)
        known = np.concatenate([relevant, np.zeros(len(presumed), dtype=bool)])
        machine = LinearSVC(C=softness, random_state=0)
        chosen = self._rows[np.concatenate([rows, presumed])].astype(np.float64)
        machine.fit(chosen, known, sample_weight=weights(known))
        self._weights = machine.coef_[0]
        blocks = range(0, size, BLOCK)
        return np.concatenate([machine.decision_function(self._rows[at : at + BLOCK]) for at in blocks])

    def words_for(self, row: int, text: Text) -> tuple[str, ...]:
        """The words and pairs of words of a row that raised its last score most, articles left out."""
        if self._weights is None:
            return ()
        values = dict(zip(self._rows[row].indices, self._rows[row].data, strict=True))
        known = self._words.vocabulary_
        weighed = {
            word: float(self._weights[known[word]] * values[known[word]])
            for word in dict.fromkeys(self._words.build_analyzer()(str(text)))
            if known.get(word) in values
        }
        telling = (word for word in weighed if weighed[word] > 0 and set(word.split()) - NOT_TELLING)
        return tuple(sorted(telling, key=lambda word: -weighed[word])[:WORDS_SHOWN])

    def _presumed(self, rows: Places) -> Places:
        size = self._rows.shape[0]
        unread = np.setdiff1d(np.arange(size), rows)
        drawn = min(max(size // PRESUMED, 1), PRESUMED_MOST, len(unread))
        chosen: Places = np.random.default_rng(len(rows)).choice(unread, drawn, replace=False)
        return chosen


def weights(relevant: Labels) -> Scores:
    """One weight per decision, on average 1, so that the few relevant ones count enough."""
    found = int(relevant.sum())
    weight = np.where(relevant, RELEVANT_WEIGHT * (len(relevant) - found) / max(found, 1), 1.0)
    scaled: Scores = weight * len(weight) / weight.sum()
    return scaled


def count_words(texts: Iterable[Text], *, large: bool = False) -> Counted:
    """The texts as numbers: words and pairs of words by TF-IDF; of a `large` set single words only.

    Raises UsageError when there are no words that some texts have and others have not.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer

    chosen: dict[str, Any] = {"min_df": 2, "dtype": np.float32} if large else {"ngram_range": WORD_PAIRS}
    words = TfidfVectorizer(sublinear_tf=True, max_df=COMMON, **chosen)
    try:
        return Counted(words, words.fit_transform(str(text) for text in texts))
    except ValueError as error:
        remedy = "Ranking needs titles or abstracts."
        raise UsageError("The records have no words to tell them apart.", remedy=remedy) from error
