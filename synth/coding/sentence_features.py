"""What a learned model sees of a sentence: pieces of words, words, pairs of words, cues and terms."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import log
from typing import NamedTuple
from zlib import crc32

from synth.coding.codes import Codebook
from synth.coding.concepts import concepts
from synth.coding.concepts import features as spoken_of
from synth.coding.languages import reading_languages, words_of
from synth.coding.memory import Memory
from synth.coding.reading import Reading, read
from synth.coding.tone import MOST, Heard, Sound, balance, features, lean, listen, speaking
from synth.coding.wordlists import LANGUAGES, wordlist
from synth.model import Language, Suggestion
from synth.text import fold

BUCKETS = 1 << 17
"""Places that pieces and words are hashed to (feature hashing, Weinberger et al. 2009)."""
MASK = BUCKETS - 1
SHORTEST, LONGEST = 2, 5
"""Letters of a piece; a word is read with a space at either end."""
WHAT, WAY = 0.7, 1.0
"""How much words count beside pieces: little for what a sentence shows, more for the way it goes."""
SOUNDS, BALANCE = 4.0, 30.0
"""How much cues and words of tone count beside pieces, and what they add up to."""
SHOWN, SHOWS = 1.0, 8.0
"""The same for what a sentence shows: sounds, and how many there are that speak for a direction."""
SPOKEN = 2.0
"""How much the concepts that a sentence speaks of count."""
SCOPE = 4
"""Words behind a negation that are also read as negated."""

_QUOTES = " \t\n\"'”’»“)"

Buckets = dict[int, float]


@dataclass(frozen=True, slots=True)
class Seen:
    """A sentence as the model sees it: how much of each bucket, for what it shows and for the way it goes.

    `terms` is what the terms of the codebook say of each root.
    """

    what: Buckets
    way: Buckets
    terms: tuple[float, ...]


class Group(NamedTuple):
    """Features of a kind, by their buckets, and how much each counts."""

    weight: float
    buckets: Sequence[int]


@dataclass(frozen=True, slots=True)
class Look:
    """A sentence before it is weighed: its words, its sounds, if it asks, and what terms say of each root.

    `spoken` are the concepts that it speaks of.
    """

    text: str
    words: tuple[_Known, ...]
    written: tuple[str, ...]
    heard: Heard
    spoken: tuple[str, ...]
    asks: bool
    terms: tuple[float, ...]

    @property
    def parts(self) -> bytes:
        """The buckets of the pieces of all words, four bytes each."""
        return b"".join([word.pieces for word in self.words])

    def what(self) -> tuple[Group, ...]:
        """What tells what the sentence shows."""
        numbers = min(sum(map(str.isdigit, self.written)), MOST)
        shows = [f"any {speaking(self.heard)}", f"leans {lean(self.heard)}", f"numbers {numbers}"]
        return (
            Group(WHAT, self._plain()),
            Group(SHOWN, _sounds(self.heard.kinds)),
            Group(SHOWS, [*map(bucket, shows), *([bucket("asks")] if self.asks else [])]),
            Group(SPOKEN, _spoken(self.spoken)),
        )

    def way(self) -> tuple[Group, ...]:
        """What tells which way it goes."""
        words = [*self._plain(), *self._negated(), *self._triples()]
        balanced = [*map(bucket, balance(self.heard))]
        return Group(WAY, words), Group(SOUNDS, _sounds(self.heard.kinds)), Group(BALANCE, balanced)

    def _plain(self) -> list[int]:
        """Words, and pairs of words."""
        tails, pairs = [word.tail for word in self.words[1:]], [word.pair for word in self.words]
        return [*[word.word for word in self.words], *[code & MASK for code in map(crc32, tails, pairs)]]

    def _triples(self) -> list[int]:
        tails, openings = [word.tail for word in self.words], [word.triple for word in self.words]
        return [code & MASK for code in map(crc32, tails[2:], map(crc32, tails[1:], openings))]

    def _negated(self) -> Iterator[int]:
        left = 0
        for word, written in zip(self.words, self.written, strict=True):
            if left:
                yield word.negated
                left -= 1
            left = SCOPE if written in _negations() else left


def look(
    reading: Reading, suggestions: Iterable[Suggestion], codebook: Codebook, roots: Sequence[str]
) -> Look:
    """Return a sentence with the suggestions that terms make for it, before it is weighed."""
    words = words_of(reading.text)
    return Look(
        text=reading.text,
        words=tuple(map(_known().__getitem__, words)),
        written=words,
        heard=listen(reading),
        spoken=concepts(reading),
        asks=asks(reading.text),
        terms=_terms(suggestions, codebook, roots),
    )


def seen(
    reading: Reading, suggestions: Iterable[Suggestion], codebook: Codebook, roots: Sequence[str]
) -> Seen:
    """Return what a model sees of a sentence and of the suggestions that terms make for it."""
    looked = look(reading, suggestions, codebook, roots)
    parts = Counter(array("i", looked.parts))
    return Seen(_weighed(parts, looked.what()), _weighed(parts, looked.way()), looked.terms)


@lru_cache(maxsize=10_000)
def _spoken(spoken: tuple[str, ...]) -> tuple[int, ...]:
    """The buckets of the concepts of a sentence."""
    return tuple(map(bucket, spoken_of(spoken)))


def asks(text: str) -> bool:
    """Whether a sentence is a question: such a one shows nothing."""
    return text.rstrip(_QUOTES).endswith("?")


def read_in(text: str, language: Language) -> Reading:
    """The sentence as the model reads it: in its own language if clear, else in `language` if known."""
    return read(text, reading_languages(text, language, LANGUAGES)[0])


def _weighed(parts: Mapping[int, int], groups: Iterable[Group]) -> Buckets:
    """How much of each bucket: 1 + log of the count, times the weight of the kind of feature."""
    found = {place: 1 + log(count) for place, count in parts.items()}
    for weight, some in groups:
        for place, count in Counter(some).items():
            found[place] = found.get(place, 0.0) + weight * (1 + log(count))
    return found


def bucket(feature: str) -> int:
    """Return the place of a feature."""
    return crc32(feature.encode()) & MASK


def pieces(word: str) -> Iterator[str]:
    """Yield the pieces of a word, with a space at either end."""
    padded = f" {word} "
    for size in range(SHORTEST, LONGEST + 1):
        for start in range(max(len(padded) - size + 1, 1)):
            yield padded[start : start + size]


class _Known(NamedTuple):
    """The buckets of a word: of its pieces (four bytes each), of itself, of itself negated.

    The bucket of a pair or a triple of words is worked out from its first word: the check sum of what it
    opens with goes on with the `tail` of each next word.
    """

    pieces: bytes
    word: int
    negated: int
    tail: bytes
    pair: int
    triple: int


@cache
def _known() -> Memory[_Known]:
    """The words met, each worked out once."""
    return Memory(
        lambda word: _Known(
            array("i", map(bucket, pieces(word))).tobytes(),
            bucket(f"w {word}"),
            bucket(f"n {word}"),
            f" {word}".encode(),
            crc32(f"p {word}".encode()),
            crc32(f"t {word}".encode()),
        )
    )


@lru_cache(maxsize=10_000)
def _sounds(kinds: tuple[str, ...]) -> tuple[int, ...]:
    """The buckets of what is heard in sounds of these kinds."""
    heard = Heard(tuple(Sound(kind, 0, 0) for kind in kinds), frozenset())
    return tuple(map(bucket, features(heard)))


@cache
def _negations() -> frozenset[str]:
    """The words of all languages that negate, in the forms that stand in texts."""
    cues = (wordlist(lang).cues for lang in LANGUAGES)
    plain = {fold(cue.lstrip("=")) for one in cues for kind in ("negation", "nobody") for cue in one[kind]}
    return frozenset(
        plain | {"keine", "keinen", "keinem", "keiner", "keines", "kaum", "nauwelijks", "hardly", "barely"}
    )


def _terms(suggestions: Iterable[Suggestion], codebook: Codebook, roots: Sequence[str]) -> tuple[float, ...]:
    """For each root the best score, the best score with a direction, and that direction; then their sum."""
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
