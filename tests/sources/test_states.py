"""How a search ends: six words for six things, in the log, on the screen and as the exit code."""

import json
from dataclasses import replace

import pytest

from synth.cli import run
from synth.review import Review
from synth.review.searching import Manner
from synth.sources import openalex_record
from synth.sources.pacing import Patience
from synth.store import searches
from tests.sources.made import work, works
from tests.standin.server import StandIn

STRATEGY = "synth: strategy/1\nid: starter\nsets:\n  a:\n    terms: [implementatie]\ncombine: a\n"
QUICK = Patience(attempts=2, first_wait=0.001, longest_wait=0.002, deadline=60.0, per_second=0)
ENDINGS = [
    ("", 250, "complete", 0),
    ("", 0, "empty", 3),
    ("partial@2x9", 250, "partial", 4),
    ("total:-3@1", 250, "partial", 4),
    ("budget:40210@2", 250, "out-of-budget", 5),
    ("refuse@2", 250, "refused", 6),
    ("500@2+", 250, "unreachable", 7),
    ("html@1+", 250, "unreachable", 7),
    ("truncate@2+", 250, "unreachable", 7),
]


@pytest.fixture
def review(tmp_path, monkeypatch):
    with Review.create(tmp_path / "mine") as made:
        (made.folder / "queries" / "starter.yaml").write_text(STRATEGY, encoding="utf-8")
        monkeypatch.chdir(made.folder)
        monkeypatch.setattr("synth.sources.pacing.Patience.wait", lambda *_: 0.001)
        yield made


@pytest.mark.parametrize("ending", ENDINGS, ids=lambda ending: f"{ending[0]}-{ending[2]}")
def test_each_end_has_its_own_word_and_exit_code(review, monkeypatch, capsys, ending):
    faults, size, status, code = ending
    with StandIn(works(size), faults=faults) as api:
        monkeypatch.setenv("SYNTH_OPENALEX_URL", api.url)
        assert run(["search", "--source", "openalex"]) == code
    shown = capsys.readouterr().out
    assert f" {status} " in shown
    (found,) = searches.runs(review.db)
    assert found.status == status
    assert (found.note != "") == (status not in ("complete", "empty"))
    assert found.note in shown


def test_the_end_of_the_budget_says_when_to_go_on(review, monkeypatch, capsys):
    with StandIn(works(250), faults="budget@2") as api:
        monkeypatch.setenv("SYNTH_OPENALEX_URL", api.url)
        run(["search", "--source", "openalex"])
    shown = capsys.readouterr().out
    assert "it starts anew at" in shown
    assert "UTC. Continue then with `synth search`" in shown


def test_a_source_that_fails_does_not_stop_the_others_and_the_worst_end_counts(review, monkeypatch, capsys):
    protocol = review.folder / "review.yaml"
    protocol.write_text(protocol.read_text().replace("[corpus, openalex]", "[crossref, openalex]"))
    with StandIn(works(120)) as api, StandIn([], dialect="crossref", faults="500@1+") as other:
        monkeypatch.setenv("SYNTH_OPENALEX_URL", api.url)
        monkeypatch.setenv("SYNTH_CROSSREF_URL", other.url)
        assert run(["search", "--json"]) == 7
    states = {one["source"]: one["status"] for one in json.loads(capsys.readouterr().out)["searches"]}
    assert states == {"crossref": "unreachable", "openalex": "complete"}


def test_each_source_that_was_named_is_searched_and_none_when_one_of_them_is_unknown(
    review, monkeypatch, capsys
):
    named = ["--source", "openalex", "--source", "crossref"]
    with StandIn(works(1)) as api, StandIn([], dialect="crossref") as other:
        monkeypatch.setenv("SYNTH_OPENALEX_URL", api.url)
        monkeypatch.setenv("SYNTH_CROSSREF_URL", other.url)
        assert run(["search", *named, "--source", "googel", "--json"]) == 2
        assert api.asked == other.asked == []
        capsys.readouterr()
        run(["search", *named, "--json"])
    ran = [one["source"] for one in json.loads(capsys.readouterr().out)["searches"]]
    assert ran == ["openalex", "crossref"]


