"""The table of the included works: what each is, what it speaks of, and how much was read in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from synth.report import anchors
from synth.report.anchors import Link
from synth.report.charts import codes_of, year_of
from synth.report.lookup import Lookup


@dataclass(frozen=True, slots=True)
class Row:
    """One included work; `facets` are its codes on each dimension of the table, in words."""

    key: str
    work: Link
    year: int | None
    type: str
    language: str
    facets: tuple[str, ...]
    n_passages: int
    passages: str
    n_findings: int


@dataclass(frozen=True, slots=True)
class Characteristics:
    """The table, with the names of the dimensions that any included work carries."""

    dimensions: tuple[str, ...]
    rows: tuple[Row, ...]


def characteristics(lookup: Lookup) -> Characteristics:
    """A row for each included work, in the order of the reference list."""
    included = list(lookup.included)
    names = [one["id"] for one in lookup.document["codebook"]["dimensions"]]
    used = [name for name in names if any(codes_of(work, name) for work in included)]
    findings = Counter(key for finding in lookup.document["findings"] for key in finding["works"])
    ordered = sorted(included, key=lambda work: lookup.places[work["key"]])
    return Characteristics(
        tuple(lookup.dimension(name) for name in used),
        tuple(
            _row(work, used, lookup, counts=(lookup.read.passages.get(work["key"], 0), findings[work["key"]]))
            for work in ordered
        ),
    )


def _row(work: Mapping[str, Any], used: list[str], lookup: Lookup, *, counts: tuple[int, int]) -> Row:
    n_passages, n_findings = counts
    item = work["csl"]
    return Row(
        key=work["key"],
        work=lookup.work_links([work["key"]])[0],
        year=year_of(work),
        type=lookup.word("type", str(item.get("type") or "")),
        language=lookup.word("language", str(item.get("language") or "")),
        facets=tuple(_facet(work, name, lookup) for name in used),
        n_passages=n_passages,
        passages=f"{anchors.work(work['key'])}-passages" if n_passages else "",
        n_findings=n_findings,
    )


def _facet(work: Mapping[str, Any], name: str, lookup: Lookup) -> str:
    """The codes of a work on a dimension, and what coders said that it does not report; else nothing."""
    told = ", ".join(lookup.label(name, code).value for code in codes_of(work, name))
    silent = work.get("not_reported", {}).get(name)
    if silent is None:
        return told
    if not silent:
        return lookup.messages("characteristics.silent")
    named = ", ".join(lookup.label(name, code).value for code in silent)
    unsaid = lookup.messages("characteristics.silent-on", codes=named)
    return f"{told}; {unsaid}" if told else unsaid
