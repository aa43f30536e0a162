"""How the search was done: each search with its requests as sent, its counts, and what it brought."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from synth.model import ADDED
from synth.report import anchors
from synth.report.anchors import Link
from synth.report.beside import Number, numbers
from synth.report.localised import Text
from synth.report.lookup import Lookup

STATUSES = ("verified", "unverifiable", "rejected")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its words; `anchor` leads to what was counted, and is empty when nothing was.

    `id` is what `synth show` knows it by; of a search, what stands behind the id of that.
    """

    label: str
    value: str
    anchor: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """How a stage was screened, in words, and the numbers in them with their ids."""

    text: str
    counts: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class Brought:
    """The records that a search brought with one outcome."""

    anchor: str
    label: str
    records: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Search:
    """One search as the report shows it."""

    anchor: str
    name: str
    source: str
    strategy: str
    status: str
    complete: bool
    date: str
    requests: tuple[str, ...]
    figures: tuple[Figure, ...]
    widened: tuple[Text, ...]
    note: Text
    brought: tuple[Brought, ...]


def searches(lookup: Lookup) -> tuple[Search, ...]:
    """The searches of a synthesis document, in order."""
    found = _found(lookup)
    return tuple(_search(search, lookup, found) for search in lookup.document["searches"])


def screening(lookup: Lookup) -> tuple[Stage, ...]:
    """How each stage was screened and what its stopping rule says, a sentence or three per stage."""
    return tuple(
        Stage(" ".join(_stage(one, lookup)), numbers(_ids(one), one))
        for one in lookup.document.get("screening", ())
    )


def _ids(stage: Mapping[str, Any]) -> Mapping[str, str]:
    """The ids of the numbers of a stage."""
    name = stage["stage"]
    parts = {"read": "read", "found": "kept", "conflicts": "conflicts", "left": "left"}
    return {"total": name} | {number: f"{name}/{part}" for number, part in parts.items()}


def _stage(one: Mapping[str, Any], lookup: Lookup) -> Iterable[str]:
    t = lookup.messages
    counts = {name: t.number(one[name]) for name in ("read", "total", "found")}
    yield t("screened.read", stage=lookup.word("stage", one["stage"]), last=t.date(one["last"]), **counts)
    if one["conflicts"]:
        yield t("screened.differ", n=one["conflicts"])
    yield t("screened.screeners", n=one["screeners"])
    if one["left"]:
        yield t("screened.left", n=one["left"])
        if one["recall"] is not None:
            shares = {name: round(100 * one[name]) for name in ("recall", "lowest", "target")}
            yield t("screened.rule", rule=one["rule"], **shares)
            yield t("screened.enough") if one["enough"] else t("screened.not-enough")


def _search(search: Mapping[str, Any], lookup: Lookup, found: Found) -> Search:
    words = lookup.messages
    brought = tuple(_brought(search, lookup, found))
    return Search(
        anchor=anchors.search(search["id"]),
        name=f"S{search['id']}",
        source=lookup.word("source", search["source"]),
        strategy=search["strategy"],
        status=lookup.word("status", search["status"]),
        complete=search["status"] in ("complete", "empty"),
        date=words.date(search["finished_at"] or search["started_at"]),
        requests=tuple(str(request) for request in search["requests"]),
        figures=tuple(_figures(search, brought, lookup)),
        widened=tuple(lookup.told(text) for text in search["widened"]),
        note=lookup.pick(search["note"]),
        brought=brought,
    )


Found = Mapping[Any, Mapping[str, Sequence[Link]]]
"""By search, then by outcome: the records it brought."""


def _found(lookup: Lookup) -> Found:
    found: dict[Any, dict[str, list[Link]]] = {}
    for record in lookup.document["records"]:
        link = Link(anchors.record(record["id"]), f"R{record['id']}")
        for one in record["searches"]:
            found.setdefault(one["search"], {}).setdefault(one["status"], []).append(link)
    return found


def _brought(run: Mapping[str, Any], lookup: Lookup, found: Found) -> Iterable[Brought]:
    """The records of a search by outcome; hand-picked ones were given, no strategy was asked."""
    identifier, given = run["id"], run["source"] == ADDED
    here: dict[str, Sequence[Link]] = dict.fromkeys(STATUSES, ()) | dict(found.get(identifier, {}))
    for status, records in here.items():
        if records:
            anchor = f"{anchors.search(identifier)}-{anchors.safe(status)}"
            yield Brought(anchor, lookup.word("search", "given" if given else status), tuple(records))


def _figures(search: Mapping[str, Any], brought: Iterable[Brought], lookup: Lookup) -> Iterable[Figure]:
    words = lookup.messages
    listed = {group.anchor for group in brought}
    here = anchors.search(search["id"])
    for name in ("reported", "fetched", *STATUSES, "problems"):
        value = search[name]
        anchor = f"{here}-brought" if name == "fetched" else f"{here}-{name}"
        reachable = value and listed and (name == "fetched" or anchor in listed)
        shown = words("search.unknown") if value is None else words.number(value)
        part = f"/{name}" if name in STATUSES else ""
        yield Figure(words(f"search.{name}"), shown, anchor if reachable else "", part)
