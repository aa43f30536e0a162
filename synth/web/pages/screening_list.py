"""Screening as a list: what waits, narrowed by words and facets, decided on many at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from starlette.responses import Response

from synth.errors import UsageError
from synth.model import STAGES, Decision, Stage, Work
from synth.web.catalogue import CatalogueKeeper, Found
from synth.web.listing import Choice, Facet, Filters
from synth.web.pages.screening import Reason, asked_stage, excluding, said
from synth.web.reading import WAITING, Turns
from synth.web.rendering import Span
from synth.web.visit import Visit

FACETS = ("source", "year", "language", "type")
PAGE = 25


@dataclass(frozen=True, slots=True)
class Line:
    """A work that waits, with the places of terms in its title and its abstract."""

    work: Work
    title: tuple[Span, ...]
    abstract: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class ListPage:
    """What waits at a stage; `seen` is a mark of what was decided on the works that are shown."""

    stage: Stage
    stages: tuple[tuple[Stage, str], ...]
    q: str
    problem: str
    total: int
    lines: tuple[Line, ...]
    seen: str
    excluding: tuple[Reason, ...]
    facets: tuple[Facet, ...]
    chosen: tuple[Choice, ...]
    clear: str
    kept: tuple[tuple[str, str], ...]
    previous: str
    following: str


def show(visit: Visit) -> Response:
    """The works that wait at a stage."""
    stage = asked_stage(visit)
    filters = Filters.read(visit, FACETS, rest=("q", "stage"))
    keeper = visit.site.shared(CatalogueKeeper)
    catalogue = keeper.catalogue(visit.review)
    problem, found = "", None
    if q := filters.rest.get("q", ""):
        try:
            found = keeper.found(visit.review, catalogue, q)
        except UsageError as error:
            problem, found = str(error), Found(q, catalogue.ranked(()), catalogue.among(()))
    wanted = {**filters.wanted, "standing": (WAITING[stage],)}
    mask = catalogue.select(wanted, within=found.mask if found else None)
    leaf = catalogue.leaf(
        mask,
        catalogue.orders["newest"],
        after=visit.number("after"),
        before=visit.number("before"),
        size=PAGE,
    )
    works = visit.review.works_numbered(leaf.numbers)
    facets = tuple(
        filters.facet(
            visit, name, keeper.divided(catalogue, name, wanted, found), partial(_text, visit, name)
        )
        for name in FACETS
    )
    page = ListPage(
        stage=stage,
        stages=tuple((one, visit.link("screening-list", stage=one)) for one in STAGES),
        q=q,
        problem=problem,
        total=int(mask.sum()),
        lines=tuple(_line(visit, work) for work in works),
        seen=_seen(visit, stage, (work.key for work in works)),
        excluding=excluding(visit, stage),
        facets=facets,
        chosen=filters.chosen(visit, lambda name, value: _text(visit, name, value)),
        clear=visit.link("screening-list", stage=stage),
        kept=tuple((name, value) for name, values in filters.wanted.items() for value in values),
        previous=filters.address(visit, before=leaf.numbers[0]) if leaf.earlier else "",
        following=filters.address(visit, after=leaf.numbers[-1]) if leaf.later else "",
    )
    return visit.page("screening_list.html", page, status=422 if problem else 200)


def decide(visit: Visit) -> Response:
    """Store the same verdict on every record that was ticked; all or none."""
    stage, coder, keys = asked_stage(visit), visit.person.id, visit.ticked("work")
    back = visit.link("screening-list", stage=stage, q=visit.typed("q"))
    if not keys:
        raise UsageError(visit.t("screening.none-ticked"), remedy=visit.t("screening.tick"))
    verdict, criterion = said(visit)
    decisions = [Decision(key, stage, verdict, criterion, coder=coder) for key in keys]
    with visit.once(now=lambda: _seen(visit, stage, visit.ticked("shown"))) as fresh:
        if fresh:
            for decision in decisions:
                visit.review.decide(decision)
    if fresh and (turn := visit.site.shared(Turns).turn(visit.review, stage, coder)):
        for decision in decisions:
            turn.decided(decision)
    visit.tell(visit.t(f"screening.many-{verdict}", n=len(keys)))
    return visit.go(back)


def _line(visit: Visit, work: Work) -> Line:
    marks = visit.review.marks(work.record)
    title, abstract = (
        tuple(one.span for one in marks if one.field == name) for name in ("title", "abstract")
    )
    return Line(work, title, abstract)


def _seen(visit: Visit, stage: Stage, keys: Iterable[str]) -> str:
    """A mark of what one decided on these works so far."""
    marks = (visit.review.decision_mark(key, stage=stage, coder=visit.person.id) for key in keys)
    return hashlib.sha256(" ".join(marks).encode()).hexdigest()[:16]


def _text(visit: Visit, name: str, value: str) -> str:
    key = f"{name}.{value}"
    if not value:
        return visit.t("facet.none")
    return visit.t(key) if key in visit.t else value
