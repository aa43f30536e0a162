"""Works keep their name, decisions and codings, however often records are linked again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from synth.errors import UsageError
from synth.judging import Settlement
from synth.model import Coding, Decision, Name, Passage, Record, Verdict
from synth.store import coding_work, codings, decisions, searches, works
from synth.store.database import connect
from synth.store.histories import history
from synth.store.pages import PageMark
from synth.store.searches import Judged, NewSearch
from synth.store.works import NewWork

TITLES = ("Kennis benutten", "Wissen nutzen", "Using knowledge")


@pytest.fixture
def db(tmp_path: Path) -> Database:
    db = connect(tmp_path / "synth.db")
    records = [
        Record("bibtex", f"r{i}", "raw", title, (Name("Jansen", "A."),), 2010)
        for i, title in enumerate(TITLES)
    ]
    search = searches.begin(db, NewSearch("corpus/a.bib", "s", "d", "t", ("r",)))
    mark = PageMark(0, 0, "", None, 3, ("r0", "r1", "r2"))
    searches.add_page(db, search, mark, [Judged(record, "verified") for record in records])
    return db


def cluster(key: str, *ids: int) -> NewWork:
    record = Record("work", key, "", TITLES[ids[0] - 1])
    return NewWork(key, record, {"title": ids[0]}, ids, dict.fromkeys(ids[1:], ("same DOI",)))


def state(db: Database) -> list[tuple[str, tuple[int, ...]]]:
    return [(work.key, work.record_ids) for work in works.works(db)]


def test_a_second_work_of_the_same_name_gets_a_letter(db: Database) -> None:
    works.replace_works(db, [cluster("jansen-2010", 1), cluster("jansen-2010", 2), cluster("jansen-2010", 3)])
    assert [key for key, _ in state(db)] == ["jansen-2010", "jansen-2010-b", "jansen-2010-c"]


def test_many_works_of_the_same_name_are_named_without_trying_every_name_again(db: Database) -> None:
    records = [Record("bibtex", f"n{i}", "raw", f"Report {i}") for i in range(200)]
    search = searches.begin(db, NewSearch("corpus/b.bib", "s", "d", "t", ("r",)))
    searches.add_page(
        db, search, PageMark(0, 0, "", None, 200, ()), [Judged(one, "verified") for one in records]
    )
    named = [NewWork("report-nd", one, {}, (number,), {}) for number, one in enumerate(records, start=4)]
    asked: list[str] = []
    db.conn.set_trace_callback(asked.append)
    works.replace_works(db, named)
    assert sum(one.startswith("INSERT OR IGNORE INTO work ") for one in asked) == 200
    works.update_works(db, [NewWork("report-nd", records[0], {}, (1,), {})])
    assert [key for key, _ in state(db)][24:27] == ["report-nd-y", "report-nd-z", "report-nd-27"]
    assert state(db)[-1][0] == "report-nd-201"


def test_linking_again_changes_no_name(db: Database) -> None:
    clusters = [cluster("a-2010", 1, 2), cluster("b-2010", 3)]
    works.replace_works(db, clusters)
    before = works.works(db)
    works.replace_works(db, [cluster("other-2010", 1, 2), cluster("b-2010", 3)])
    assert [work.id for work in works.works(db)] == [work.id for work in before]
    assert [key for key, _ in state(db)] == ["a-2010", "b-2010"]


def test_decisions_and_codings_follow_a_work_into_another(db: Database) -> None:
    works.replace_works(db, [cluster("a-2010", 1), cluster("b-2010", 2), cluster("c-2010", 3)])
    decisions.add_decisions(db, [Decision("b-2010", "full-text", "include", coder="me")], protocol="p")
    codings.add_codings(db, [coding("b-2010")])
    works.replace_works(db, [cluster("a-2010", 1, 2), cluster("c-2010", 3)])
    assert [d.work for d in decisions.current_decisions(db)] == ["a-2010"]
    assert [c.passage.work for _, c in codings.current_codings(db)] == ["a-2010"]
    assert works.work_id(db, "b-2010") == works.work_id(db, "a-2010")


def test_undoing_a_link_brings_the_work_back_under_its_own_name(db: Database) -> None:
    apart = [cluster("a-2010", 1), cluster("b-2010", 2), cluster("c-2010", 3)]
    works.replace_works(db, apart)
    before = state(db)
    works.replace_works(db, [cluster("a-2010", 1, 2), cluster("c-2010", 3)])
    works.replace_works(db, apart)
    assert state(db) == before


JOINS = {
    "the younger into the older": ([(1,), (2,), (3,)], [(1, 2), (3,)]),
    "all three, one after the other": ([(1,), (2,), (3,)], [(1,), (2, 3)], [(1, 2, 3)]),
    "all three at once": ([(1,), (2,), (3,)], [(1, 2, 3)]),
    "those that were one at first": ([(1, 3), (2,)], [(1, 2, 3)]),
    "the older has the later record": ([(3,), (1,), (2,)], [(1, 3), (2,)], [(1, 2, 3)]),
}


@pytest.mark.parametrize("runs", JOINS.values(), ids=JOINS)
@pytest.mark.parametrize("how", [works.replace_works, works.update_works])
def test_what_was_said_of_a_work_comes_back_to_it_when_a_join_is_undone(
    db: Database, runs: tuple[list[tuple[int, ...]], ...], how: Callable[..., None]
) -> None:
    first = runs[0]
    works.replace_works(db, [cluster(f"w{ids[0]}-2010", *ids) for ids in first])
    before = dict(state(db))
    said = [Decision(key, "full-text", "include", reason=key, coder="me") for key in before]
    decisions.add_decisions(db, said, protocol="p")
    codings.add_codings(db, [replace(coding(key), uid=key) for key in before])
    for run in runs[1:]:
        how(db, [cluster("other-2010", *ids) for ids in run])
    how(db, [cluster("other-2010", *ids) for ids in sorted(first)])
    assert dict(state(db)) == before
    assert {d.work: d.reason for d in decisions.current_decisions(db)} == {key: key for key in before}
    assert {c.passage.work: c.uid for _, c in codings.current_codings(db)} == {key: key for key in before}


PARTS = st.lists(st.lists(st.integers(1, 3), min_size=3, max_size=3), min_size=1, max_size=6)
"""Runs, each of which says in which part each of three records is."""


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(runs=PARTS, anew=st.lists(st.booleans(), min_size=6, max_size=6))
def test_however_often_works_are_joined_and_parted_every_record_has_one_work_that_lives(
    db: Database, runs: list[list[int]], anew: list[bool]
) -> None:
    for parts, whole in zip(runs, anew, strict=False):
        clusters = [tuple(r for r in (1, 2, 3) if parts[r - 1] == part) for part in sorted(set(parts))]
        before = dict(state(db))
        touched = clusters if whole else [one for one in clusters if one not in before.values()]
        (works.replace_works if whole else works.update_works)(db, [cluster("a-2010", *o) for o in touched])
        after = state(db)
        assert sorted(ids for _, ids in after) == sorted(clusters)
        assert len(dict(after)) == len(after)
        ids = {work.id for work in works.works(db)}
        assert {row["rowid"] for row in db.query("SELECT rowid FROM work_fts")} == ids
        pointing = {row["id"]: row["merged_into"] for row in db.query("SELECT id, merged_into FROM work")}
        assert all(pointing[one] is None for one in ids)
        assert {to for to in pointing.values() if to} <= ids


@pytest.fixture
def joined(db: Database) -> Database:
    """Two works that are one now: on the one `me` decided last, on the other first."""
    works.replace_works(db, [cluster("a-2010", 1), cluster("b-2010", 2)])
    decide(db, "b-2010", "include")
    decide(db, "a-2010", "maybe")
    works.replace_works(db, [cluster("a-2010", 1, 2)])
    return db


def test_works_are_found_by_every_name_they_had(joined: Database) -> None:
    alone = works.work_id(joined, "a-2010")
    assert works.work_ids(joined, ["b-2010", "a-2010", "nobody-1999"]) == {"a-2010": alone, "b-2010": alone}


def decide(db: Database, key: str, verdict: Verdict) -> None:
    decisions.add_decisions(db, [Decision(key, "full-text", verdict, coder="me")], protocol="p")


def in_force(db: Database) -> list[tuple[str, str]]:
    return [(one.work, one.verdict) for one in decisions.current_decisions(db)]


def test_who_decided_on_two_works_that_become_one_counts_once_with_what_they_said_last(
    joined: Database,
) -> None:
    assert in_force(joined) == [("a-2010", "maybe")]
    (work,) = works.works(joined)
    assert [one.in_force for one in history(joined, work).decisions] == [False, True]


def test_a_decision_on_a_joined_work_is_changed_and_undone_whole(joined: Database) -> None:
    decide(joined, "b-2010", "include")
    assert in_force(joined) == [("a-2010", "include")]
    decisions.withdraw_decision(joined, decisions.current_decisions(joined)[-1], protocol="p")
    assert in_force(joined) == []


def test_who_was_done_with_a_work_takes_up_the_one_it_became(joined: Database) -> None:
    works.replace_works(joined, [cluster("a-2010", 1), cluster("b-2010", 2)])
    coding_work.set_done(joined, "b-2010", coder="me", done=True)
    works.replace_works(joined, [cluster("a-2010", 1, 2)])
    assert coding_work.who_is_done(joined, "a-2010") == {"a-2010": {"me"}}
    coding_work.set_done(joined, "a-2010", coder="me", done=False)
    assert coding_work.who_is_done(joined) == {}


def test_a_settlement_takes_the_place_of_that_on_a_work_that_was_joined_since(joined: Database) -> None:
    works.replace_works(joined, [cluster("a-2010", 1), cluster("b-2010", 2)])
    coding_work.settle(
        joined, Settlement("b-2010", "factor", "time", "given", ("failure",), "x", "me", "book")
    )
    works.replace_works(joined, [cluster("a-2010", 1, 2)])
    coding_work.settle(joined, Settlement("a-2010", "factor", "time", "not-given", (), "x", "me", "book"))
    assert [one.verdict for one in coding_work.settlements(joined)] == ["not-given"]


def test_a_record_that_came_after_a_join_makes_a_work_of_its_own_when_all_are_parted(db: Database) -> None:
    works.replace_works(db, [cluster("b-2010", 2), cluster("c-2010", 3)])
    works.update_works(db, [cluster("b-2010", 2, 3)])
    works.update_works(db, [cluster("b-2010", 1, 2, 3)])
    works.update_works(db, [cluster("a-2010", 1), cluster("c-2010", 2), cluster("b-2010", 3)])
    assert dict(state(db)) == {"a-2010": (1,), "b-2010": (2,), "c-2010": (3,)}


def test_rulings_outlive_a_run_and_can_be_withdrawn(db: Database) -> None:
    works.rule(db, 2, 1, verdict="same", coder="me")
    works.rule(db, 1, 3, verdict="different", coder="me")
    works.replace_works(db, [cluster("a-2010", 1, 2), cluster("c-2010", 3)])
    assert works.rulings(db) == ((1, 2, True), (1, 3, False))
    works.rule(db, 1, 2, verdict="withdrawn", coder="me")
    assert works.rulings(db) == ((1, 3, False),)


@pytest.mark.parametrize("pair", [(1, 1), (1, 99)])
def test_a_ruling_on_something_else_than_two_records_is_refused(db: Database, pair: tuple[int, int]) -> None:
    with pytest.raises(UsageError, match="not two records"):
        works.rule(db, *pair, verdict="same", coder="me")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("kennis", ["a-2010"]),
        ("WISSEN", ["b-2010"]),
        ("using knowledge", ["c-2010"]),
        ("niets", []),
        ('"', []),
        ("", []),
    ],
)
def test_works_are_found_by_words(db: Database, words: str, found: list[str]) -> None:
    works.replace_works(db, [cluster("a-2010", 1), cluster("b-2010", 2), cluster("c-2010", 3)])
    assert list(works.find(db, words)) == found


def test_an_unknown_work_is_named_with_those_that_are_close(db: Database) -> None:
    works.replace_works(db, [cluster("koning-2008", 1)])
    with pytest.raises(UsageError, match=r"no work `koning-2009`\. Close to it: koning-2008"):
        works.work_id(db, "koning-2009")


def coding(work: str, uid: str = "u1") -> Coding:
    passage = Passage(work, section="3.2", paraphrase={"nl": "Geen eigenaar.", "en": "No owner."})
    return Coding(uid, passage, "determinants", "1.0.0", "factor", "no-owner", "failure", "me", "")
