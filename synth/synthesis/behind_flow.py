"""What stands behind a box of the flow diagram: its records or works, found again in the document.

The ids are the names of the boxes; a part of a box has its source or criterion behind it:
`dbr_excluded=background`. How records and works are divided over the boxes stands in flow.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from synth.model import CHASED, HOWS, Decision, other_method
from synth.synthesis.flow import ASSESSED, SOUGHT
from synth.verdicts import criterion

Found = tuple[tuple[str, ...], tuple[int, ...]]
"""Work keys and record ids."""
REFUSED = ("excluded-screening", "excluded-full-text")


def in_box(document: Mapping[str, Any], identifier: str) -> Found | None:
    """The works and records that a box counts, or a part of it; None when no box is called so.

    Boxes of records give those records with their works, boxes of works and studies give the works.
    """
    name, _, part = identifier.partition("=")
    if name not in document["flow"] or (part and part not in document["flow"][name]):
        return None
    kept = _Kept(document)
    if name in RECORDS:
        records = [one for one in RECORDS[name](kept) if not part or kept.databases[one] == part]
        return tuple(sorted({kept.unit_of[one] for one in records} & kept.works.keys())), tuple(records)
    units = (
        [one for one in WORKS[name](kept) if not part or kept.reason(one) == part] if name in WORKS else []
    )
    without = {unit: one for one, unit in kept.unit_of.items() if unit not in kept.works}
    works = tuple(one for one in units if one in kept.works)
    return works, tuple(without[one] for one in units if one in without)


@dataclass(frozen=True)
class _Kept:
    """The records and works of a document, divided over the two columns of the diagram."""

    document: Mapping[str, Any]

    @cached_property
    def works(self) -> dict[str, Mapping[str, Any]]:
        return {one["key"]: one for one in self.document["works"]}

    @cached_property
    def unit_of(self) -> dict[int, str]:
        """Record to its work; a record of which no work was made yet stands for itself."""
        made = {one: key for key, work in self.works.items() for one in work["record_ids"]}
        return {one["id"]: made.get(one["id"], f"record:{one['id']}") for one in self.document["records"]}

    @cached_property
    def _sources(self) -> dict[int, str]:
        return {one["id"]: one["source"] for one in self.document["searches"]}

    def _searched(self, record: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        """The searches of databases that brought a record."""
        return [
            one
            for one in sorted(record["searches"], key=lambda a: (a["search"], a["rank"]))
            if not other_method(self._sources.get(one["search"], record["source"]))
        ]

    @cached_property
    def databases(self) -> dict[int, str]:
        """The records that databases gave, each with the first that gave it."""
        given = ((one, self._searched(one)) for one in self.document["records"])
        return {
            one["id"]: self._sources.get(found[0]["search"], one["source"]) for one, found in given if found
        }

    @cached_property
    def others(self) -> dict[int, str]:
        """The records that came by other methods, each with how."""
        named = {key: one["kind"] for one in self.document["sites"] for key in one["works"]}
        found = {}
        for one in self.document["records"]:
            if len(self._searched(one)) == len(one["searches"]) and one["searches"]:
                continue
            chased = any(self._sources.get(a["search"], "").startswith(CHASED) for a in one["searches"])
            ordered = sorted(one["searches"], key=lambda a: (a["search"], a["rank"]))
            ways = [a["how"] for a in ordered if a["how"] in HOWS] + ["citation"] * chased
            way = next(iter(ways), "other")
            said = named.get(self.unit_of[one["id"]], way) if way == "other" else way
            found[one["id"]] = said if said in HOWS else way
        return found

    @cached_property
    def automatic(self) -> frozenset[int]:
        """The database records that the strategy rejects and nobody decided on."""
        added = {self.unit_of[one] for one in self.others}
        refused = set()
        for one in self.document["records"]:
            searched, unit = self._searched(one), self.unit_of[one["id"]]
            decided = unit in self.works and bool(self.works[unit]["decisions"])
            if (
                searched
                and all(a["status"] == "rejected" for a in searched)
                and (not decided or unit in added)
            ):
                refused.add(one["id"])
        return frozenset(refused)

    @cached_property
    def accepted(self) -> list[int]:
        """The database records that went on to people."""
        return [one for one in self.databases if one not in self.automatic]

    @cached_property
    def from_databases(self) -> list[str]:
        """The works of the left column."""
        return sorted({self.unit_of[one] for one in self.accepted})

    @cached_property
    def from_others(self) -> list[str]:
        """The works of the right column."""
        return sorted({self.unit_of[one] for one in self.others} - set(self.from_databases))

    def standing(self, unit: str) -> str:
        """Where a work stands; what is not made yet awaits screening."""
        return str(self.works[unit]["standing"]) if unit in self.works else "awaiting-screening"

    def reason(self, key: str) -> str:
        """The criterion on which a work was excluded."""
        decisions = [Decision(work=key, **one) for one in self.works[key]["decisions"]]
        return criterion(decisions)

    def doubles(self, records: Iterable[int], units: Iterable[str]) -> list[int]:
        """All but the first record of each work, and records of works of another column."""
        first, doubles = set(units), []
        for one in records:
            unit = self.unit_of[one]
            if unit in first:
                first.discard(unit)
            else:
                doubles.append(one)
        return doubles


def _standing(column: str, *wanted: str) -> Callable[[_Kept], list[str]]:
    def works(kept: _Kept) -> list[str]:
        units = kept.from_databases if column == "databases" else kept.from_others
        return [one for one in units if kept.standing(one) in wanted]

    return works


def _way(*ways: str) -> Callable[[_Kept], list[int]]:
    return lambda kept: [one for one, how in kept.others.items() if how in ways]


def _included(kept: _Kept) -> list[str]:
    return [key for key, one in kept.works.items() if one["included"]]


RECORDS: Mapping[str, Callable[[_Kept], Iterable[int]]] = {
    "database_results": lambda kept: kept.databases,
    "database_specific_results": lambda kept: kept.databases,
    "website_results": _way("website"),
    "organisation_results": _way("organisation"),
    "citations_results": _way("citation"),
    "other_results": _way("contact", "other"),
    "duplicates": lambda kept: kept.doubles(kept.accepted, kept.from_databases),
    "excluded_automatic": lambda kept: sorted(kept.automatic),
    "other_duplicates": lambda kept: kept.doubles(kept.others, kept.from_others),
}
"""Boxes that count records."""
WORKS: Mapping[str, Callable[[_Kept], Iterable[str]]] = {
    "records_awaiting": _standing("databases", "awaiting-screening"),
    "records_screened": _standing("databases", "excluded-screening", *SOUGHT),
    "records_excluded": _standing("databases", "excluded-screening"),
    "dbr_sought_reports": _standing("databases", *SOUGHT),
    "dbr_notretrieved_reports": _standing("databases", "not-retrieved"),
    "dbr_awaiting": _standing("databases", "awaiting-full-text"),
    "dbr_assessed": _standing("databases", *ASSESSED),
    "dbr_excluded": _standing("databases", "excluded-full-text"),
    "dbr_included": _standing("databases", "included"),
    "other_sought_reports": lambda kept: kept.from_others,
    "other_notretrieved_reports": _standing("others", "not-retrieved"),
    "other_awaiting": _standing("others", "awaiting-screening", "awaiting-full-text"),
    "other_assessed": _standing("others", *REFUSED, "included"),
    "other_excluded": _standing("others", *REFUSED),
    "other_included": _standing("others", "included"),
    "new_studies": _included,
    "new_reports": _included,
    "total_studies": _included,
    "total_reports": _included,
}
"""Boxes that count works, and those that count studies: the works that report them."""
