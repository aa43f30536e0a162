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


EVERYTHING = STRATEGY.replace(
    "barrier]}\ncombine: topic AND finding",
    "barrier, 'barrier*']}\n  other: {terms: [birds]}\ncombine: topic AND finding NOT other",
)
"""A strategy with all that a source may not be asked."""


@pytest.mark.parametrize("name", SOURCES)
def test_the_plan_tells_what_is_asked_and_which_key_helps(name, review, capsys):
    (review.folder / "queries" / "starter.yaml").write_text(EVERYTHING, encoding="utf-8")
    assert run(["plan", "--source", name]) == 0
    shown = capsys.readouterr().out
    facts = DIALECTS[name].source().facts
    assert facts.label in shown
    assert all(one[:40] in shown for one in facts.cannot)
    if facts.key_variable:
        assert facts.key_variable in shown
        assert facts.key_page in shown


@pytest.mark.parametrize("name", SOURCES)
def test_the_plan_is_silent_on_what_the_strategy_has_not(name, review, capsys):
    plain = STRATEGY.replace("languages: [nl, de, en]\n", "")
    (review.folder / "queries" / "starter.yaml").write_text(plain, encoding="utf-8")
    assert run(["plan", "--source", name]) == 0
    shown = capsys.readouterr().out
    assert not [one for one in ("NOT is", "Languages are", "  `*` is") if one in shown]


CUT = (
    "synth: strategy/1\nid: starter\nsets:\n  a: {terms: ['kennis*', 'Wissen*', 'knowledge*']}\ncombine: a\n"
)


@pytest.mark.parametrize("name", ["core", "doaj", "openaire"])
def test_a_strategy_of_truncated_words_is_no_search_where_they_are_unknown(name, tmp_path):
    folder = tmp_path / "other"
    with Review.create(folder) as review:
        (folder / "queries" / "starter.yaml").write_text(CUT, encoding="utf-8")
        (found,) = review.search(name)
    assert found.status == "refused"
    assert "takes no `*`" in found.note
    assert "Write the forms of the word out" in found.note


def test_a_source_that_cannot_be_asked_ends_its_own_search_and_the_others_go_on(tmp_path):
    folder = tmp_path / "other"
    with Review.create(folder):
        protocol = (folder / "review.yaml").read_text(encoding="utf-8")
        protocol = protocol.replace("[corpus, openalex]", "[core, doaj, corpus]")
        (folder / "review.yaml").write_text(protocol, encoding="utf-8")
        (folder / "queries" / "starter.yaml").write_text(CUT, encoding="utf-8")
        (folder / "corpus" / "a.ris").write_text("TY  - BOOK\nTI  - Kennis\nER  - \n", encoding="utf-8")
    with Review.open(folder) as review:
        ends = {run.source: run.status for run in review.search()}
    assert ends == {"core": "refused", "doaj": "refused", "corpus/a.ris": "complete"}
