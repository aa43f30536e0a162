"""Texts as numbers: how often their words occur, weighed by how few texts have them (TF-IDF).

The values are those of `TfidfVectorizer` of scikit-learn with `sublinear_tf`. They are worked out here
because that library takes some times the memory that the texts of a large review need.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from synth.errors import UsageError
from synth.screening.words import Words, words_of

COMMON = 0.95
"""A word in more than this share of the records tells nothing and is left out."""

LARGE = 40_000
"""From so many records on only single words that occur more than once count: a third of the memory."""

BLOCK = 1_000_000
"""Words of texts that are added up at once: they are copied for it."""

MOST_TIMES = 255
"""A word that is said more often in one text counts as this often."""


@dataclass(frozen=True, slots=True)
class Text:
    """What is known of a record before a person looks: title and abstract; either may be empty."""

    title: str
    abstract: str

    def __str__(self) -> str:
        return f"{self.title} {self.abstract}"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words that count (and `pairs` of words), each with its weight, which is more where it is rarer."""

    words: Words
    rarity: NDArray[np.float64]
    pairs: bool

    def weigh(self, text: Text) -> dict[str, tuple[int, float]]:
        """The words of a text that count: the place of each, and how much it weighs beside the others."""
        times = Counter(words_of(str(text), pairs=self.pairs))
        places = {word: place for word in times if (place := self.words.place(word)) is not None}
        return {
            word: (place, float((np.log(times[word]) + 1) * self.rarity[place]))
            for word, place in places.items()
        }


@dataclass(frozen=True, slots=True)
class Counted:
    """Texts as numbers: the words that count, and a row per text (SciPy sparse matrix).

    Several models can share it. Of a `large` set only single words count.
    """

    vocabulary: Vocabulary
    rows: Any
    large: bool = False


def count_words(texts: Iterable[Text], *, large: bool = False) -> Counted:
    """The texts as numbers: words and pairs of words; of a `large` set single words that several have.

    Raises UsageError when there are no words that some texts have and others have not.
    """
    known, places, times, ends = _count(texts, pairs=not large)
    size, texts_with = len(ends) - 1, np.zeros(len(known), dtype=np.int64)
    for at in range(0, len(places), BLOCK):
        texts_with += np.bincount(places[at : at + BLOCK], minlength=len(known))
    kept = (texts_with >= (2 if large else 1)) & (texts_with <= COMMON * size)
    if not kept.any():
        remedy = "Ranking needs titles or abstracts."
        raise UsageError("The records have no words to tell them apart.", remedy=remedy)
    words = np.array(list(known), dtype=object)[kept]
    alphabetical = np.argsort(words)
    rarity = np.log((1 + size) / (1 + texts_with[kept][alphabetical])) + 1
    new = np.full(len(known), -1, dtype=np.int32)
    new[np.flatnonzero(kept)[alphabetical]] = np.arange(len(words), dtype=np.int32)
    numbers = np.empty(int(texts_with[kept].sum()), dtype=np.int32)
    values: NDArray[np.floating[Any]] = np.empty(len(numbers), np.float32 if large else np.float64)
    rows = _rows(((new[places[at]], times[at]) for at in map(slice, ends, ends[1:])), rarity, numbers, values)
    return Counted(Vocabulary(Words(words[alphabetical]), rarity, pairs=not large), rows, large)


def _count(
    texts: Iterable[Text], *, pairs: bool
) -> tuple[dict[str, int], NDArray[np.int32], NDArray[np.uint8], NDArray[np.int64]]:
    """Every word with its number; the words of all texts, how often each is in its text, where texts end."""
    known: dict[str, int] = {}
    places, times, ends = array("i"), array("B"), array("q", [0])
    for text in texts:
        counts = Counter(words_of(str(text), pairs=pairs))
        places.extend(known.setdefault(word, len(known)) for word in counts)
        times.extend(min(count, MOST_TIMES) for count in counts.values())
        ends.append(len(places))
    return (
        known,
        np.frombuffer(places, np.int32),
        np.frombuffer(times, np.uint8),
        np.frombuffer(ends, np.int64),
    )


def _rows(
    texts: Iterable[tuple[NDArray[np.int32], NDArray[np.uint8]]],
    rarity: NDArray[np.float64],
    numbers: NDArray[np.int32],
    values: NDArray[np.floating[Any]],
) -> Any:
    """The matrix of the words that have a place, in `numbers` and `values`; each row of length 1, or empty.

    Text after text, for a library that indexes with all words at once makes several copies of them.
    """
    from scipy.sparse import csr_matrix

    weights = np.log(np.arange(1, MOST_TIMES + 1)) + 1
    ends = array("i", [0])
    for places, times in texts:
        order = np.argsort(places)[np.count_nonzero(places < 0) :]
        here, start = places[order], ends[-1]
        weighed = weights[times[order] - 1] * rarity[here]
        ends.append(start + len(here))
        numbers[start : ends[-1]] = here
        values[start : ends[-1]] = weighed / (np.sqrt(weighed @ weighed) or 1)
    return csr_matrix((values, numbers, np.frombuffer(ends, np.int32)), shape=(len(ends) - 1, len(rarity)))
