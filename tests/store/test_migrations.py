"""A review of an older version is brought up to date without loss, or left as it was."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from synth.errors import StoreError
from synth.store import assessment_schema, coding_schema, form_schema, import_schema, search_schema
from synth.store import migrations as steps
from synth.store.database import APPLICATION_ID, connect, damage
from synth.store.migrations import VERSION, migrations

ROWS = """
INSERT INTO search VALUES (1, 'openalex', 'main', 'd1', 'text', '["one"]', '[]', '2025-01-01T00:00:00Z',
    '2025-01-01T00:01:00Z', 'complete', 3, '');
INSERT INTO search VALUES (2, 'openalex', 'main', 'd1', 'text', '["one"]', '[]', '2025-01-02T00:00:00Z',
    '2025-01-02T00:01:00Z', 'incomplete', 3, 'short');
INSERT INTO search VALUES (3, 'doaj', 'main', 'd1', 'text', '["one"]', '[]', '2025-01-03T00:00:00Z',
    '', 'failed', NULL, 'gone');
INSERT INTO page VALUES (1, 0, 0, '*', 'b', 3, '["W1","W2"]', 0.001, 1, '2025-01-01T00:00:30Z');
INSERT INTO page VALUES (1, 0, 1, 'b', NULL, 3, '["W2","W3"]', 0.001, 1, '2025-01-01T00:00:40Z');
INSERT INTO record VALUES (1, 'openalex', 'W1', 'f1', '{"title": "Een"}', '{}');
INSERT INTO record VALUES (2, 'openalex', 'W2', 'f2', '{"title": "Twee"}', '{}');
INSERT INTO appearance VALUES (1, 1, 0, 'verified', '', '', '[]');
INSERT INTO appearance VALUES (1, 2, 1, 'rejected', '', '', '[]');
INSERT INTO work VALUES (1, 'k1', '{"title": "Een"}', '{}', NULL);
INSERT INTO link VALUES (1, 1, '[]');
INSERT INTO pair VALUES (1, 2, 'ask', 0.5, 'title', '[]');
INSERT INTO ruling VALUES (1, 1, 2, 'different', 'anna', '2025-01-04T00:00:00Z');
INSERT INTO log (at, action, detail) VALUES ('2025-01-01T00:00:00Z', 'search', '{}');
"""
NAMES = (
    "m001_first",
    "m002_ways",
    "m003_runs",
    "m004_searches",
    "m005_settling",
    "m006_imports",
    "m007_outlines",
    "m008_coders",
    "m009_assessments",
    "m010_forms",
    "m011_joined",
)
SCHEMAS = {
    2: (steps, "SCHEMA_2"),
    3: (steps, "SCHEMA_3"),
    4: (search_schema, "SCHEMA"),
    6: (import_schema, "SCHEMA"),
    8: (coding_schema, "SCHEMA"),
    9: (assessment_schema, "SCHEMA"),
    10: (form_schema, "SCHEMA"),
}
KEPT = ("record", "appearance", "work", "link", "ruling", "log")
"""Tables of which every row stays; pairs are worked out again by the next de-duplication."""


def written_by(version: int, path: Path) -> None:
    """Make a review as an older version wrote it: begun by the first, and brought up to `version`."""
    db = Database(sqlite3.connect(path, isolation_level=None))
    db.conn.execute("PRAGMA foreign_keys=OFF")
    db.conn.execute("PRAGMA legacy_alter_table=ON")
    migrations.apply(db, stop_before=NAMES[1])
    db.conn.executescript(ROWS)
    if version > 1:
        migrations.apply(db, stop_before=NAMES[version])
    db.conn.execute(f"PRAGMA application_id={APPLICATION_ID}")
    db.conn.execute(f"PRAGMA user_version={version}")
    db.close()


def held(path: Path, tables: tuple[str, ...] = (*KEPT, "search", "page")) -> dict[str, list[object]]:
    """Return the version and the rows of tables, as they are in the file."""
    with closing(sqlite3.connect(path)) as file:
        rows = {name: file.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall() for name in tables}
        return {**rows, "version": file.execute("PRAGMA user_version").fetchall()}


def test_the_last_step_is_the_version() -> None:
    assert [one.name for one in migrations.pending(Database(memory=True))] == list(NAMES)
    assert len(NAMES) == VERSION


@pytest.mark.parametrize("version", range(1, VERSION))
def test_an_older_review_is_brought_up_to_date_with_all_it_held(tmp_path: Path, version: int) -> None:
    path = tmp_path / "synth.db"
    written_by(version, path)
    before = held(path, KEPT)
    db = connect(path)
    assert damage(db) == ()
    assert [tuple(row.values())[:2] for row in db.query("SELECT id, status FROM search")] == [
        (1, "complete"), (2, "partial"), (3, "unreachable")
    ]  # fmt: skip
    pages = "SELECT seq, cursor, size, fresh FROM page ORDER BY seq"
    assert [tuple(row.values()) for row in db.query(pages)] == [(0, "*", 2, 2), (1, "b", 2, 1)]
    assert [row["id"] for row in db.query("SELECT id FROM seen")] == ["W1", "W2", "W3"]
    db.close()
    after = held(path, KEPT)
    assert {name: len(rows) for name, rows in after.items()} == {n: len(r) for n, r in before.items()}
    assert after["record"] == before["record"]
    assert after["ruling"] == before["ruling"]
    assert after["version"] == [(VERSION,)]


@pytest.mark.parametrize("version", range(1, VERSION))
def test_the_review_as_it_was_lies_beside_the_new_one(tmp_path: Path, version: int) -> None:
    written_by(version, tmp_path / "synth.db")
    before = held(tmp_path / "synth.db")
    connect(tmp_path / "synth.db").close()
    assert held(tmp_path / "synth.db.bak") == before


def test_several_that_open_an_old_review_at_once_keep_its_copy(tmp_path: Path) -> None:
    written_by(1, tmp_path / "synth.db")
    before = held(tmp_path / "synth.db")
    with ThreadPoolExecutor(6) as pool:
        for opened in pool.map(connect, [tmp_path / "synth.db"] * 6):
            opened.close()
    assert held(tmp_path / "synth.db.bak") == before
    assert held(tmp_path / "synth.db")["version"] == [(VERSION,)]
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize("failing", SCHEMAS)
def test_a_step_that_fails_at_any_statement_leaves_the_old_review(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    path = tmp_path / "synth.db"
    written_by(1, path)
    before = held(path)
    module, name = SCHEMAS[failing]
    statements = getattr(module, name).split(";\n")
    for number in range(len(statements)):
        broken = ";\n".join([*statements[:number], "SELECT no_such_thing", *statements[number + 1 :]])
        with monkeypatch.context() as patched, pytest.raises(StoreError, match="no_such_thing"):
            patched.setattr(module, name, broken)
            connect(path)
        assert held(path) == before
    db = connect(path)
    assert damage(db) == ()
    db.close()
    assert held(path, KEPT)["version"] == [(VERSION,)]


def test_a_review_that_points_to_nothing_is_refused_and_left(tmp_path: Path) -> None:
    path = tmp_path / "synth.db"
    written_by(1, path)
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.execute("PRAGMA foreign_keys=OFF")
        file.execute("INSERT INTO link VALUES (2, 99, '[]')")
    before = held(path)
    with pytest.raises(StoreError, match="point to nothing"):
        connect(path)
    assert held(path) == before
