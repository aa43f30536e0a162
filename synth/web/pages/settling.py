"""One conflict: what each said side by side, and the form by which a lead settles it with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.responses import Response

from synth.coding.settling import Row
from synth.errors import UsageError
from synth.judging import Memo, Settlement
from synth.model import DIRECTIONS, STAGES, Decision, Direction, Stage, Work
from synth.verdicts import outcome
from synth.web.pages.agreement import CODING, WHATS, Place, address, listed
from synth.web.pages.screening import Reason, excluding, said
from synth.web.seen import mark
from synth.web.visit import Visit

if TYPE_CHECKING:
    from synth.review.screening import Mark


@dataclass(frozen=True, slots=True)
class ConflictPage:
    """A work on which screeners differ, or on which somebody settled that."""

    stage: Stage
    work: Work
    decisions: tuple[Decision, ...]
    settled: Decision | None
    marks: tuple[Mark, ...]
    criteria: dict[str, str]
    excluding: tuple[Reason, ...]
    seen: str
    following: str


@dataclass(frozen=True, slots=True)
class CodingPage:
    """A code of a work on which coders differ, or on which somebody settled that.

    `barred` says that the protocol wants somebody else to settle it.
    """

    work: Work
    row: Row
    label: str
    definition: str
    directions: tuple[Direction, ...]
    memos: tuple[Memo, ...]
    barred: bool
    seen: str
    following: str


def screened(visit: Visit) -> Response:
    """A work on which screeners differ."""
    stage, work = _stage(visit), visit.review.work(visit.place("key"))
    decisions = _decisions(visit, stage, work.key)
    protocol = visit.review.protocol
    criteria = (*protocol.criteria.include, *protocol.criteria.exclude)
    page = ConflictPage(
        stage=stage,
        work=work,
        decisions=tuple(one for one in decisions if not one.settles),
        settled=next((one for one in reversed(decisions) if one.settles), None),
        marks=visit.review.marks(work.record),
        criteria={one.id: visit.say(one.label) for one in criteria},
        excluding=excluding(visit, stage),
        seen=mark(decisions),
        following=_following(visit, stage, Place(work.key)),
    )
    return visit.page("conflict.html", page)


def settle(visit: Visit) -> Response:
    """Store how a work is settled, and go on to the next."""
    stage, key, me = _stage(visit), visit.place("key"), visit.person.id
    verdict, criterion = said(visit)
    decision = Decision(key, stage, verdict, criterion, visit.typed("reason").strip(), me, settles=True)
    with visit.once(now=lambda: mark(_decisions(visit, stage, key))) as fresh:
        if fresh:
            visit.review.decide(decision)
    text = visit.t("agreement.settled", work=key, how=visit.t(f"verdict.{verdict}"))
    visit.tell(text, undo=visit.link("unsettle", stage=stage, key=key))
    return visit.go(_following(visit, stage, Place(key)) or visit.link("agreement", what=stage))


def unsettle(visit: Visit) -> Response:
    """Take back one's own settlement of a work. Raises UsageError when one has none."""
    stage, key, me = _stage(visit), visit.place("key"), visit.person.id
    with visit.once() as fresh:
        if fresh:
            mine = [one for one in _decisions(visit, stage, key) if one.coder == me]
            if not mine or not mine[-1].settles:
                raise UsageError(visit.t("agreement.not-yours"))
            visit.review.undecide(key, stage=stage, coder=me)
    visit.tell(visit.t("agreement.unsettled", work=key))
    return visit.go(visit.link("conflict", stage=stage, key=key))


def coded(visit: Visit) -> Response:
    """A code of a work on which coders differ."""
    review, place = visit.review, _place(visit)
    row, work = _row(visit, place), visit.review.work(place.work)
    code = review.codebook.code(place.dimension, place.code)
    of = {one.uid for side in row.sides.values() for one in side.codings}
    memos = review.coded_work(place.work, coder=visit.person.id).memos
    page = CodingPage(
        work=work,
        row=row,
        label=review.codebook.label(place.dimension, place.code, visit.t.language),
        definition=visit.say(code.definition),
        directions=tuple(one for one in DIRECTIONS if one in code.directions),
        memos=tuple(one for one in memos if one.about == "work" or one.target in of),
        barred=review.protocol.coding.settled_by == "third" and visit.person.id in row.sides,
        seen=mark(row),
        following=_following(visit, CODING, place),
    )
    return visit.page("coding_conflict.html", page)


