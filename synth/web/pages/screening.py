"""Screening: one record at a time, by key or by pointing; and a list, for many at once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import get_args

from starlette.responses import Response

from synth.errors import UsageError
from synth.model import STAGES, Decision, Stage, Verdict, Work
from synth.review import Review
from synth.review.screening import Mark, Reading
from synth.web.catalogue import CatalogueKeeper
from synth.web.kept import Answer
from synth.web.reading import WAITING, Turn, Turns, pilot_left
from synth.web.visit import Visit

EXCLUDE = "exclude:"
"""The value of a button that excludes, with the id of the criterion behind it."""

LOOKS = 2_000
"""How far reading is gets counted anew after so many parts of the works were decided on."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A criterion that one can exclude by, with the key that does."""

    id: str
    text: str
    key: str


@dataclass(frozen=True, slots=True)
class Card:
    """The record on the screen, what is known and was said of it, and whether it is of the pilot."""

    work: Work
    seen: str
    marks: tuple[Mark, ...]
    why: tuple[str, ...] = ()
    mine: Decision | None = None
    others: tuple[Decision, ...] = ()
    piloted: bool = False


@dataclass(frozen=True, slots=True)
class ScreeningPage:
    """A stage as one person reads it; `card` is None when nothing is left, or the order is being made.

    `including` says what to include; `pilot` counts the works of the pilot at this stage.
    """

    stage: Stage
    stages: tuple[tuple[Stage, str], ...]
    card: Card | None
    ready: bool
    left: int
    including: tuple[str, ...]
    excluding: tuple[Reason, ...]
    pilot: int
    reading: Answer[Reading]


def show(visit: Visit) -> Response:
    """The record to read now."""
    stage = asked_stage(visit)
    return visit.page("screening.html", _next(visit, stage))


def one(visit: Visit) -> Response:
    """A record of one's own choice."""
    stage, work = asked_stage(visit), visit.review.work(visit.place("key"))
    turn = _turn(visit, stage)
    return visit.page("screening.html", _page(visit, stage, turn, _card(visit, stage, work, turn)))


def decide(visit: Visit) -> Response:
    """Store the verdict on the record that was on the screen, and go on to the next."""
    stage, key, coder = asked_stage(visit), visit.place("key"), visit.person.id
    turn = _turn(visit, stage)
    if visit.typed("verdict") == "later":
        if turn:
            turn.put_off(key)
        visit.tell(visit.t("screening.put-off", work=key))
        return _on(visit, stage)
    decision = Decision(key, stage, *said(visit), visit.typed("reason").strip(), coder)

    def mark() -> str:
        return visit.review.decision_mark(key, stage=stage, coder=coder)

    with visit.once(now=mark) as fresh:
        if fresh:
            visit.review.decide(decision)
    if fresh and turn:
        turn.decided(decision)
    visit.site.presence.leave(_place(stage, key), coder)
    text = visit.t(f"screening.said-{decision.verdict}", work=key)
    visit.tell(text, undo=visit.link("screening-undo", key=key), stage=stage)
    return _on(visit, stage)


def undo(visit: Visit) -> Response:
    """Take back one's own last decision on a record, and show that record."""
    stage, key, coder = asked_stage(visit), visit.place("key"), visit.person.id
    with visit.once() as fresh:
        if fresh:
            visit.review.undecide(key, stage=stage, coder=coder)
    if turn := _turn(visit, stage):
        turn.taken_back(key)
    visit.tell(visit.t("screening.undone", work=key))
    return visit.go(visit.link("screening-one", key=key, stage=stage))


def said(visit: Visit) -> tuple[Verdict, str]:
    """Verdict and criterion of the button that was pressed. Raises UsageError."""
    said, _, criterion = visit.typed("verdict").partition(":")
    for verdict in get_args(Verdict):
        if verdict == said:
            return verdict, criterion
    raise UsageError(visit.t("form.incomplete"), remedy=visit.t("form.reload"))


def excluding(visit: Visit, stage: Stage) -> tuple[Reason, ...]:
    """The criteria to exclude by at a stage, the first nine with a key."""
    return tuple(
        Reason(f"{EXCLUDE}{one.id}", visit.say(one.label), str(place) if place < 10 else "")
        for place, one in enumerate(visit.review.protocol.criteria.excluding(stage), start=1)
    )


def _on(visit: Visit, stage: Stage) -> Response:
    """The next record: in place, when only a part of the page is asked for."""
    if not visit.partly:
        return visit.go(visit.link("screening", stage=stage))
    page = _next(visit, stage)
    response = visit.page("screening.html", page)
    response.headers["HX-Push-Url"] = _address(visit, page)
    return response


def _address(visit: Visit, page: ScreeningPage) -> str:
    if page.card is None:
        return visit.link("screening", stage=page.stage)
    return visit.link("screening-one", key=page.card.work.key, stage=page.stage)


def _next(visit: Visit, stage: Stage) -> ScreeningPage:
    turn = _turn(visit, stage)
    key = turn.next(visit.review) if turn else None
    card = _card(visit, stage, visit.review.work(key), turn) if key else None
    return _page(visit, stage, turn, card)


def _page(visit: Visit, stage: Stage, turn: Turn | None, card: Card | None) -> ScreeningPage:
    stamp = visit.review.stamp()
    step = max(1, len(turn.keys) // LOOKS) if turn else 1
    return ScreeningPage(
        stage=stage,
        stages=tuple((one, visit.link("screening", stage=one)) for one in STAGES),
        card=card,
        ready=turn is not None,
        left=turn.queue.left if turn else 0,
        including=tuple(visit.say(one.label) for one in visit.review.protocol.criteria.include),
        excluding=excluding(visit, stage),
        pilot=len(turn.sharing.pilot) if turn else 0,
        reading=visit.site.kept.get(
            ("reading", stage), (stamp.works, stamp.decisions // step), partial(Review.reading, stage=stage)
        ),
    )


def _card(visit: Visit, stage: Stage, work: Work, turn: Turn | None) -> Card:
    review, coder = visit.review, visit.person.id
    here = [one for one in review.decisions_on(work.key) if one.stage == stage]
    mine = [one for one in here if one.coder == coder]
    shown = bool(mine) or not review.protocol.screening.blinded
    return Card(
        work=work,
        seen=review.decision_mark(work.key, stage=stage, coder=coder),
        marks=review.marks(work.record),
        why=turn.why(work) if turn and not mine else (),
        mine=mine[-1] if mine else None,
        others=tuple(one for one in here if one.coder != coder) if shown else (),
        piloted=turn is not None and work.key in turn.sharing.pilot,
    )


def _turn(visit: Visit, stage: Stage) -> Turn | None:
    return visit.site.shared(Turns).turn(visit.review, stage, visit.person.id)


def asked_stage(visit: Visit) -> Stage:
    """The stage that is asked for; else that of a pilot that waits, or the first at which something does."""
    asked = visit.typed("stage") or visit.value("stage")
    for stage in STAGES:
        if stage == asked:
            return stage
    stage, left = pilot_left(visit)
    if left:
        return stage
    standing = visit.site.shared(CatalogueKeeper).catalogue(visit.review)
    waiting = standing.columns["standing"].counts(standing.select({}))
    return next((stage for stage in STAGES if waiting.get(WAITING[stage])), STAGES[-1])


def _place(stage: Stage, key: str) -> str:
    return f"screening/{stage}/{key}"
