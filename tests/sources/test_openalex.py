"""OpenAlex through pyalex and httpx, against a server on this machine that answers and fails like it."""

import logging

import httpx
import pytest

from synth.errors import BudgetError, KeyRefused, SourceError, UsageError
from synth.sources.fetching import Fetched, Retrying
from synth.sources.openalex import OpenAlexSource
from synth.sources.openalex_client import failure, left
from synth.sources.pacing import Patience
from synth.sources.protocol import Source, TemporaryError
from synth.sources.transport import Answer, Limits
from tests.sources.made import strategy, work, works

CANARY = "canary-5f2c1e9a77"
ALL = [f"W{n}" for n in range(1, 251)]


def test_every_work_comes_once_in_order_and_the_search_is_complete(against):
    run = against().fetch()
    assert run.ids == ALL
    assert [(end.complete, end.reason, end.total, end.unique) for end in run.ended] == [(True, "", 250, 250)]
    assert [len(page.payloads) for page in run.pages] == [100, 100, 50]
    assert run.pages[-1].next_cursor is None


def test_progress_is_told_page_by_page_with_the_cost(against):
    run = against().fetch()
    assert [(e.pages, e.unique, e.total, e.cost_usd) for e in run.seen(Fetched)] == [
        (1, 100, 250, 0.001),
        (2, 200, 250, 0.001),
        (3, 250, 250, 0.001),
    ]


def test_there_is_no_silent_end_at_ten_thousand_works(against):
    made = [{"id": f"https://openalex.org/W{n}", "title": "implementatie"} for n in range(1, 10_202)]
    run = against(made=made).fetch()
    assert len(set(run.ids)) == 10_201
    assert run.ended[0].complete


def test_a_last_page_that_is_full_is_followed_by_an_empty_one_and_that_is_complete(against):
    run = against(made=works(200)).fetch()
    assert [len(page.ids) for page in run.pages] == [100, 100, 0]
    assert run.ended[0].complete


def test_no_works_is_a_complete_answer(against):
    run = against(made=[]).fetch()
    assert run.ids == []
    assert run.ended[0].complete


@pytest.mark.parametrize(
    "faults",
    (
        *(
            "429@2",
            "429:0@1x2",
            "500@2",
            "502@3",
            "503@2",
            "504@2",
            "truncate@2",
            "cut@3",
            "drop@1",
            "html@2",
        ),
        *("shape@2", "slow:4@2", "partial@2", "429@1,500@3,truncate@5,drop@6"),
    ),
)
def test_after_a_failure_that_passes_the_result_is_the_same_as_without(against, faults):
    run = against(faults).fetch()
    assert run.ids == ALL
    assert run.ended[0].complete
    assert run.seen(Retrying)


@pytest.mark.parametrize("kind", ["429", "500", "503", "504", "truncate", "cut", "drop", "html", "shape"])
def test_a_failure_that_stays_ends_with_an_error_and_what_came_before_is_kept(against, kind):
    run = against(f"{kind}@3+")
    with pytest.raises(TemporaryError, match="OpenAlex") as caught:
        run.fetch()
    assert run.ids == ALL[:200]
    assert caught.value.remedy
    (end,) = run.ended
    assert (end.complete, end.total, end.unique) == (False, 250, 200)
    assert len(run.api.asked) == 2 + 4


def test_a_wait_that_the_server_asks_for_is_kept_up_to_the_limit(against):
    run = against("429:86400@1").fetch(
        Patience(attempts=3, first_wait=9.0, retry_after=0.05, deadline=60.0, per_second=0)
    )
    assert [event.wait for event in run.seen(Retrying)] == [0.05]
    assert run.ids == ALL


def test_no_new_attempt_starts_that_would_end_after_the_deadline(against):
    run = against("500@1,429:86400@2+")
    with pytest.raises(TemporaryError):
        run.fetch(Patience(attempts=50, first_wait=0.01, retry_after=301.0, deadline=300.0, per_second=0))
    assert len(run.api.asked) == 2


def test_a_used_up_budget_stops_at_once_and_says_until_when(against):
    run = against("budget:40210@3")
    with pytest.raises(
        BudgetError, match=r"used up; it starts anew at \d{4}-\d\d-\d\d \d\d:\d\d UTC"
    ) as caught:
        run.fetch()
    assert "free key" in caught.value.remedy
    assert run.ids == ALL[:200]
    assert not run.seen(Retrying)
    assert len(run.api.asked) == 3


def test_with_a_key_the_budget_message_does_not_ask_to_get_one(against):
    run = against("budget@1", key="key-12345678")
    with pytest.raises(BudgetError) as caught:
        run.fetch()
    assert "free key" not in caught.value.remedy


@pytest.mark.parametrize(("budget", "pages"), [(25, 2), (20, 2), (9, 0)])
def test_a_search_stops_before_it_is_refused_for_its_budget(against, budget, pages):
    run = against(server={"budget": budget})
    with pytest.raises(BudgetError, match="00:00 UTC" if pages else "used up"):
        run.fetch()
    assert (len(run.pages), len(run.api.asked)) == (pages, max(pages, 1))