def settle_coding(visit: Visit) -> Response:
    """Store whether a code is given to a work, and which way; go on to the next."""
    place, verdict = _place(visit), visit.typed("verdict")
    if verdict not in ("given", "not-given"):
        raise UsageError(visit.t("form.incomplete"), remedy=visit.t("form.reload"))
    ticked = tuple(one for one in DIRECTIONS if one in visit.ticked("direction"))
    settlement = Settlement(
        place.work,
        place.dimension,
        place.code,
        "given" if verdict == "given" else "not-given",
        ticked if verdict == "given" else (),
        visit.typed("reason").strip(),
        visit.person.id,
    )
    with visit.once(now=lambda: mark(_row(visit, place))) as fresh:
        if fresh:
            visit.review.settle_conflict(settlement)
    text = visit.t("agreement.settled", work=place.work, how=visit.t(f"agreement.{verdict}"))
    undo = visit.link("coding-unsettle", key=place.work, dimension=place.dimension, code=place.code)
    visit.tell(text, undo=undo)
    return visit.go(_following(visit, CODING, place) or visit.link("agreement", what=CODING))


def unsettle_coding(visit: Visit) -> Response:
    """Take back one's own settlement of a code. Raises UsageError when one has none."""
    place = _place(visit)
    with visit.once() as fresh:
        if fresh:
            settlement = _row(visit, place).settlement
            if settlement is None or settlement.coder != visit.person.id:
                raise UsageError(visit.t("agreement.not-yours"))
            visit.review.undo(settlement.uid, coder=visit.person.id)
    visit.tell(visit.t("agreement.unsettled", work=place.work))
    return visit.go(address(visit, CODING, place))


def _stage(visit: Visit) -> Stage:
    asked = visit.place("stage")
    found = next((one for one in STAGES if one == asked), None)
    if found is None:
        raise UsageError(visit.t("problem.missing-text"))
    return found


def _decisions(visit: Visit, stage: Stage, key: str) -> tuple[Decision, ...]:
    """What was decided on a work on which screeners differ or differed. Raises UsageError for another."""
    decisions = tuple(one for one in visit.review.decisions_on(key) if one.stage == stage)
    screeners = visit.review.protocol.screening.screeners
    if outcome(decisions, stage, screeners=screeners) != "conflict" and not any(
        one.settles for one in decisions
    ):
        raise UsageError(visit.t("agreement.no-conflict"), remedy=visit.t("agreement.no-conflict-remedy"))
    return decisions


def _place(visit: Visit) -> Place:
    return Place(visit.place("key"), visit.place("dimension"), visit.place("code"))


def _row(visit: Visit, place: Place) -> Row:
    """The row of a conflict. Raises UsageError when there is none, or it may not be seen yet."""
    rows = visit.review.rows(visit.review.work(place.work).key)
    found = next((one for one in rows if (one.dimension, one.code) == (place.dimension, place.code)), None)
    if found is None or not (found.differs or found.settlement):
        raise UsageError(visit.t("agreement.no-conflict"), remedy=visit.t("agreement.no-conflict-remedy"))
    return found


def _following(visit: Visit, what: str, but: Place) -> str:
    """The next conflict after this one that is still open; empty without another."""
    found = listed(visit, what).value if what in WHATS else None
    places = found.open if found else ()
    at = next((n for n, one in enumerate(places) if _same(one, but)), -1)
    for one in (*places[at + 1 :], *places[: max(at, 0)]):
        if not _same(one, but) and _is_open(visit, what, one):
            return address(visit, what, one)
    return ""


def _same(one: Place, other: Place) -> bool:
    return (one.work, one.dimension, one.code) == (other.work, other.dimension, other.code)


def _is_open(visit: Visit, what: str, place: Place) -> bool:
    try:
        if what == CODING:
            return _row(visit, place).open
        stage = next(one for one in STAGES if one == what)
        return not any(one.settles for one in _decisions(visit, stage, place.work))
    except UsageError:
        return False
