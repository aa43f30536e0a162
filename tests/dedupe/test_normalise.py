"""What counts in a comparison: titles, numbers, names and places brought to one form."""

from __future__ import annotations

import time

import pytest

from synth.dedupe.genres import genre
from synth.dedupe.normalise import prepare, squeeze
from tests.dedupe.cases import record


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Reïntegratie", "re-integratie"),
        ("Müller", "MUELLER"),
        ("Maßnahme", "massnahme"),
        ("Œuvre", "oeuvre"),
        ("coöperatie", "cooperatie"),
        ("naïve", "NAIVE"),
    ],
)
def test_spellings_of_one_word_are_one(one: str, other: str):
    assert squeeze(one) == squeeze(other)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Erratum: Return to work", "erratum"),
        ("Corrigendum to 'Return to work'", "erratum"),
        ("Berichtigung zu: Rückkehr", "erratum"),
        ("Rectificatie", "erratum"),
        ("Comment on Smith et al.", "comment"),
        ("Letter to the editor", "comment"),
        ("Kommentar zu Müller", "comment"),
        ("Reactie op: Naar een nieuwe bijstand", "reply"),
        ("Reply to Jones", "reply"),
        ("Antwort auf die Kritik", "reply"),
        ("Editorial", "editorial"),
        ("Redactioneel", "editorial"),
        ("Vorwort", "editorial"),
        ("Boekbespreking: Arbeid en zorg", "review"),
        ("Rezension", "review"),
        ("Return to work (Erratum)", "erratum"),
        ("Return to work: reply", "reply"),
        ("Return to work", ""),
        ("Correctional officers and stress", ""),
        ("Editors in science", ""),
        ("Letterkunde in Nederland", ""),
    ],
)
def test_the_genre_of_a_piece_is_read_from_its_title(title: str, expected: str):
    assert genre(title) == expected


@pytest.mark.parametrize(
    ("title", "part"),
    [
        ("Handboek, deel 2", 2),
        ("Handbook part II", 2),
        ("Handbuch. Teil 3", 3),
        ("Evidence-based werken III", 3),
        ("Vitamin D and work", None),
        ("Plan X", None),
    ],
)
def test_the_part_is_the_number_that_the_title_names(title: str, part: int | None):
    assert prepare(1, record({"title": title})).part == part


@pytest.mark.parametrize(
    ("page", "start"),
    [
        ("525-542", "525"),
        ("S12-S19", "s12"),
        ("e0815", "e815"),
        ("xiii-xv", "xiii"),
        ("06-Sep", "6"),
        ("Mar-29", "3"),
        ("2009", ""),
        ("233-8, 230-5", "230"),
        ("", ""),
    ],
)
def test_the_first_page_counts_also_where_a_spreadsheet_made_a_date_of_it_and_the_year_is_none(
    page: str, start: str
):
    assert prepare(1, record({"page": page, "year": 2009})).pages.key == start


def test_labels_that_databases_add_to_a_title_do_not_count():
    assert prepare(1, record({"title": "Stress at work. [Review] [33 refs]"})).title == "stressatwork"


def test_the_title_in_another_language_is_kept_beside_the_own():
    prepared = prepare(
        1, record({"title": "Werk en gezondheid in Nederland [Work and health in the Netherlands]"})
    )
    assert prepared.title == "werkengezondheidinnederland"
    assert squeeze("Work and health in the Netherlands") in prepared.others


def test_a_title_with_thousands_of_brackets_is_compared_in_no_time() -> None:
    started = time.process_time()
    assert prepare(1, record({"title": "Stress at work " + "[Review] " * 10_000})).title == "stressatwork"
    assert time.process_time() - started < 5


def test_nobody_by_the_name_of_anonymous():
    assert prepare(1, record({"authors": "Anonymous"})).authors == frozenset()


def test_a_greek_letter_and_its_name_are_one():
    letter, name = (
        record({"title": "De rol van α-synucleïne"}),
        record({"title": "De rol van alpha-synucleine"}),
    )
    assert prepare(1, letter).title == prepare(2, name).title
