"""Records of a file that are works of the review already: codings and decisions bring no doubles."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from synth.text import fold

if TYPE_CHECKING:
    from synth.model import Record, Work

KEYS = ("key", "work", "OldItemId")
"""Where files that synth wrote keep the key of a work."""


def recognised(works: Sequence[Work], records: Sequence[Record]) -> dict[int, str]:
    """For each record that describes a work of the review, by its place, the key of that work.

    By the key that synth wrote into the file, when the title is the same; else as de-duplication tells.
    """
    from synth.dedupe.matching import matching

    by_key = {work.key: work for work in works}
    found = {}
    for place, record in enumerate(records):
        work = next((by_key[key] for key in _keys(record) if key in by_key), None)
        if work and (not record.title or fold(work.record.title) == fold(record.title)):
            found[place] = work.key
    rest = [place for place in range(len(records)) if place not in found]
    for pair in matching([work.record for work in works], [records[place] for place in rest]):
        found.setdefault(rest[pair.other], works[pair.known].key)
    return found


def _keys(record: Record) -> Iterable[str]:
    yield record.source_id
    try:
        raw: Any = json.loads(record.raw)
    except ValueError:
        return
    if isinstance(raw, dict):
        lowered = {str(name).casefold(): value for name, value in raw.items()}
        yield from (str(lowered[one.casefold()]) for one in KEYS if one.casefold() in lowered)
