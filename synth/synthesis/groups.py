"""Which works are one study, and which come from one group of authors."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Set
from itertools import combinations

from synth.model import Name, Work

PARTS = frozenset({"interview", "chapter"})
"""CSL types of works that can be parts of one study."""

CHAPTER = re.compile(r"[\s,;:.(]+(?:hoofdstuk|hst|chapter|ch|kapitel|kap)\.?\s*[0-9ivxlc]+\)?$")
"""The chapter number at the end of a container title, which is not part of what holds the chapters."""

IN_COMMON = 0.5
"""The share of each work's authors that two works of one author group have in common, at least."""


def study_groups(works: Callable[[], Iterable[Work]]) -> dict[str, str]:
    """Work key to the id of its study: the smallest key among works that are parts of one study.

    Interviews by the same authors in the same year and container are one study, and so are chapters by
    the same authors in one book, and the book itself with them: the same people report them from the same
    material. A chapter number at the end of the container's title makes no difference. Every other work is
    a study of its own. `works` gives them, each time anew.
    """
    keys, parts = [], []
    for work in works():
        keys.append(work.key)
        if _is_part(work):
            place = _place(work, work.record.container_title)
            parts.append((work.key, work.record.type, work.record.year, place))
    joined = _Joined({key: key for key in keys})
    wholes = (
        _wholes(works(), {place for *_, place in parts}, {year for _, _, year, _ in parts}) if parts else {}
    )
    first: dict[tuple[str, ...], str] = {}
    for key, kind, _, place in parts:
        joined.join(key, first.setdefault((kind, *place), key))
        joined.join(key, wholes.get(place, key))
    return joined.groups()


def _wholes(
    works: Iterable[Work], wanted: Set[tuple[str, ...]], years: Set[int | None]
) -> dict[tuple[str, ...], str]:
    """Of works of these years that are no parts themselves: the first at each place where parts are."""
    found: dict[tuple[str, ...], str] = {}
    for work in works:
        if work.record.year in years and not _is_part(work):
            place = _place(work, work.record.title)
            if place in wanted:
                found[place] = min(found.get(place, work.key), work.key)
    return found


def independent_groups(works: Iterable[Work], parts: Mapping[str, str] | None = None) -> dict[str, str]:
    """Work key to the id of what counts as one independent study: the smallest key of its group.

    Works of one study belong together, and so do works of one author group: the same first author, and at
    least half of the authors of each in common. Institutions are no authors here: their staff differ.
    `parts` are the `study_groups` of the works, where they are known already.
    """
    listed = sorted(works, key=lambda work: work.key)
    joined = _Joined(study_groups(lambda: listed) if parts is None else parts)
    by_first: defaultdict[str, list[tuple[str, list[str]]]] = defaultdict(list)
    for work in listed:
        people = [_person(name) for name in work.record.authors if name.family]
        if people:
            by_first[people[0]].append((work.key, people))
    for written in by_first.values():
        if len(written) > 1:
            _join_alike(written, joined)
    return joined.groups()


def _join_alike(written: Iterable[tuple[str, list[str]]], joined: _Joined) -> None:
    """Join works with one first author, given with their authors, that have enough of these in common."""
    first: dict[frozenset[str], str] = {}
    for key, people in written:
        joined.join(key, first.setdefault(frozenset(people), key))
    for (these, one), (those, other) in combinations(first.items(), 2):
        if len(these & those) >= IN_COMMON * max(len(these), len(those)):
            joined.join(one, other)


class _Joined:
    """Keys that are joined step by step; the smallest key of a group is its name."""

    def __init__(self, start: Mapping[str, str]) -> None:
        self._above = dict(start)

    def find(self, key: str) -> str:
        while self._above[key] != key:
            key = self._above[key] = self._above[self._above[key]]
        return key

    def join(self, one: str, other: str) -> None:
        low, high = sorted((self.find(one), self.find(other)))
        self._above[high] = low

    def groups(self) -> dict[str, str]:
        return {key: self.find(key) for key in sorted(self._above)}


def _person(name: Name) -> str:
    return f"{name.family.casefold()} {name.given[:1].casefold()}"


def _is_part(work: Work) -> bool:
    """Whether a work is a part of a study: an interview, or a chapter of a book."""
    record = work.record
    part = record.type == "interview" or (record.type in PARTS and record.container_title)
    return bool(part and (record.authors or record.container_title))


def _place(work: Work, container: str) -> tuple[str, ...]:
    """What the parts of one study share: container, year and authors."""
    title = CHAPTER.sub("", " ".join(container.casefold().split()))
    authors = sorted(str(name).casefold() for name in work.record.authors)
    return (title, str(work.record.year), *authors)
