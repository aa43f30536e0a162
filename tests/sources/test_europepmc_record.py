"""A result of Europe PMC as a record, field by field, in the documented shape."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.errors import SourceError
from synth.model import Name, Record
from synth.sources.europepmc_record import read

CORE = {
    "id": "99000001",
    "source": "MED",
    "pmid": "99000001",
    "doi": "10.5555/ABC.Def",
    "title": "Kennis <i>benutten</i> bij H<sub>2</sub>O &amp; zout.",
    "authorString": "Berg JP van der, Werkgroep Kennis.",
    "authorList": {
        "author": [
            {
                "fullName": "van der Berg JP",
                "firstName": "Jan Piet",
                "lastName": "van der Berg",
                "initials": "JP",
            },
            {"fullName": "Müller A", "lastName": "Müller", "initials": "A"},
            {"collectiveName": "Werkgroep Kennis"},
            {},
        ]
    },
    "journalInfo": {
        "issue": "3",
        "volume": "12",
        "yearOfPublication": 2019,
        "journal": {
            "title": "Tijdschrift voor Voorbeelden",
            "medlineAbbreviation": "Tijdschr Voorb",
            "issn": "2049-3630",
            "essn": "0317-8471",
        },
    },
    "pubYear": "2019",
    "pageInfo": "525-42",
    "language": "dut",
    "pubTypeList": {"pubType": ["research-article", "Journal Article", "Retracted Publication"]},
    "abstractText": "<h4>Doel</h4>Weten is meer dan doen (p <0.05).<h4>Methode</h4>Een studie.",
    "keywordList": {"keyword": ["Kennis", "benutting", "Kennis"]},
    "meshHeadingList": {"meshHeading": [{"descriptorName": "Humans"}]},
    "firstPublicationDate": "2018-12-31",
}

LITE = {
    "id": "PPR1",
    "source": "PPR",
    "title": "Umsetzung von Wissen",
    "authorString": "Beispiel GH, von Muster A.",
    "journalTitle": "Beispielzeitschrift",
    "journalVolume": "7",
    "issue": "1",
    "journalIssn": "0317-8471; 2049-3630; ",
    "pageInfo": "e12",
    "pubType": "preprint",
    "firstPublicationDate": "2021-05-04",
}

BOOK = {
    "id": "NBK1",
    "source": "NBK",
    "title": "Een hoofdstuk",
    "pubTypeList": {"pubType": ["Book Chapter"]},
    "bookOrReportDetails": {
        "publisher": "Uitgeverij Voorbeeld",
        "comprisingTitle": "Het boek",
        "isbn10": "0306406152",
        "isbn13": "9780306406157",
    },
    "language": "wel",
    "pubYear": "1999",
}


def test_every_field_of_a_core_result():
    payload = json.dumps(CORE)
    assert read(payload) == Record(
        source="europepmc",
        source_id="MED/99000001",
        raw=payload,
        title="Kennis benutten bij H2O & zout.",
        authors=(
            Name("van der Berg", "Jan Piet"),
            Name("Müller", "A"),
            Name(literal="Werkgroep Kennis"),
        ),
        year=2019,
        container_title="Tijdschrift voor Voorbeelden",
        volume="12",
        issue="3",
        page="525-542",
        language="nl",
        type="article-journal",
        doi="10.5555/abc.def",
        pmid="99000001",
        issn="20493630",
        url="https://doi.org/10.5555/abc.def",
        abstract="Doel Weten is meer dan doen (p <0.05). Methode Een studie.",
        keywords=("Kennis", "benutting"),
        note="Retracted according to Europe PMC.",
    )


def test_every_field_of_a_lite_result():
    payload = json.dumps(LITE)
    assert read(payload) == Record(
        source="europepmc",
        source_id="PPR/PPR1",
        raw=payload,
        title="Umsetzung von Wissen",
        authors=(Name("Beispiel", "GH"), Name("von Muster", "A")),
        year=2021,
        container_title="Beispielzeitschrift",
        volume="7",
        issue="1",
        page="e12",
        type="article",
        issn="03178471",
        url="https://europepmc.org/article/PPR/PPR1",
    )


def test_every_field_of_a_book():
    payload = json.dumps(BOOK)
    assert read(payload) == Record(
        source="europepmc",
        source_id="NBK/NBK1",
        raw=payload,
        title="Een hoofdstuk",
        year=1999,
        container_title="Het boek",
        publisher="Uitgeverij Voorbeeld",
        language="cy",
        type="chapter",
        isbn="9780306406157",
        url="https://europepmc.org/article/NBK/NBK1",
    )


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("eng", "en"),
        ("ger", "de"),
        ("dut", "nl"),
        ("fre", "fr"),
        ("gre", "el"),
        ("mul", ""),
        ("und", ""),
        ("", ""),
    ],
)
def test_a_language_of_three_letters_becomes_two(code, language):
    assert read(json.dumps({**LITE, "language": code})).language == language


@pytest.mark.parametrize(
    ("source", "kinds", "kind"),
    [
        ("MED", ["Journal Article"], "article-journal"),
        ("MED", ["review-article", "Journal Article"], "article-journal"),
        ("MED", ["Preprint"], "article"),
        ("PPR", [], "article"),
        ("PAT", ["Patent"], "patent"),
        ("ETH", ["Thesis"], "thesis"),
        ("ETH", [], "thesis"),
        ("HIR", [], "report"),
        ("MED", ["Technical Report"], "report"),
        ("MED", [], ""),
    ],
)
def test_a_type_comes_from_the_publication_type_or_the_collection(source, kinds, kind):
    work = {"id": "1", "source": source, "pubTypeList": {"pubType": kinds}}
    assert read(json.dumps(work)).type == kind


@pytest.mark.parametrize("payload", ["", "null", "[]", "{}", '{"id": "1"}', '{"source": "MED"}', "{"])
def test_what_is_not_a_result_is_refused(payload):
    with pytest.raises(SourceError, match="not a result"):
        read(payload)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*CORE, *BOOK]), inner, max_size=4)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from([*CORE, *LITE, *BOOK]), anything))
def test_any_value_in_any_field_gives_a_record(fields):
    record = read(json.dumps({**fields, "id": "1", "source": "MED"}))
    assert record.source_id == "MED/1"
    assert "\n" not in record.title
