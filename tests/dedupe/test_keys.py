"""Work keys: short, stable, in ASCII."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.dedupe import key
from synth.model import Name, Record
from tests.dedupe.cases import record


@pytest.mark.parametrize(
    ("authors", "year", "expected"),
    [
        ("Koning, Jan de", 2008, "koning-2008"),
        ("Gestel, Nicolette van", 2009, "gestel-2009"),
        ("van Gestel, N.", 2009, "gestel-2009"),
        ("Veld, R. in 't", 2010, "veld-2010"),
        ("in ’t Veld, R.", 2010, "veld-2010"),
        ("Heijden, P. van der", 2011, "heijden-2011"),
        ("von der Leyen, U.", 2012, "leyen-2012"),
        ("Groß, Anna", 2004, "gross-2004"),
        ("Müller, Jörg", 2006, "muller-2006"),
        ("Østergård, K.", 2006, "ostergard-2006"),
        ("Jansen-Bos, K.", 2006, "jansen-bos-2006"),
        ("O'Brien, K.", 2006, "obrien-2006"),
        ("TNO", 2011, "tno-2011"),
        ("Regioplan", None, "regioplan-nd"),
        ("Inspectie Werk en Inkomen", 2010, "inspectie-2010"),
        ("3M Company,", 1999, "w3m-1999"),
    ],
)
def test_a_key_is_the_first_author_without_particles_and_the_year(
    authors: str, year: int | None, expected: str
):
    assert key(record({"authors": authors, "year": year, "title": "T"})) == expected


def test_without_authors_the_title_gives_the_key():
    assert key(record({"title": "Kabinetsstandpunt re-integratie", "year": 2008})) == "kabinetsstandpunt-2008"


def test_with_nothing_at_all_there_is_still_a_key():
    assert key(record({})) == "anonymous-nd"


def test_a_name_that_is_all_particles_is_kept():
    assert key(Record("x", "x", "", authors=(Name("de la", "A."),), year=1990)) == "de-la-1990"


@given(st.text(max_size=40), st.text(max_size=40), st.none() | st.integers(1400, 2099))
def test_any_record_has_a_key_that_people_can_type(literal: str, title: str, year: int | None):
    one = key(Record("x", "x", "", title=title, authors=(Name(literal=literal),), year=year))
    assert re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*-(\d{4}|nd)", one), one
