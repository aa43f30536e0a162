"""Europe PMC over httpx, against a server on this machine that answers and fails like it."""

import json

import pytest

from synth.errors import SourceError, UsageError
from synth.sources.europepmc import EuropePmcSource
from synth.sources.fetching import Fetched, Retrying
from synth.sources.pacing import Patience
from synth.sources.protocol import Request, Source, TemporaryError
from synth.sources.transport import Answer, Limits
from tests.sources.conftest import Run, limits_for
from tests.sources.made import strategy
from tests.sources.made_europepmc import result, results
from tests.standin.server import StandIn

ALL = [f"MED/{n}" for n in range(1, 1202)]


@pytest.fixture(scope="module")
def many():
    return results(1201)


@pytest.fixture
def against(many):
    """Return a function that starts a stand-in over 1,201 works and a run against it."""
    started = []

    def start(faults="", *, made=None, plan=None, limits=None):
        api = StandIn(many if made is None else made, dialect="europepmc", faults=faults).__enter__()
        started.append(api)
        wanted = plan or strategy("title:implementatie")
        return Run(api, wanted, make=EuropePmcSource, limits=limits or limits_for(faults))

    yield start
    for api in started:
        api.__exit__()


def test_every_work_comes_once_in_order_and_the_search_is_complete(against):
    run = against().fetch()
    assert run.ids == ALL
    assert [(end.complete, end.reason, end.total, end.unique) for end in run.ended] == [
        (True, "", 1201, 1201)
    ]
    assert [len(page.payloads) for page in run.pages] == [500, 500, 201, 0]
    assert run.pages[-1].next_cursor is None


def test_progress_is_told_page_by_page_and_costs_nothing(against):
    run = against().fetch()
    assert [(e.pages, e.unique, e.total, e.cost_usd) for e in run.seen(Fetched)] == [
        (1, 500, 1201, 0.0),
        (2, 1000, 1201, 0.0),
        (3, 1201, 1201, 0.0),
        (4, 1201, 1201, 0.0),
    ]


def test_no_result_is_a_complete_search(against):
    run = against(plan=strategy("title:implementatie AND title:onvindbaar")).fetch()
    assert run.ids == []
    assert run.ended[0].complete


def test_what_is_sent_is_what_the_request_says_plus_page_size_and_cursor(against):
    run = against(plan=strategy("title:implementatie", years="from: 2000")).fetch()
    (request,) = run.translation.requests
    sent = run.api.url + run.api.asked[0]
    assert sent.startswith(str(request))
    assert sent.removeprefix(str(request)) == "&pageSize=500&cursorMark=%2A"
    assert "resultType=core" in sent
    assert "synonym=false" in sent


def test_a_long_strategy_is_sent_as_a_form_and_gives_the_same(against):
    terms = " OR ".join(f"title:woord{n}" for n in range(80))
    run = against(plan=strategy(f"title:implementatie OR {terms}")).fetch()
    assert run.ids == ALL
    assert set(run.api.methods) == {"POST"}
    assert run.translation.requests[0].description.endswith(", sent as a form")
    assert run.api.asked[0].startswith("/searchPOST?query=")


def test_a_very_long_strategy_becomes_several_requests_that_together_give_the_same(against):
    terms = " OR ".join(f"woord{n}nl" for n in range(400))
    run = against(
        made=[result(n, f"Over woord{n}nl") for n in range(400)],
        plan=strategy(f"({terms}) AND (over OR onder)"),
    )
    assert len(run.translation.requests) > 1
    assert set(run.fetch().ids) == {f"MED/{n}" for n in range(400)}


@pytest.mark.parametrize(
    "faults",
    [
        "429:0@1",
        "500@2",
        "502@2",
        "503:0@2",
        "504@1x2",
        "drop@2",
        "cut@1",
        "truncate@2",
        "html@1",
        "shape@2",
        "slow:4@1",
    ],
)
def test_a_failure_that_passes_costs_nothing(against, faults):
    run = against(faults).fetch()
    assert run.ids == ALL
    assert run.ended[0].complete
    assert run.seen(Retrying)


@pytest.mark.parametrize("faults", ["500@2+", "html@2+", "shape@2+", "429:0@2+", "drop@2+"])
def test_a_failure_that_stays_ends_the_search_and_what_came_is_kept(against, faults):
    run = against(faults)
    with pytest.raises(TemporaryError):
        run.fetch()
    assert run.ids == ALL[:500]
    assert not run.ended[0].complete


def test_a_mistake_told_with_status_200_stops_at_once_with_the_servers_words(against):
    run = against("refuse@1")
    with pytest.raises(
        SourceError, match=r"refused the request \(code 404\): Invalid field colour"
    ) as caught:
        run.fetch()
    assert not isinstance(caught.value, TemporaryError)
    assert len(run.api.asked) == 1


def test_a_redirect_is_not_followed(against):
    with pytest.raises(SourceError, match=r"sends us on to evil\.example"):
        against("redirect@1").fetch()


def test_an_answer_that_unpacks_to_too_much_is_refused(against):
    with pytest.raises(SourceError, match="more than 1,000,000 bytes"):
        against("bomb:3000000@1", limits=Limits(seconds=60, silence=30, size=1_000_000)).fetch()


