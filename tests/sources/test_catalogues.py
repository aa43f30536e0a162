"""Every source of this kind against its stand-in, over the wire: pages, faults, refusals, counts."""

import pytest

from synth.errors import SourceError
from synth.sources.counting import count
from synth.sources.endpoints import PRIVATE_VARIABLE
from synth.sources.eric import EricSource
from synth.sources.fetching import Retrying
from synth.sources.oai import OaiSource
from synth.sources.open_overheid import OpenOverheidSource
from synth.sources.pubmed import PubMedSource
from synth.sources.sru import DnbSource, KbSource
from tests.sources.conftest import QUICK, Run, limits_for
from tests.sources.made import strategy
from tests.sources.made_catalogue import works
from tests.standin.server import StandIn

SOURCES = {
    "pubmed": PubMedSource,
    "eric": EricSource,
    "dnb": DnbSource,
    "kb": KbSource,
    "oai": OaiSource,
    "overheid": OpenOverheidSource,
}
XML = ("dnb", "kb", "oai")


@pytest.fixture(autouse=True)
def _own_network(monkeypatch):
    monkeypatch.setenv(PRIVATE_VARIABLE, "1")
    monkeypatch.delenv("NCBI_API_KEY", raising=False)


@pytest.fixture
def against():
    """Return a function that starts a stand-in of a dialect over 250 works, and a run against it."""
    started = []

    def start(name, faults="", *, made=None, plan=None, keys=None):
        made = works(250) if made is None else made
        api = StandIn(made, dialect=name, faults=faults, keys=keys).__enter__()
        started.append(api)
        limits = limits_for(faults)
        return Run(api, plan or strategy("implementatie"), SOURCES[name], limits=limits)

    yield start
    for api in started:
        api.__exit__()


@pytest.mark.parametrize("name", SOURCES)
def test_every_page_comes_and_every_record_is_read(name, against):
    run = against(name).fetch()
    assert sorted(map(int, run.ids)) == list(range(1, 251))
    records = [run.source.read(payload) for page in run.pages for payload in page.payloads]
    assert {record.title for record in records} == {work["title"] for work in works(250)}
    assert {record.abstract for record in records} == {"Een onderzoek."}
    assert {record.year for record in records} == {2010}
    assert {record.source for record in records} == {name}
    assert run.ended[0].complete is (name != "overheid")
    assert run.ended[0].total == 250


@pytest.mark.parametrize(
    "fault", ["429", "500", "503:0", "drop", "cut", "truncate", "html", "shape", "budget"]
)
@pytest.mark.parametrize("name", SOURCES)
def test_a_failure_that_passes_is_tried_again(name, fault, against):
    run = against(name, f"{fault}@2").fetch()
    assert len(run.ids) == 250
    assert len(run.seen(Retrying)) == 1


@pytest.mark.parametrize("name", SOURCES)
def test_a_refusal_stops_with_the_words_of_the_server(name, against):
    with pytest.raises(SourceError) as caught:
        against(name, "refuse@1").fetch()
    words = {"oai": "Illegal set", "pubmed": "colour", "overheid": "HTTP 400", "eric": "HTTP 400"}
    assert words.get(name, "Unsupported index") in str(caught.value)


@pytest.mark.parametrize("name", SOURCES)
def test_a_total_that_is_not_reached_is_told(name, against):
    run = against(name, "total:7@1+").fetch()
    assert not run.ended[0].complete
    assert "257" in run.ended[0].reason


@pytest.mark.parametrize("name", ["eric", "dnb", "kb", "oai"])
def test_a_page_cut_short_by_the_server_is_told(name, against):
    run = against(name, "partial@1").fetch()
    assert not run.ended[0].complete or len(set(run.ids)) == 250


@pytest.mark.parametrize("name", SOURCES)
def test_a_search_goes_on_where_it_stopped(name, against):
    whole = against(name).fetch()
    run = against(name).fetch(before=whole.pages[:1])
    assert [page.cursor for page in run.pages] == [page.cursor for page in whole.pages[1:]]


@pytest.mark.parametrize("name", SOURCES)
def test_nothing_that_matches_is_an_answer(name, against):
    run = against(name, made=[], plan=strategy("niets")).fetch()
    assert run.ids == []
    assert run.ended[0].complete is (name != "overheid")
    assert run.ended[0].total == 0


@pytest.mark.parametrize("name", ["pubmed", "eric", "dnb", "kb"])
def test_works_are_counted_with_one_call(name, against):
    run = against(name)
    counted = count(run.source, run.translation.requests, on_event=run.events.append, patience=QUICK)
    assert (counted.total, counted.calls) == (250, 1)


def test_a_deleted_record_is_no_work_but_counts_as_come(against):
    made = [*works(50), {"id": "gone", "deleted": True}]
    run = against("oai", made=made).fetch()
    assert run.ended[0].complete
    assert len([payload for page in run.pages for payload in page.payloads]) == 50


def test_a_forgotten_marker_of_a_repository_says_what_to_do(against):
    before = against("oai").fetch().pages[:1]
    with pytest.raises(SourceError, match="start a new search"):
        against("oai", made=works(30)).fetch(before=before)


def test_a_wrong_key_for_pubmed_is_told(against, monkeypatch):
    monkeypatch.setenv("NCBI_API_KEY", "wrong-key-1")
    with pytest.raises(SourceError, match="NCBI_API_KEY") as caught:
        against("pubmed", keys={"right"}).fetch()
    assert "wrong-key-1" not in str(caught.value)


def test_letters_that_a_catalogue_takes_apart_are_matched(against):
    made = [{**works(1)[0], "title": "Implementatie über Maßnahmen"}]
    run = against("dnb", made=made).fetch()
    assert run.source.read(run.pages[0].payloads[0]).title == "Implementatie über Maßnahmen"


@pytest.mark.parametrize("name", SOURCES)
def test_no_request_says_where_it_runs_or_what_key_it_has(name, against):
    run = against(name)
    assert all(str(request).startswith(run.api.url) for request in run.translation.requests)
    assert run.api.url in repr(run.source)
