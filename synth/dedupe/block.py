"""Which records are worth comparing: those that share a key. The number of pairs stays near-linear.

A small block is compared pair by pair. In a large one a record meets only its neighbours by title, and only
for keys made of titles: many people write in one year, and that alone says nothing. Keys are 64-bit numbers,
sorted rather than kept in a dictionary, so that a million records fit in memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING

from synth.dedupe.normalise import Prepared

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Numbers = NDArray[numpy.int64]

WHOLE = 12
"""A block of at most this many records is compared pair by pair."""

WINDOW = 6
"""In a larger block of titles, records sorted by title are compared with this many after them."""

_BEGIN, _MAIN = 16, 30


def pairs(records: Sequence[Prepared]) -> Iterator[tuple[int, int]]:
    """Yield each pair of places in `records` that share a key, once, smaller place first."""
    import numpy

    size = len(records)
    order = sorted(range(size), key=lambda place: (neighbourhood(records[place]), records[place].id))
    found = (place * size + other for place, other in _joined(_sorted(records, order), order))
    for code in numpy.unique(numpy.fromiter(found, dtype=numpy.int64)).tolist():
        yield divmod(code, size)


def within(members: Sequence[int], *, title: bool) -> Iterator[tuple[int, int]]:
    """Yield the pairs of one block that are compared; `members` are in order of `neighbourhood`."""
    if len(members) > WHOLE and not title:
        return
    reach = WINDOW if len(members) > WHOLE else len(members)
    for position, first in enumerate(members):
        for second in members[position + 1 : position + 1 + reach]:
            yield (first, second) if first < second else (second, first)


def beside(members: Sequence[int], some: frozenset[int], *, title: bool) -> Iterator[tuple[int, int]]:
    """Yield those pairs of `within` that have one of `some` records; a pair of two of them comes twice."""
    if len(members) > WHOLE and not title:
        return
    reach = WINDOW if len(members) > WHOLE else len(members)
    for position, one in enumerate(members):
        if one in some:
            for other in members[max(0, position - reach) : position + 1 + reach]:
                if other != one:
                    yield (one, other) if one < other else (other, one)


def neighbourhood(record: Prepared) -> str:
    """What records of one large block are sorted by, so that like stands beside like."""
    return f"{record.title[:40]} {record.year or ''} {record.pages.key}"


def of_title(key: int) -> bool:
    """Whether a key was made of a title: such a block is worth going through when it is large."""
    return bool(key & 1)


def keys(record: Prepared) -> frozenset[int]:
    """The keys of a record as 63-bit numbers, odd for those made of titles."""
    found = {_number(text) & ~1 for text in _facts(record)}
    found.update(_number(text) | 1 for text in _titles(record))
    return frozenset(found)


def _number(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") >> 1


def _titles(record: Prepared) -> Iterator[str]:
    """The different ways in which the titles of two copies stay alike."""
    title = record.title
    if title:
        yield f"begins {title[:_BEGIN]}"
        yield f"ends {title[-_BEGIN:]}"
        longest = sorted(set(record.words), key=lambda word: (len(word), word))[-3:]
        yield f"words {' '.join(sorted(longest))}"
        yield f"main {record.main[:_MAIN]}"
    for other in record.others:
        yield f"begins {other[:_BEGIN]}"


def _facts(record: Prepared) -> Iterator[str]:
    """What copies may share when their titles differ."""
    page, year, first = record.pages.key, record.year or "", record.first_author
    if record.doi:
        yield f"doi {record.doi}"
    if record.isbn:
        yield f"isbn {record.isbn}"
    if record.review:
        yield f"review {record.review}"
    if page and record.volume:
        yield f"place {record.volume} {page} {year}"
    if page and first:
        yield f"page {page} {first}"
    if year and first:
        yield f"author {first} {year}"
    if year and len(record.authors) > 1:
        yield f"authors {' '.join(sorted(record.authors))} {year}"


def _sorted(records: Sequence[Prepared], order: Sequence[int]) -> tuple[Numbers, Numbers]:
    """Every key of every record, and the position of that record in `order`, sorted by both."""
    import numpy

    key_of: list[int] = []
    position_of: list[int] = []
    for position, place in enumerate(order):
        own = keys(records[place])
        key_of.extend(own)
        position_of.extend([position] * len(own))
    numbers, positions = numpy.array(key_of, dtype=numpy.int64), numpy.array(position_of, dtype=numpy.int64)
    del key_of, position_of
    by_key = numpy.argsort(numbers, kind="stable")
    return numbers[by_key], positions[by_key]


def _joined(blocks: tuple[Numbers, Numbers], order: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The pairs of all blocks, smaller place first; many come more than once."""
    import numpy

    numbers, positions = blocks
    starts = numpy.flatnonzero(numpy.r_[True, numbers[1:] != numbers[:-1]]) if len(numbers) else numbers
    ends = numpy.r_[starts[1:], len(numbers)]
    for start, end in _several(starts, ends):
        members = [order[position] for position in positions[start:end].tolist()]
        yield from within(members, title=of_title(int(numbers[start])))


def _several(starts: Numbers, ends: Numbers) -> Iterable[tuple[int, int]]:
    """Where blocks of at least two records begin and end."""
    shared = ends - starts > 1
    return zip(starts[shared].tolist(), ends[shared].tolist(), strict=True)
