"""Works keep their name, decisions and codings, however often records are linked again."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlite_utils import Database

from synth.errors import UsageError
from synth.model import Coding, Decision, Name, Passage, Record
from synth.store import codings, decisions, searches, works
from synth.store.database import connect
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
    works.replace_works(db, [cluster("a-2010", 1, 2), cluster("c-2010", 3)])
    works.replace_works(db, apart)
    assert {ids for _, ids in state(db)} == {(1,), (2,), (3,)}
    assert len({key for key, _ in state(db)}) == 3


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
