"""Where features go: each has a bucket, by its check sum (feature hashing, Weinberger et al. 2009)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any
from zlib import crc32

if TYPE_CHECKING:
    from numpy.typing import NDArray

BITS = 17
BUCKETS = 1 << BITS
"""Places that features are hashed to."""
MASK = BUCKETS - 1
SHORTEST, LONGEST = 2, 5
"""Letters of a piece; a word is read with a space at either end."""

_MIX = 0x9E3779B1, 0x85EBCA6B
"""Odd numbers that spread check sums (multiplicative hashing, Knuth 1998, 6.4)."""
_FULL = 0xFFFFFFFF
_WIDER = 0x7F, 0x7FF, 0xFFFF
"""Letters above each of these have one byte more in UTF-8."""


def bucket(feature: str) -> int:
    """Return the place of a feature."""
    return crc32(feature.encode()) & MASK


def check_sum(word: str) -> int:
    """Return what a word counts as in a pair."""
    return crc32(word.encode())


def pair_buckets(firsts: NDArray[Any], seconds: NDArray[Any]) -> NDArray[Any]:
    """The places of pairs of words, by the check sums of the first and of the second words (32 bits)."""
    import numpy

    spread, again = map(numpy.uint32, _MIX)
    places: NDArray[Any] = ((firsts * spread + seconds) * again) >> numpy.uint32(32 - BITS)
    return places


def piece_buckets(words: Sequence[str]) -> Iterator[tuple[NDArray[Any], NDArray[Any]]]:
    """The places of the pieces of words, as `bucket` gives them: for each size, the numbers of the words too.

    A word that is shorter than a piece is one as it is. The check sums of all pieces grow letter by letter,
    one byte at a time, together.
    """
    import numpy

    text = "".join([f" {word} " for word in words])
    lengths = numpy.array([len(word) + 2 for word in words], dtype=numpy.int64)
    owners = numpy.repeat(numpy.arange(len(words)), lengths)
    left = numpy.repeat(numpy.cumsum(lengths), lengths) - numpy.arange(len(text))
    letters = numpy.frombuffer(text.encode("utf-32-le"), dtype=numpy.uint32)
    width = 1 + numpy.searchsorted(_WIDER, letters)
    begins, written = numpy.cumsum(width) - width, numpy.frombuffer(text.encode(), dtype=numpy.uint8)
    sums = numpy.full(len(text), _FULL, dtype=numpy.uint32)
    for size in range(1, LONGEST + 1):
        inside = numpy.flatnonzero(left >= size)
        for byte in range(width.max(initial=0)):
            some = inside[width[inside + size - 1] > byte]
            added = sums[some] ^ written[begins[some + size - 1] + byte]
            sums[some] = _bytes()[added & 0xFF] ^ (added >> 8)
        if size >= SHORTEST:
            whole = numpy.flatnonzero((left >= size) | (left == lengths[owners]))
            yield owners[whole], ((sums[whole] ^ _FULL) & MASK).astype(numpy.int64)


@cache
def _bytes() -> NDArray[Any]:
    """What each byte makes of a check sum (CRC-32)."""
    import numpy

    sums = [crc32(bytes([byte ^ 0xFF])) ^ _FULL ^ (_FULL >> 8) for byte in range(256)]
    return numpy.array(sums, dtype=numpy.uint32)
