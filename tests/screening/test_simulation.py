"""Simulation: the measures of known orders, and that ranking finds what texts tell."""

import numpy as np
import pytest

from synth.screening.counting import Text, count_words
from synth.screening.ranking import WordModel
from synth.screening.simulation import measures, simulate, starts, stops

TEXTS = {
    "nl": ("schulden en schuldhulpverlening bij gezinnen", "vogels trekken over het wad in het voorjaar"),
    "de": ("Schulden und Schuldnerberatung für Familien", "Vögel ziehen im Frühjahr über das Watt"),
    "en": ("debts and debt counselling for families", "birds cross the mudflats in early spring"),
}


def made(language: str, size: int = 60, every: int = 6) -> tuple[list[Text], np.ndarray]:
    """Texts of two topics; one in `every` is relevant."""
    relevant = np.arange(size) % every == 0
    about, other = TEXTS[language]
    return [Text(f"{about if yes else other} {n}", "") for n, yes in enumerate(relevant)], relevant


def test_the_best_order_has_the_best_measures() -> None:
    best = measures(np.array([True] * 10 + [False] * 90))
    assert (best.early, best.loss, best.ndcg) == (1.0, 0.0, 1.0)
    assert best.wss == pytest.approx(0.85)
    assert best.atd == pytest.approx(0.055)


def test_the_worst_order_has_the_worst_measures() -> None:
    worst = measures(np.array([False] * 90 + [True] * 10))
    assert (worst.early, worst.loss) == (0.0, 1.0)
    assert worst.wss == pytest.approx(-0.05)


@pytest.mark.parametrize("language", TEXTS)
def test_ranking_finds_what_the_texts_tell(language: str) -> None:
    texts, relevant = made(language)
    order = simulate(WordModel(count_words(texts)), relevant, seed=1)
    assert sorted(order) == list(range(len(texts)))
    assert measures(relevant[order][2:]).loss == 0.0


def test_the_same_seed_gives_the_same_order() -> None:
    texts, relevant = made("nl")
    first, second = (simulate(WordModel(count_words(texts)), relevant, seed=7).tolist() for _ in range(2))
    assert first == second
    assert tuple(first[:2]) == starts(relevant, 7)


def test_an_empty_record_is_ranked_too() -> None:
    texts, relevant = made("en")
    order = simulate(WordModel(count_words([*texts, Text("", "")])), np.append(relevant, False), seed=1)
    assert len(order) == len(texts) + 1


def test_every_rule_says_where_it_would_have_stopped() -> None:
    relevant = np.array([True, False] + [True] * 58 + [False] * 940)
    assert {stop.rule: stop.recall for stop in stops(relevant)} == {
        "curve": 1.0,
        "urn": 1.0,
        "biased urn": 1.0,
    }
    assert all(0.06 < stop.read < 0.9 for stop in stops(relevant))
