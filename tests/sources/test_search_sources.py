"""A search of every source through a review: from the strategy to verified works in three languages."""

import pytest

from synth.cli import run
from synth.review import Review
from tests.sources.dialects import DIALECTS
from tests.standin.server import StandIn

SOURCES = sorted(name for name, dialect in DIALECTS.items() if not dialect.ranked)
TITLES = (
    "Schuldhulpverlening en bevorderende factoren",
    "Schuldnerberatung: hemmende Faktoren",
    "Debt counselling: a barrier to work",
)
STRATEGY = """synth: strategy/1
id: starter
title: {en: Without truncation}
source: made for these tests
languages: [nl, de, en]
sets:
  topic: {terms: [schuldhulpverlening, Schuldnerberatung, debt counselling]}
  finding: {terms: [bevorderende factoren, hemmende Faktoren, barrier]}
combine: topic AND finding
"""
OTHERS = ("Birds of the garden", "Schuldhulpverlening en vogels")


@pytest.fixture
def review(tmp_path, monkeypatch):
    Review.create(tmp_path / "mine").close()
    monkeypatch.chdir(tmp_path / "mine")
    (tmp_path / "mine" / "queries" / "starter.yaml").write_text(STRATEGY, encoding="utf-8")
    with Review.open(tmp_path / "mine") as made:
        yield made


@pytest.mark.parametrize("name", SOURCES)
def test_what_matches_is_found_and_verified_and_the_rest_is_not(name, review, monkeypatch):
    work = DIALECTS[name].work
    made = [work(n, title, abstract="Een tekst.", year=2015) for n, title in enumerate((*TITLES, *OTHERS), 1)]
    with StandIn(made, dialect=name) as api:
        monkeypatch.setenv(f"SYNTH_{name.upper()}_URL", api.url)
        (found,) = review.search(name)
    assert (found.source, found.status, found.verified) == (name, "complete", len(TITLES))
    assert found.fetched >= len(TITLES)


@pytest.mark.parametrize("name", SOURCES)
def test_the_plan_tells_what_is_asked_and_which_key_helps(name, review, capsys):
    assert run(["plan", "--source", name]) == 0
    shown = capsys.readouterr().out
    facts = DIALECTS[name].source().facts
    assert facts.label in shown
    assert all(one[:40] in shown for one in facts.cannot)
    if facts.key_variable:
        assert facts.key_variable in shown
        assert facts.key_page in shown


@pytest.mark.parametrize("name", ["core", "doaj", "openaire"])
def test_a_strategy_of_truncated_words_is_no_search_where_they_are_unknown(name, tmp_path):
    with Review.create(tmp_path / "other") as review:
        (found,) = review.search(name)
    assert found.status == "refused"
    assert "takes no `*`" in found.note
