"""The database: what was acknowledged stays, what failed leaves nothing."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest
from sqlite_utils import Database

from synth.errors import StoreError
from synth.store import database
from synth.store.database import connect, damage, writing
from synth.store.migrations import APPEND_ONLY, VERSION


def test_settings_survive_a_power_cut_and_keep_references(tmp_path: Path) -> None:
    db = connect(tmp_path / "synth.db")
    pragmas = {name: db.conn.execute(f"PRAGMA {name}").fetchone()[0] for name in PRAGMAS}
    assert pragmas == PRAGMAS


PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "trusted_schema": 0}


def test_opening_twice_changes_nothing(tmp_path: Path) -> None:
    connect(tmp_path / "synth.db").close()
    db = connect(tmp_path / "synth.db")
    assert db.conn.execute("PRAGMA user_version").fetchone()[0] == VERSION
    assert damage(db) == ()


def test_a_failed_transaction_leaves_nothing(tmp_path: Path) -> None:
    db = connect(tmp_path / "synth.db")
    with pytest.raises(ZeroDivisionError), writing(db):
        db.table("log").insert({"at": "", "action": "x", "detail": "{}"})
        raise ZeroDivisionError
    assert db.table("log").count == 0


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_what_people_decided_cannot_be_changed_or_removed(tmp_path: Path, table: str) -> None:
    db = connect(tmp_path / "synth.db")
    names = {row[0] for row in db.conn.execute("SELECT name FROM sqlite_master WHERE tbl_name = ?", (table,))}
    assert {f"{table}_no_update", f"{table}_no_delete"} <= names


def test_the_log_refuses_to_be_rewritten(tmp_path: Path) -> None:
    db = connect(tmp_path / "synth.db")
    db.table("log").insert({"at": "", "action": "x", "detail": "{}"})
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        db.execute("UPDATE log SET action = 'y'")


def test_a_newer_database_is_refused_with_the_remedy(tmp_path: Path) -> None:
    db = connect(tmp_path / "synth.db")
    db.conn.execute(f"PRAGMA user_version={VERSION + 1}")
    db.close()
    with pytest.raises(StoreError, match=r"newer version of synth\..*Install the newest: .*pip install"):
        connect(tmp_path / "synth.db")


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "synth.db"
    other = Database(path)
    other["zotero"].insert({"id": 1})
    other.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="not of a review"):
        connect(path)
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "synth.db"
    path.write_bytes(b"this is not a database, whatever its name says" * 50)
    with pytest.raises(StoreError, match=r"synth\.db cannot be opened.*not a database.*restore"):
        connect(path)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="Check that the folder exists"):
        connect(tmp_path / "nowhere" / "synth.db")


def test_a_database_that_another_process_holds_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    db = connect(tmp_path / "synth.db")
    other = sqlite3.connect(tmp_path / "synth.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match=r"locked.*Another program is writing"), writing(db):
        pass
    other.execute("ROLLBACK")
    other.close()


def test_a_value_that_does_not_fit_is_not_blamed_on_the_disk(tmp_path: Path) -> None:
    db = connect(tmp_path / "synth.db")
    row = {"a": 1, "b": 2, "verdict": "full", "coder": "anna", "at": "2026-01-01T00:00:00Z"}
    with pytest.raises(StoreError, match=r"CHECK.*Nothing was stored"), writing(db):
        db.table("ruling").insert(row)


def test_four_writers_wait_for_each_other(tmp_path: Path) -> None:
    connect(tmp_path / "synth.db").close()
    failures: list[Exception] = []

    def write() -> None:
        db = connect(tmp_path / "synth.db")
        try:
            for _ in range(20):
                with writing(db):
                    last = db.conn.execute("SELECT max(seq) FROM log").fetchone()[0] or 0
                    db.table("log").insert({"at": "", "action": str(last), "detail": "{}"})
        except StoreError as error:
            failures.append(error)
        finally:
            db.close()

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert connect(tmp_path / "synth.db").table("log").count == 80


def test_a_failing_migration_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "synth.db"
    monkeypatch.setattr("synth.store.migrations.SCHEMA_1", "CREATE TABLE a (x);\nCREATE TABLE a (x)")
    with pytest.raises(StoreError, match="already exists"):
        connect(path)
    rows = sqlite3.connect(path).execute("SELECT count(*) FROM sqlite_master").fetchone()
    assert rows == (0,)


def test_a_review_on_a_disk_that_cannot_be_written_can_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = connect(tmp_path / "synth.db")
    db.table("log").insert({"at": "", "action": "before", "detail": "{}"})
    db.close()
    monkeypatch.setattr(database.os, "access", lambda *_: False)
    reading = connect(tmp_path / "synth.db")
    assert [row["action"] for row in reading.query("SELECT action FROM log")] == ["before"]
    with pytest.raises(StoreError, match=r"readonly.*write access"), writing(reading):
        reading.table("log").insert({"at": "", "action": "after", "detail": "{}"})
    reading.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["synth.db"]
