"""The loop over pages, with a source that gives what the test says."""

import asyncio
from dataclasses import replace

import pytest

from synth.errors import BudgetError, SourceError
from synth.sources import fetching
from synth.sources.fetching import Ended, Fetched, Retrying
from synth.sources.keeping import Memory
from synth.sources.pacing import Patience
from synth.sources.protocol import Page, Request, SourceFacts, TemporaryError, Translation
from synth.sources.transport import Secret, Transport

REQUESTS = Translation((Request("scripted", 0, "one"), Request("scripted", 1, "two")))
QUICK = Patience(attempts=3, first_wait=0.001, longest_wait=0.002, retry_after=0.003, deadline=60.0)


def page(cursor, following, *ids, total=4, complete=True):
    return Page(0, cursor, following, total, tuple(f"<{one}>" for one in ids), ids, complete=complete)


class Scripted:
    """Answers each (request, cursor) with the next of its script: a page, or an error to raise."""

    name = "scripted"
    facts = SourceFacts("Scripted", "", page_size=2)
    transport = Transport("Scripted", "https://scripted.example", Secret("", name="KEY"))

    def __init__(self, *script):
        self.script, self.asked = list(script), []

    def fetch(self, request, cursor):
        yield from ()
        self.asked.append((request.index, cursor))
        answer = self.script.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return replace(answer, request=request.index)


def fetch(source, *, translation=None, keeper=None, patience=QUICK):
    events, keeper = [], keeper or Memory()
    plan = translation or Translation(REQUESTS.requests[:1])
    before = len(keeper.pages)
    fetching.fetch(source, plan, keeper, on_event=events.append, patience=patience)
    return keeper.pages[before:], events


def test_requests_are_fetched_one_after_the_other_each_with_an_end():
    source = Scripted(page("*", "b", "1", "2"), page("b", None, "3", "4"), page("*", None, "5", total=1))
    got, events = fetch(source, translation=REQUESTS)
    assert source.asked == [(0, "*"), (0, "b"), (1, "*")]
    assert [one.request for one in got] == [0, 0, 1]
    assert [e for e in events if isinstance(e, Ended)] == [Ended(0, True, "", 4, 4), Ended(1, True, "", 1, 1)]


def test_a_page_is_kept_before_the_next_is_asked_for():
    class Broken(Memory):
        def keep(self, one, exchanges=()):
            raise OSError("The disk is full.")

    source = Scripted(page("*", "b", "1", "2"), page("b", None, "3", "4"))
    with pytest.raises(OSError, match="full"):
        fetch(source, keeper=Broken())
    assert source.asked == [(0, "*")]


def test_a_request_goes_on_from_its_own_progress():
    stored = Memory([page("*", "b", "1", "2")])
    source = Scripted(page("b", None, "3", "4"), page("*", None, "5", total=1))
    _, events = fetch(source, translation=REQUESTS, keeper=stored)
    assert source.asked == [(0, "b"), (1, "*")]
    assert Fetched(0, 2, 4, 4, 0.0) in events


@pytest.mark.parametrize(
    ("script", "asked", "reason"),
    [
        ([page("*", "*", "1", "2")], 1, "used before"),
        ([page("*", "b", "1", "2"), page("b", "*", "3")], 2, "used before"),
        ([page("*", "b", "1"), page("b", "c", "1"), page("c", "d", "1")], 3, "without a new record"),
        (
            [page("*", "b", "1"), page("b", "c", "2"), page("c", "d", "3"), page("d", "e", "4")],
            4,
            "more pages",
        ),
        ([page("*", "b", "1", "2"), page("b", "c")], 2, "reported 4 records and gave 2"),
        ([page("*", None, "1", "2", "3")], 1, "reported 4 records and gave 3"),
        ([page("*", "b", "1", "2"), page("b", None, "3", "3")], 2, "reported 4 records and gave 3"),
    ],
)
def test_no_circle_and_no_silent_shortfall(script, asked, reason):
    source = Scripted(*script)
    _, events = fetch(source)
    assert len(source.asked) == asked
    assert not events[-1].complete
    assert reason in events[-1].reason


def test_more_records_than_reported_are_all_taken():
    _, events = fetch(Scripted(page("*", None, "1", "2", "3", "4", "5")))
    assert events[-1] == Ended(0, True, "", 4, 5)


def test_a_source_without_a_total_ends_with_its_last_page():
    _, events = fetch(Scripted(page("*", "b", "1", total=None), page("b", None, "2", total=None)))
    assert events[-1] == Ended(0, True, "", None, 2)


@pytest.mark.parametrize(("asked", "waited"), [(None, 0.001), (1e9, 0.003), (-5.0, 0.001), (0.0, 0.0)])
def test_a_wait_that_a_server_asks_for_is_kept_within_reason(asked, waited):
    source = Scripted(TemporaryError("Busy.", wait=asked), page("*", None, "1", total=1))
    _, events = fetch(source)
    assert events[0] == Retrying(0, 1, waited, "Busy.")


def test_waits_double_up_to_the_longest():
    patience = Patience(first_wait=1, longest_wait=5)
    assert [patience.wait(None, attempt) for attempt in (1, 2, 3, 4, 5)] == [1, 2, 4, 5, 5]


def test_after_the_last_attempt_the_error_is_raised_and_the_end_is_told():
    source = Scripted(page("*", "b", "1", "2"), *(TemporaryError("Busy.", remedy="Later.") for _ in range(3)))
    events, keeper = [], Memory()
    with pytest.raises(TemporaryError, match="Busy"):
        fetching.fetch(source, REQUESTS, keeper, on_event=events.append, patience=QUICK)
    assert len(keeper.pages) == 1
    assert [e.attempt for e in events if isinstance(e, Retrying)] == [1, 2]
    assert events[-1] == Ended(0, False, "Busy. Later.", 4, 2)


@pytest.mark.parametrize("error", [SourceError("No."), BudgetError("Used up.")])
def test_an_error_that_will_not_pass_is_raised_at_once(error):
    source = Scripted(error)
    with pytest.raises(SourceError):
        fetch(source)
    assert len(source.asked) == 1


def test_a_partial_page_is_asked_for_three_times_and_then_taken_and_told():
    half = page("*", None, "1", "2", total=2, complete=False)
    source = Scripted(half, half, half)
    got, events = fetch(source, patience=replace(QUICK, attempts=9))
    assert got == [half]
    assert len(source.asked) == 3
    assert events[-1].reason == "The source stopped looking early on 1 of 1 pages."


def test_progress_is_numbers_that_follow_from_the_pages():
    progress = Memory([page("*", "b", "1", "2"), page("b", "c", "2", total=5), page("c", None)]).progress(0)
    assert (progress.cursor, progress.pages, progress.unique, progress.stale) == (None, 3, 2, 2)
    assert (progress.first_total, progress.total) == (4, 4)


def test_one_question_is_tried_again_too():
    source = Scripted(TemporaryError("Busy."), page("*", None, "1", total=1))
    events = []
    found = fetching.ask(
        source, lambda: source.fetch(REQUESTS.requests[0], "*"), on_event=events.append, patience=QUICK
    )
    assert found.ids == ("1",)
    assert events == [Retrying(0, 1, 0.001, "Busy.")]


def test_a_question_can_be_asked_where_an_event_loop_runs_already():
    async def notebook():
        return fetch(Scripted(page("*", None, "1", total=1)))

    got, _ = asyncio.run(notebook())
    assert [one.ids for one in got] == [("1",)]
