"""References in the manner of APA, in Dutch and in English."""

from __future__ import annotations

from typing import Any

import pytest

from synth.i18n import Messages
from synth.report.references import citation, filed, plain, reference, web_address

ARTICLE = {
    "type": "article-journal",
    "title": "Onderzoek dat de werkvloer bereikt",
    "author": [
        {"family": "Jansen", "given": "Anna B."},
        {"family": "de Vries", "given": "Jean-Paul"},
    ],
    "issued": {"date-parts": [[2005]]},
    "container-title": "Tijdschrift voor Arbeid",
    "volume": "12",
    "issue": "3",
    "page": "45-60",
    "DOI": "10.1000/example(12)",
}
REPORT = {
    "type": "report",
    "title": "Evidence in offices",
    "author": [{"literal": "Example Institute"}],
    "issued": {"date-parts": [[2010]]},
    "publisher": "Example Institute",
    "year-suffix": "b",
}
CHAPTER = {
    "type": "chapter",
    "title": "Over cijfers?",
    "author": [{"family": "Berg", "given": "p."}],
    "container-title": "Jaarboek",
    "page": "1--9",
    "publisher": "Uitgeverij",
}


def line(item: dict[str, Any], language: str) -> str:
    return plain(reference(item, Messages.load(language)))


@pytest.mark.parametrize(
    ("item", "language", "expected"),
    [
        (
            ARTICLE,
            "en",
            "Jansen, A. B., & de Vries, J.-P. (2005). Onderzoek dat de werkvloer bereikt. "
            "Tijdschrift voor Arbeid, 12(3), 45–60. https://doi.org/10.1000/example%2812%29",
        ),
        (REPORT, "en", "Example Institute (2010b). Evidence in offices."),
        (CHAPTER, "nl", "Berg, P. (z.d.). Over cijfers? In Jaarboek (pp. 1–9). Uitgeverij."),
        ({"type": "book", "title": "Zonder naam"}, "nl", "Zonder naam. (z.d.)."),
        ({"type": "document"}, "en", "[untitled]. (n.d.)."),
        ({"type": "book", "title": "T", "year-suffix": "a"}, "en", "T. (n.d.-a)."),
    ],
)
def test_reference_lines(item: dict[str, Any], language: str, expected: str) -> None:
    assert line(item, language) == expected


@pytest.mark.parametrize(
    ("people", "dutch", "english"),
    [
        (["Jansen"], "Jansen (2001)", "Jansen (2001)"),
        (["Jansen", "de Vries"], "Jansen en de Vries (2001)", "Jansen and de Vries (2001)"),
        (["A", "B", "C"], "A e.a. (2001)", "A et al. (2001)"),
        ([], "Titel (2001)", "Titel (2001)"),
    ],
)
def test_short_citations(people: list[str], dutch: str, english: str) -> None:
    item = {
        "title": "Titel",
        "author": [{"family": one} for one in people],
        "issued": {"date-parts": [[2001]]},
    }
    assert citation(item, Messages.load("nl")) == dutch
    assert citation(item, Messages.load("en")) == english


def test_a_particle_kept_apart_stands_before_the_name() -> None:
    item = {"author": [{"family": "Vries", "non-dropping-particle": "de"}], "title": "x"}
    assert citation(item, Messages.load("nl")).startswith("de Vries")


def test_of_very_many_authors_the_first_nineteen_and_the_last_are_named() -> None:
    item = {"title": "T", "author": [{"family": f"Name{n:02}"} for n in range(25)]}
    names = line(item, "en").partition(" (")[0].replace("… ", "").split(", ")
    assert names == [f"Name{n:02}" for n in [*range(19), 24]]


def test_the_title_of_a_work_on_its_own_is_italic_else_what_holds_it() -> None:
    messages = Messages.load("en")
    assert [one.text for one in reference(REPORT, messages) if one.italic] == ["Evidence in offices."]
    assert [one.text for one in reference(ARTICLE, messages) if one.italic] == [
        "Tijdschrift voor Arbeid",
        "12",
    ]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"DOI": "10.1/x y<z>"}, "https://doi.org/10.1/x%20y%3Cz%3E"),
        ({"URL": "https://example.org/a?b=c"}, "https://example.org/a?b=c"),
        ({"URL": "HTTP://EXAMPLE.ORG"}, "HTTP://EXAMPLE.ORG"),
        ({"URL": "javascript:alert(1)"}, ""),
        ({"URL": "https://x y"}, "https://x y".replace(" ", "") and ""),
        ({"URL": "//example.org"}, ""),
        ({}, ""),
    ],
)
def test_only_web_addresses_link(fields: dict[str, str], expected: str) -> None:
    assert web_address(fields) == expected


@pytest.mark.parametrize(
    ("author", "under"),
    [
        ("van Drooge", "drooge"),
        ("in 't Veld", "veld"),
        ("Évrard", "evrard"),
        ("van der Meulen", "meulen"),
        ("bell hooks", "bell hooks"),
    ],
)
def test_names_are_filed_without_particles_case_and_marks(author: str, under: str) -> None:
    item = {"title": "T", "author": [{"family": author}]}
    assert filed(reference(item, Messages.load("nl"))).startswith(under)


@pytest.mark.parametrize(("number", "left_out"), [(19, 0), (20, 0), (21, 1), (40, 20)])
def test_a_reference_names_twenty_authors_at_most_the_last_one_always(number: int, left_out: int) -> None:
    people = [{"family": f"Author{n:02}", "given": "A."} for n in range(number)]
    shown = line({**REPORT, "author": people}, "en")
    assert sum(f"Author{n:02}" in shown for n in range(number)) == number - left_out
    assert f"Author{number - 1:02}" in shown
    assert ("…" in shown) is bool(left_out)
