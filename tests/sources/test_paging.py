"""Every source against its stand-in over httpx: pages, failures, keys, years; one set of tests for all.

What is true of one source alone is in a test of its own.
"""

import pytest

from synth.errors import KeyRefused, SourceError, UsageError
from synth.sources.counting import Countable
from synth.sources.fetching import Retrying, ask
from synth.sources.protocol import Paged, Source, TemporaryError
from tests.sources.conftest import QUICK, Run, limits_for
from tests.sources.dialects import DIALECTS
from tests.sources.made import strategy
from tests.standin.server import StandIn

SOURCES = sorted(name for name, dialect in DIALECTS.items() if not dialect.ranked)
KEYED = sorted(name for name, dialect in DIALECTS.items() if dialect.keyed)
PASSING = (
    *("429:0@1", "429:0@2", "500@2", "502@2", "503:0@2", "504@1x2", "drop@2", "cut@1", "truncate@2"),
    *("html@1", "shape@2"),
)
STAYING = ("500@2+", "html@2+", "shape@2+", "429:0@2+", "drop@2+")
SPOILT = ("partial@1+", "duplicate@2", "empty@2", "total:1@1")
KEY = "a-key-of-these-tests"


class Search:
    """A source, a stand-in with a little more than two pages of works, and runs of a search."""

    def __init__(self, name):
        self.name, self.dialect = name, DIALECTS[name]
        self.size = self.dialect.source().facts.page_size
        self.number = 2 * self.size + self.size // 2
        self.works = [self.dialect.work(n, f"Implementatie nummer {n}") for n in range(1, self.number + 1)]
        self.started = []

    def run(self, faults="", *, plan=None, made=None, keys=None, **options):
        works = self.works if made is None else made
        api = StandIn(works, dialect=self.name, faults=faults, keys=keys, budget=10**9).__enter__()
        self.started.append(api)
        limits = limits_for("")
        wanted = plan or strategy("title:implementatie")
        return Run(api, wanted, make=self.dialect.source, limits=limits, **options)


@pytest.fixture(scope="module", params=SOURCES)
def search(request):
    made = Search(request.param)
    yield made
    for api in made.started:
        api.__exit__()