def test_calls_under_way_are_waited_for_before_the_budget_is_called_used_up(against):
    many = " OR ".join(f"(aaaa{n} AND bbbb{n})" for n in range(30))
    made = [work(n, f"aaaa{n} bbbb{n}") for n in range(1, 30)]
    run = against(plan=strategy(many), made=made, server={"budget": 220})
    with pytest.raises(BudgetError):
        run.fetch()
    assert (len(run.pages), len(run.api.asked)) == (22, 22)


@pytest.mark.parametrize(
    ("headers", "usd"),
    [
        ({"X-RateLimit-Remaining-USD": "0.25"}, 0.25),
        ({"X-RateLimit-Remaining-USD": "0", "X-RateLimit-Prepaid-Remaining-USD": "2"}, 2.0),
        ({"X-RateLimit-Remaining": "30", "X-RateLimit-Onetime-Remaining": "10"}, 0.004),
        ({"X-RateLimit-Remaining-USD": "soon"}, None),
        ({}, None),
    ],
)
def test_what_is_left_is_read_from_the_headers(headers, usd):
    assert left(Answer(200, httpx.Headers(headers), "")) == usd


def test_the_budget_of_the_day_is_counted_by_the_server_and_ends_the_search(against):
    run = against(server={"budget": 25})
    with pytest.raises(BudgetError):
        run.fetch()
    assert run.ids == ALL[:200]


def test_a_refused_request_is_not_tried_again_and_the_servers_words_are_passed_on(against):
    run = against("refuse@2")
    with pytest.raises(SourceError, match=r"HTTP 400.*colour is not a valid field") as caught:
        run.fetch()
    assert not isinstance(caught.value, TemporaryError)
    assert run.ids == ALL[:100]
    assert len(run.api.asked) == 2


def test_a_wrong_key_is_one_clear_message(against):
    run = against(server={"keys": ["right-key"]}, key="wrong-key")
    with pytest.raises(KeyRefused, match="refused the key in OPENALEX_API_KEY"):
        run.fetch()
    assert len(run.api.asked) == 1


def test_the_key_goes_as_a_header_only(against):
    run = against(server={"keys": [CANARY]}, key=CANARY).fetch()
    assert run.ids == ALL
    assert set(run.api.keys_seen) == {CANARY}
    assert not any(CANARY in path for path in run.api.asked)


@pytest.mark.parametrize("faults", ["", "429@1", "500@1+", "refuse@1", "redirect@1", "budget@1", "cut@1+"])
def test_the_key_is_in_no_log_error_request_page_event_or_repr(against, monkeypatch, caplog, faults):
    monkeypatch.setenv("OPENALEX_API_KEY", CANARY)
    caplog.set_level(logging.DEBUG)
    run, failed = against(faults), []
    try:
        run.fetch()
    except SourceError as error:
        failed = [str(error), repr(error), repr(error.__cause__), repr(error.__context__)]
    written = [
        caplog.text,
        *failed,
        repr(run.source),
        repr(vars(run.source)),
        repr(run.events),
        repr(run.pages),
    ]
    written += [repr(request) for request in run.translation.requests]
    assert CANARY in run.api.keys_seen
    assert not [text for text in written if CANARY in text]


@pytest.mark.parametrize("key", ["sleutel met spatie", "“key”", "key\nnext"])
def test_a_key_that_cannot_be_one_is_refused_without_showing_it(key):
    with pytest.raises(KeyRefused, match="OPENALEX_API_KEY") as caught:
        OpenAlexSource(key=key)
    assert key not in str(caught.value)


def test_a_redirect_is_not_followed(against):
    with pytest.raises(SourceError, match=r"sends us on to evil\.example"):
        against("redirect@1", key=CANARY).fetch()


def test_an_answer_that_unpacks_to_too_much_is_refused(against):
    run = against("bomb:3000000@1", limits=Limits(seconds=60, silence=30, size=1_000_000))
    with pytest.raises(SourceError, match="more than 1,000,000 bytes"):
        run.fetch()


def test_an_answer_that_drips_ends_at_the_deadline(against):
    run = against("drip:0.05@1+", limits=Limits(seconds=0.3, silence=30))
    with pytest.raises(TemporaryError, match=r"longer than 0\.3 s"):
        run.fetch(Patience(attempts=2, first_wait=0.01))


def test_a_page_that_stays_partial_is_kept_and_the_search_is_marked_incomplete(against):
    run = against("partial@2x3").fetch()
    assert len(run.ids) == 200
    (end,) = run.ended
    assert not end.complete
    assert "250" in end.reason
    assert "200" in end.reason
    assert [page.complete for page in run.pages] == [True, False, True]


def test_a_repeated_cursor_stops_the_search_and_marks_it(against):
    run = against("cursor@2").fetch()
    assert run.ids == ALL[:200]
    assert not run.ended[0].complete
    assert "used before" in run.ended[0].reason


