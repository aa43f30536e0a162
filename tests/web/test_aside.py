"""What takes long in a large review is done by another process, with the same outcome and the same errors."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from threading import Thread

import numpy as np
import pytest

from synth.errors import SynthError, UsageError
from synth.model import Decision
from synth.review import Review
from synth.review.reporting import TOLD
from synth.screening.counting import Text
from synth.screening.ranking import WordModel
from synth.screening.words import words_of
from synth.web import aside
from synth.web.aside import Aside, EndedError, Rank, Turnstile
from synth.web.desk import Desk
from synth.web.laying import Map
from synth.web.learning import Shelves
from synth.web.pages import agreement, overview, search
from synth.web.reading import Turns
from synth.web.synthesising import lean, make
from tests.web import looking

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


def test_the_synthesis_of_another_process_shows_the_same(made: Path, tmp_path: Path) -> None:
    with Review.open(made) as review:
        here = make(review)
    there = Aside(made).do(partial(make, folder=tmp_path))
    assert Map(there.map, "factor", "phase").layout() == Map(here.map, "factor", "phase").layout()
    assert (there.gaps_at, there.passages, there.works) == (here.gaps_at, here.passages, here.works)
    assert dict(there.rows) == dict(here.rows)
    assert there.whole() == here.whole()


def test_the_synthesis_of_the_pages_is_that_of_the_report_without_what_was_left_out(made: Path) -> None:
    with Review.open(made) as review:
        whole = {name: said for name, said in review.synthesize().items() if name not in TOLD}
        assert lean(review.synthesize_included()) == lean(whole)


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


def test_a_process_that_breaks_off_within_its_answer_is_told_as_one_that_ended(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(aside, "_tell", lambda process, what: process.kill())
    monkeypatch.setattr(aside.pickle, "load", lambda file: pickle.loads(pickle.dumps("x" * 99)[:-9]))
    with pytest.raises(EndedError, match="ended before it was done"):
        desk.work_out(Review.pilot)


def test_what_goes_wrong_behind_the_pages_is_told_on_the_terminal(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    for work in (lambda: desk.work_out(_wrong), lambda: {}["key"]):
        with pytest.raises((SynthError, KeyError)):
            desk.behind(work).result()
    looking.eventually(lambda: len(caplog.records) == 2)
    told, broken = caplog.records
    assert told.getMessage() == "Behind the pages: There is no such thing. Ask for another."
    assert not told.exc_info
    assert broken.exc_info[0] is KeyError


def test_the_order_of_screening_that_is_learnt_beside_the_server_is_that_of_the_library(
    folder: Path, desk: Desk
) -> None:
    stage, coder = "title-abstract", "anna"
    turns = Turns(desk)
    with Review.open(folder) as review:
        looking.eventually(lambda: turns.turn(review, stage, coder))
        turn = turns.turn(review, stage, coder)
        said = Decision(review.to_screen(stage=stage, coder=coder)[-1], stage, "include", coder=coder)
        review.decide(said)
        turn.decided(said)
        shelf = review.shelf()
        with review.queue(shelf, stage=stage, coder=coder) as queue:
            wanted = shelf.keys[queue.next()]
        looking.eventually(lambda: turn.next(review) == wanted)
        turn.queue.close()


def test_a_model_beside_the_server_gives_the_scores_and_the_words_of_the_library(
    folder: Path, desk: Desk
) -> None:
    with Review.open(folder) as review:
        shelf = review.shelf()
        record = review.work(shelf.keys[3]).record
    keys, fresh = Shelves(desk).make()
    there, here = fresh(), WordModel(shelf.counted)
    rows, relevant = np.array([3, 0, 7, 1]), np.array([True, False, True, False])
    text = Text(record.title, record.abstract)
    assert there.words_for(3, text) == ()
    assert keys == shelf.keys
    assert there.scores(rows, relevant).tolist() == here.scores(rows, relevant).tolist()
    assert there.words_for(3, text)
    assert set(there.words_for(3, text)) <= set(words_of(str(text), pairs=True))


def test_what_people_wait_for_most_goes_first_and_one_at_a_time() -> None:
    turnstile, came, inside = Turnstile(), [], []

    def come(rank: Rank) -> None:
        with turnstile.passed(rank):
            inside.append(rank)
            came.append((rank, len(inside)))
            inside.remove(rank)

    with turnstile.passed(Rank.PAGE):
        waiting = [Thread(target=come, args=(rank,)) for rank in (Rank.PAGE, Rank.PAGE, Rank.ORDER)]
        for thread in waiting:
            thread.start()
        looking.eventually(lambda: len(turnstile.waiting) == len(waiting))
    for thread in waiting:
        thread.join(30)
    assert came == [(Rank.ORDER, 1), (Rank.PAGE, 1), (Rank.PAGE, 1)]


def test_work_ends_with_the_server(desk: Desk) -> None:
    desk.close()
    with pytest.raises(SynthError, match="stopping"):
        desk.work_out(Review.people)
