"""Which records are worth comparing: those that share a key. The number of pairs stays near-linear."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from synth.dedupe.normalise import Prepared

WHOLE = 12
"""A block of at most this many records is compared pair by pair."""

WINDOW = 6
"""In a larger block, records sorted by title are compared with this many after them."""


def pairs(records: Sequence[Prepared]) -> Iterator[tuple[int, int]]:
    """Yield each pair of places in `records` that share a key, once, smaller place first."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for place, record in enumerate(records):
        for key in dict.fromkeys(keys(record)):
            blocks[key].append(place)
    seen: set[int] = set()
    size = len(records)
    for members in blocks.values():
        for a, b in _within(members, records):
            first, second = (a, b) if a < b else (b, a)
            code = first * size + second
            if code not in seen:
                seen.add(code)
                yield first, second


def keys(record: Prepared) -> Iterator[str]:
    """The keys of a record; each is a different way in which two copies stay alike."""
    title, year, page = record.title, record.year or "", record.page
    if record.doi:
        yield f"doi {record.doi}"
    if record.isbn:
        yield f"isbn {record.isbn}"
    if title:
        yield f"begins {title[:16]}"
        yield f"ends {title[-16:]}"
        longest = sorted(set(record.words), key=lambda word: (len(word), word))[-3:]
        yield f"words {' '.join(sorted(longest))}"
        yield f"main {record.main[:30]}"
    for other in record.others:
        yield f"begins {other[:16]}"
    if page and record.volume:
        yield f"place {record.volume} {page} {year}"
    if page and record.first_author:
        yield f"page {page} {record.first_author}"
    if record.first_author and year:
        yield f"author {record.first_author} {year}"
    if len(record.raw_abstract) > 100:
        yield f"abstract {record.abstract[:40]}"


def _within(members: list[int], records: Sequence[Prepared]) -> Iterator[tuple[int, int]]:
    if len(members) < 2:
        return
    if len(members) > WHOLE:
        members = sorted(members, key=lambda place: (records[place].title, place))
    reach = WINDOW if len(members) > WHOLE else len(members)
    for position, first in enumerate(members):
        for second in members[position + 1 : position + 1 + reach]:
            yield first, second