def test_a_page_given_twice_loses_nothing_that_is_not_reported(against):
    run = against("duplicate@2").fetch()
    assert len(set(run.ids)) == 150
    assert run.ended[0].reason == "The source reported 250 records and gave 150 different ones."


def test_an_empty_page_in_between_stops_the_search_and_marks_it(against):
    run = against("empty@2").fetch()
    assert run.ids == ALL[:100]
    assert run.ended[0].reason == "The source reported 250 records and gave 100 different ones."


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("total:3@2", ""),
        ("total:3@1", "The source reported 253 records and gave 250 different ones."),
        ("total:-3@1", "The total of the source drifted from 247 to 250 while fetching; 250 were given."),
    ],
)
def test_a_total_that_differs_between_first_and_last_page_is_told(against, change, reason):
    run = against(change).fetch()
    assert run.ids == ALL
    assert run.ended[0].reason == reason


def test_a_search_goes_on_from_the_last_stored_page(against):
    first = against("budget@3")
    with pytest.raises(BudgetError):
        first.fetch()
    stored = first.pages
    second = against().fetch(before=stored)
    assert second.ids == ALL[200:]
    assert len(second.api.asked) == 1
    assert second.ended[0].complete
    assert second.ended[0].unique == 250


def test_a_finished_search_asks_nothing_when_run_again(against):
    first = against().fetch()
    second = against().fetch(before=first.pages)
    assert second.api.asked == []
    assert second.ended == first.ended


def test_what_is_sent_is_what_the_request_says_plus_page_size_and_cursor(against):
    run = against(
        plan=strategy('"de praktijk" AND re-integratie', years="from: 2000", languages="nl, de")
    ).fetch()
    (request,) = run.translation.requests
    sent = run.api.url + run.api.asked[0]
    assert sent.startswith(str(request))
    assert sent.removeprefix(str(request)) == "&per_page=100&cursor=%2A"
    assert run.ids == ALL


def test_reading_the_address_twice_changes_nothing(against):
    run = against(plan=strategy('"sociale zekerheid & co" OR "ß 100%"'))
    assert run.translation == run.source.translate(strategy('"sociale zekerheid & co" OR "ß 100%"'))
    assert "%25" not in str(run.translation.requests[0]).replace("100%25", "")


@pytest.mark.parametrize(
    ("languages", "found"),
    [
        ("", ["W1", "W2", "W3", "W4"]),
        ("nl", ["W1", "W4"]),
        ("nl, de", ["W1", "W2", "W4"]),
        ("en", ["W3", "W4"]),
    ],
)
def test_a_work_without_language_is_always_asked_for(against, languages, found):
    made = [work(n, "Innovation", language=code) for n, code in enumerate(["nl", "de", "en", None], start=1)]
    assert against(made=made, plan=strategy("innovation", languages=languages)).fetch().ids == found


@pytest.mark.parametrize(
    ("years", "found"),
    [("from: 2000", ["W2", "W3"]), ("to: 2000", ["W1", "W2"]), ("from: 2000, to: 2000", ["W2"])],
)
def test_both_ends_of_the_years_belong_to_it(against, years, found):
    made = [work(n, "Innovation", year=year) for n, year in enumerate([1999, 2000, 2001], start=1)]
    assert against(made=made, plan=strategy("innovation", years=years)).fetch().ids == found


def test_a_work_without_an_id_is_kept_as_received(against):
    made = [{"id": None, "title": "implementatie"}, work(2, "implementatie")]
    run = against(made=made).fetch()
    assert len(run.ids) == 2
    assert run.ids[1] == "W2"
    with pytest.raises(SourceError, match="not a work"):
        run.source.read(run.pages[0].payloads[0])


def test_half_characters_survive_as_escapes(against):
    run = against(made=[work(1, "implementatie \ud800 ü \x00")]).fetch()
    payload = run.pages[0].payloads[0]
    assert payload.encode()
    assert run.source.read(payload).title == "implementatie \ufffd ü"


@pytest.mark.parametrize(
    "url",
    [
        "http://api.openalex.org",
        "ftp://x",
        "https://user:pw@x.org",
        "https://x.org/?a=1",
        "file:///etc",
        "x.org",
    ],
)
def test_an_unsafe_address_is_refused(url, monkeypatch):
    monkeypatch.setenv("SYNTH_OPENALEX_URL", url)
    with pytest.raises(UsageError, match="https://"):
        OpenAlexSource()


def test_it_is_a_source():
    assert isinstance(OpenAlexSource(), Source)
    assert OpenAlexSource().facts.page_size == 100


@pytest.mark.parametrize("wait", ["999999999", "-5", "soon", "1e400"])
def test_a_reset_that_makes_no_sense_is_midnight(wait):
    answer = Answer(429, httpx.Headers({"retry-after": wait}), "")
    error = failure(answer, {"message": "Insufficient budget"}, keyed=True)
    assert isinstance(error, BudgetError)
    assert "00:00 UTC" in str(error)
