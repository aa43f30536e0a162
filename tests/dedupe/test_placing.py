"""Where a record appeared, whatever an export mixed up."""

from __future__ import annotations

import pytest

from synth.dedupe.placing import Place, container, place
from synth.model import Record


def found(**fields: object) -> Place:
    return place(Record("csv", "a", "", **{"year": 2010, **fields}))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("line", "volume", "issue", "page"),
    [
        ("Gids.33 (49) ()(pp 191-193) 2013.Date of Publication: 2013.", "33", "49", "191"),
        ("Gids.123 ()(pp 3-29) 2013.", "123", "", "3"),
        ("Gids.(69) ()(pp 305-313) 2013.", "", "69", "305"),
        ("Gids.7 (6) (no pagination) 2012.Article Number: e38959.Date: 2012", "7", "6", "e38959"),
        ("Gids.15 Suppl 1 Pt A ()(pp 319A-320A) 1992.", "15", "", "319"),
        ("GIDS 14 (2) ()(pp 85-90) 1975.", "14", "2", "85"),
        ("Gids.Conference: 22nd Congres Leiden.(var.pagings).21 ()(pp S28-S29) 2011.", "21", "", "s28"),
    ],
)  # fmt: skip
def test_a_source_line_in_the_journal_is_taken_apart(line: str, volume: str, issue: str, page: str) -> None:
    where = found(container_title=line)
    assert (where.container, where.volume, where.issue, where.pages.key) == (("gids",), volume, issue, page)


@pytest.mark.parametrize(
    ("fields", "volume", "issue", "page"),
    [
        ({"volume": "(4)"}, "", "4", ""),
        ({"volume": "19", "issue": "pp S432-S433", "page": "2010"}, "19", "", "s432"),
        ({"volume": "var.pagings", "page": "S7"}, "", "", "s7"),
        ({"volume": "398", "issue": "01-Feb"}, "398", "", ""),
        ({"volume": "Vol. 012", "issue": "2 Suppl"}, "12", "2", ""),
        ({"page": "2010"}, "", "", ""),
        ({"page": "2010-2014"}, "", "", "2010"),
    ],
)
def test_what_stands_in_the_place_of_something_else_is_put_right(
    fields: dict[str, str], volume: str, issue: str, page: str
) -> None:
    where = found(**fields)
    assert (where.volume, where.issue, where.pages.key) == (volume, issue, page)


@pytest.mark.parametrize(("page", "first", "last"), [("525-42", 525, 542), ("8-15", 8, 15), ("8", 0, 0)])
def test_the_last_page_is_known_also_when_it_is_shortened(page: str, first: int, last: int) -> None:
    assert found(page=page).pages[1:] == (first, last)


def test_an_article_in_two_languages_begins_on_two_pages() -> None:
    assert found(page="230-5, 246-51").pages.starts == {"230", "246"}


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Tijdschrift voor Arbeid en Gezondheid", ("tijdschrift", "arbeid", "gezondheid")),
        ("Zeitschrift für die Praxis", ("zeitschrift", "praxis")),
        ("The Journal of Work", ("journal", "work")),
        ("L'Encéphale", ("encephale",)),
        ("Revue de l’infirmière", ("revue", "infirmiere")),
        ("Journal des maladies du cœur", ("journal", "maladies", "coeur")),
        ("Het Financieele Dagblad", ("financieele", "dagblad")),
        ("Die", ("die",)),
        ("", ()),
    ],
)
def test_small_words_of_a_journal_do_not_count(title: str, words: tuple[str, ...]) -> None:
    assert container(title) == words