def test_an_answer_that_drips_ends_at_the_deadline(against):
    run = against("drip:0.05@1+", limits=Limits(seconds=0.3, silence=30))
    with pytest.raises(TemporaryError, match=r"longer than 0\.3 s"):
        run.fetch(Patience(attempts=2, first_wait=0.01))


def test_a_page_that_is_short_marks_the_search(against):
    run = against("partial@1").fetch()
    assert not run.ended[0].complete
    assert run.ended[0].reason == "The source reported 1201 records and gave 951 different ones."


def test_a_repeated_page_marker_is_the_end_and_what_is_missing_is_told(against):
    run = against("cursor@2").fetch()
    assert run.ids == ALL[:1000]
    assert run.ended[0].reason == "The source reported 1201 records and gave 1000 different ones."


def test_a_page_given_twice_is_told(against):
    run = against("duplicate@2").fetch()
    assert len(set(run.ids)) == 701
    assert not run.ended[0].complete


def test_an_empty_page_in_between_is_told(against):
    run = against("empty@2").fetch()
    assert run.ids == ALL[:500]
    assert not run.ended[0].complete


def test_a_total_that_is_more_than_is_given_marks_the_search(against):
    run = against("total:1@1").fetch()
    assert run.ids == ALL
    assert run.ended[0].reason == "The source reported 1202 records and gave 1201 different ones."


def test_a_search_goes_on_from_the_last_stored_page(against):
    first = against("refuse@3")
    with pytest.raises(SourceError):
        first.fetch()
    second = against().fetch(before=first.pages)
    assert second.ids == ALL[1000:]
    assert second.ended[0].complete


def test_a_finished_search_asks_nothing_when_run_again(against):
    first = against().fetch()
    second = against().fetch(before=first.pages)
    assert second.api.asked == []


@pytest.mark.parametrize(
    ("years", "found"),
    [
        ("from: 2000", ["MED/2", "MED/3"]),
        ("to: 2000", ["MED/1", "MED/2"]),
        ("from: 2000, to: 2000", ["MED/2"]),
    ],
)
def test_both_ends_of_the_years_belong_to_it(against, years, found):
    made = [result(n, "Innovation", year=year) for n, year in enumerate([1999, 2000, 2001], start=1)]
    assert against(made=made, plan=strategy("innovation", years=years)).fetch().ids == found


def test_a_work_first_published_in_another_year_than_its_issue_is_asked_for(against):
    made = [
        result(1, "Innovation", year=2000, firstPublicationDate="1999-12-01"),
        result(2, "Innovation", year=1999, firstPublicationDate="2000-01-01"),
    ]
    run = against(made=made, plan=strategy("innovation", years="from: 2000")).fetch()
    assert run.ids == ["MED/1", "MED/2"]


def test_a_work_in_any_language_is_asked_for_and_that_is_said(against):
    made = [result(n, "Innovation", language=code) for n, code in enumerate(["dut", "fre", ""], start=1)]
    run = against(made=made, plan=strategy("innovation", languages="nl")).fetch()
    assert run.ids == ["MED/1", "MED/2", "MED/3"]
    assert "languages are not asked" in run.translation.widened[0]


def test_a_word_that_is_only_in_the_full_text_is_not_asked_for(against):
    made = [result(1, "Iets anders", fullText="implementatie"), result(2, "Implementatie")]
    assert against(made=made, plan=strategy("implementatie")).fetch().ids == ["MED/2"]


def test_a_result_without_an_id_is_kept_as_received(against):
    run = against(made=[{"title": "implementatie"}, result(2, "implementatie")]).fetch()
    assert len(run.ids) == 2
    with pytest.raises(SourceError, match="not a result"):
        run.source.read(run.pages[0].payloads[0])


def test_half_characters_survive_as_escapes(against):
    run = against(made=[result(1, "implementatie \ud800 ü \x00")]).fetch()
    payload = run.pages[0].payloads[0]
    assert payload.encode()
    assert run.source.read(payload).title == "implementatie \ufffd ü"
    assert json.loads(payload)["id"] == "1"


@pytest.mark.parametrize("url", ["http://www.ebi.ac.uk", "ftp://x", "https://user:pw@x.org", "x.org"])
def test_an_unsafe_address_is_refused(url, monkeypatch):
    monkeypatch.setenv("SYNTH_EUROPEPMC_URL", url)
    with pytest.raises(UsageError, match="https://"):
        EuropePmcSource()


def test_it_is_a_source():
    assert isinstance(EuropePmcSource(), Source)
    assert EuropePmcSource().facts.key_variable == ""
    assert (
        repr(EuropePmcSource()) == "EuropePmcSource(url='https://www.ebi.ac.uk/europepmc/webservices/rest')"
    )


@pytest.mark.parametrize(("said", "version"), [("6.9", "REST service 6.9"), (None, ""), (7, "")])
def test_the_version_that_the_service_tells_is_kept(said, version):
    body = json.dumps({"version": said, "hitCount": 0, "resultList": {"result": []}})
    page = EuropePmcSource().page(Answer(200, {}, body), Request("europepmc", 0, "x"), "*")
    assert page.version == version
