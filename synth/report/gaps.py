"""The list of knowledge gaps: typed, ordered by priority, each with the counts that raised it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from synth.report import anchors
from synth.report.anchors import Link
from synth.report.localised import Text
from synth.report.lookup import Lookup

SHOWN_BASIS = ("n_studies", "n_works", "n_passages", "expected")


@dataclass(frozen=True, slots=True)
class Basis:
    """One of the counts a gap was raised on; `anchor` leads to what was counted, when it is listed."""

    label: str
    value: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """Where a gap stands: a dimension and the code on it, and the anchor of that place."""

    dimension: str
    label: Text
    anchor: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """One of the three explanations to test first; `sign` when something points to it."""

    label: str
    text: Text
    sign: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """One knowledge gap as the report shows it; `members` are narrower gaps that it implies."""

    anchor: str
    identifier: str
    kind: str
    kind_label: str
    facets: tuple[Facet, ...]
    statement: Text
    question: Text
    basis: tuple[Basis, ...]
    works: tuple[Link, ...]
    around: bool
    passages: tuple[Link, ...]
    searches: tuple[Link, ...]
    explanations: tuple[Explanation, ...]
    rule: str
    reason: str
    priority: str
    priority_reasons: Text
    status: str
    members: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of gap that occurs, with its meaning and the number of gaps."""

    kind: str
    label: str
    meaning: str
    n: int


def gaps(lookup: Lookup) -> tuple[Gap, ...]:
    """The gaps of a synthesis document, the most pressing first; equal ones keep their order."""
    ordered = sorted(lookup.document["gaps"], key=_rank)
    known = {gap["id"] for gap in ordered}
    inside: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for gap in ordered:
        parent = gap.get("folded_into") or ""
        inside[parent if parent in known and parent != gap["id"] else ""].append(gap)
    return tuple(_gap(gap, lookup, inside) for gap in inside[""])


def kinds(lookup: Lookup) -> tuple[Kind, ...]:
    """The types of gap that occur, most frequent first."""
    counted = Counter(gap["type"] for gap in lookup.document["gaps"])
    return tuple(
        Kind(kind, lookup.word("gap-type", kind), lookup.word("gap-meaning", kind), n)
        for kind, n in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    )


def _rank(gap: Mapping[str, Any]) -> float:
    priority = gap.get("priority")
    rank = priority.get("rank") if isinstance(priority, Mapping) else priority
    return float(rank) if isinstance(rank, int | float) else float("inf")


def _gap(gap: Mapping[str, Any], lookup: Lookup, inside: Mapping[str, list[Mapping[str, Any]]]) -> Gap:
    priority = gap.get("priority")
    detailed = priority if isinstance(priority, Mapping) else {}
    robinson = gap.get("robinson") or ""
    return Gap(
        anchor=anchors.gap(gap["id"]),
        identifier=gap["id"],
        kind=gap["type"],
        kind_label=lookup.word("gap-type", gap["type"]),
        facets=tuple(_facets(gap["cell"], lookup)),
        statement=lookup.pick(gap["statement"]),
        question=lookup.pick(gap["question"]),
        basis=tuple(_basis(gap, lookup)),
        works=lookup.work_links(gap["works"]),
        around=bool(gap["works"]) and not gap["passages"],
        passages=tuple(Link(anchors.passage(one), str(one)) for one in gap["passages"]),
        searches=lookup.search_links(gap["search_scope"]),
        explanations=tuple(_explanations(gap.get("explanations") or {}, lookup)),
        rule=f"{gap['rule']} {gap['rule_version']}",
        reason=lookup.word("robinson", robinson),
        priority=lookup.word("priority", str(detailed.get("level") or priority or "")),
        priority_reasons=lookup.pick(detailed.get("reasons")),
        status=lookup.word("gap-status", gap.get("status") or ""),
        members=tuple(_gap(one, lookup, inside) for one in inside.get(gap["id"], ())),
    )


def _facets(cell: Mapping[str, str], lookup: Lookup) -> Iterator[Facet]:
    for dimension, code in cell.items():
        if dimension == "direction":
            label, anchor = Text(lookup.word("direction", code)), ""
        else:
            label, anchor = lookup.label(dimension, code), _place(cell, dimension, lookup)
        yield Facet(lookup.word("dimension", dimension), label, anchor)


def _place(cell: Mapping[str, str], dimension: str, lookup: Lookup) -> str:
    """The anchor where a facet of a gap is shown: the finding, the cell of the map, or the codebook."""
    code = cell[dimension]
    matrix = lookup.document["matrix"]
    if dimension == "phase" and cell.get("determinant") in matrix["rows"] and code in matrix["columns"]:
        return anchors.cell(cell["determinant"], code)
    if dimension == "determinant" and code in matrix["rows"]:
        return anchors.determinant(code)
    if dimension == "factor" and code in lookup.finding_of:
        return anchors.finding(lookup.finding_of[code])
    return anchors.code(dimension, code) if (dimension, code) in lookup.codes else ""


def _basis(gap: Mapping[str, Any], lookup: Lookup) -> Iterator[Basis]:
    basis, here = gap["basis"], anchors.gap(gap["id"])
    for name in SHOWN_BASIS:
        value = basis.get(name)
        if value is not None:
            listed = gap["passages"] if name == "n_passages" else gap["works"]
            part = "passages" if name == "n_passages" else "works"
            linked = bool(value and listed and name != "expected")
            yield Basis(lookup.word("basis", name), _written(value, lookup), f"{here}-{part}" if linked else "")
    for group in ("denominators", "threshold"):
        values = basis.get(group)
        for name, value in (values if isinstance(values, Mapping) else {group: values}).items():
            if isinstance(value, int | float):
                yield Basis(lookup.word(group, name), _written(value, lookup))


def _written(value: float, lookup: Lookup) -> str:
    whole = float(value).is_integer()
    return lookup.messages.number(value, decimals=0 if whole else 2)


def _explanations(explanations: Mapping[str, Any], lookup: Lookup) -> Iterator[Explanation]:
    for name, told in explanations.items():
        sign = bool(told.get("sign")) if isinstance(told, Mapping) else False
        words = {key: text for key, text in told.items() if key != "sign"} if isinstance(told, Mapping) else told
        text = lookup.pick(words)
        if text:
            yield Explanation(lookup.word("explanation", name), text, sign)