def test_a_source_that_cannot_be_asked_for_what_is_new_says_so_and_finds_nothing_by_that(review, monkeypatch):
    with StandIn([], dialect="semanticscholar") as api:
        monkeypatch.setenv("SYNTH_SEMANTICSCHOLAR_URL", api.url)
        (found,) = review.search("semanticscholar", manner=Manner(since="2026-01-01", patience=QUICK))
        assert api.asked == []
    assert found.status == "refused"
    assert "cannot be asked for what is new" in found.note


def test_what_is_new_is_asked_for_and_logged_as_that(review, monkeypatch):
    old, new = work(1, "Implementatie een", year=2020), work(2, "Implementatie twee", year=2026)
    with StandIn([old, new]) as api:
        monkeypatch.setenv("SYNTH_OPENALEX_URL", api.url)
        (found,) = review.search("openalex", manner=Manner(since="2026-01-01", patience=QUICK))
    assert (found.fetched, found.since, found.filters) == (1, "2026-01-01", ("new since: 2026-01-01",))
    assert "from_publication_date:2026-01-01" in found.requests[0].replace("%3A", ":")
    assert any("works that it added later" in one for one in found.widened)


def test_the_log_says_who_asked_what_and_what_it_gave(review, monkeypatch):
    with StandIn(works(120)) as api:
        monkeypatch.setenv("SYNTH_OPENALEX_URL", api.url)
        (found,) = review.search("openalex", manner=Manner("Anna", patience=QUICK))
        asked = api.asked
    assert (found.searcher, found.new, found.fetched, found.cost_usd) == ("Anna", 120, 120, 0.002)
    assert (found.first_reported, found.reported) == (120, 120)
    assert found.digest == review.strategies()[0].digest
    assert found.strategy_text
    assert all((api.url + one).startswith(found.requests[0]) for one in asked)


def test_what_was_asked_within_a_day_is_not_asked_again_unless_told_to(review, monkeypatch):
    with StandIn(works(120)) as api:
        monkeypatch.setenv("SYNTH_OPENALEX_URL", api.url)
        first, *_ = review.search("openalex", manner=Manner(patience=QUICK))
        second, *_ = review.search("openalex", manner=Manner(patience=QUICK))
        assert len(api.asked) == 2
        assert (second.fetched, second.new, second.cost_usd) == (first.fetched, 0, 0.0)
        assert second.answered_at == first.answered_at
        review.search("openalex", manner=Manner(fresh_hours=0, patience=QUICK))
        assert len(api.asked) == 4


def test_an_answer_that_the_source_calls_incomplete_is_asked_for_again(review, monkeypatch):
    with StandIn(works(120), faults="partial@2x3") as api:
        monkeypatch.setenv("SYNTH_OPENALEX_URL", api.url)
        first, *_ = review.search(
            "openalex", manner=Manner(patience=Patience(first_wait=0.001, per_second=0))
        )
        second, *_ = review.search("openalex", manner=Manner(patience=QUICK))
    assert (first.status, second.status) == ("partial", "complete")
    assert second.cost_usd == 0.001


def test_reading_again_asks_nobody_and_stores_nothing_when_all_is_the_same(review, monkeypatch):
    with StandIn(works(120)) as api:
        monkeypatch.setenv("SYNTH_OPENALEX_URL", api.url)
        review.search("openalex", manner=Manner(patience=QUICK))
    before = set(review.db.conn.iterdump())
    assert review.reread() == ()
    assert [line for line in review.db.conn.iterdump() if line not in before and "log" not in line] == []


def test_reading_again_with_a_newer_parser_adds_what_changes(review, monkeypatch):
    with StandIn(works(120)) as api:
        monkeypatch.setenv("SYNTH_OPENALEX_URL", api.url)
        (first,) = review.search("openalex", manner=Manner(patience=QUICK))
    read = openalex_record.read
    monkeypatch.setattr(openalex_record, "read", lambda one: replace(read(one), publisher="Newly read"))
    (again,) = review.reread()
    assert (again.fetched, again.verified, again.new, again.cost_usd) == (120, 120, 120, 0.0)
    assert again.requests == first.requests
    assert again.note == f"Read again from the answers of search {first.id}."
    assert {record.publisher for _, record in searches.records(review.db)} == {"", "Newly read"}
