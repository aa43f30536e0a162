"""Agreement: how far people agree, stage by stage and code by code, and where they differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from operator import attrgetter

from markupsafe import Markup
from starlette.responses import Response

from synth.coding.settling import Row
from synth.comparison import Comparison, Measures, compare
from synth.model import STAGES, Decision, Stage, Work
from synth.review import Review
from synth.review.screening import Conflict
from synth.store.catalogue import Stamp
from synth.web.drawings import Drawings
from synth.web.kept import Answer
from synth.web.visit import Visit

CODING = "coding"
WHATS = (*STAGES, CODING)
"""What people can agree on: the stages of screening, and the codes."""

WORK = attrgetter("work")

MOST_EVENTS = 200
"""Decisions that are added to a list of conflicts; after more of them it is made anew."""

PAGE = 50
"""Conflicts on a page."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where people differ: a work, and of a coding the code; `said` is what each said, in a word."""

    work: str
    dimension: str = ""
    code: str = ""
    said: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """The conflicts that nobody settled, and those that somebody did.

    Those of screening tell what they rest on: how far the review was, and how many have to decide.
    """

    open: tuple[Place, ...]
    settled: tuple[Place, ...]
    stamp: Stamp | None = None
    screeners: int = 0


@dataclass(frozen=True, slots=True)
class Tab:
    """A stage, or the codes: where it is, and how many conflicts there are."""

    name: str
    address: str
    open: int


@dataclass(frozen=True, slots=True)
class Line:
    """A conflict in the list."""

    place: Place
    work: Work
    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Figures:
    """How far people agree on one thing: in all, by code or verdict, and what is said of that."""

    what: str
    found: Comparison
    measures: tuple[tuple[str, Measures], ...]
    codes: tuple[tuple[str, Measures], ...]


@dataclass(frozen=True, slots=True)
class AgreementPage:
    """How far people agree on one thing, and where they do not."""

    what: str
    tabs: tuple[Tab, ...]
    listed: Answer[Listed]
    compared: Answer[Comparison]
    figures: Markup | None
    lines: tuple[Line, ...]
    settled: tuple[Line, ...]
    previous: str
    following: str


def show(visit: Visit) -> Response:
    """The agreement on what is asked for; else on the first on which people differ, or that was judged."""
    lists = {what: listed(visit, what) for what in WHATS}
    opened = {what: len(one.value.open) if one.value else 0 for what, one in lists.items()}
    what = visit.value("what")
    if what not in WHATS:
        what = next((one for one in WHATS if opened[one]), WHATS[0])
    found = compared(visit, what)
    leaf = visit.number("leaf")
    there = lists[what].value or Listed((), ())
    shown = there.open[leaf * PAGE : (leaf + 1) * PAGE]
    page = AgreementPage(
        what=what,
        tabs=tuple(Tab(one, visit.link("agreement", what=one), opened[one]) for one in WHATS),
        listed=lists[what],
        compared=found,
        figures=_figures(visit, what, found),
        lines=_lines(visit, what, shown),
        settled=_lines(visit, what, there.settled[-PAGE:][::-1]),
        previous=visit.link("agreement", what=what, leaf=leaf - 1 or None) if leaf else "",
        following=visit.link("agreement", what=what, leaf=leaf + 1)
        if len(there.open) > (leaf + 1) * PAGE
        else "",
    )
    return visit.page("agreement.html", page)


def listed(visit: Visit, what: str) -> Answer[Listed]:
    """The conflicts: kept until somebody codes; those of screening are kept up with every decision."""
    kept, stamp = visit.site.kept, _stamp(visit, what)
    if what == CODING:
        return kept.get(("conflicts", what), stamp, _coded)
    stage = _stage(what)
    since = partial(_screened_since, visit.review, stage=stage)
    return kept.get(("conflicts", what), stamp, partial(_screened, stage=stage), since=since)


def compared(visit: Visit, what: str) -> Answer[Comparison]:
    """How far people agree, kept likewise."""
    return visit.site.kept.get(("agreement", what), _stamp(visit, what), partial(_compare, what=what))


def address(visit: Visit, what: str, place: Place) -> str:
    """The page of one conflict."""
    if what == CODING:
        return visit.link("coding-conflict", key=place.work, dimension=place.dimension, code=place.code)
    return visit.link("conflict", stage=what, key=place.work)


def _stamp(visit: Visit, what: str) -> object:
    stamp, files = visit.review.stamp(), visit.files
    if what == CODING:
        return (visit.review.coding_stamp(), files)
    return (stamp.works, stamp.decisions, files)


