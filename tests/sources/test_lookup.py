"""Whether a source has one known work."""

from __future__ import annotations

from dataclasses import replace

import pytest

from synth.errors import BudgetError
from synth.model import Record
from synth.sources.lookup import look_up, title_words
from synth.sources.openalex import OpenAlexSource
from tests.sources.conftest import QUICK
from tests.standin.server import StandIn

TITLES = (
    "Re-integratie: wat werkt voor gemeenten?",
    "Maßnahmen für Wiedereingliederung im Betrieb",
    "Evidence-based return to work after sick leave",
)


def works():
    return [
        {"id": f"https://openalex.org/W{i}", "title": title, "display_name": title, "publication_year": 2010}
        for i, title in enumerate(TITLES, start=1)
    ]


def same(a: Record, b: Record) -> bool:
    return a.title.casefold()[:12] == b.title.casefold()[:12]


def known(title: str) -> Record:
    return Record("ris", "1", "", title=title, year=2010)


def ask(api, title, **options):
    source = OpenAlexSource(url=api.url, **options)
    return look_up(source, known(title), same, on_event=lambda event: None, patience=QUICK)


@pytest.mark.parametrize("title", [*TITLES, "EVIDENCE-BASED RETURN TO WORK"])
def test_a_work_that_is_there_is_found_by_its_title(title: str) -> None:
    with StandIn(works()) as api:
        answer = ask(api, title)
    assert answer.asked
    assert answer.record is not None
    assert same(answer.record, known(title))


def test_a_work_that_is_not_there_was_asked_for() -> None:
    with StandIn(works()) as api:
        answer = ask(api, "Kinderopvang in Vlaanderen en Wallonië")
    assert (answer.record, answer.asked) == (None, True)


def test_a_source_that_fails_was_not_asked() -> None:
    with StandIn(works()) as api:
        url = api.url
    source = OpenAlexSource(url=url)
    answer = look_up(source, known(TITLES[0]), same, on_event=lambda event: None, patience=QUICK)
    assert (answer.record, answer.asked) == (None, False)
    assert answer.how


def test_a_doi_is_asked_first_and_is_enough() -> None:
    there = [{**works()[0], "doi": "https://doi.org/10.1234/werk.1"}]
    with StandIn(there) as api:
        source = OpenAlexSource(url=api.url)
        one = replace(known("Another title altogether"), doi="10.1234/werk.1")
        answer = look_up(source, one, same, on_event=lambda event: None, patience=QUICK)
    assert answer.record is not None
    assert answer.record.title == TITLES[0]
    assert answer.how == "Asked by DOI."


def test_a_doi_that_is_not_there_leaves_the_title() -> None:
    with StandIn(works()) as api:
        source = OpenAlexSource(url=api.url)
        one = replace(known(TITLES[0]), doi="10.1234/other")
        answer = look_up(source, one, same, on_event=lambda event: None, patience=QUICK)
    assert answer.how == "Asked by title."


@pytest.mark.parametrize("title", ["", "Werk", "?"])
def test_a_title_of_one_word_is_not_asked(title: str) -> None:
    with StandIn(works()) as api:
        assert not ask(api, title).asked


def test_a_source_that_only_ranks_cannot_say_that_a_work_is_missing() -> None:
    class Ranking(OpenAlexSource):
        @property
        def facts(self):
            return replace(super().facts, sample=100)

    with StandIn(works()) as api:
        source = Ranking(url=api.url)
        answer = look_up(
            source, known("Kinderopvang in Vlaanderen"), same, on_event=lambda event: None, patience=QUICK
        )
    assert not answer.asked
    assert "ranks" in answer.how


def test_a_budget_that_is_used_up_ends_the_asking() -> None:
    class Poor(OpenAlexSource):
        def fetch(self, request, cursor):
            raise BudgetError("The budget is used up.")
            yield

    with StandIn(works()) as api, pytest.raises(BudgetError):
        look_up(Poor(url=api.url), known(TITLES[0]), same, on_event=lambda event: None, patience=QUICK)


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Werk en inkomen: een overzicht van de literatuur", ("inkomen", "Werk")),
        ("Kennis: hoe je die gebruikt", ("gebruikt", "Kennis")),
        ("Der Weg zurück in die Arbeit", ("zurück", "Arbeit")),
        ("A to B or C", ("to", "or", "A", "B", "C")),
    ],
)
def test_a_title_is_asked_as_its_longest_words(title: str, words: tuple[str, ...]) -> None:
    assert title_words(title) == words
