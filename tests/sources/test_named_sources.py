"""Sources that only one review names, and databases that cannot be asked."""

from pathlib import Path

import pytest

from synth.errors import UsageError
from synth.protocol import Endpoint
from synth.sources.closed import CLOSED, closed
from synth.sources.endpoints import PRIVATE_VARIABLE
from synth.sources.registry import get, maker, names, reader
from tests.sources.conftest import Run, limits_for
from tests.sources.made import strategy
from tests.sources.made_catalogue import works
from tests.standin.server import StandIn

HERE = "https://repository.example.org/oai"


def test_a_repository_that_a_review_names_is_harvested_with_its_set():
    source = maker("oai:mine", {"mine": Endpoint(url=HERE, set="theses", prefix="mods")})()
    (request,) = source.translate(strategy("werk")).requests
    assert str(request) == f"{HERE}?verb=ListRecords&metadataPrefix=mods&set=theses"
    assert source.name == "oai:mine"
    assert source.transport.public_only


def test_a_catalogue_that_a_review_names_is_asked():
    endpoint = Endpoint(url="https://sru.example.org/all", record_schema="marcxml", version="1.1")
    source = maker("sru:mine", {"mine": endpoint})()
    params = dict(source.translate(strategy("huis", years="from: 2000")).requests[0].params)
    assert (params["recordSchema"], params["version"], params["query"]) == ("marcxml", "1.1", '"huis"')
    assert source.transport.public_only
    assert "The years are not asked" in source.translate(strategy("huis", years="from: 2000")).widened[0]


def test_a_known_source_is_made_as_ever_and_may_be_anywhere():
    assert maker("dnb", {}) is get("dnb")
    assert not get("dnb")().transport.public_only


@pytest.mark.parametrize("kind", ["oai", "sru"])
@pytest.mark.parametrize(
    "url", ["http://repository.example.org", "https://127.0.0.1/x", "https://nas.local/x"]
)
def test_a_review_cannot_name_a_server_of_the_own_network(kind, url):
    with pytest.raises(UsageError, match="on the internet"):
        maker(f"{kind}:mine", {"mine": Endpoint(url=url)})()


def test_a_source_without_address_says_what_to_write():
    with pytest.raises(UsageError, match="endpoints"):
        maker("oai:mine", {})


@pytest.mark.parametrize("kind", ["oai", "kb"])
def test_a_named_server_is_searched_when_the_own_network_is_allowed(monkeypatch, kind):
    monkeypatch.setenv(PRIVATE_VARIABLE, "1")
    with StandIn(works(60), dialect=kind) as api:
        name = "oai:mine" if kind == "oai" else "sru:mine"
        make = maker(name, {"mine": Endpoint(url=api.url)})
        run = Run(api, strategy("implementatie"), lambda url, **rest: make(**rest), limits=limits_for(""))
        assert len(run.fetch().ids) == 60
        record = run.source.read(run.pages[0].payloads[0])
        assert (record.source, record.title) == (name, "Implementatie nummer 1")


@pytest.mark.parametrize("name", [one.name for one in CLOSED])
def test_a_database_that_cannot_be_asked_says_what_covers_it_and_what_to_do(name):
    with pytest.raises(UsageError, match="cannot be asked") as caught:
        maker(name, {})
    assert (
        "by hand" in caught.value.message
        or "export as" in caught.value.message
        or "RIS" in caught.value.message
    )
    assert {source for source, _ in closed(name).covered} <= set(names())


@pytest.mark.parametrize("written", ["PsycInfo", "HBO Kennisbank", "web_of_science"])
def test_a_database_is_known_however_its_name_is_written(written):
    assert closed(written)


def test_other_names_are_not_closed():
    assert closed("openalex") is None


def test_the_page_on_sources_tells_of_every_database_that_cannot_be_asked():
    page = (Path(__file__).parents[2] / "docs" / "sources.md").read_text(encoding="utf-8")
    for one in CLOSED:
        covered = "; ".join(f"`{source}`: {part}" for source, part in one.covered)
        assert f"| `{one.name}`: {one.label} | {one.why} | {covered} | {one.by_hand} |" in page


@pytest.mark.parametrize(("name", "source"), [("oai", "oai:any"), ("sru_dnb", "sru:any"), ("dnb", "dnb")])
def test_stored_answers_of_any_server_of_a_kind_are_read(name, source):
    assert reader(name)().name == source


def test_stored_answers_of_an_unknown_source_are_refused():
    with pytest.raises(UsageError, match="no source `nowhere`"):
        reader("nowhere")