def _stage(what: str) -> Stage:
    return next(one for one in STAGES if one == what)


def _screened(review: Review, *, stage: Stage) -> Listed:
    stamp = review.stamp()
    return Listed(
        tuple(map(_place, review.conflicts(stage=stage))),
        tuple(Place(one.work, said=_verdicts((one,))) for one in review.settled(stage=stage)),
        stamp,
        review.protocol.screening.screeners,
    )


def _screened_since(review: Review, old: Listed, *, stage: Stage) -> Listed | None:
    """The list with the works on which something was decided since; None when it is to be made anew."""
    stamp, screeners = review.stamp(), review.protocol.screening.screeners
    if old.stamp is None or (stamp.works, screeners) != (old.stamp.works, old.screeners):
        return None
    if stamp.decisions - old.stamp.decisions > MOST_EVENTS:
        return None
    touched = set(review.decided_since(old.stamp.decisions))
    now = [one for key in touched if (one := review.conflict_on(key, stage=stage))]
    settling = [
        Place(key, said=_verdicts((one,)))
        for key in sorted(touched)
        for one in review.decisions_on(key)
        if one.settles and one.stage == stage
    ]
    still = [one for one in old.settled if one.work not in touched or one in settling]
    return Listed(
        tuple(sorted([*(one for one in old.open if one.work not in touched), *map(_place, now)], key=WORK)),
        (*still, *(one for one in settling if one not in still)),
        stamp,
        screeners,
    )


def _place(conflict: Conflict) -> Place:
    return Place(conflict.work, said=_verdicts(conflict.decisions))


def _verdicts(decisions: tuple[Decision, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((one.coder, (f"verdict.{one.verdict}",)) for one in decisions)


def _coded(review: Review) -> Listed:
    rows = review.rows()
    return Listed(
        tuple(_row(one) for one in rows if one.open),
        tuple(_row(one) for one in rows if one.settlement),
    )


def _row(row: Row) -> Place:
    said = tuple(
        (coder, tuple(f"direction.{one}" for one in side.directions) or ("agreement.not-given",))
        for coder, side in row.sides.items()
    )
    return Place(row.work, row.dimension, row.code, said)


def _compare(review: Review, *, what: str) -> Comparison:
    """As `synth agree` does."""
    if what == CODING:
        book = review.other_codebook()
        return review.compare_ticks(book) if book else compare(review.judgements())
    return compare(review.judgements(stage=_stage(what)))


def _figures(visit: Visit, what: str, found: Answer[Comparison]) -> Markup | None:
    """The tables of figures: drawn once for everybody who reads them in one language."""
    value = found.value
    if value is None:
        return None

    def draw() -> Markup:
        figures = Figures(what, value, tuple(_measures(visit, value)), tuple(_codes(visit, what, value)))
        return visit.part("agreement_figures.html", figures)

    name = ("agreement", found.edition, visit.files, visit.t.language)
    return visit.site.shared(Drawings).drawing(name, draw)


def _measures(visit: Visit, found: Comparison) -> Iterator[tuple[str, Measures]]:
    yield visit.t("agreement.all"), found.overall
    if found.used:
        yield visit.t("agreement.used"), found.used
    if len(found.pairs) > 1:
        for pair, one in found.pairs.items():
            yield " + ".join(pair), one


def _codes(visit: Visit, what: str, found: Comparison) -> Iterator[tuple[str, Measures]]:
    for code, one in found.codes.items():
        yield (_code(visit, code) if what == CODING else visit.t(f"verdict.{code}")), one


def _code(visit: Visit, code: str) -> str:
    """The label of `dimension=code`; as it is when the codebook does not have it."""
    dimension, _, rest = code.partition("=")
    name, _, silent = rest.partition(" ")
    book = visit.review.codebook
    if not book.has(dimension, name):
        return code
    label = book.label(dimension, name, visit.t.language)
    return f"{label} ({visit.t('agreement.not-reported')})" if silent else label


def _lines(visit: Visit, what: str, places: Sequence[Place]) -> tuple[Line, ...]:
    works = visit.review.works_called([one.work for one in places])
    return tuple(
        Line(one, works[one.work], _label(visit, what, one), address(visit, what, one))
        for one in places
        if one.work in works
    )


def _label(visit: Visit, what: str, place: Place) -> str:
    book = visit.review.codebook
    known = what == CODING and book.has(place.dimension, place.code)
    return book.label(place.dimension, place.code, visit.t.language) if known else place.code
