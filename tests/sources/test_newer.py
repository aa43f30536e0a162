"""Sources that can be asked for what they added since a date; the others refuse."""

from urllib.parse import quote_plus

import pytest

from synth.errors import UsageError
from synth.sources.eric import EricSource
from synth.sources.oai import OaiSource
from synth.sources.open_overheid import OpenOverheidSource
from synth.sources.pubmed import PubMedSource
from synth.sources.searching import Dated, Task, translated
from synth.sources.sru import DnbSource, KbSource, OfficialSource
from tests.sources import made_catalogue
from tests.sources.dialects import DIALECTS, Served
from tests.sources.made import strategy
from tests.standin.pubmed import PubMed

DATE = "2026-01-31"
OLD, NEW = "2026-01-30", "2026-01-31"


def parts(day):
    return {"date-parts": [[int(part) for part in day.split("-")]]}


CREATED = {
    "crossref": lambda day: {"created": parts(day)},
    "datacite": lambda day: {"created": f"{day}T10:00:00Z"},
    "europepmc": lambda day: {"dateOfCreation": day},
}
CONDITIONS = {
    "crossref": ("filter", f"from-pub-date:2000,from-created-date:{DATE}"),
    "datacite": ("query", f" AND created:[{DATE} TO 2999-12-31]"),
    "doaj": ("query", f" AND created_date:[{DATE} TO 2999-12-31]"),
    "europepmc": ("query", f" AND CREATION_DATE:[{DATE} TO 2999-12-31]"),
}


def newer(name, source=None):
    plan = strategy("werk", years="from: 2000")
    return translated(Task(source or DIALECTS[name].here, plan, since=DATE))


@pytest.mark.parametrize("name", CONDITIONS)
def test_every_request_asks_what_was_added_since_the_date_and_says_so(name):
    translation = newer(name)
    parameter, condition = CONDITIONS[name]
    assert all(dict(request.params)[parameter].endswith(condition) for request in translation.requests)
    assert len({request.url for request in translation.requests}) == len(translation.requests)
    assert [request.index for request in translation.requests] == list(range(len(translation.requests)))
    assert any(f"added since {DATE}" in sentence for sentence in translation.widened)


def test_pubmed_is_asked_by_its_create_date():
    (request,) = newer("", PubMedSource(url="http://127.0.0.1:1", key="")).requests
    assert dict(request.params)["term"].endswith(" AND 2026/01/31:2999/12/31[crdt]")


def test_a_repository_is_asked_by_its_date_of_change():
    translation = newer("", OaiSource(name="oai:made", url="https://made.example.org/oai"))
    assert dict(translation.requests[0].params)["from"] == DATE
    assert translation.requests[0].url.endswith(f"&from={DATE}")
    assert any(f"added or changed since {DATE}" in sentence for sentence in translation.widened)


def test_official_publications_are_asked_by_their_date_of_change():
    (request,) = newer("", OfficialSource(url="http://127.0.0.1:1/sru")).requests
    assert dict(request.params)["query"].endswith(f" and dt.modified>={DATE}")
    assert quote_plus(f"dt.modified>={DATE}") in request.url


@pytest.mark.parametrize(("years", "first"), [("from: 2000", "31-01-2026"), ("from: 2027", "01-01-2027")])
def test_documents_of_governments_are_asked_by_the_day_they_were_made_public(years, first):
    task = Task(OpenOverheidSource(url="http://127.0.0.1:1"), strategy("werk", years=years), since=DATE)
    (request,) = translated(task).requests
    assert dict(request.params)["publicatiedatumVan"] == first
    assert f"publicatiedatumVan={first}" in request.url


@pytest.mark.parametrize("source", [EricSource, DnbSource, KbSource])
def test_catalogues_without_a_known_date_refuse(source):
    with pytest.raises(UsageError, match="cannot be asked for what is new"):
        newer("", source(url="http://127.0.0.1:1/x"))


def test_a_long_request_is_still_said_to_be_sent_as_a_form_once():
    many = strategy(" OR ".join(f"woord{n}van{n}" for n in range(300)))
    for request in translated(Task(DIALECTS["europepmc"].here, many, since=DATE)).requests:
        assert request.description.count("sent as a form") <= 1


@pytest.mark.parametrize("name", [*CREATED, "doaj"])
def test_what_was_there_before_does_not_come(name):
    dialect = DIALECTS[name]
    made = [dialect.work(n, "Een werk", year=2020) for n in (1, 2)]
    for one, day in zip(made, (OLD, NEW), strict=True):
        inner = one.get("attributes", one)
        inner.update(CREATED[name](day) if name in CREATED else {"created_date": f"{day}T10:00:00Z"})
    served = Served(dialect.here, dialect.server(made))
    ids = {one for request in newer(name).requests for one in served.page(request, "*").ids}
    assert len(ids) == 1
    assert ids == {page_id(served, made[1])}


def test_pubmed_does_not_give_what_it_had_before():
    source = PubMedSource(url="http://127.0.0.1:1", key="")
    made = [made_catalogue.work(n, "Een werk", year=2020, added=day) for n, day in ((1, OLD), (2, NEW))]
    (request,) = newer("", source).requests
    assert Served(source, PubMed(made)).page(request, "*").ids == ("2",)


def page_id(served, work):
    """Return the id that the source gives a work."""
    (found,) = type(served)(served.source, type(served.server)([work])).payloads(strategy("werk"))
    return found


@pytest.mark.parametrize("name", ["semanticscholar", "core", "openaire"])
def test_the_others_refuse_with_what_to_do(name):
    assert not isinstance(DIALECTS[name].here, Dated)
    with pytest.raises(UsageError, match="cannot be asked for what is new") as caught:
        newer(name)
    assert "without --since" in caught.value.remedy
