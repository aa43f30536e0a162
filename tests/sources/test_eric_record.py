"""A document of ERIC as a record, field by field."""

import json

import pytest

from synth.errors import SourceError
from synth.model import Name
from synth.sources.eric_record import read

ARTICLE = {
    "id": "EJ123",
    "title": "Implementing &quot;change&quot;",
    "author": ["Çulha, Davut", "Made, Anna van der"],
    "description": "A <b>study</b> &amp; more.",
    "subject": ["Teaching Methods", "Change"],
    "source": "Journal of Change",
    "sourceid": "Journal of Change, v54 n2 p130-43 Oct 2000",
    "publicationdateyear": 2000,
    "publisher": "Change Press. 1 Street, Town. Web site: http://x.example",
    "publicationtype": ["Journal Articles", "Reports - Research"],
    "language": ["Dutch", "English"],
    "issn": ["EISSN-0067-4664"],
    "isbn": ["ISBN-978-3-574-29262-0"],
    "url": "http://dx.doi.org/10.5555/Made.1",
}


@pytest.mark.parametrize(
    ("name", "value"),
    {
        "source": "eric",
        "source_id": "EJ123",
        "title": 'Implementing "change"',
        "authors": (Name("Çulha", "Davut"), Name("van der Made", "Anna")),
        "year": 2000,
        "container_title": "Journal of Change",
        "volume": "54",
        "issue": "2",
        "page": "130-143",
        "publisher": "Change Press",
        "language": "nl",
        "type": "article-journal",
        "doi": "10.5555/made.1",
        "isbn": "9783574292620",
        "issn": "00674664",
        "url": "http://dx.doi.org/10.5555/Made.1",
        "abstract": "A study & more.",
        "keywords": ("Teaching Methods", "Change"),
    }.items(),
)
def test_each_field(name, value):
    assert getattr(read(json.dumps(ARTICLE)), name) == value


@pytest.mark.parametrize(
    ("changed", "name", "value"),
    [
        ({"id": "ED9", "publicationtype": ["Books"]}, "type", "book"),
        (
            {"id": "ED9", "publicationtype": ["Dissertations/Theses - Doctoral Dissertations"]},
            "type",
            "thesis",
        ),
        ({"id": "ED9", "publicationtype": ["Reports - Evaluative"]}, "type", "report"),
        ({"id": "ED9", "publicationtype": ["Speeches/Meeting Papers"]}, "type", "paper-conference"),
        ({"id": "ED9", "publicationtype": ["Books"], "publisher": None}, "publisher", "Journal of Change"),
        ({"id": "ED9", "publicationtype": ["Books"]}, "container_title", ""),
        ({"source": None, "sourceid": None}, "container_title", "Change Press"),
        ({"url": None}, "url", "https://eric.ed.gov/?id=EJ123"),
        ({"language": "German"}, "language", "de"),
    ],
)
def test_what_other_documents_write(changed, name, value):
    assert getattr(read(json.dumps({**ARTICLE, **changed})), name) == value


@pytest.mark.parametrize("payload", ["{}", "[]", "x", '{"id": ""}'])
def test_what_is_no_document_is_refused(payload):
    with pytest.raises(SourceError, match="not a document"):
        read(payload)
