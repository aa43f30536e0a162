"""Crossref over httpx, against a server on this machine that answers and fails like it."""

import pytest

from synth.errors import SourceError, UsageError
from synth.sources.crossref import CrossrefSource
from synth.sources.fetching import Retrying
from synth.sources.pacing import Patience
from synth.sources.protocol import Source, TemporaryError
from tests.sources.conftest import Run, limits_for
from tests.sources.made import strategy
from tests.sources.made_crossref import work, works
from tests.standin.server import StandIn

ALL = [f"10.5555/made.{n}" for n in range(1, 451)]
MAIL = "reader@example.org"


@pytest.fixture
def against():
    """Return a function that starts a stand-in over 450 works and a run against it."""
    started = []

    def start(faults="", *, made=None, plan=None, **options):
        api = StandIn(works(450) if made is None else made, dialect="crossref", faults=faults).__enter__()
        started.append(api)
        limits = options.pop("limits", limits_for(faults))
        return Run(
            api, plan or strategy("title:implementatie"), make=CrossrefSource, limits=limits, **options
        )

    yield start
    for api in started:
        api.__exit__()


def test_what_fits_in_the_sample_is_fetched_and_still_called_a_sample(against):
    run = against().fetch()
    assert run.ids == ALL
    (end,) = run.ended
    assert not end.complete
    assert end.reason == (
        "A ranked sample, not a complete search: the first 450 of 450 records, at most 1000 of a request."
    )
    assert [len(page.payloads) for page in run.pages] == [200, 200, 50]


def test_fetching_stops_at_the_cut_and_tells_it_with_the_total(against):
    run = against(sample=250).fetch()
    assert run.ids == ALL[:250]
    assert run.ended[0].reason == (
        "A ranked sample, not a complete search: the first 250 of 450 records, at most 250 of a request."
    )
    assert "rows=50&offset=200" in run.api.asked[-1]


def test_nothing_found_is_still_called_a_sample(against):
    run = against(plan=strategy("title:onvindbaar")).fetch()
    assert run.ids == []
    assert "the first 0 of 0 records" in run.ended[0].reason


def test_the_translation_says_that_it_is_a_sample_and_names_the_cut(against):
    run = against(plan=strategy("title:implementatie", languages="nl"), sample=250)
    assert "At most 250 records of a request are fetched: a ranked sample" in run.translation.widened[0]
    assert "languages are not asked" in run.translation.widened[1]


@pytest.mark.parametrize(
    ("expression", "asked"),
    [
        ("re-integratie AND beleid", "re integratie beleid"),
        ('"sociale zekerheid" OR zekerheid', "sociale zekerheid"),
        ("title:implementat* NOT zorg", "implementat"),
        ("organi*ation AND ab* AND *zorg", "organi"),
        ("employer's", "employer's"),
    ],
)
def test_the_words_of_the_strategy_are_asked(expression, asked):
    (request,) = CrossrefSource().translate(strategy(expression)).requests
    assert request.params == (("query.bibliographic", asked),)


def test_a_cut_word_is_told():
    assert CrossrefSource().translate(strategy("implementat* AND ab*")).widened[1:] == (
        "`implementat*` was asked for as `implementat`: Crossref knows whole words only.",
        "`ab*` was not asked for: Crossref knows whole words only.",
    )


def test_a_strategy_without_a_whole_word_is_an_error_with_a_remedy():
    with pytest.raises(UsageError, match="whole words only") as caught:
        CrossrefSource().translate(strategy("ab* OR *zorg"))
    assert "without `*`" in caught.value.remedy


def test_each_combination_is_a_request_and_many_words_are_several():
    plan = strategy("(aaa AND bbb) OR (ccc AND ddd)")
    asked = [request.params[0][1] for request in CrossrefSource().translate(plan).requests]
    assert asked == ["aaa bbb", "ccc ddd"]
    many = strategy(" OR ".join(f"woord{n}" for n in range(250)))
    requests = CrossrefSource().translate(many).requests
    assert [len(request.params[0][1].split()) for request in requests] == [100, 100, 50]


@pytest.mark.parametrize(
    ("years", "found"),
    [("from: 2000", [2, 3]), ("to: 2000", [1, 2]), ("from: 2000, to: 2000", [2])],
)
def test_both_ends_of_the_years_belong_to_it(against, years, found):
    made = [work(n, "Innovation", year=year) for n, year in enumerate([1999, 2000, 2001], start=1)]
    run = against(made=made, plan=strategy("innovation", years=years)).fetch()
    assert run.ids == [f"10.5555/made.{n}" for n in found]


