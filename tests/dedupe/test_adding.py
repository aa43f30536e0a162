"""Adding records to what was de-duplicated gives what a run over everything gives."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from synth.dedupe import block, storing
from synth.dedupe.storing import link_records, questions
from synth.model import Name, Record
from synth.store import pairs, works
from synth.store.database import connect
from tests.dedupe.test_storing import store

TITLES = (
    "Kennis en werk",
    "Kennis en werk in de praktijk van alledag",
    "Kennis en werk in de praktijk van alledag, deel 1",
    "Kennis en werk in de praktijk van alledag, deel 2",
    "Kennis en werk in de praktijk van allerdag",
    "Wissen und Arbeit in der Praxis",
)
JOURNALS = ("Gids", "Tijdschrift voor Arbeid", "Tijdschr Arbeid")


@st.composite
def records(draw: st.DrawFn) -> Record:
    return Record(
        source="ris",
        source_id=str(draw(st.integers(0, 10**6))),
        raw="",
        title=draw(st.sampled_from(TITLES)),
        authors=tuple(
            Name(one, "A.") for one in draw(st.sampled_from([("Bos",), ("Bos", "Vos"), ("Smit",)]))
        ),
        year=draw(st.sampled_from([2008, 2009, None])),
        container_title=draw(st.sampled_from(JOURNALS)),
        volume=draw(st.sampled_from(["", "1", "2"])),
        page=draw(st.sampled_from(["", "3-8", "9-12"])),
        doi=draw(st.sampled_from(["", "", "", "10.1000/a", "10.1000/b"])),
        type="article-journal",
    )


def state(db: Database) -> tuple[object, ...]:
    """Everything that a run decides: who is with whom, why, and what is asked."""
    together = sorted(work.record_ids for work in works.works(db))
    said = sorted(
        (one.a, one.b, one.outcome, one.rule, one.score, bool(one.refused))
        for outcome in ("same", "version", "ask", "different")
        for one in pairs.pairs(db, outcome)
    )
    blocks = db.execute("SELECT * FROM block ORDER BY key, record_id").fetchall()
    merged = [(work.record_ids, work.record.title, work.origin) for work in works.works(db)]
    return together, said, questions(db), blocks, sorted(merged)


def without_runs(found: tuple[object, ...]) -> tuple[object, ...]:
    together, said, asked, blocks, merged = found
    return together, said, [(one.a, one.b, one.score) for one in asked], blocks, merged  # type: ignore[attr-defined]


def rule_all(db: Database, rulings: Sequence[tuple[int, int, str]], last: int) -> None:
    for a, b, verdict in rulings:
        if a != b and max(a, b) <= last:
            works.rule(db, a, b, verdict=verdict, coder="me")


BATCHES = st.lists(st.lists(records(), min_size=1, max_size=5), min_size=2, max_size=4)
RULINGS = st.lists(
    st.tuples(st.integers(1, 8), st.integers(1, 8), st.sampled_from(["same", "different"])), max_size=3
)


@pytest.mark.parametrize(("whole", "window"), [(12, 6), (2, 1)], ids=["usual", "small blocks"])
def test_records_in_batches_give_what_all_at_once_give(
    monkeypatch: pytest.MonkeyPatch, whole: int, window: int
) -> None:
    monkeypatch.setattr(block, "WHOLE", whole)
    monkeypatch.setattr(block, "WINDOW", window)
    monkeypatch.setattr(storing, "AFRESH", 0)  # never start anew, however many records come

    @settings(max_examples=40, deadline=None)
    @given(BATCHES, RULINGS)
    def check(batches: list[list[Record]], rulings: list[tuple[int, int, str]]) -> None:
        with tempfile.TemporaryDirectory() as folder:
            added, whole_db = connect(Path(folder) / "a.db"), connect(Path(folder) / "b.db")
            for batch in batches:
                store(added, batch)
                link_records(added)
            store(whole_db, [record for batch in batches for record in batch])
            last = next(added.query("SELECT max(id) AS id FROM record"))["id"]
            rule_all(added, rulings, last)
            link_records(added)
            rule_all(whole_db, rulings, last)
            link_records(whole_db)
            assert without_runs(state(added)) == without_runs(state(whole_db))
            added.close()
            whole_db.close()

    check()


@pytest.fixture
def db(tmp_path: Path) -> Database:
    return connect(tmp_path / "synth.db")


def made(source_id: str, **fields: object) -> Record:
    known = {"title": TITLES[1], "authors": (Name("Bos", "A."),), "year": 2008, "volume": "4", "page": "3-8"}
    return Record("ris", source_id, "", **{**known, **fields})  # type: ignore[arg-type]


def test_a_run_can_be_undone_and_put_back(db: Database) -> None:
    store(db, [made("a"), made("b", title=TITLES[5], volume="9")])
    link_records(db)
    store(db, [made("c")])
    assert link_records(db).works == 2
    ((run, joined, undone),) = pairs.runs(db)
    assert (joined, undone) == (1, False)
    pairs.rule_run(db, run.id, undone=True, coder="me")
    assert link_records(db).works == 3
    (question,) = questions(db)
    assert "undone" in question.reasons[-1]
    assert link_records(db, afresh=True).works == 3
    pairs.rule_run(db, run.id, undone=False, coder="me")
    assert link_records(db).works == 2


def test_a_question_of_an_undone_run_can_be_answered(db: Database) -> None:
    store(db, [made("a"), made("c")])
    link_records(db)
    pairs.rule_run(db, 1, undone=True, coder="me")
    works.rule(db, 1, 2, verdict="same", coder="me")
    assert (link_records(db).works, questions(db)) == (1, ())


def test_only_what_is_new_is_compared_again(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    store(db, [made(str(n), title=f"{TITLES[1]} {n}", volume=str(n)) for n in range(20)])
    link_records(db)
    store(db, [made("new")])
    monkeypatch.setattr(storing, "_link_all", None)
    assert link_records(db).records == 21


def test_a_review_of_an_older_version_has_no_outlines_and_gives_the_same(
    db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storing, "AFRESH", 0)
    first, more = [made("a"), made("b", title=TITLES[5], volume="9")], [made("c"), made("d", volume="9")]
    store(db, first)
    link_records(db)
    db.execute("UPDATE compared SET outline = ''")
    store(db, more)
    link_records(db)
    at_once = connect(tmp_path / "at-once.db")
    store(at_once, [*first, *more])
    link_records(at_once)
    assert without_runs(state(db)) == without_runs(state(at_once))


def test_choices_that_change_are_obeyed_at_once(db: Database) -> None:
    preprint = made("a", doi="10.48550/arxiv.1", container_title="arXiv", volume="", page="")
    store(db, [preprint, made("b", doi="10.1000/b", container_title="Gids")])
    assert link_records(db).works == 2
    assert len(list(pairs.pairs(db, "version"))) == 1
    assert link_records(db, {"preprints": "same"}).works == 1
