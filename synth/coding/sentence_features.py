"""What a learned model sees of a sentence: words, pairs of words, sounds, concepts, and what terms say.

A sentence is a sum of parts that do not depend on each other. Each word form is a part, with the pieces of
the word and the word itself; each pair of words is one; and the sounds, what they add up to and the concepts
of the whole sentence are one each. A part has features, each in a bucket, with how much there is of it. So
what a part adds is worked out once, and a sentence is read by adding up (`sentence_rows`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from math import log
from typing import TYPE_CHECKING, Any, NamedTuple

from synth.coding.codes import Codebook
from synth.coding.concepts import concepts_in
from synth.coding.concepts import features as spoken_of
from synth.coding.languages import likeliest_language, reading_languages
from synth.coding.marks import Mark, marks_in
from synth.coding.memory import Memory
from synth.coding.reading import Reading, Row, read
from synth.coding.sentence_hashing import BUCKETS, bucket, piece_buckets
from synth.coding.tone import MOST, Balance, Heard, listen_in, speaking
from synth.coding.tone import features as sounds_of
from synth.coding.wordlists import LANGUAGES
from synth.model import Language, Suggestion
from synth.text import fold, unit_words

if TYPE_CHECKING:
    from numpy.typing import NDArray

SHORT = 12
"""Words up to which a sentence is short: it has no room for a turn."""
SPOKEN = 2.0
"""How much the concepts that a sentence speaks of count beside a piece of a word."""

_QUOTES = " \t\n\"'”’»“)"


class Features(NamedTuple):
    """Features of parts in order: the number of the part that has each, its bucket, and how much there is."""

    owners: NDArray[Any]
    places: NDArray[Any]
    amounts: NDArray[Any]


class Look(NamedTuple):
    """What is read in a sentence before it is weighed: its words, folded, its sounds and its concepts.

    `terms` is what the terms of the codebook say of each root.
    """

    text: str
    words: tuple[str, ...]
    heard: Heard
    spoken: tuple[str, ...]
    terms: tuple[float, ...]

    @property
    def plain(self) -> bool:
        """Whether it is a short sentence in which a direction is told of a term."""
        return bool(self.terms[-1]) and len(self.words) <= SHORT

    @property
    def sign(self) -> float:
        """Which way the terms go together: 1 towards success, -1 towards failure, 0 neither."""
        return max(-1.0, min(self.terms[-2], 1.0))


class Whole(NamedTuple):
    """A part that a sentence has one of: its key, the features that a key has, and how much these count."""

    key: Callable[[Look], Hashable]
    named: Callable[[Any], Iterable[str]]
    weight: float

    def features(self, keys: Sequence[Hashable]) -> Features:
        """The features of keys: 1 + log of how often each is there, times the weight."""
        import numpy

        counts = [Counter(map(bucket, self.named(key))) for key in keys]
        amounts = [self.weight * (1 + log(count)) for part in counts for count in part.values()]
        return Features(
            numpy.repeat(numpy.arange(len(keys)), list(map(len, counts))),
            numpy.array(list(chain.from_iterable(counts)), dtype=numpy.int64),
            numpy.array(amounts, dtype=numpy.float32),
        )


class View(NamedTuple):
    """What a question is answered by: words and pairs, each worth so many pieces of a word, and wholes."""

    words: float
    pairs: float
    wholes: tuple[Whole, ...]

    def features(self, words: Sequence[str]) -> Features:
        """The features of word forms: how often each has each piece, and the word itself."""
        return word_features(words, self.words)


def word_features(words: Sequence[str], itself: float) -> Features:
    """The features of word forms: how often each has each piece; the word itself counts as so many."""
    import numpy

    named = numpy.array([bucket(f"w {word}") for word in words], dtype=numpy.int64)
    owners, places = map(
        numpy.concatenate, zip(*piece_buckets(words), (numpy.arange(len(words)), named), strict=True)
    )
    counts = numpy.ones(len(owners))
    counts[len(owners) - len(words) :] = itself
    _, firsts, same = numpy.unique(owners * BUCKETS + places, return_index=True, return_inverse=True)
    in_order = numpy.lexsort((firsts, owners[firsts]))
    first = firsts[in_order]
    amounts = numpy.bincount(same, weights=counts)[in_order].astype(numpy.float32)
    return Features(owners[first], places[first], amounts)


class Shows(NamedTuple):
    """How far a sentence speaks for a direction, how many numbers it has, and whether it asks."""

    speaking: int
    lean: int
    numbers: int
    asks: bool

    def features(self) -> Iterator[str]:
        """What a model sees of it: a count shows nothing, nor does a question."""
        yield f"any {self.speaking}"
        yield f"leans {self.lean}"
        yield f"numbers {self.numbers}"
        if self.asks:
            yield "asks"


def _shows(look: Look) -> Shows:
    numbers = min(sum(map(str.isdigit, look.words)), MOST)
    return Shows(speaking(look.heard.kinds), look.heard.balance.lean, numbers, asks(look.text))


WHAT = View(
    words=0.7,
    pairs=0.7,
    wholes=(
        Whole(lambda look: look.heard.kinds, sounds_of, 1.0),
        Whole(_shows, Shows.features, 8.0),
        Whole(lambda look: look.spoken, spoken_of, SPOKEN),
    ),
)
"""What tells which determinant a sentence shows, if any."""
WAY = View(
    words=1.0,
    pairs=1.0,
    wholes=(
        Whole(lambda look: look.heard.kinds, sounds_of, 4.0),
        Whole(lambda look: look.heard.balance, Balance.features, 30.0),
    ),
)
"""What tells which way it goes."""


def look(
    reading: Reading, suggestions: Sequence[Suggestion], codebook: Codebook, roots: Sequence[str]
) -> Look:
    """Return what is read in a sentence, with the suggestions that terms make for it."""
    says = terms_say(suggestions, codebook, roots)
    return looks(reading, {0: (reading.text, says)}, {0: marks_in(reading, (0,))[0]})[0]


def looks(
    row: Row, sentences: Mapping[int, tuple[str, tuple[float, ...]]], cues: Mapping[int, Sequence[Mark]]
) -> dict[int, Look]:
    """What is read in sentences of a row, by their numbers; each has a text, what terms say, and its cues."""
    spoken, heard, words = concepts_in(row, sentences), listen_in(row, cues), _words().__getitem__
    found = {}
    for number, (text, terms) in sentences.items():
        first, last = row.sentences[number]
        own = tuple(chain.from_iterable(map(words, row.cores[first:last])))
        found[number] = Look(text, own, heard[number], spoken.get(number, ()), terms)
    return found


@cache
def _words() -> Memory[tuple[str, ...]]:
    """The words of a stretch of text, folded, with the parts that hyphens and apostrophes join."""
    return Memory(lambda stretch: tuple(unit_words(fold(stretch))))


def asks(text: str) -> bool:
    """Whether a sentence is a question: such a one shows nothing."""
    return text.rstrip(_QUOTES).endswith("?")


def read_in(text: str, language: Language) -> Reading:
    """The sentence as the model reads it: in its own language if clear, else in `language` if known."""
    return read(text, likeliest_language(text, reading_languages(text, language, LANGUAGES)))


def terms_say(
    suggestions: Sequence[Suggestion], codebook: Codebook, roots: Sequence[str]
) -> tuple[float, ...]:
    """For each root the best score, the best score with a direction, and that direction; then their sum."""
    if not suggestions:  # as for most sentences
        return _nothing(len(roots))
    score, told, sign = ([0.0] * len(roots) for _ in range(3))
    for one in suggestions:
        root = codebook.root(one.dimension, one.code)[1]
        if root not in roots:
            continue
        at = roots.index(root)
        score[at] = max(score[at], one.score)
        if one.told and one.score > told[at]:
            told[at] = one.score
            sign[at] = {"success": 1.0, "failure": -1.0}.get(one.direction, 0.0)
    return (*score, *told, *sign, sum(sign), float(any(told)))


@cache
def _nothing(roots: int) -> tuple[float, ...]:
    return (0.0,) * (3 * roots + 2)
