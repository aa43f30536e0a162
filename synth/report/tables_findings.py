"""The tables of what was found: map, findings, evidence, contradictions, voices, recommendations, gaps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, repeat
from typing import Any

from synth.model import DIRECTIONS
from synth.report.findings import Finding
from synth.report.gaps import EXPLANATIONS, Gap
from synth.report.localised import tagged
from synth.report.table_rows import Cell, Row, Value, first, row, work
from synth.report.view import Page


def matrix(page: Page) -> Iterator[Row]:
    """The cells of the evidence map, each count leading to what it counts."""
    lookup = page.lookup
    stored = lookup.document["matrix"]
    filled = {(c["determinant"], c["phase"], c["direction"]): c for c in stored["cells"]}
    for cell in stored["totals"]:
        down, across = cell["determinant"], cell["phase"]
        ways = [filled.get((down, across, direction), {}).get("works", []) for direction in DIRECTIONS]
        yield row(
            f"{down} {across}",
            f"map/{down}/{across}",
            lookup.label("determinant", down).value,
            lookup.label("phase", across).value,
            first(len(cell["works"]), "works", cell["works"]),
            *(first(len(one), "works", one) for one in ways),
            first(len(cell["passages"]), "passages", cell["passages"]),
            first(len(silent := cell.get("not_reported", ())), "works", silent),
        )


def findings(page: Page) -> Iterator[Row]:
    """The findings with their counts and their confidence."""
    lookup = page.lookup
    words = lookup.messages
    told = {finding.stored["id"]: finding for finding in page.findings}
    for one in lookup.document["findings"]:
        level = one["confidence"]
        yield row(
            one["id"],
            one["id"],
            lookup.label("determinant", one["determinant"]).value,
            lookup.label("factor", one["factor"]).value,
            lookup.pick(one["statement"]).value,
            Cell(len(one["works"]), "evidence", one["id"]),
            one["n_studies"],
            *(Cell(one["directions"][way], "evidence", one["id"]) for way in DIRECTIONS),
            Cell(len(one["passages"]), "evidence", one["id"]),
            words("table.yes") if one["contradictory"] else "",
            lookup.pick(level["label"]).value,
            lookup.pick(level["reasons"]).value,
            *_about(told[one["id"]]),
        )


def _about(finding: Finding) -> Iterator[Value]:
    """The components of its confidence, who changed it, where it holds, and the gaps about it."""
    yield "\n".join(f"{one.label} ({one.concern_label}): {one.text.value}" for one in finding.components)
    yield finding.ruling
    named = [("", finding.phases), ("", finding.perspectives)]
    named += [(f"{one.dimension}: ", one.tallies) for one in finding.contexts]
    yield "\n".join(
        name + ", ".join(f"{one.label.value} {one.n} [/{one.id}]" for one in counted if one.n)
        for name, counted in named
        if any(one.n for one in counted)
    )
    yield ", ".join(gap.label for gap in finding.gaps)


def evidence(page: Page) -> Iterator[Row]:
    """The passages behind each finding."""
    lookup = page.lookup
    for finding in lookup.document["findings"]:
        factor, label = finding["factor"], lookup.label("factor", finding["factor"]).value
        for identifier in finding["passages"]:
            passage = lookup.passages[identifier]
            ways = {c["direction"] for c in passage["codings"] if c["code"] == factor}
            yield row(
                finding["id"],
                Cell(finding["id"], "findings", finding["id"]),
                label,
                work(lookup.citations.get(passage["work"], passage["work"]), passage["work"], lookup),
                Cell(identifier, "passages", identifier),
                passage["section"],
                ", ".join(lookup.word("direction", way) for way in DIRECTIONS if way in ways),
                tagged(lookup.pick(passage["paraphrase"]), lookup.language) or passage["quote"],
            )


def gaps(page: Page) -> Iterator[Row]:
    """The gaps with their counts, explanations and rule, the most pressing first."""
    lookup = page.lookup
    told = {gap.identifier: gap for gap in _every(page.gaps)}
    for one in sorted(lookup.document["gaps"], key=lambda gap: float(gap["priority"]["rank"])):
        basis, priority = one["basis"], one["priority"]
        where = (
            lookup.word("direction", code) if name == "direction" else lookup.label(name, code).value
            for name, code in one["cell"].items()
        )
        yield row(
            one["id"],
            priority["rank"],
            one["id"],
            lookup.word("gap-type", one["type"]),
            " × ".join(where),
            lookup.pick(one["statement"]).value,
            lookup.pick(one["question"]).value,
            lookup.word("priority", priority["level"]),
            lookup.pick(priority["reasons"]).value,
            first(basis["n_studies"], "works", one["works"] if basis["n_works"] else []),
            first(basis["n_works"], "works", one["works"] if basis["n_works"] else []),
            first(basis["n_passages"], "passages", one["passages"]),
            one["folded_into"],
            f"{one['rule']} {one['rule_version']}",
            *_grounds(told[one["id"]]),
        )


def _every(listed: Iterable[Gap]) -> Iterator[Gap]:
    for gap in listed:
        yield gap
        yield from _every(gap.members)


def _grounds(gap: Gap) -> Iterator[Value]:
    """The explanations, what it is drawn from, who changed it, and where it stands."""
    said = {one.name: one for one in gap.explanations}
    for one in (said.get(name) for name in EXPLANATIONS):
        yield one.text.value if one else ""
    yield gap.literature
    yield gap.ruling
    yield gap.status


def contradictions(page: Page) -> Iterator[Row]:
    """Where studies disagree: the works on each side and what sets them apart."""
    for stored, one in zip(page.lookup.document.get("contradictions", ()), page.contradictions, strict=True):
        yield row(
            stored["id"],
            stored["id"],
            Cell(one.finding.label, "findings", stored["finding"]),
            one.statement.value,
            one.explanation.value,
            "; ".join(link.label for link in one.works_for),
            "; ".join(link.label for link in one.works_against),
            "\n".join(f"{each.dimension}: {' / '.join(map(_side, each.told))}" for each in one.contexts),
        )


def _side(told: Sequence[tuple[str, str]]) -> str:
    """One side of a contradiction; what stands between brackets goes behind the id of the row."""
    return ", ".join(f"{text} [/{name}]" for text, name in told) or "–"


SILENT: Mapping[str, Any] = {"works": (), "passages": (), "directions": {}}


def voices(page: Page) -> Iterator[Row]:
    """Each subject by each voice, silent ones too; then the voices that are not heard at all."""
    for stored, shown in zip(page.lookup.document.get("perspectives", ()), page.voices, strict=True):
        told = chain([f"{shown.statement.value} [{shown.id}]"], repeat(""))
        subjects = [code for name, code in page.lookup.codes if name == stored["rows"]]
        cells = {(cell["row"], cell["column"]): cell for cell in stored["cells"]}
        heard = [one["view"] for one in stored["voices"]]
        for code in subjects:
            if any((code, view) in cells for view in heard):
                for view in heard:
                    place = (stored["rows"], code), (stored["columns"], view)
                    named = (page.lookup.label(*one).value for one in place)
                    yield row(
                        "",
                        f"{shown.id}/{code}/{view}",
                        shown.dimension,
                        *named,
                        *_said(cells.get((code, view), SILENT)),
                        next(told),
                    )
        for voice in shown.absent:
            nobody = (0,) * (2 + len(DIRECTIONS))
            yield row(
                "", "", shown.dimension, page.messages("voices.absent"), voice.value, *nobody, next(told)
            )


def _said(cell: Mapping[str, Any]) -> Iterator[Cell]:
    yield first(len(cell["works"]), "works", cell["works"])
    for way in DIRECTIONS:
        keys = cell["directions"].get(way, ())
        yield first(len(keys), "works", keys)
    yield first(len(cell["passages"]), "passages", cell["passages"])


def recommendations(page: Page) -> Iterator[Row]:
    """What works recommend, with the works and passages that do."""
    stored = page.lookup.document.get("recommendations", ())
    for one, told in zip(stored, page.recommendations, strict=True):
        yield row(
            one["id"],
            one["id"],
            told.statement.value,
            first(len(one["works"]), "works", one["works"]),
            first(len(one["passages"]), "passages", one["passages"]),
            "; ".join(link.label for link in told.works),
        )
