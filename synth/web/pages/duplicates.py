"""Duplicates: pairs of records that may be one work, field by field; same, not the same, or later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.responses import Response

from synth.dedupe.beside import Field, beside
from synth.errors import UsageError
from synth.model import Record
from synth.review import Review
from synth.store.pairs import Pair
from synth.web.drawings import Drawings
from synth.web.visit import Visit

VERDICTS = ("same", "different")

RAISED_BY = frozenset(("dedupe_run", "run_ruling", "appearance", "search_withdrawal", "ruling"))
"""The kinds of events after which there can be other questions."""


@dataclass(frozen=True, slots=True)
class DuplicatesPage:
    """A question: two records, what comparing them gave, and how many questions there are."""

    pair: Pair | None = None
    records: tuple[Record, ...] = ()
    fields: tuple[Field, ...] = ()
    seen: str = ""
    left: int = 0
    later: str = ""


def show(visit: Visit) -> Response:
    """The question to answer now, the most alike first; with `skip`, one further on."""
    asked = _asked(visit)
    place = visit.number("skip") % max(len(asked), 1)
    return visit.page("duplicates.html", _page(visit, asked, place))


def one(visit: Visit) -> Response:
    """One pair, also when it was answered before."""
    a, b = _numbers(visit)
    asked = _asked(visit)
    place = next((at for at, one in enumerate(asked) if (one.a, one.b) == (a, b)), None)
    if place is not None:
        return visit.page("duplicates.html", _page(visit, asked, place))
    link = visit.review.explain(a, b)
    pair = Pair(a, b, link.outcome, link.score, link.rule, link.reasons)
    return visit.page("duplicates.html", _page(visit, (pair, *asked), 0, left=len(asked)))


def answer(visit: Visit) -> Response:
    """Store what the person says; the works follow behind the pages."""
    a, b = _numbers(visit)
    verdict = visit.typed("verdict")
    if verdict not in VERDICTS:
        raise UsageError(visit.t("form.incomplete"), remedy=visit.t("form.reload"))
    with visit.once(now=lambda: visit.review.ruling_mark(a, b)) as fresh:
        if fresh:
            visit.review.answer(a, b, verdict=verdict, coder=visit.person.id)
    _link(visit)
    visit.tell(visit.t(f"duplicates.said-{verdict}", a=a, b=b), undo=visit.link("duplicates-undo", a=a, b=b))
    return _on(visit)


def undo(visit: Visit) -> Response:
    """Withdraw the ruling on a pair, and show it."""
    a, b = _numbers(visit)
    with visit.once() as fresh:
        if fresh:
            visit.review.answer(a, b, verdict="withdrawn", coder=visit.person.id)
    _link(visit)
    visit.tell(visit.t("duplicates.undone", a=a, b=b))
    return visit.go(visit.link("duplicates-one", a=a, b=b))


def _link(visit: Visit) -> None:
    desk = visit.site.desk
    desk.behind(lambda: desk.work_out(link))


def link(review: Review) -> None:
    """Bring the works up to what people said of pairs."""
    review.dedupe()


def _on(visit: Visit) -> Response:
    """The next question: in place, when only a part of the page is asked for."""
    if not visit.partly:
        return visit.go(visit.link("duplicates"))
    page = _page(visit, _asked(visit), 0)
    pair = page.pair
    response = visit.page("duplicates.html", page)
    address = visit.link("duplicates-one", a=pair.a, b=pair.b) if pair else visit.link("duplicates")
    response.headers["HX-Push-Url"] = address
    return response


def _asked(visit: Visit) -> tuple[Pair, ...]:
    """The questions that nobody answered: read once for everybody, until one is answered or works change."""
    review = visit.review
    events = tuple(one for one in review.event_stamp() if one[0] in RAISED_BY)
    name = ("unanswered", *events)
    return visit.site.shared(Drawings).drawing(name, review.unanswered)


def _page(visit: Visit, asked: Sequence[Pair], place: int, *, left: int | None = None) -> DuplicatesPage:
    """The question at a place of the list; without questions, an empty page."""
    if not asked:
        return DuplicatesPage()
    pair = asked[place]
    found = visit.review.records_of(pair.a, pair.b)
    records = (found[pair.a], found[pair.b])
    return DuplicatesPage(
        pair=pair,
        records=records,
        fields=tuple(beside(*records)),
        seen=visit.review.ruling_mark(pair.a, pair.b),
        left=len(asked) if left is None else left,
        later=visit.link("duplicates", skip=place + 1) if len(asked) > 1 else "",
    )


def _numbers(visit: Visit) -> tuple[int, int]:
    """The records of the address, the lower number first. Raises UsageError."""
    texts = (visit.place("a"), visit.place("b"))
    if not all(text.isascii() and text.isdigit() and len(text) < 15 for text in texts):
        raise UsageError(visit.t("problem.missing-text"))
    low, high = sorted(map(int, texts))
    return low, high
