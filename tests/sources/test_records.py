"""Records of sources, field by field against an answer in the documented shape, and what becomes of gaps."""

import copy
import json

import pytest

from synth.errors import SourceError
from synth.model import BIBLIOGRAPHIC, Name, Record
from synth.sources import (
    core_record,
    datacite_record,
    doaj_record,
    openaire_record,
    semanticscholar_record,
)
from tests.sources.full import CASES, CORE, DATACITE, DOAJ, OPENAIRE, SAME, SEMANTICSCHOLAR

READ = {
    "core": core_record.read,
    "datacite": datacite_record.read,
    "doaj": doaj_record.read,
    "openaire": openaire_record.read,
    "semanticscholar": semanticscholar_record.read,
}
WRONG = (None, "", [], {}, 5, True, "x", ["x"], [None], {"x": None}, [["x"]], [{"x": []}])


@pytest.mark.parametrize("field", BIBLIOGRAPHIC)
@pytest.mark.parametrize("name", sorted(CASES))
def test_every_field_is_read(name, field):
    work, differs = CASES[name]
    record = READ[name](json.dumps(work))
    assert getattr(record, field) == {**SAME, **differs}[field]
    assert record.source == name


def places(value, path=()):
    """Every place in an answer, from the outside in."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield (*path, key)
        yield from places(one, (*path, key))


@pytest.mark.parametrize("name", sorted(CASES))
def test_no_value_of_another_kind_breaks_a_record(name):
    work, _ = CASES[name]
    for path in places(work):
        for wrong in WRONG:
            spoilt = copy.deepcopy(work)
            inner = spoilt
            for key in path[:-1]:
                inner = inner[key]
            inner[path[-1]] = wrong
            try:
                record = READ[name](json.dumps(spoilt))
            except SourceError:
                continue
            assert isinstance(record, Record)
            assert all(isinstance(author, Name) and author != Name() for author in record.authors)


@pytest.mark.parametrize("payload", ["", "null", "[]", "{}", '"x"', "{", "[" * 10_000])
@pytest.mark.parametrize("name", sorted(CASES))
def test_what_is_no_work_is_an_error(name, payload):
    with pytest.raises(SourceError, match="gave something that is not"):
        READ[name](payload)


def changed(work, **fields):
    """The record of a work with other values; of DOAJ and DataCite those inside."""
    inner = {"bibjson": {**work["bibjson"], **fields}} if "bibjson" in work else fields
    inner = {"attributes": {**work["attributes"], **fields}} if "attributes" in work else inner
    name = next(name for name, (one, _) in CASES.items() if one is work)
    return READ[name](json.dumps({**work, **inner}))


@pytest.mark.parametrize(
    ("work", "fields", "field", "value"),
    [
        (SEMANTICSCHOLAR, {"year": None}, "year", 2019),
        (SEMANTICSCHOLAR, {"journal": None}, "container_title", "Made Journal of Work"),
        (SEMANTICSCHOLAR, {"journal": None, "publicationVenue": None}, "container_title", "Made Journal"),
        (SEMANTICSCHOLAR, {"journal": {"name": "ArXiv"}}, "container_title", "Made Journal of Work"),
        (SEMANTICSCHOLAR, {"journal": {"volume": "abs/2001.00001"}}, "volume", ""),
        (SEMANTICSCHOLAR, {"journal": {"volume": "12(4)"}}, "volume", "12(4)"),
        (SEMANTICSCHOLAR, {"externalIds": {"ArXiv": "2001.00001"}}, "url", "https://arxiv.org/abs/2001.00001"),
        (SEMANTICSCHOLAR, {"externalIds": None}, "url", "https://www.semanticscholar.org/paper/00aa"),
        (SEMANTICSCHOLAR, {"publicationTypes": ["JournalArticle", "Conference"]}, "type", "paper-conference"),
        (SEMANTICSCHOLAR, {"publicationTypes": ["Wonder"]}, "type", "document"),
        (SEMANTICSCHOLAR, {"publicationTypes": None}, "type", ""),
        (SEMANTICSCHOLAR, {"authors": [{"name": None}]}, "authors", ()),
        (DOAJ, {"journal": {"language": ["EN", "NL"]}}, "language", ""),
        (DOAJ, {"journal": {"language": "DE"}}, "language", "de"),
        (DOAJ, {"start_page": "e12", "end_page": None}, "page", "e12"),
        (DOAJ, {"identifier": []}, "url", "https://example.org/a"),
        (DOAJ, {"identifier": [], "link": []}, "url", "https://doaj.org/article/00bb"),
        (DOAJ, {"identifier": [{"type": "eissn", "id": "1050-124X"}], "journal": {}}, "issn", "1050124X"),
        (CORE, {"yearPublished": None}, "year", 2019),
        (CORE, {"yearPublished": None, "publishedDate": None}, "year", 2021),
        (CORE, {"language": "de"}, "language", "de"),
        (CORE, {"language": {"code": None, "name": "German"}}, "language", "de"),
        (CORE, {"doi": None}, "doi", "10.5555/made.a"),
        (CORE, {"doi": None, "identifiers": []}, "url", "https://core.ac.uk/works/77"),
        (CORE, {"documentType": "research"}, "type", "article-journal"),
        (CORE, {"documentType": ""}, "type", ""),
        (CORE, {"authors": ["Berg, Anna van den"]}, "authors", (Name("van den Berg", "Anna"),)),
        (OPENAIRE, {"publicationDate": None}, "year", 2019),
        (OPENAIRE, {"language": {"code": "und", "label": "Undetermined"}}, "language", ""),
        (OPENAIRE, {"language": {"code": "ger/deu"}}, "language", "de"),
        (OPENAIRE, {"subTitle": None}, "title", "Re-integratie & werk"),
        (OPENAIRE, {"pids": None, "instances": []}, "url", ""),
        (OPENAIRE, {"pids": None}, "url", "https://example.org/a?x=1&y=2"),
        (
            OPENAIRE,
            {"pids": None, "instances": [{"pids": [{"scheme": "doi", "value": "10.5555/B"}]}]},
            "doi",
            "10.5555/b",
        ),
        (OPENAIRE, {"instances": [{"type": "Doctoral thesis"}]}, "type", "thesis"),
        (OPENAIRE, {"instances": [{"type": "Other literature type"}]}, "type", "document"),
        (OPENAIRE, {"instances": None, "type": "dataset"}, "type", "dataset"),
        (DATACITE, {"publisher": "Zenodo"}, "publisher", "Zenodo"),
        (DATACITE, {"publicationYear": None}, "year", 2019),
        (DATACITE, {"types": {"resourceTypeGeneral": "Text", "resourceType": "Thesis"}}, "type", "thesis"),
        (DATACITE, {"types": {"resourceTypeGeneral": "Text", "citeproc": "article-journal"}}, "type",
         "article-journal"),
        (DATACITE, {"types": {"resourceTypeGeneral": "Text", "ris": "RPRT"}}, "type", "report"),
        (DATACITE, {"types": {"resourceTypeGeneral": "Other"}}, "type", "document"),
        (DATACITE, {"types": {}}, "type", ""),
        (DATACITE, {"creators": [{"name": "Anna van den Berg", "nameType": "Personal"}]}, "authors",
         (Name("van den Berg", "Anna"),)),
        (DATACITE, {"descriptions": [{"description": "x", "descriptionType": "Methods"}]}, "abstract", ""),
        (DATACITE, {"container": {}, "relatedIdentifiers": [
            {"relationType": "IsPartOf", "relatedIdentifier": "1050-124X", "relatedIdentifierType": "ISSN"}
        ]}, "issn", "1050124X"),
        (DATACITE, {"container": {}, "relatedItems": [
            {"relationType": "IsPublishedIn", "titles": [{"title": "Made Book"}], "volume": "2",
             "firstPage": "3", "lastPage": "9"}
        ]}, "page", "3-9"),
    ],
)  # fmt: skip
def test_what_is_told_in_another_way_or_not_at_all(work, fields, field, value):
    assert getattr(changed(work, **fields), field) == value
