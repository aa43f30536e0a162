"""People and institutions without a comma, told apart by their words."""

from __future__ import annotations

import pytest

from synth.formats import bibtex, ris
from synth.formats.authors import named
from synth.formats.names import natural, parse
from synth.model import Name

PEOPLE = [
    ("Sheng-Hsin Su", "Su", "Sheng-Hsin"),
    ("Jan van der Berg", "van der Berg", "Jan"),
    ("Rob in 't Veld", "in 't Veld", "Rob"),
    ("Johannes op den Akker", "op den Akker", "Johannes"),
    ("Ursula von der Leyen", "von der Leyen", "Ursula"),
    ("Hans auf der Heide", "auf der Heide", "Hans"),
    ("M. de Wit", "de Wit", "M."),
    ("J. K. Rowling", "Rowling", "J. K."),
    ("JA Smith", "Smith", "JA"),
    ("John R. Smith", "Smith", "John R."),
    ("Christopher O'Connor", "O'Connor", "Christopher"),
    ("Fiona McDonald", "McDonald", "Fiona"),
    ("Ji-Sung Park", "Park", "Ji-Sung"),
    ("Anne-Marie Müller-Lüdenscheidt", "Müller-Lüdenscheidt", "Anne-Marie"),
    ("Prof. dr. Anna Smit", "Smit", "Anna"),
    ("Gabriel García Márquez", "García Márquez", "Gabriel"),
    ("José Ortega y Gasset", "Ortega y Gasset", "José"),
    ("Bin Li", "Li", "Bin"),
    ("Edward McFowland III", "McFowland", "Edward, III"),
    ("Mary Ann Evans", "Evans", "Mary Ann"),
    ("Serap BÜYÜKKIDIK", "BÜYÜKKIDIK", "Serap"),
]

INSTITUTIONS = [
    *("Gemeente Utrecht", "Ministerie van Sociale Zaken", "Sociaal en Cultureel Planbureau", "Divosa"),
    *("Raad van State", "Trimbos-instituut", "Verwey-Jonker Instituut", "Zorgverzekeraars Nederland"),
    *("Nederlands Jeugdinstituut", "Movisie", "Stichting Lezen", "Universiteit Twente", "GGZ Nederland"),
    *("Bundesagentur für Arbeit", "Bertelsmann Stiftung", "Deutscher Bundestag", "Statistisches Bundesamt"),
    *(
        "Robert Koch-Institut",
        "Technische Universität Dresden",
        "Deutsche Rentenversicherung",
        "Statistik Austria",
    ),
    *(
        "World Health Organization",
        "World Bank",
        "Pew Research Center",
        "Amnesty International",
        "United Nations",
    ),
    *(
        "Australian Government Productivity Commission",
        "Committee on Publication Ethics",
        "Department for Education",
    ),
    *(
        "STRATIS Investigators",
        "R Core Team",
        "Johnson & Johnson",
        "Platform 31",
        "TNO Arbeid",
        "EU Kids Online",
    ),
    *("Werk in Uitvoering", "Vereniging VNG", "Ministerie SZW", "some author", "de Haan", "De Boer", "RIVM"),
]


@pytest.mark.parametrize(("text", "family", "given"), PEOPLE)
def test_a_person_in_natural_order_has_a_family_and_a_given_name(text: str, family: str, given: str):
    assert parse(text) == natural(text) == Name(family, given)


@pytest.mark.parametrize("text", INSTITUTIONS)
def test_an_institution_stays_as_it_is(text: str):
    assert parse(text) == Name(literal=text)
    assert named([text]) == (Name(literal=text),)


def test_a_list_that_puts_family_names_first_without_commas_is_read_so():
    people = named(["Bodenmann Guy", "Beach Steven R. H", "Rush A John", "Academic Research Group"])
    assert [str(name) for name in people] == [
        *("Bodenmann, Guy", "Beach, Steven R. H", "Rush, A John"),
        "Academic Research Group",
    ]


def test_the_order_of_names_is_that_of_the_whole_file():
    entry = "TY  - JOUR\nTI  - A title\nAU  - {}\nER  - \n"
    first, second = ris.parse(entry.format("Widmer Kathrin") + entry.format("Brown June S. L"), "x").records
    assert (first.authors, second.authors) == ((Name("Widmer", "Kathrin"),), (Name("Brown", "June S. L"),))


def test_double_family_names_before_initials_stay_whole():
    assert named(["Garcia Lopez J", "Smith AB"]) == (Name("Garcia Lopez", "J"), Name("Smith", "AB"))


def test_an_institution_without_braces_is_one_in_bibtex_too():
    text = "@book{a, title = {A title}, author = {World Health Organization and Jan van der Berg}}"
    assert bibtex.parse(text, "x").records[0].authors == (
        Name(literal="World Health Organization"),
        Name("van der Berg", "Jan"),
    )