def test_every_work_comes_once_and_the_search_is_complete(search):
    run = search.run().fetch()
    assert len(run.ids) == len(set(run.ids)) == search.number
    (end,) = run.ended
    assert (end.complete, end.reason, end.total, end.unique) == (True, "", search.number, search.number)
    assert [len(page.payloads) for page in run.pages][:3] == [search.size, search.size, search.size // 2]
    titles = {run.source.read(payload).title for page in run.pages for payload in page.payloads}
    assert titles == {f"Implementatie nummer {n}" for n in range(1, search.number + 1)}


def test_no_result_is_a_complete_search(search):
    run = search.run(plan=strategy("title:implementatie AND title:onvindbaar")).fetch()
    assert run.ids == []
    assert all(end.complete for end in run.ended)


def test_the_request_in_the_log_is_what_is_sent_but_for_the_page(search):
    run = search.run().fetch()
    (request,) = run.translation.requests
    sent = run.api.url + run.api.asked[0]
    assert sent.startswith(str(request).partition("?")[0])
    assert all(part in sent for part in str(request).partition("?")[2].split("&"))


@pytest.mark.parametrize("faults", PASSING)
def test_a_failure_that_passes_costs_nothing(search, faults):
    run = search.run(faults).fetch()
    assert len(set(run.ids)) == search.number
    assert run.ended[0].complete
    assert run.seen(Retrying)


@pytest.mark.parametrize("faults", STAYING)
def test_a_failure_that_stays_ends_the_search_and_what_came_is_kept(search, faults):
    run = search.run(faults)
    with pytest.raises(TemporaryError):
        run.fetch()
    assert len(run.ids) == search.size
    assert not run.ended[0].complete


def test_a_refusal_stops_at_once_with_the_servers_words(search):
    run = search.run("refuse@1")
    with pytest.raises(SourceError, match="refused the request") as caught:
        run.fetch()
    assert not isinstance(caught.value, TemporaryError)
    assert len(run.api.asked) == 1


@pytest.mark.parametrize("faults", SPOILT)
def test_a_spoilt_page_marks_the_search_as_incomplete(search, faults):
    run = search.run(faults).fetch()
    assert not run.ended[0].complete
    assert str(search.number) in run.ended[0].reason or str(search.number + 1) in run.ended[0].reason


def test_a_repeated_page_marker_ends_the_search(search):
    run = search.run("cursor@2").fetch()
    if len(set(run.ids)) < search.number:
        assert not run.ended[0].complete


def test_a_search_goes_on_from_the_last_stored_page(search):
    first = search.run("refuse@3")
    with pytest.raises(SourceError):
        first.fetch()
    server = first.api
    server.faults = ()
    second = Run(server, strategy("title:implementatie"), make=search.dialect.source)
    second.source = first.source
    second.fetch(before=first.pages)
    assert len(set(first.ids + second.ids)) == search.number
    assert len(second.ids) == search.size // 2
    assert second.ended[0].complete


def test_a_finished_search_asks_nothing_when_run_again(search):
    first = search.run().fetch()
    second = search.run().fetch(before=first.pages)
    assert second.api.asked == []


@pytest.mark.parametrize(
    ("years", "found"),
    [("from: 2000", {2000, 2001}), ("to: 2000", {1999, 2000}), ("from: 2000, to: 2000", {2000})],
)
def test_both_ends_of_the_years_belong_to_it(search, years, found):
    made = [search.dialect.work(n, "Implementatie", year=1998 + n) for n in (1, 2, 3)]
    run = search.run(made=made, plan=strategy("implementatie", years=years)).fetch()
    got = {run.source.read(payload).year for page in run.pages for payload in page.payloads}
    assert got == found


def test_a_work_in_any_language_is_asked_for_and_that_is_said(search):
    plan = strategy("title:implementatie", languages="nl")
    run = search.run(made=search.works[:3], plan=plan)
    said = " ".join(run.translation.widened) + str(run.translation.requests[0])
    assert "languages are not asked" in said or "null" in said


def test_a_count_costs_one_call_and_brings_no_records(search):
    run = search.run()
    if not isinstance(run.source, Countable):
        pytest.skip("this source has no cheap count")
    (request,) = run.translation.requests
    page = ask(run.source, lambda: run.source.count(request), on_event=run.events.append, patience=QUICK)
    assert (page.total, page.payloads, len(run.api.asked)) == (search.number, (), 1)


def test_it_is_a_source_with_its_facts(search):
    source = search.dialect.source()
    assert isinstance(source, Source)
    assert isinstance(source, Paged)
    facts = source.facts
    assert facts.label
    assert facts.documentation.startswith("https://")
    assert facts.coverage
    assert facts.dialect
    assert facts.cannot
    assert facts.per_second > 0
    assert bool(facts.key_variable) == bool(facts.key_page)


@pytest.mark.parametrize("url", ["http://api.example.org", "ftp://x", "https://user:pw@x.org", "x.org"])
def test_an_unsafe_address_is_refused(search, url, monkeypatch):
    monkeypatch.setenv(f"SYNTH_{search.name.upper()}_URL", url)
    with pytest.raises(UsageError, match="https://"):
        search.dialect.source()


@pytest.mark.parametrize("name", KEYED)
def test_a_key_is_sent_and_shows_itself_nowhere(name, monkeypatch):
    made = Search(name)
    monkeypatch.setenv(made.dialect.source().facts.key_variable, KEY)
    run = made.run(keys={KEY}).fetch()
    assert set(run.api.keys_seen) == {KEY}
    assert KEY not in repr(run.source) + repr(run.translation) + repr(run.pages) + "".join(run.api.asked)


@pytest.mark.parametrize("name", KEYED)
def test_a_wrong_key_is_told_with_the_variable_that_holds_it(name, monkeypatch):
    made = Search(name)
    variable = made.dialect.source().facts.key_variable
    monkeypatch.setenv(variable, "another")
    with pytest.raises(KeyRefused, match=variable):
        made.run(keys={KEY}).fetch()


@pytest.mark.parametrize("name", [name for name in KEYED if name != "openalex"])
def test_without_a_key_a_refusal_says_where_to_get_one(name):
    made = Search(name)
    facts = made.dialect.source().facts
    with pytest.raises(TemporaryError) as caught:
        made.run("429:0@1+").fetch()
    assert facts.key_page in caught.value.remedy
    assert facts.key_variable in caught.value.remedy
