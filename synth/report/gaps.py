"""The list of knowledge gaps: typed, ordered by priority, each with the counts that raised it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from synth.report import anchors
from synth.report.anchors import Link
from synth.report.findings import ruled
from synth.report.localised import Text
from synth.report.lookup import Lookup

EXPLANATIONS = ("search", "coding", "authors", "corpus")
"""In the order in which they must be tested."""
COUNTED = ("n_studies", "n_works", "n_passages")
COMPARED = ("denominators", "threshold")
DENOMINATORS = {
    **dict.fromkeys(("included_works", "included_studies"), "included"),
    **dict.fromkeys(("coded_works", "coded_studies", "coded_passages"), "coded-passages"),
}
"""The ids of what every gap is compared with."""


@dataclass(frozen=True, slots=True)
class Basis:
    """One of the counts a gap was raised on; `anchor` leads to what was counted, when it is listed.

    `id` is what `synth show` knows it by, where that is not the gap itself.
    """

    label: str
    value: str
    anchor: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """Where a gap stands: a dimension and the code on it, and the anchor of that place."""

    dimension: str
    label: Text
    anchor: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """One of the explanations to test first; `sign` when something points to it.

    `works` are those that it counts, if any.
    """

    name: str
    label: str
    text: Text
    sign: bool
    works: tuple[Link, ...] = ()


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
    counted: tuple[Basis, ...]
    compared: tuple[Basis, ...]
    works: tuple[Link, ...]
    around: bool
    passages: tuple[Link, ...]
    searches: tuple[Link, ...]
    explanations: tuple[Explanation, ...]
    rule: str
    reason: str
    priority: str
    priority_reasons: Text
    ruling: str
    place: str
    literature: str
    status: str
    members: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """What holds for every gap of the list."""

    explanations: tuple[Explanation, ...]
    searches: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of gap that occurs, with its meaning and the number of gaps."""

    kind: str
    label: str
    meaning: str
    n: int
    anchor: str


def gaps(lookup: Lookup) -> tuple[Gap, ...]:
    """The gaps of a synthesis document, the most pressing first; equal ones keep their order."""
    ordered = sorted(lookup.document["gaps"], key=_rank)
    known = {gap["id"] for gap in ordered}
    inside: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for gap in ordered:
        parent = gap["folded_into"]
        inside[parent if parent in known and parent != gap["id"] else ""].append(gap)
    return tuple(_gap(gap, lookup, inside) for gap in inside[""])


def kinds(listed: Sequence[Gap], lookup: Lookup) -> tuple[Kind, ...]:
    """The types of the gaps that are listed, most frequent first, each with its most pressing gap."""
    counted = Counter(gap.kind for gap in listed)
    first = {gap.kind: gap.anchor for gap in reversed(listed)}
    return tuple(
        Kind(kind, lookup.word("gap-type", kind), lookup.word("gap-meaning", kind), n, first[kind])
        for kind, n in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    )


def shared(listed: Sequence[Gap]) -> Shared:
    """The explanations and the searches that are the same for every gap, to be told once."""
    everyone = [one for gap in listed for one in (gap, *gap.members)]
    if len(everyone) < 2:
        return Shared((), ())
    first = everyone[0]
    return Shared(
        tuple(one for one in first.explanations if all(one in gap.explanations for gap in everyone)),
        first.searches if all(gap.searches == first.searches for gap in everyone) else (),
    )


def _rank(gap: Mapping[str, Any]) -> float:
    return float(gap["priority"]["rank"])


def _gap(gap: Mapping[str, Any], lookup: Lookup, inside: Mapping[str, list[Mapping[str, Any]]]) -> Gap:
    return Gap(
        anchor=anchors.gap(gap["id"]),
        identifier=gap["id"],
        kind=gap["type"],
        kind_label=lookup.word("gap-type", gap["type"]),
        facets=tuple(_facets(gap["cell"], lookup)),
        statement=lookup.pick(gap["statement"]),
        question=lookup.pick(gap["question"]),
        counted=tuple(_counted(gap, lookup)),
        compared=tuple(_compared(gap, lookup)),
        works=lookup.work_links(gap["works"]),
        around=bool(gap["works"]) and not gap["passages"],
        passages=lookup.passage_links(gap["passages"]),
        searches=lookup.search_links(gap["search_scope"]),
        explanations=tuple(_explanations(gap["explanations"], lookup)),
        rule=f"{gap['rule']} {gap['rule_version']}",
        reason=lookup.word("robinson", gap["robinson"]),
        priority=lookup.word("priority", gap["priority"]["level"]),
        priority_reasons=lookup.pick(gap["priority"]["reasons"]),
        ruling=" ".join(
            one
            for one in (
                ruled(gap["priority"].get("ruling"), lookup),
                ruled(gap.get("status_ruling"), lookup),
            )
            if one
        ),
        place=gap.get("place", "shown"),
        literature="; ".join(gap.get("literature", ())),
        status=lookup.word("gap-status", gap["status"]),
        members=tuple(_gap(one, lookup, inside) for one in inside.get(gap["id"], ())),
    )


def _facets(cell: Mapping[str, str], lookup: Lookup) -> Iterator[Facet]:
    if not cell:
        yield Facet("", Text(lookup.messages("gap.whole")), "")
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


def _counted(gap: Mapping[str, Any], lookup: Lookup) -> Iterator[Basis]:
    """What stands in the gap itself; a count leads to the list of what was counted."""
    for name in COUNTED:
        n, part = gap["basis"][name], "passages" if name == "n_passages" else "works"
        anchor = f"{anchors.gap(gap['id'])}-{part}" if n and gap[part] else ""
        yield Basis(lookup.messages(f"summary.{name[2:]}", n=n), "", anchor)


def _compared(gap: Mapping[str, Any], lookup: Lookup) -> Iterator[Basis]:
    """What the rule compared the counts with."""
    basis, ids = gap["basis"], _ids(gap)
    if basis["expected"] is not None:
        yield Basis(lookup.messages("basis.expected"), _written(basis["expected"], lookup))
    for group in COMPARED:
        for name, value in basis[group].items():
            if isinstance(value, int | float):
                yield Basis(lookup.word(group, name), _written(value, lookup), id=ids.get(name, ""))


def _ids(gap: Mapping[str, Any]) -> Mapping[str, str]:
    """The ids of what a gap is compared with."""
    cell = gap["cell"]
    axes = {"row_studies": cell.get("determinant"), "column_studies": cell.get("phase")}
    places = {name: f"map/{code}" for name, code in axes.items() if code}
    own = {"members": "members", "group": "possible", "around_studies": "around"}
    parts = {name: f"{gap['id']}/{part}" for name, part in own.items() if gap.get(part)}
    return {**DENOMINATORS, **places, **parts}


def _written(value: float, lookup: Lookup) -> str:
    whole = float(value).is_integer()
    return lookup.messages.number(value, decimals=0 if whole else 2)


def _explanations(explanations: Mapping[str, Any], lookup: Lookup) -> Iterator[Explanation]:
    for name in EXPLANATIONS:
        if told := explanations.get(name):
            works = lookup.work_links(told.get("works", ()))
            yield Explanation(name, lookup.word("explanation", name), lookup.pick(told), told["sign"], works)
