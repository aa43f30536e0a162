"""What a learned model sees of a sentence: pieces of words, words, pairs of words, and what terms say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import log
from zlib import crc32

from synth.coding.codes import Codebook
from synth.coding.wordlists import LANGUAGES, wordlist
from synth.model import Suggestion
from synth.text import fold, unit_words

BUCKETS = 1 << 17
"""Places that pieces and words are hashed to (feature hashing, Weinberger et al. 2009)."""
SHORTEST, LONGEST = 2, 5
"""Letters of a piece; a word is read with a space at either end."""
WHAT, WAY = 0.7, 3.0
"""How much words count beside pieces: little for what a sentence shows, much for the way it goes."""
SCOPE = 4
"""Words behind a negation that are also read as negated."""

Buckets = dict[int, float]


@dataclass(frozen=True, slots=True)
class Seen:
    """A sentence as the model sees it: how much of each bucket, for what it shows and for the way it goes.

    `terms` is what the terms of the codebook say of each root.
    """

    what: Buckets
    way: Buckets
    terms: tuple[float, ...]


def seen(text: str, suggestions: Iterable[Suggestion], codebook: Codebook, roots: Sequence[str]) -> Seen:
    """Return what a model sees of a sentence and of the suggestions that terms make for it."""
    words = unit_words(fold(text))
    parts = Counter(bucket(piece) for word in words for piece in pieces(word))
    what = _weighed(parts, Counter(map(bucket, _words(words))), WHAT)
    way = _weighed(parts, Counter(map(bucket, (*_words(words), *_negated(words), *_triples(words)))), WAY)
    return Seen(what, way, _terms(suggestions, codebook, roots))


def _weighed(parts: Counter[int], words: Counter[int], weight: float) -> Buckets:
    """How much of each bucket: 1 + log of the count."""
    found = {place: 1 + log(count) for place, count in parts.items()}
    for place, count in words.items():
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
