"""Names of people and institutions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.formats.names import parse, person, written
from synth.model import Name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Koning, Jan de", Name("de Koning", "Jan")),
        ("de Koning, Jan", Name("de Koning", "Jan")),
        ("Gestel, van, N.", Name("van Gestel", "N.")),
        ("Veld, R. in 't", Name("in 't Veld", "R.")),
        ("Leyen, Ursula von der", Name("von der Leyen", "Ursula")),
        ("Smith JA", Name("Smith", "JA")),
        ("Smith J.A.", Name("Smith", "J.A.")),
        ("King, Jr., Martin", Name("King", "Martin, Jr.")),
        ("King, Martin, Jr.", Name("King", "Martin, Jr.")),
        ("Inspectie Werk en Inkomen", Name(literal="Inspectie Werk en Inkomen")),
        ("TNO", Name(literal="TNO")),
        (
            "Ministerie van Sociale Zaken, Directie A,",
            Name(literal="Ministerie van Sociale Zaken, Directie A"),
        ),
        ("De, Anita", Name("De", "Anita")),
        ("Li, De", Name("Li", "De")),
        ("", Name()),
    ],
)
def test_a_name_is_taken_apart(text: str, name: Name):
    assert parse(text) == name


LETTERS = st.text(alphabet="abcdeéö'-. ", min_size=1, max_size=12)


@given(LETTERS, LETTERS)
def test_a_person_written_is_read_back(family: str, given_names: str):
    name = person(family.title(), given_names.title())
    if name.family:
        assert parse(written(name)) == name


@given(st.text(alphabet="abc ,XYZ.", min_size=1, max_size=20))
def test_an_institution_written_is_read_back_whatever_it_looks_like(text: str):
    literal = " ".join(text.split()).strip(", ")
    if literal:
        assert parse(written(Name(literal=literal))) == Name(literal=literal)
