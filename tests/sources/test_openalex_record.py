"""An OpenAlex work as a record, field by field."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.errors import SourceError
from synth.formats.names import natural as name
from synth.model import Name, Record
from synth.sources.openalex_record import abstract, read

TODAY = {
    "id": "https://openalex.org/W4200000001",
    "doi": "https://doi.org/10.5555/ABC.Def",
    "title": "Kennis  <i>benutten</i>",
    "display_name": "not used",
    "publication_year": 2019,
    "publication_date": "2019-03-01",
    "language": "nl",
    "type": "article",
    "authorships": [
        {"author": {"display_name": "Jan Piet van der Berg"}},
        {"author": {"display_name": None}, "raw_author_name": "Müller, Anna"},
        {"author": {"display_name": "Ministerie van Sociale Zaken"}},
        {"author": {}},
    ],
    "primary_location": {
        "landing_page_url": "https://example.org/a",
        "source": {
            "display_name": "Tijdschrift voor Voorbeelden",
            "issn_l": "2049-3630",
            "issn": ["2049-3630"],
            "host_organization_name": "Uitgeverij Voorbeeld",
            "type": "journal",
        },
    },
    "biblio": {"volume": "12", "issue": "3", "first_page": "101", "last_page": "19"},
    "abstract_inverted_index": {"Weten": [0], "is": [1, 4], "meer": [2], "dan": [3], "doen.": [5]},
    "is_retracted": True,
    "keywords": [{"display_name": "Machine made", "score": 0.4}],
    "topics": [{"display_name": "Machine made"}],
}

OF_2023 = {
    "id": "https://openalex.org/W2100000002",
    "doi": None,
    "title": None,
    "display_name": "Umsetzung von Wissen",
    "publication_year": 2004,
    "type": "journal-article",
    "authorships": [{"author": {"display_name": "Greta von Beispiel"}}],
    "primary_location": {"landing_page_url": None, "source": None},
    "host_venue": {
        "display_name": "Beispielzeitschrift",
        "publisher": "Verlag Beispiel",
        "issn_l": "0317-8471",
        "issn": ["0317-8471"],
        "url": "https://example.org/b",
    },
    "biblio": {"volume": None, "issue": "", "first_page": "e12", "last_page": "e12"},
    "abstract_inverted_index": None,
    "concepts": [{"display_name": "Machine made"}],
}


def test_every_field_of_a_work_of_today():
    payload = json.dumps(TODAY)
    assert read(payload) == Record(
        source="openalex",
        source_id="W4200000001",
        openalex="W4200000001",
        raw=payload,
        title="Kennis <i>benutten</i>",
        authors=(
            Name("van der Berg", "Jan Piet"),
            Name("Müller", "Anna"),
            Name(literal="Ministerie van Sociale Zaken"),
        ),
        year=2019,
        container_title="Tijdschrift voor Voorbeelden",
        volume="12",
        issue="3",
        page="101-119",
        publisher="Uitgeverij Voorbeeld",
        language="nl",
        type="article-journal",
        doi="10.5555/abc.def",
        isbn="",
        issn="20493630",
        url="https://example.org/a",
        abstract="Weten is meer dan is doen.",
        keywords=(),
        note="Retracted according to OpenAlex.",
    )


def test_every_field_of_a_work_of_2023():
    payload = json.dumps(OF_2023)
    assert read(payload) == Record(
        source="openalex",
        source_id="W2100000002",
        openalex="W2100000002",
        raw=payload,
        title="Umsetzung von Wissen",
        authors=(Name("von Beispiel", "Greta"),),
        year=2004,
        container_title="Beispielzeitschrift",
        page="e12",
        publisher="Verlag Beispiel",
        type="article-journal",
        issn="03178471",
        url="https://example.org/b",
    )


@pytest.mark.parametrize(
    ("change", "field", "value"),
    [
        ({"type": "dissertation"}, "type", "thesis"),
        ({"type": "report"}, "type", "report"),
        ({"type": "something-new"}, "type", "document"),
        ({"type": None}, "type", ""),
        ({"language": "zh-TW"}, "language", "zh"),
        ({"language": None}, "language", ""),
        ({"language": "ceb"}, "language", ""),
        ({"publication_year": None}, "year", 2019),
        ({"publication_year": True, "publication_date": None}, "year", None),
        ({"publication_year": 20190}, "year", 2019),
        ({"primary_location": None}, "url", "https://doi.org/10.5555/abc.def"),
        ({"primary_location": None, "doi": None}, "url", "https://openalex.org/W4200000001"),
        ({"doi": "not a doi"}, "doi", ""),
        ({"title": "a\x00b\ud800\u202e"}, "title", "ab\ufffd"),
        ({"is_retracted": "yes"}, "note", ""),
        ({"biblio": None}, "page", ""),
        ({"authorships": "none"}, "authors", ()),
    ],
)
def test_odd_values_give_the_nearest_true_one(change, field, value):
    assert getattr(read(json.dumps({**TODAY, **change})), field) == value


@pytest.mark.parametrize(
    ("display", "expected"),
    [
        ("Jan de Vries", Name("de Vries", "Jan")),
        ("Ludwig van Beethoven", Name("van Beethoven", "Ludwig")),
        ("A. B. 't Hart", Name("'t Hart", "A. B.")),
        ("Ursula von der Leyen", Name("von der Leyen", "Ursula")),
        ("Van Dijk, Piet", Name("Van Dijk", "Piet")),
        ("Berg, J. van der", Name("van der Berg", "J.")),
        ("John Smith Jr.", Name("Smith", "John, Jr.")),
        ("Mary-Ann O'Neill", Name("O'Neill", "Mary-Ann")),
        ("TNO", Name(literal="TNO")),
        ("Trimbos Instituut", Name(literal="Trimbos Instituut")),
        ("Universität zu Köln", Name(literal="Universität zu Köln")),
        ("De Vries", Name("Vries", "De")),
        ("李 明", Name("明", "李")),
    ],
)
def test_names_in_one_string_are_cut_with_their_particles(display, expected):
    assert name(display) == expected


@pytest.mark.parametrize(
    "payload", ["", "[]", "null", "{", '{"id": 3}', '{"id": "https://x/A1"}', "[" * 100_000]
)
def test_what_is_not_a_work_is_an_error(payload):
    with pytest.raises(SourceError, match="not a work"):
        read(payload)


def test_an_abstract_that_repeats_a_long_word_cannot_fill_the_memory():
    index = {"x" * 1_000_000: list(range(1_000_000)), "after": [3]}
    assert abstract(index) == ("", True)
    assert len(abstract({"word": list(range(1_000_000))})[0]) <= 1_000_000


def test_an_abstract_that_was_cut_says_so_in_the_record():
    index = {"word": list(range(60_000)), "after": [60_000]}
    record = read(json.dumps({"id": "https://openalex.org/W1", "abstract_inverted_index": index}))
    assert "it was cut" in record.note


@pytest.mark.parametrize(
    ("index", "text"),
    [
        ({"b": [1], "a": [0]}, "a b"),
        ({"a": [10**30], "b": [-1, 2], "c": "x", "d": [None, 1.5, True, {}]}, "b a"),
        ({"a": [0], "b": [0]}, "a b"),
        ([], ""),
        ("text", ""),
        (None, ""),
        ({}, ""),
    ],
)
def test_a_malformed_index_gives_what_is_sound_in_it(index, text):
    assert abstract(index) == (text, False)


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(sorted({*TODAY, *OF_2023} - {"id"})), junk))
def test_no_junk_in_any_field_makes_reading_fail(fields):
    record = read(json.dumps({**fields, "id": "https://openalex.org/W1"}))
    assert record.source_id == "W1"
    assert isinstance(record.title, str)
