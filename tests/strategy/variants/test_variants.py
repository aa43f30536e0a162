"""Variants of terms: what is proposed, and what is not since it makes no difference."""

from __future__ import annotations

from pathlib import Path

import pytest

from synth.strategy.file import load_strategy
from synth.strategy.variants import variants
from synth.strategy.variants.rules import SPELLING_RULES
from tests.strategy.variants.docs import EXAMPLES, table

PAGE = Path(__file__).parents[3] / "docs" / "terms.md"
WORDS = {
    "nl": {
        "arbeid",
        "participatie",
        "arbeidsparticipatie",
        "jeugd",
        "zorg",
        "kennis",
        "beleid",
        "kennisbeleid",
    },
    "de": {"wissen", "transfer", "förderung", "arbeit", "markt", "arbeitsmarkt"},
    "en": {"health", "employ", "ment"},
}
LEMMAS = {"methoden": "methode", "policies": "policy", "maßnahmen": "maßnahme"}


class Listed:
    def is_word(self, word: str, language: str) -> bool:
        return word in WORDS[language]

    def lemma(self, word: str, language: str) -> str:
        return LEMMAS.get(word, word)


def proposed(language: str, *terms: str, rule: str = "") -> list[str]:
    listed = ", ".join(f"'{term}'" for term in terms)
    text = f"synth: strategy/1\nid: x\nsets:\n  a: {{language: {language}, terms: [{listed}]}}\ncombine: a\n"
    found = variants(load_strategy(text), lexicon=Listed())
    return [one.form for one in found if one.rule == rule or not rule]


@pytest.mark.parametrize(
    ("language", "term", "forms"),
    [
        ("nl", "cliënt*", ["kliënt*"]),
        ("nl", "sociale zekerheid", ["sociale zekerheid*"]),
        (
            "nl",
            "arbeidsparticipatie",
            ["arbeids participatie", "arbeid participatie", "arbeidsparticipatie*"],
        ),
        ("nl", "jeugdzorg*", ["jeugd zorg*"]),
        ("nl", "arbeid participatie", ["arbeidsparticipatie", "arbeid participatie*"]),
        ("nl", "methoden", ["methode*"]),
        ("nl", "effectief", ["effektief", "effectie*"]),
        ("nl", "digitalisering*", ["digitalisatie*"]),
        ("de", "Förderung*", ["foerderung*"]),
        ("de", "Foerderung", ["förderung", "foerderung*"]),
        ("de", "Wissenstransfer*", ["wissens transfer*", "wissen transfer*"]),
        ("de", "Maßnahmen", ["maßnahme*"]),
        ("en", "organisation*", ["organization*"]),
        ("en", "labour market policies", ["labor market policies", "labour market polic*"]),
        ("en", "counselling", ["counseling"]),
        ("en", "healthcare*", ["health care*"]),
        ("en", "exercise", ["exercise*"]),
        ("en", "employment*", []),
    ],
)
def test_terms_have_these_variants(language: str, term: str, forms: list[str]) -> None:
    assert proposed(language, term) == forms


@pytest.mark.parametrize(
    ("language", "terms"),
    [
        ("nl", ("re-integratie*", "reïntegratie*")),
        ("de", ("Maßnahm*", "Massnahm*")),
        ("en", ("organi*", "organisation*")),
        ("nl", ("cliënt*", "klient*")),
    ],
)
def test_what_the_set_matches_already_is_not_proposed(language: str, terms: tuple[str, ...]) -> None:
    assert proposed(language, *terms) == []


def test_a_set_without_a_language_has_no_variants() -> None:
    text = "synth: strategy/1\nid: x\nsets: {a: {terms: [labour, Förderung]}}\ncombine: a\n"
    assert variants(load_strategy(text), lexicon=Listed()) == ()


@pytest.mark.parametrize("rule", SPELLING_RULES, ids=lambda rule: rule.name)
def test_every_rule_changes_its_example_and_gives_a_reason(rule) -> None:
    assert list(rule.others(EXAMPLES[rule.name].lower()))
    assert rule.reason


def test_the_docs_show_every_rule() -> None:
    shown = (
        PAGE.read_text(encoding="utf-8").split("<!-- variants -->\n")[1].split("<!-- end of variants -->")[0]
    )
    assert shown == table()


def test_the_word_lists_know_dutch_german_and_english() -> None:
    text = (
        "synth: strategy/1\nid: x\nsets:\n  nl: {language: nl, terms: [arbeidsparticipatie]}\n"
        "  en: {language: en, terms: [policies]}\ncombine: nl OR en\n"
    )
    assert {one.form for one in variants(load_strategy(text))} >= {"arbeids participatie", "polic*"}
