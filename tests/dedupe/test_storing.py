"""Works in the database: what their records, and the people who worked on them, keep across runs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlite_utils import Database

from synth.dedupe.storing import Linked, link_records, questions
from synth.model import Name, Record
from synth.store import pairs, searches, works
from synth.store.database import connect
from synth.store.pages import PageMark
from synth.store.searches import Judged, NewSearch

TITLES = {
    "nl": "Het gebruik van kennis in de praktijk van re-integratie en werk",
    "de": "Die Nutzung von Wissen in der Praxis der Wiedereingliederung",
    "en": "The use of knowledge in the practice of vocational rehabilitation",
}


@pytest.fixture
def db(tmp_path: Path) -> Database:
    return connect(tmp_path / "synth.db")


def made(source_id: str, title: str, **fields: object) -> Record:
    known = {"authors": (Name("Koning", "J."), Name("Bos", "A.")), "year": 2008, "type": "article-journal"}
    return Record("ris", source_id, source_id, title=title, **{**known, **fields})  # type: ignore[arg-type]


def store(db: Database, records: Sequence[Record]) -> None:
    """One more search that brought these records."""
    search = searches.begin(db, NewSearch(source="ris", strategy="", digest="", text="", requests=()))
    ids = tuple(record.source_id for record in records)
    mark = PageMark(request=0, seq=0, cursor="", next_cursor=None, reported=len(records), ids=ids)
    searches.add_page(db, search, mark, [Judged(record, "verified", ()) for record in records])
    searches.finish(db, search, "complete")


def clusters(db: Database) -> list[tuple[str, tuple[int, ...]]]:
    return [(work.key, work.record_ids) for work in works.works(db)]


@pytest.mark.parametrize("language", TITLES)
def test_two_records_of_one_publication_are_one_work_that_says_why(db: Database, language: str) -> None:
    title = TITLES[language]
    store(db, [made("a", title, doi="10.1000/x"), made("b", title.upper(), doi="10.1000/x")])
    assert link_records(db) == Linked(records=2, works=1, same=1, ask=0)
    assert clusters(db) == [("koning-2008", (1, 2))]
    reasons = {record: words for record, (_, words) in works.links(db).items()}
    assert "record 2: doi" in reasons[1][0]
    assert "record 1: doi" in reasons[2][0]
    assert "same DOI" in reasons[1]


@pytest.mark.parametrize(
    ("source_id", "key"),
    [
        ("veld-2010", "veld-2010"),
        ("koning-2008b", "koning-2008b"),
        ("veld-nd-b", "veld-nd-b"),
        ("tno-2011-h4", "tno-2011-h4"),
        ("Veld-2010", "koning-2008"),
        ("W123", "koning-2008"),
        ("veld-2010\n", "koning-2008"),
    ],
)
def test_a_record_that_carries_a_key_names_its_work(db: Database, source_id: str, key: str) -> None:
    store(db, [made(source_id, TITLES["nl"])])
    link_records(db)
    assert [work.key for work in works.works(db)] == [key]


def test_different_works_never_share_a_key(db: Database) -> None:
    store(db, [made(str(n), title) for n, title in enumerate(TITLES.values())])
    link_records(db)
    keys = [work.key for work in works.works(db)]
    assert len(set(keys)) == len(keys) == 3


def test_a_work_keeps_its_key_when_more_records_come(db: Database) -> None:
    store(db, [made("a", TITLES["nl"], doi="10.1000/x", authors=())])
    link_records(db)
    (before,) = works.works(db)
    store(db, [made("b", TITLES["nl"], doi="10.1000/x", abstract="Kort. " * 30)])
    link_records(db)
    (after,) = works.works(db)
    assert (after.id, after.key) == (before.id, before.key)
    assert after.record_ids == (1, 2)
    assert after.origin["abstract"] == 2


def test_running_again_changes_nothing(db: Database) -> None:
    store(db, [made("a", TITLES["nl"]), made("b", TITLES["nl"]), made("c", TITLES["de"])])
    link_records(db)
    before = clusters(db), works.links(db), list(pairs.pairs(db, "same"))
    link_records(db)
    assert (clusters(db), works.links(db), list(pairs.pairs(db, "same"))) == before


@pytest.mark.parametrize(("verdict", "expected"), [("different", [(1,), (2,)]), ("same", [(1, 2)])])
def test_a_ruling_outlives_every_run(db: Database, verdict: str, expected: list[tuple[int, ...]]) -> None:
    other = TITLES["nl"] if verdict == "different" else TITLES["de"]
    store(db, [made("a", TITLES["nl"]), made("b", other)])
    link_records(db)
    works.rule(db, 2, 1, verdict=verdict, coder="ann")
    for _ in range(2):
        link_records(db)
        assert [records for _, records in clusters(db)] == expected


def test_a_question_is_stored_for_a_person_and_counted(db: Database) -> None:
    store(db, [made("a", TITLES["nl"], year=2008), made("b", TITLES["nl"], year=2010)])
    linked = link_records(db)
    (pair,) = questions(db)
    assert (linked.ask, pair.a, pair.b) == (1, 1, 2)
    assert pair.reasons


def test_an_empty_database_has_no_works(db: Database) -> None:
    assert link_records(db) == Linked(0, 0, 0, 0)


def test_a_record_names_the_record_it_is_most_alike_to(db: Database) -> None:
    near = made("b", TITLES["de"], doi="10.1000/x")
    far = made("c", TITLES["de"].replace("Nutzung", "Nutzungen"), doi="10.1000/x")
    store(db, [made("a", TITLES["de"], doi="10.1000/x"), near, far])
    link_records(db)
    reasons = {record: words[0] for record, (_, words) in works.links(db).items()}
    assert reasons[1].startswith("record 2:")
    assert reasons[2].startswith("record 1:")
