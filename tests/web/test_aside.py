"""What takes long in a large review is done by another process, with the same outcome and the same errors."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from synth.errors import SynthError, UsageError
from synth.model import Decision
from synth.review import Review
from synth.web.aside import Aside
from synth.web.desk import Desk
from synth.web.pages import agreement, overview, search
from synth.web.synthesising import lean, make

WORKED_OUT = {
    "conflicts": partial(agreement._screened, stage="full-text"),
    "coding conflicts": agreement._coded,
    "agreement": partial(agreement._compare, what="title-abstract"),
    "agreement of codings": partial(agreement._compare, what="coding"),
    "pairs": overview.asked_pairs,
    "people": Review.tallies,
    "problems": Review.check,
    "reading": partial(Review.reading, stage="full-text"),
    "pilot": Review.pilot,
    "plans": Review.plan,
    "searches": search.newest,
    "terms": Review.term_counts,
}


@pytest.fixture
def desk(folder: Path) -> Iterator[Desk]:
    """A desk to which every review is large."""
    made = Desk(folder, large=0)
    yield made
    made.close()


@pytest.mark.parametrize("name", WORKED_OUT)
def test_another_process_works_out_the_same(made: Path, name: str) -> None:
    with Review.open(made) as review:
        here = WORKED_OUT[name](review)
    assert Aside(made).do(WORKED_OUT[name]) == here


def test_the_synthesis_of_another_process_shows_the_same(made: Path) -> None:
    with Review.open(made) as review:
        here = make(review)
    there = Aside(made).do(make)
    assert there.values == here.values
    assert there.gaps_at == here.gaps_at
    assert list(there.document["passages"]) == list(here.document["passages"])
    assert {**there.document, "passages": ()} == {**here.document, "passages": ()}
    assert [one.statement for group in there.findings["nl"] for one in group.findings] == [
        one.statement for group in here.findings["nl"] for one in group.findings
    ]


def test_the_synthesis_of_the_pages_is_that_of_the_report_without_what_was_left_out(made: Path) -> None:
    with Review.open(made) as review:
        assert lean(review.synthesize_included()) == lean(review.synthesize())


def test_what_is_stored_meanwhile_is_seen(folder: Path, desk: Desk) -> None:
    before = desk.work_out(partial(Review.reading, stage="title-abstract"))
    with Review.open(folder) as review:
        key = review.to_screen(stage="title-abstract", coder="anna")[0]
        review.decide(Decision(key, "title-abstract", "include", coder="anna"))
    assert desk.work_out(partial(Review.reading, stage="title-abstract")).mine != before.mine


def _wrong(_: Review) -> None:
    raise UsageError("There is no such thing.", remedy="Ask for another.")


def test_an_error_is_told_as_it_was(desk: Desk) -> None:
    with pytest.raises(SynthError, match=r"There is no such thing\. Ask for another\."):
        desk.work_out(_wrong)


def test_work_ends_with_the_server(desk: Desk) -> None:
    desk.close()
    with pytest.raises(SynthError, match="stopping"):
        desk.work_out(Review.people)
