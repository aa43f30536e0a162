"""Findings and knowledge gaps: lists, a page for each, and what people make of them against the rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from starlette.responses import Response

from synth.errors import UsageError
from synth.model import Aspect, Assessment
from synth.report.gaps import Gap
from synth.report.markup import Pen
from synth.review.assessing import VALUES
from synth.web.behind import WorkHere, behind
from synth.web.drawings import Drawings
from synth.web.kept import Answer
from synth.web.listing import Facet, Filters
from synth.web.seen import mark
from synth.web.sheets import Group, ShownFinding, ShownGap
from synth.web.synthesising import Made, synthesis
from synth.web.visit import Visit

Json = Mapping[str, Any]

ASPECTS: Mapping[str, tuple[Aspect, ...]] = {"finding": ("confidence",), "gap": ("priority", "status")}
"""What people can say of each kind of thing."""

KINDS = {"finding": "findings", "gap": "gaps"}
FINDING_FACETS = ("determinant", "confidence", "balance")
GAP_FACETS = ("gap-type", "priority", "gap-status", "place")


@dataclass(frozen=True, slots=True)
class FindingsPage:
    """The findings under their determinants, those that were asked for; drawn as soon as there are any."""

    answer: Answer[Made]
    facets: tuple[Facet, ...] = ()
    drawn: Markup | None = None
    n: int = 0


@dataclass(frozen=True, slots=True)
class _Read:
    """The findings in one language: under their determinants, and the facets of all of them."""

    groups: tuple[Group, ...]
    facets: tuple[Mapping[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Listed:
    """What is drawn of a list: findings under their determinants."""

    groups: tuple[Group, ...]
    pen: Pen


@dataclass(frozen=True, slots=True)
class GapsPage:
    """The gaps in the order of their priority, those that were asked for."""

    answer: Answer[Made]
    facets: tuple[Facet, ...] = ()
    gaps: tuple[ShownGap, ...] = ()
    said: str = ""
    n: int = 0


@dataclass(frozen=True, slots=True)
class Ruling:
    """One aspect that people can rule on: what it can be, what the rules say, and what is in force."""

    aspect: Aspect
    values: tuple[str, ...]
    computed: str
    said: Assessment | None


@dataclass(frozen=True, slots=True)
class OnePage:
    """A finding or a gap with what it rests on, leaf by leaf; `stored` is as the synthesis has it."""

    answer: Answer[Made]
    kind: str = ""
    finding: ShownFinding | None = None
    gap: Gap | None = None
    stored: Json | None = None
    behind: tuple[WorkHere, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    seen: str = ""
    pen: Pen | None = None
    previous: str = ""
    following: str = ""


def findings(visit: Visit) -> Response:
    """The list of findings."""
    answer = synthesis(visit)
    if answer.value is None:
        return visit.page("findings.html", FindingsPage(answer))
    made, filters = answer.value, Filters.read(visit, FINDING_FACETS, rest=())
    kept, name = visit.site.shared(Drawings), (made.token, "findings", visit.t.language)
    every = kept.drawing(name, lambda: _read(visit, made))
    wanted = tuple((one, *values) for one, values in filters.wanted.items())
    page = FindingsPage(
        answer=answer,
        facets=tuple(_facets(visit, filters, made, every.facets)),
        drawn=kept.drawing((*name, wanted), lambda: _drawn(visit, filters, made, every)),
        n=sum(_has(one, filters) for one in every.facets),
    )
    return visit.page("findings.html", page)


def gaps(visit: Visit) -> Response:
    """The list of gaps; those that stand first, unless others are asked for."""
    answer = synthesis(visit)
    if answer.value is None:
        return visit.page("gaps.html", GapsPage(answer))
    made, filters = answer.value, Filters.read(visit, GAP_FACETS, rest=())
    every: tuple[ShownGap, ...] = made.rows[f"list/{visit.t.language}"]
    wanted = [one for one in every if _has(one.facets, filters)]
    if "place" not in filters.wanted:
        wanted = [one for one in wanted if one.facets["place"] == "shown"]
    page = GapsPage(
        answer=answer,
        facets=tuple(_facets(visit, filters, made, [one.facets for one in every])),
        gaps=tuple(wanted),
        said=visit.say(made.statement),
        n=len(wanted),
    )
    return visit.page("gaps.html", page)


def finding(visit: Visit) -> Response:
    """One finding, with everything it rests on."""
    return _one(visit, "finding")


def gap(visit: Visit) -> Response:
    """One gap, with the counts behind it and what is known around it."""
    return _one(visit, "gap")


def assess(visit: Visit) -> Response:
    """Store what a person makes of a finding or a gap, and why."""
    kind, key, made = _asked(visit)
    aspect = _aspect(visit, kind)
    said = Assessment(key, aspect, visit.typed("value"), visit.typed("reason").strip(), visit.person.id)
    with visit.once(now=lambda: _mark(visit, key)) as fresh:
        if fresh:
            visit.review.assess(said, known=made.ids(KINDS[kind]))
    undo = visit.link("unassess", kind=kind, key=key)
    value = visit.t(f"{_WORD[aspect]}.{said.value}")
    visit.tell(visit.t(f"synthesis.said-{aspect}", value=value), undo=undo, aspect=aspect)
    return visit.go(visit.link(kind, key=key))


def unassess(visit: Visit) -> Response:
    """Take back what was said: the rules count again."""
    kind, key, _ = _asked(visit)
    aspect = _aspect(visit, kind)
    with visit.once() as fresh:
        if fresh:
            reason = visit.t("synthesis.take-back")
            visit.review.unassess(Assessment(key, aspect, "", reason, visit.person.id))
    visit.tell(visit.t("synthesis.unsaid"))
    return visit.go(visit.link(kind, key=key))


_WORD: Mapping[str, str] = {"confidence": "confidence", "priority": "priority", "status": "gap-status"}
"""The section of words that the values of an aspect have."""


def _asked(visit: Visit) -> tuple[str, str, Made]:
    kind, key, made = visit.place("kind"), visit.place("key"), synthesis(visit).value
    if kind not in KINDS or made is None or made.one(KINDS[kind], key) is None:
        raise UsageError(visit.t("synthesis.no-such"), remedy=visit.t("synthesis.no-such-remedy"))
    return kind, key, made


def _aspect(visit: Visit, kind: str) -> Aspect:
    asked = visit.typed("aspect")
    found = next((one for one in ASPECTS[kind] if one == asked), None)
    if found is None:
        raise UsageError(visit.t("form.incomplete"), remedy=visit.t("form.reload"))
    return found


def _one(visit: Visit, kind: str) -> Response:
    answer, key = synthesis(visit), visit.place("key")
    made = answer.value
    if made is None:
        return visit.page(f"{kind}.html", OnePage(answer))
    stored = made.one(KINDS[kind], key)
    if stored is None:
        raise UsageError(visit.t("synthesis.no-such"), remedy=visit.t("synthesis.no-such-remedy"))
    lookup = made.lookups[visit.t.language]
    leaf = visit.number("leaf")
    works, passages = made.rows.get(f"leaf/{key}/{leaf}", ((), ()))
    shown = made.rows.get(f"{kind}/{visit.t.language}/{key}")
    page = OnePage(
        answer=answer,
        kind=kind,
        finding=shown if kind == "finding" else None,
        gap=shown if kind == "gap" else None,
        stored=stored,
        behind=behind(lookup, works, passages),
        rulings=tuple(_rulings(visit, kind, stored)),
        seen=_mark(visit, key),
        pen=Pen(lookup.messages),
        previous=visit.link(kind, key=key, leaf=leaf - 1 or None) if leaf else "",
        following=visit.link(kind, key=key, leaf=leaf + 1) if f"leaf/{key}/{leaf + 1}" in made.rows else "",
    )
    return visit.page(f"{kind}.html", page)


def _rulings(visit: Visit, kind: str, stored: Json) -> Iterator[Ruling]:
    said = {one.aspect: one for one in _said(visit, stored["id"])}
    for aspect in ASPECTS[kind]:
        computed = stored[aspect]["computed"] if aspect != "status" else "proposed"
        yield Ruling(aspect, VALUES[aspect], computed, said.get(aspect))


def _said(visit: Visit, key: str) -> tuple[Assessment, ...]:
    return tuple(one for one in visit.review.assessments() if one.subject == key)


def _mark(visit: Visit, key: str) -> str:
    return mark(_said(visit, key))


def _read(visit: Visit, made: Made) -> _Read:
    groups: tuple[Group, ...] = made.rows[f"groups/{visit.t.language}"]
    return _Read(groups, tuple(mine.facets for one in groups for mine in one.findings))


def _drawn(visit: Visit, filters: Filters, made: Made, every: _Read) -> Markup:
    groups = (
        Group(one.label, tuple(mine for mine in one.findings if _has(mine.facets, filters)))
        for one in every.groups
    )
    pen = Pen(made.lookups[visit.t.language].messages)
    return visit.part("findings_list.html", _Listed(tuple(one for one in groups if one.findings), pen))


def _has(values: Mapping[str, str], filters: Filters, *, but: str = "") -> bool:
    return all(values[name] in wanted for name, wanted in filters.wanted.items() if name != but)


def _facets(visit: Visit, filters: Filters, made: Made, rows: Sequence[Mapping[str, str]]) -> Iterator[Facet]:
    """The facets with how many there are of each value under the other choices."""
    lookup = made.lookups[visit.t.language]
    for name in rows[0] if rows else ():
        counts = Counter(row[name] for row in rows if _has(row, filters, but=name))

        def text(value: str, name: str = name) -> str:
            key = f"{name}.{value}"
            return visit.t(key) if key in visit.t else lookup.label(name, value).value

        yield filters.facet(visit, name, dict(counts.most_common()), text)