def test_what_is_sent_is_what_the_request_says_plus_rows_and_offset(against):
    run = against(plan=strategy("implementatie", years="from: 2000")).fetch()
    sent = run.api.url + run.api.asked[0]
    assert sent.removeprefix(str(run.translation.requests[0])) == "&rows=200&offset=0"


def test_the_address_to_write_to_is_sent_but_in_no_request_page_or_event(against, monkeypatch):
    monkeypatch.setenv("SYNTH_MAILTO", MAIL)
    run = against().fetch()
    assert all("mailto=reader%40example.org" in path for path in run.api.asked)
    written = repr((run.translation, run.pages, run.events, run.source))
    assert "reader" not in written


def test_without_an_address_none_is_sent(against):
    run = against().fetch()
    assert not any("mailto" in path for path in run.api.asked)


@pytest.mark.parametrize(
    "faults",
    ["429:0@1", "500@2", "502@2", "503@1", "504@1", "drop@2", "cut@1", "truncate@2", "html@1", "shape@2"],
)
def test_a_failure_that_passes_costs_nothing(against, faults):
    run = against(faults).fetch()
    assert run.ids == ALL
    assert run.seen(Retrying)


def test_too_fast_waits_for_the_interval_of_the_rate_limit(against):
    run = against("429@1").fetch(Patience(attempts=3, first_wait=0.01, retry_after=0.02))
    (retry,) = run.seen(Retrying)
    assert retry.reason.startswith("Crossref asks to slow down.")
    assert retry.wait == 0.02


@pytest.mark.parametrize("faults", ["500@2+", "html@2+", "shape@2+", "429:0@2+"])
def test_a_failure_that_stays_ends_the_search_and_what_came_is_kept(against, faults):
    run = against(faults)
    with pytest.raises(TemporaryError):
        run.fetch()
    assert run.ids == ALL[:200]


def test_a_refusal_stops_at_once_with_the_servers_words(against):
    run = against("refuse@1")
    with pytest.raises(SourceError, match=r"\(HTTP 400\): This route does not support colour") as caught:
        run.fetch()
    assert not isinstance(caught.value, TemporaryError)
    assert len(run.api.asked) == 1


def test_a_wrong_address_is_told_with_what_the_server_says(against):
    run = against()
    run.source = CrossrefSource(url=f"{run.api.url}/v9")
    with pytest.raises(SourceError, match=r"\(HTTP 404\): Resource not found\."):
        run.fetch()


def test_a_redirect_is_not_followed(against):
    with pytest.raises(SourceError, match=r"sends us on to evil\.example"):
        against("redirect@1").fetch()


def test_pages_that_bring_nothing_new_stop_the_search(against):
    run = against("duplicate@2+", made=works(900)).fetch()
    assert len(run.pages) == 3
    assert "without a new record" in run.ended[0].reason


def test_a_page_that_is_short_is_seen_in_the_numbers(against):
    assert "the first 350 of 450" in against("partial@1").fetch().ended[0].reason


def test_a_search_goes_on_from_the_last_stored_page(against):
    first = against("refuse@3")
    with pytest.raises(SourceError):
        first.fetch()
    second = against().fetch(before=first.pages)
    assert second.ids == ALL[400:]
    assert len(second.api.asked) == 1


def test_a_work_without_a_doi_is_kept_as_received(against):
    run = against(made=[{"title": ["implementatie"]}, work(2, "implementatie")]).fetch()
    assert len(run.ids) == 2
    with pytest.raises(SourceError, match="not a work"):
        run.source.read(run.pages[0].payloads[0])


@pytest.mark.parametrize("sample", [0, -1, 10_001])
def test_a_sample_that_cannot_be_reached_is_refused(sample):
    with pytest.raises(UsageError, match="1 to 10,000 records"):
        CrossrefSource(sample=sample)


@pytest.mark.parametrize("url", ["http://api.crossref.org", "https://user:pw@x.org", "x.org"])
def test_an_unsafe_address_is_refused(url, monkeypatch):
    monkeypatch.setenv("SYNTH_CROSSREF_URL", url)
    with pytest.raises(UsageError, match="https://"):
        CrossrefSource()


def test_it_is_a_source():
    assert isinstance(CrossrefSource(), Source)
    assert repr(CrossrefSource()) == "CrossrefSource(url='https://api.crossref.org')"


@pytest.mark.parametrize(("mailto", "calls"), [("", 1), ("me@example.org", 3)])
def test_with_an_address_more_calls_are_under_way_together(mailto, calls):
    assert CrossrefSource(url="http://127.0.0.1:1", mailto=mailto).facts.in_flight == calls
