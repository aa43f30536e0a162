"""Learn from coded passages: a new passage gets the codes of the passages most like it, from other works.

Likeness is the cosine of TF-IDF weights, of words and word pairs and of runs of 3 to 5 letters (which bridge
inflection, compounds and typing). Each coded passage votes for its code with its likeness to the third power,
so that near ones decide; a rejected one votes against.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest
from typing import Any

import numpy as np
from numpy.typing import NDArray

from synth.coding.codes import Place

Likeness = NDArray[np.float32]

LETTERS, WORDS = 2 / 3, 1 / 3
"""How much each kind of likeness counts."""
POWER = 3
WORD = r"\b\w+\b"
FIRST = 5
"""Codes of a trial that a person would look at; one, in a dimension of few codes."""


@dataclass(frozen=True, slots=True)
class Example:
    """A passage of a work that a person gave a code, or would not give it (`accepted` false)."""

    text: str
    work: str
    place: Place
    accepted: bool = True


@dataclass(frozen=True, slots=True)
class Guess:
    """A code for a text: its score (0 to 1), and the coded passage that is most like the text."""

    place: Place
    score: float
    like: Example


class Learner:
    """Knows the coded passages of a review. Building it on 1,000 of them takes about a second."""

    def __init__(self, examples: Sequence[Example]) -> None:
        self._examples = [one for one in examples if one.text.strip()]
        self._places = sorted({one.place for one in self._examples if one.accepted})
        number = {place: column for column, place in enumerate(self._places)}
        kept = [one for one in self._examples if one.place in number]
        self._examples = kept
        self._votes = np.zeros((len(kept), len(self._places)), dtype=np.float32)
        for row, one in enumerate(kept):
            self._votes[row, number[one.place]] = 1 if one.accepted else -1
        self._works = np.array([one.work for one in kept], dtype=object)

    def guesses(self, texts: Sequence[str], works: Sequence[str]) -> list[tuple[Guess, ...]]:
        """For each text the codes that coded passages of other works than its own speak for, best first."""
        if not self._examples or not texts:
            return [() for _ in texts]
        likeness = self._likeness(texts)
        for row, work in enumerate(works):
            likeness[row, self._works == work] = 0
        votes = np.maximum(likeness**POWER @ self._votes, 0)
        return [self._best(near, given) for near, given in zip(likeness, votes, strict=True)]

    def _likeness(self, texts: Sequence[str]) -> Likeness:
        found = [
            (share * (vectorizer.transform(texts) @ known.T)).toarray()
            for share, vectorizer, known in self._fitted
        ]
        total: Likeness = found[0] + found[1]
        return total

    @cached_property
    def _fitted(self) -> tuple[tuple[float, Any, Any], ...]:
        from sklearn.feature_extraction.text import TfidfVectorizer  # takes a second

        common = {"sublinear_tf": True, "dtype": np.float32}
        kinds = (
            (LETTERS, TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), **common)),
            (WORDS, TfidfVectorizer(ngram_range=(1, 2), token_pattern=WORD, **common)),
        )
        texts = [one.text for one in self._examples]
        return tuple((share, vectorizer, vectorizer.fit_transform(texts)) for share, vectorizer in kinds)

    def _best(self, near: Likeness, votes: Likeness) -> tuple[Guess, ...]:
        """The codes with votes. Their score: the share of the votes, times the likeness of the nearest."""
        total = float(votes.sum())
        found = []
        for column in np.argsort(-votes, kind="stable"):
            if votes[column] <= 0:
                break
            row = int(np.argmax(np.where(self._votes[:, column] > 0, near, 0)))
            score = float(votes[column]) / total * float(near[row])
            found.append(Guess(self._places[column], round(min(score, 1.0), 3), self._examples[row]))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Trial:
    """Of coded passages of works that were held back: for how many the code was among the first few.

    Found by the terms, by learning, by both taken in turn, and by naming the codes that are most common.
    """

    passages: int
    first: int
    terms: int
    learned: int
    both: int
    common: int

    @property
    def won(self) -> bool:
        """Whether learning adds to what the terms find, and knows more than which codes are common."""
        return self.both > self.terms and self.learned > self.common


def trials(
    learner: Learner, examples: Sequence[Example], by_terms: Sequence[Sequence[Place]]
) -> Mapping[str, Trial]:
    """For each dimension, what the learner finds of accepted examples when their works are held back.

    `by_terms` has, for each example, the codes that the terms suggest for its text, best first.
    """
    found = learner.guesses([one.text for one in examples], [one.work for one in examples])
    tried: dict[str, list[_Tried]] = defaultdict(list)
    for one, guesses, terms in zip(examples, found, by_terms, strict=True):
        dimension = one.place[0]
        termed = tuple(dict.fromkeys(place for place in terms if place[0] == dimension))
        guessed = tuple(guess.place for guess in guesses if guess.place[0] == dimension)
        tried[dimension].append(_Tried(one.place, termed, guessed))
    return {dimension: _trial(ones) for dimension, ones in tried.items()}


@dataclass(frozen=True, slots=True)
class _Tried:
    """The right code of a passage, and those that the terms and the learner name, best first."""

    right: Place
    terms: tuple[Place, ...]
    learned: tuple[Place, ...]

    def both(self) -> tuple[Place, ...]:
        """Both lists in turn, the terms first."""
        pairs = zip_longest(self.terms, self.learned)
        return tuple(dict.fromkeys(place for pair in pairs for place in pair if place is not None))


def _trial(tried: Sequence[_Tried]) -> Trial:
    known = Counter(one.right for one in tried)
    first = FIRST if len(known) >= FIRST * 4 else 1
    return Trial(
        passages=len(tried),
        first=first,
        terms=sum(one.right in one.terms[:first] for one in tried),
        learned=sum(one.right in one.learned[:first] for one in tried),
        both=sum(one.right in one.both()[:first] for one in tried),
        common=sum(count for _, count in known.most_common(first)),
    )
