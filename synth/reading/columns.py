"""The order in which words of a page are read: column after column, and what spans them between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

GAP = 9.0
"""Points of white between two columns, at least; between words it is about three."""
LINES, SHARE, WORDS = 6, 0.3, 2.5
"""Lines with words on both sides of a gutter, at least; their share; words on a side, on average."""
SAME_LINE = 0.5
"""Share of the height by which words on one line overlap."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word and the box around it, in points from the top left; `size` is that of the font."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float = 10.0
    bold: bool = False


Line = tuple[Word, ...]


def lines(words: Sequence[Word]) -> list[Line]:
    """The words as lines, from the top, each from the left."""
    found: list[list[Word]] = []
    for word in sorted(words, key=lambda one: (one.top + one.bottom, one.left)):
        if found and _overlap(found[-1][-1], word) >= SAME_LINE:
            found[-1].append(word)
        else:
            found.append([word])
    return [tuple(sorted(line, key=lambda one: one.left)) for line in found]


def reading_order(words: Sequence[Word], depth: int = 2) -> list[Line]:
    """The lines of a page as they are read; up to four columns."""
    whole = lines(words)
    gutter = _gutter(whole) if depth else None
    if gutter is None:
        return whole
    ordered: list[Line] = []
    band: list[Word] = []
    for line in whole:
        if _spans(line, gutter):
            ordered += [*_side_by_side(band, gutter, depth), line]
            band = []
        else:
            band += line
    return [*ordered, *_side_by_side(band, gutter, depth)]


def _side_by_side(words: Sequence[Word], gutter: float, depth: int) -> list[Line]:
    left = [word for word in words if word.right <= gutter]
    right = [word for word in words if word.right > gutter]
    return [*reading_order(left, depth - 1), *reading_order(right, depth - 1)]


def _overlap(one: Word, other: Word) -> float:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared / max(0.1, min(one.bottom - one.top, other.bottom - other.top))


def _gutter(whole: Sequence[Line]) -> float | None:
    """Where the white between two columns is, when the page has some."""
    gaps = [gap for line in whole for gap in _gaps(line)]
    places = sorted({round((left + right) / 2, 1) for left, right, _, _ in gaps})
    best, support = None, 0
    for place in places[:: max(1, len(places) // 200)]:
        sides = [(before, after) for left, right, before, after in gaps if left < place < right]
        if len(sides) > support and min(map(sum, zip(*sides, strict=True))) >= WORDS * len(sides):
            best, support = place, len(sides)
    if best is None or support < max(LINES, SHARE * len(whole)):
        return None
    crossed = sum(_spans(line, best) for line in whole)
    return best if crossed <= support else None


def _gaps(line: Line) -> list[tuple[float, float, int, int]]:
    """The wide gaps of a line, with the number of words before and after each."""
    return [
        (one.right, other.left, number, len(line) - number)
        for number, (one, other) in enumerate(pairwise(line), start=1)
        if other.left - one.right >= GAP
    ]


def _spans(line: Line, gutter: float) -> bool:
    """Whether a line runs over the gutter: a word stands in it, or two words are close on either side."""
    before = [word for word in line if word.left < gutter]
    after = [word for word in line if word.right > gutter]
    if not before or not after:
        return False
    return after[0].left - before[-1].right < GAP or before[-1] is after[0]
