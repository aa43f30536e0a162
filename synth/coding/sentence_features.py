"""What a learned model sees of a sentence: pieces of words, words, pairs of words, cues and terms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, pairwise
from math import log
from zlib import crc32

from synth.coding.codes import Codebook
from synth.coding.languages import reading_languages
from synth.coding.reading import Reading, read
from synth.coding.tone import balance, features, listen, speaking
from synth.coding.wordlists import LANGUAGES, wordlist
from synth.model import Language, Suggestion
from synth.text import fold, unit_words

BUCKETS = 1 << 17
"""Places that pieces and words are hashed to (feature hashing, Weinberger et al. 2009)."""
SHORTEST, LONGEST = 2, 5
"""Letters of a piece; a word is read with a space at either end."""
WHAT, WAY = 0.7, 2.0
"""How much words count beside pieces: little for what a sentence shows, much for the way it goes."""
SOUNDS, BALANCE = 4.0, 14.0
"""How much cues and words of tone count beside pieces, and what they add up to."""
SHOWN, SHOWS = 1.0, 8.0
"""The same for what a sentence shows: sounds, and how many there are that speak for a direction."""
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


def seen(
    reading: Reading, suggestions: Iterable[Suggestion], codebook: Codebook, roots: Sequence[str]
) -> Seen:
    """Return what a model sees of a sentence and of the suggestions that terms make for it."""
    words, heard = unit_words(fold(reading.text)), listen(reading)
    parts, sounds = Counter(chain.from_iterable(map(_buckets, words))), tuple(features(heard))
    plain = tuple(_words(words))
    shows = (f"any {speaking(heard)}", *(("asks",) if asks(reading.text) else ()))
    return Seen(
        what=_weighed(parts, (WHAT, plain), (SHOWN, sounds), (SHOWS, shows)),
        way=_weighed(
            parts,
            (WAY, (*plain, *_negated(words), *_triples(words))),
            (SOUNDS, sounds),
            (BALANCE, balance(heard)),
        ),
        terms=_terms(suggestions, codebook, roots),
    )


def asks(text: str) -> bool:
    """Whether a sentence is a question: such a one shows nothing."""
    return text.rstrip(_QUOTES).endswith("?")


def read_in(text: str, language: Language) -> Reading:
    """The sentence as the model reads it: in its own language if clear, else in `language` if known."""
    return read(text, reading_languages(text, language, LANGUAGES)[0])


def _weighed(parts: Counter[int], *features: tuple[float, Iterable[str]]) -> Buckets:
    """How much of each bucket: 1 + log of the count, times the weight of the kind of feature."""
    found = {place: 1 + log(count) for place, count in parts.items()}
    for weight, some in features:
        for place, count in Counter(map(bucket, some)).items():
            found[place] = found.get(place, 0.0) + weight * (1 + log(count))
    return found


def bucket(feature: str) -> int:
    """Return the place of a feature."""
    return crc32(feature.encode()) & (BUCKETS - 1)


def pieces(word: str) -> Iterator[str]:
    """Yield the pieces of a word, with a space at either end."""
    padded = f" {word} "
    for size in range(SHORTEST, LONGEST + 1):
        for start in range(max(len(padded) - size + 1, 1)):
            yield padded[start : start + size]


@lru_cache(maxsize=50_000)
def _buckets(word: str) -> tuple[int, ...]:
    """The places of the pieces of a word."""
    return tuple(map(bucket, pieces(word)))


def _words(words: Sequence[str]) -> Iterator[str]:
    yield from (f"w {word}" for word in words)
    yield from (f"p {first} {second}" for first, second in pairwise(words))


def _negated(words: Sequence[str]) -> Iterator[str]:
    left = 0
    for word in words:
        if left:
            yield f"n {word}"
            left -= 1
        left = SCOPE if word in _negations() else left


def _triples(words: Sequence[str]) -> Iterator[str]:
    return (f"t {a} {b} {c}" for a, b, c in zip(words, words[1:], words[2:], strict=False))


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
