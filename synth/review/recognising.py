"""Records of a file that are works of the review already: codings and decisions bring no doubles."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from synth.formats import normalise
from synth.text import fold

if TYPE_CHECKING:
    from synth.model import Record, Work

KEYS = ("key", "work", "OldItemId")
"""Where files that synth wrote keep the key of a work."""


def recognised(works: Sequence[Work], records: Sequence[Record]) -> dict[int, str]:
    """For each record that describes a work of the review, by its place, the key of that work.

    By the key that synth wrote into the file, when the title is the same; a record without a title by its
    DOI; else as de-duplication tells.
    """
    from synth.dedupe.matching import matching

    by_key = {work.key: work for work in works}
    by_doi = {work.record.doi: work for work in works if work.record.doi}
    found = {}
    for place, record in enumerate(records):
        work = next((by_key[key] for key in _keys(record) if key in by_key), None)
        if work is None and not record.title:
            work = by_doi.get(record.doi)
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


class Finder:
    """Finds works of a review by what a row of a table says: the key, the DOI, or the whole title.

    `merged` are the keys of works that were merged into others: tables of before still name them.
    """

    def __init__(self, works: Sequence[Work], merged: Mapping[str, str]) -> None:
        self._keys = {**merged, **{work.key: work.key for work in works}}
        self._dois = {work.record.doi: work.key for work in works if work.record.doi}
        self._titles: defaultdict[str, list[str]] = defaultdict(list)
        for work in works:
            if work.record.title:
                self._titles[fold(work.record.title)].append(work.key)

    def key(self, cells: Mapping[str, str]) -> str:
        """The key of the work that is meant; empty when there is none, or a title is that of several."""
        named = cells.get("work", "") or cells.get("key", "")
        if named:
            return self._keys.get(named, "")
        found = self._dois.get(normalise.doi(cells.get("doi", "")), "")
        titled = self._titles.get(fold(cells.get("title", "")), [])
        return found or (titled[0] if len(titled) == 1 else "")
