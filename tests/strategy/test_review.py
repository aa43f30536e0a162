"""Warnings on the terms of a strategy: what a good information specialist would ask."""

from __future__ import annotations

import pytest
from hypothesis import given

from synth.strategy import Strategy, load_strategy
from synth.strategy.plain_text import read_plain
from synth.strategy.review import reviewed
from tests.strategy.drawn_expressions import expressions


def told(text: str) -> list[tuple[str, int]]:
    return [(w.code, w.position.column) for w in read_plain(text, "x", name="x.txt").warnings]


def in_file(language: str, terms: str) -> list[str]:
    text = f"synth: strategy/1\nid: x\nsets:\n  a: {{language: {language}, terms: {terms}}}\ncombine: a\n"
    return [f"{w.code} {w.message}" for w in load_strategy(text).warnings]


@pytest.mark.parametrize(
    ("text", "warnings"),
    [
        ('"social OR security"', [("S107", 1)]),
        ('work AND "social AND security"', [("S107", 10)]),
        ('"implementatie van kennis"', [("S108", 1)]),
        ('"Umsetzung von Wissen"', [("S108", 1)]),
        ('"role of knowledge"', [("S108", 1)]),
        ('"in de zorg"', [("S108", 1)]),
        ('"social security" OR evidence-based', []),
        ("implement$ OR wom?n", [("S109", 1)]),
        ("werkt?", [("S109", 1)]),
        ("labo$r OR ?ork", []),
        ("work OR work*", [("S111", 1)]),
        ("work OR aid OR work", [("S111", 1)]),
        ('knowledge OR "knowledge management"', [("S111", 14)]),
        ("work* OR *work", []),
        ("work* OR working*", [("S111", 10)]),
        ("title:work OR work", [("S111", 7)]),
        ("title:work* OR work", []),
        ("work AND work*", []),
        ("(work NEAR/2 aid) OR work*", []),
    ],
)
def test_what_a_term_is_warned_of(text, warnings):
    assert told(text) == warnings


def test_the_remedy_of_a_stop_word_is_proximity():
    (warning,) = read_plain('"implementatie van de kennis*"', "x", name="x").warnings
    assert "`implementatie NEAR/2 kennis*`" in warning.remedy


@pytest.mark.parametrize(
    ("language", "terms", "how"),
    [
        ("nl", "[arbeidsmarkt beleid]", "add `arbeidsmarktbeleid`"),
        ("de", "[Arbeitsmarkt Politik*]", "add `arbeitsmarktpolitik*`"),
        ("nl", "[arbeidsmarktbeleid, arbeidsmarkt, beleid]", 'add `"arbeidsmarkt beleid"`'),
    ],
)
def test_a_compound_is_asked_for_in_both_ways(language, terms, how):
    (warning,) = in_file(language, terms)
    assert warning.startswith("S110") and how in warning


@pytest.mark.parametrize(
    ("language", "terms"),
    [
        ("nl", "[arbeidsmarkt beleid, arbeidsmarktbeleid]"),
        ("nl", "[arbeidsmarkt beleid, arbeidsmarktbel*]"),
        ("nl", "[sociale zekerheid, theoretisch model]"),
        ("de", "[soziale Sicherheit, berufliches Lernen]"),
        ("en", "[labour market]"),
    ],
)
def test_other_phrases_are_no_compounds(language, terms):
    assert in_file(language, terms) == []


def test_a_term_may_have_a_language_of_its_own():
    assert in_file("nl", "[{term: labour market, language: en}]") == []
    assert len(in_file("en", "[{term: arbeidsmarkt beleid, language: nl}]")) == 1


def test_forms_of_one_term_may_overlap():
    assert in_file("nl", "[{term: Model, forms: [model*, modellen]}]") == []


def test_accepted_warnings_are_not_shown():
    text = "synth: strategy/1\nid: x\nlines: '#1 wo* OR \"van werk\"'\n"
    assert [w.code for w in load_strategy(text).warnings] == ["S103", "S108"]
    assert [w.code for w in load_strategy(text + "accept: [S103]\n").warnings] == ["S108"]


@given(expressions)
def test_any_strategy_can_be_looked_over(expression):
    for warning in reviewed(Strategy("drawn", expression, ())):
        assert warning.remedy
