"""Terms that known works have more than others, and what they would add."""

from __future__ import annotations

import pytest

from synth.strategy.file import load_strategy
from synth.terms.proposing import propose
from tests.terms.made import KNOWN, OTHERS, work

STRATEGY = load_strategy(
    "synth: strategy/1\nid: x\nsets:\n"
    "  topic: {language: nl, terms: [re-integratie]}\n"
    "  knowledge: {language: nl, terms: [kennis, kennisbenutting]}\n"
    "  topic-en: {language: en, terms: [return to work]}\n"
    "combine: (topic AND knowledge) OR topic-en\n"
)


def test_a_term_is_proposed_for_the_set_in_which_it_finds_what_is_missed() -> None:
    first, *_ = propose(KNOWN, OTHERS, STRATEGY)
    assert (first.term, first.set, first.gains, first.costs) == ("arbeidstoeleiding", "topic", 3, 0)
    assert (first.known, first.others) == (3, 0)


def test_what_the_strategy_matches_is_not_proposed() -> None:
    terms = {one.term for one in propose(KNOWN, OTHERS, STRATEGY)}
    assert terms.isdisjoint({"kennis", "kennisbenutting", "re integratie", "integratie"} - {"integratie"})


def test_a_term_that_gains_nothing_comes_last_and_has_no_set() -> None:
    proposals = propose(KNOWN, OTHERS, STRATEGY)
    gains = [one.gains for one in proposals]
    assert gains == sorted(gains, reverse=True)
    assert all(bool(one.set) is bool(one.gains) for one in proposals)


def test_words_of_one_family_are_proposed_truncated() -> None:
    terms = {one.term: one for one in propose(KNOWN, OTHERS)}
    assert terms["implementatie*"].known == 2
    assert "professionals" in terms


def test_what_everything_has_is_not_particular() -> None:
    everywhere = [work(f"Werk {i}", "Een gewoon woord.") for i in range(10)]
    assert propose(everywhere[:5], everywhere[5:]) == ()


def test_without_other_works_terms_are_ordered_by_how_many_have_them() -> None:
    proposals = propose(KNOWN, [])
    assert proposals[0].known == max(one.known for one in proposals)


def test_without_a_strategy_terms_are_grouped_by_the_works_they_stand_in() -> None:
    groups = {one.term: one.set for one in propose(KNOWN, OTHERS)}
    assert groups["arbeidstoeleiding"] != groups["gemeenten"]
    assert all(name.startswith("group-") for name in groups.values())


@pytest.mark.parametrize(
    ("language", "text", "term", "not_term"),
    [
        (
            "nl",
            "Het gebruik van wetenschappelijke kennis",
            "wetenschappelijke kennis",
            "van wetenschappelijke",
        ),
        (
            "de",
            "Die Nutzung wissenschaftlicher Erkenntnisse",
            "wissenschaftlicher erkenntnisse",
            "die nutzung",
        ),
        ("en", "The use of evidence-based practice", "evidence based practice", "the use"),
    ],
)
def test_every_language_has_its_own_small_words(language: str, text: str, term: str, not_term: str) -> None:
    known = [work(f"{text}.", language=language) for _ in range(4)]
    others = [work("Ganz etwas anderes als das; geheel iets anders.", language=language) for _ in range(20)]
    terms = {one.term for one in propose(known, others)}
    assert not_term not in terms
    assert any(term in one or one in term for one in terms)


@pytest.mark.parametrize("language", ["", "fr"])
def test_a_record_without_a_language_is_read_in_that_of_its_small_words(language: str) -> None:
    known = [work("Der Nutzen von Wissen für die Praxis und das Amt", language=language) for _ in range(3)]
    proposals = propose(known, [])
    assert {one.language for one in proposals} == {"de"}
