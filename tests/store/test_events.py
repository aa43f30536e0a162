"""Decisions, codings and suggestions are events: nothing is lost, and undo is a new event."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database

from synth.errors import Position, Problem, UsageError
from synth.model import Coding, Decision, Hit, Name, Passage, Record, Suggestion, changed
from synth.store import codings, decisions, journal, pages, searches, works
from synth.store.database import connect
from synth.store.events import events
from synth.store.pages import PageMark
from synth.store.searches import Judged, NewSearch
from synth.store.works import NewWork

RECORD = Record(
    source="openalex", source_id="W1", raw='{"id": "W1"}', title="Re-ïntegratie <b>en</b> kennis", year=2010,
    authors=(Name("van der Berg", "J."), Name(literal="TNO")), keywords=("kennis", "=SUM(A1)"), language="nl",
    doi="10.1000/x", abstract="Wissen \N{RIGHT-TO-LEFT OVERRIDE} Knowledge",
)  # fmt: skip
NEW = NewSearch("openalex", "s", "digest", "text", ("https://x/?a", "https://x/?b"), ("NOT was left out.",))
INCLUDE = Decision("berg-2010", "full-text", "include", "use", "nl: ja", "anna")
CODING = Coding(
    "u1", Passage("berg-2010", "3.2", paraphrase={"nl": "Geen tijd."}), "determinants", "1.0.0", "factor",
    "no-time", "failure", "anna", "2026-01-01T00:00:00Z",
)  # fmt: skip


@pytest.fixture
def db(tmp_path: Path) -> Database:
    db = connect(tmp_path / "synth.db")
    search = searches.begin(db, NEW)
    hit = Hit("kennis", "title", 23, 29, "kennis")
    searches.add_page(db, search, PageMark(0, 0, "*", None, 2, ("W1",)), [Judged(RECORD, "verified", (hit,))])
    works.replace_works(db, [NewWork("berg-2010", RECORD, {}, (1,), {})])
    return db


def test_a_record_comes_back_exactly_as_it_came(db: Database) -> None:
    assert list(searches.records(db)) == [(1, RECORD)]
    (appearance,) = searches.appearances(db)
    assert (appearance.rank, appearance.status, appearance.hits[0].text) == (1, "verified", "kennis")


def test_the_same_page_twice_adds_no_record(db: Database) -> None:
    new = searches.add_page(db, 1, PageMark(0, 1, "x", None, 2, ("W1",)), [Judged(RECORD, "verified")])
    assert new == 0
    assert len(list(searches.records(db))) == 1


def test_a_record_that_changed_at_the_source_is_kept_beside_the_old_one(db: Database) -> None:
    searches.add_page(
        db, 1, PageMark(0, 1, "x", None, 2, ("W1",)), [Judged(replace(RECORD, year=2011), "verified")]
    )
    assert [record.year for _, record in searches.records(db)] == [2010, 2011]


def test_counts_of_a_search_add_up(db: Database) -> None:
    others = [
        Judged(replace(RECORD, source_id="W2"), "rejected"),
        Judged(replace(RECORD, source_id="W3"), "unverifiable"),
    ]
    problem = Problem(Position("openalex"), "no title")
    searches.add_page(db, 1, PageMark(1, 0, "*", None, 3, ("W2", "W3", "W4")), others, [(problem, "{}")])
    searches.finish(db, 1, "complete")
    (run,) = searches.runs(db)
    assert (run.fetched, run.verified, run.unverifiable, run.rejected, run.problems) == (3, 1, 1, 1, 1)
    assert run.reported == 5
    assert run.requests == NEW.requests
    assert run.widened == NEW.widened


def test_a_search_that_did_not_end_is_found_to_go_on_with(db: Database) -> None:
    assert searches.unfinished(db, NEW) == 1
    assert searches.unfinished(db, replace(NEW, digest="other")) is None
    assert [one.cursor for one in pages.stored(db, 1, 0)] == ["*"]
    searches.finish(db, 1, "complete")
    assert searches.unfinished(db, NEW) is None
    assert searches.last_complete(db, "openalex", "digest") == 1


def test_the_last_decision_counts_and_all_are_kept(db: Database) -> None:
    exclude = replace(INCLUDE, verdict="exclude", criterion="other")
    assert decisions.add_decisions(db, [INCLUDE, exclude], protocol="p") == 2
    assert [d.verdict for d in decisions.current_decisions(db)] == ["exclude"]
    assert db.table("decision").count == 2


def test_the_same_decision_again_adds_nothing(db: Database) -> None:
    decisions.add_decisions(db, [INCLUDE], protocol="p")
    assert decisions.add_decisions(db, [INCLUDE], protocol="p") == 0


def test_two_people_decide_side_by_side(db: Database) -> None:
    decisions.add_decisions(db, [INCLUDE, replace(INCLUDE, coder="ben", verdict="exclude")], protocol="p")
    assert {(d.coder, d.verdict) for d in decisions.current_decisions(db)} == {
        ("anna", "include"),
        ("ben", "exclude"),
    }


def test_a_decision_can_be_undone(db: Database) -> None:
    decisions.add_decisions(db, [INCLUDE], protocol="p")
    decisions.withdraw_decision(db, INCLUDE, protocol="p")
    assert decisions.current_decisions(db) == ()
    assert db.table("decision").count == 2


def test_one_unknown_work_and_no_decision_is_stored(db: Database) -> None:
    with pytest.raises(UsageError, match="no work `nobody-1999`"):
        decisions.add_decisions(db, [INCLUDE, replace(INCLUDE, work="nobody-1999")], protocol="p")
    assert decisions.current_decisions(db) == ()


def test_codings_on_one_passage_share_it(db: Database) -> None:
    phase = replace(CODING, uid="u2", dimension="phase", code="adoption", direction="neutral")
    assert codings.add_codings(db, [CODING, phase]) == 2
    assert {passage_id for passage_id, _ in codings.current_codings(db)} == {1}
    assert codings.passages(db) == {1: CODING.passage}
    assert [coding for _, coding in codings.current_codings(db)] == [CODING, phase]


def test_codings_with_a_known_uid_add_nothing(db: Database) -> None:
    codings.add_codings(db, [CODING])
    assert codings.add_codings(db, [CODING]) == 0


def test_a_coding_can_be_withdrawn_once(db: Database) -> None:
    codings.add_codings(db, [CODING])
    codings.withdraw_coding(db, "u1", coder="anna")
    assert codings.current_codings(db) == ()
    assert db.table("coding").count == 1
    with pytest.raises(UsageError, match="no coding `u1` in force"):
        codings.withdraw_coding(db, "u1", coder="anna")


def test_suggestions_count_nowhere_until_accepted(db: Database) -> None:
    quote = Passage("berg-2010", quote="kennis", field="title", start=23, end=29)
    one = Suggestion(quote, "determinants", "1.0.0", "factor", "no-time", "failure", ("tijd",), 0.5)
    other = changed(one, code="no-money", score=0.9)
    assert codings.add_suggestions(db, [one, other, one]) == 2
    assert codings.current_codings(db) == ()
    (best, second) = codings.pending(db)
    assert [best[1], second[1]] == [other, one]
    codings.accept(db, second[0], [replace(CODING, passage=quote)], coder="anna")
    codings.reject(db, best[0], coder="anna")
    assert list(codings.pending(db)) == []
    assert [coding.uid for _, coding in codings.current_codings(db)] == ["u1"]
    assert codings.add_suggestions(db, [one]) == 0


def test_a_search_that_gave_nothing_is_an_event_too(db: Database) -> None:
    first = events(db)
    search = searches.begin(db, NewSearch("openalex", "s", "d", "t", ("r",)))
    begun = events(db)
    searches.finish(db, search, "empty")
    assert len({first, begun, events(db)}) == 3


def test_a_suggestion_is_judged_once_by_each_person(db: Database) -> None:
    quote = Passage("berg-2010", quote="kennis", field="title", start=23, end=29)
    codings.add_suggestions(
        db, [Suggestion(quote, "determinants", "1.0.0", "factor", "no-time", "failure", ("tijd",), 0.5)]
    )
    ((number, _),) = codings.pending(db)
    codings.accept(db, number, [replace(CODING, passage=quote)], coder="anna")
    with pytest.raises(UsageError, match="judged this suggestion already"):
        codings.accept(db, number, [replace(CODING, passage=quote, uid="again")], coder="anna")
    assert [coding.uid for _, coding in codings.current_codings(db)] == ["u1"]
    codings.withdraw_coding(db, "u1", coder="anna")
    codings.reject(db, number, coder="anna")


def test_the_journal_keeps_the_order(db: Database) -> None:
    journal.note(db, "search", {"source": "openalex"})
    journal.note(db, "import", {"file": "a.ris"})
    assert [action for _, action, _ in journal.entries(db)] == ["search", "import"]
