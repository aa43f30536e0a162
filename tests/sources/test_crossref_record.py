"""A work of Crossref as a record, field by field, in the documented shape."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.errors import SourceError
from synth.model import Name, Record
from synth.sources.crossref_record import read

ARTICLE = {
    "DOI": "10.5555/ABC.Def",
    "type": "journal-article",
    "title": ["Kennis <i>benutten</i> &amp; delen"],
    "subtitle": ["een <b>voorbeeld</b>"],
    "author": [
        {"given": "Jan Piet", "family": "van der Berg", "sequence": "first", "affiliation": []},
        {"given": "Martin", "family": "King", "suffix": "Jr."},
        {"name": "Werkgroep Kennis"},
        {},
    ],
    "issued": {"date-parts": [[2019, 3, 1]]},
    "published-online": {"date-parts": [[2018, 12, 31]]},
    "container-title": ["Tijdschrift voor Voorbeelden"],
    "short-container-title": ["T. Voorb."],
    "volume": "12",
    "issue": "3",
    "page": "525-42",
    "article-number": "e99",
    "publisher": "Uitgeverij Voorbeeld",
    "language": "nl",
    "ISSN": ["2049-3630", "0317-8471"],
    "URL": "https://doi.org/10.5555/abc.def",
    "abstract": "<jats:title>Abstract</jats:title><jats:p>Weten is meer dan doen (p &lt;0.05).</jats:p>",
    "subject": ["Made by machine"],
    "updated-by": [{"type": "retraction", "DOI": "10.5555/r"}],
    "reference": [{"DOI": "10.5555/other"}],
}

BOOK = {
    "DOI": "10.5555/boek",
    "type": "monograph",
    "title": [],
    "issued": {"date-parts": [[None]]},
    "published-print": {"date-parts": [[1999]]},
    "ISBN": ["978-0-306-40615-7"],
    "language": "eng",
    "article-number": "e12",
    "editor": [{"family": "Redacteur"}],
}


def test_every_field_of_an_article():
    payload = json.dumps(ARTICLE)
    assert read(payload) == Record(
        source="crossref",
        source_id="10.5555/abc.def",
        raw=payload,
        title="Kennis benutten & delen: een voorbeeld",
        authors=(
            Name("van der Berg", "Jan Piet"),
            Name("King", "Martin, Jr."),
            Name(literal="Werkgroep Kennis"),
        ),
        year=2019,
        container_title="Tijdschrift voor Voorbeelden",
        volume="12",
        issue="3",
        page="525-542",
        publisher="Uitgeverij Voorbeeld",
        language="nl",
        type="article-journal",
        doi="10.5555/abc.def",
        issn="20493630",
        url="https://doi.org/10.5555/abc.def",
        abstract="Weten is meer dan doen (p <0.05).",
        note="Retracted according to Crossref.",
    )


def test_every_field_of_a_book():
    payload = json.dumps(BOOK)
    assert read(payload) == Record(
        source="crossref",
        source_id="10.5555/boek",
        raw=payload,
        year=1999,
        page="e12",
        language="en",
        type="book",
        doi="10.5555/boek",
        isbn="9780306406157",
        url="https://doi.org/10.5555/boek",
    )


@pytest.mark.parametrize(
    ("kind", "csl"),
    [
        ("journal-article", "article-journal"),
        ("proceedings-article", "paper-conference"),
        ("book-chapter", "chapter"),
        ("dissertation", "thesis"),
        ("posted-content", "article"),
        ("report", "report"),
        ("journal-issue", "document"),
        ("", ""),
    ],
)
def test_a_type_becomes_a_csl_type(kind, csl):
    assert read(json.dumps({**BOOK, "type": kind})).type == csl


@pytest.mark.parametrize(
    ("title", "subtitle", "whole"),
    [
        (["Kennis: een begin"], ["Een begin"], "Kennis: een begin"),
        (["Kennis"], [], "Kennis"),
        ([], ["Een begin"], "Een begin"),
        (["", "Tweede"], None, "Tweede"),
    ],
)
def test_a_subtitle_comes_behind_the_title_unless_it_is_in_it(title, subtitle, whole):
    assert read(json.dumps({**BOOK, "title": title, "subtitle": subtitle})).title == whole


def test_a_correction_is_no_retraction():
    assert read(json.dumps({**BOOK, "updated-by": [{"type": "correction"}]})).note == ""


@pytest.mark.parametrize("payload", ["", "null", "[]", "{}", '{"title": ["x"]}', "{"])
def test_what_is_not_a_work_is_refused(payload):
    with pytest.raises(SourceError, match="not a work"):
        read(payload)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["date-parts", "family"]), inner)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from([*ARTICLE, *BOOK, "published"]), anything))
def test_any_value_in_any_field_gives_a_record(fields):
    assert read(json.dumps({**fields, "DOI": "10.5555/x"})).source_id == "10.5555/x"
