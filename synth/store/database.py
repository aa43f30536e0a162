"""The one SQLite file of a review: opening it, its settings, and the only way to write to it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.db import Table

from synth.errors import StoreError
from synth.installing import newest
from synth.store.migrations import VERSION, migrations

BUSY_SECONDS = 30.0
APPLICATION_ID = 0x53594E54
"""`SYNT` in ASCII, written in the header so that a foreign SQLite file is refused."""


def now() -> str:
    """The time in UTC as ISO 8601 with seconds, for people; order never depends on it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@contextmanager
def guarded(what: str) -> Iterator[None]:
    """Turn SQLite's own errors into one message that says what failed and what to do.

    Raises StoreError.
    """
    try:
        yield
    except sqlite3.DatabaseError as error:
        text = str(error)
        known = {"": REFUSED} if isinstance(error, sqlite3.IntegrityError) else REMEDIES
        remedy = next((r for cue, r in known.items() if cue in text), "Restore `synth.db` from a copy.")
        raise StoreError(f"{what}: {text}.", remedy=remedy) from error


REFUSED = "Nothing was stored. Give a value that fits; if you typed none, report it as a mistake in synth."

REMEDIES = {
    "locked": "Another program is writing to this review; wait for it or close it, then try again.",
    "is full": "Free space on the disk, then run the same command again; nothing acknowledged is lost.",
    "disk I/O": "Check the disk and its free space, then run the same command again.",
    "readonly": "Give yourself write access to the folder of the review.",
    "unable to open": "Check that the folder exists and that you may write in it.",
    "not a database": "The file is not a database; restore it from a copy, or move it away to start anew.",
    "malformed": "The file is damaged; restore it from a copy.",
}
"""What to do, by a part of SQLite's message."""


def connect(path: Path) -> Database:
    """Open (or create) the database at `path` with its schema brought up to date.

    WAL with synchronous=FULL, so that what was acknowledged survives a power cut. In a folder that cannot
    be written an existing database is opened for reading. Raises StoreError when the file is locked,
    damaged, not a review, or written by a newer version.
    """
    reading = path.exists() and not os.access(path.parent, os.W_OK)
    with guarded(f"{path} cannot be opened"):
        address = _read_only(path) if reading else path
        connection = sqlite3.connect(
            address,
            timeout=BUSY_SECONDS,
            isolation_level=None,
            uri=reading,
            check_same_thread=False,  # a search stores in one thread of its own while another waits for it
        )
        try:
            _check(connection, path) if reading else _prepare(connection, path)
        except BaseException:
            connection.close()
            raise
    return Database(connection)


@contextmanager
def writing(db: Database) -> Iterator[Database]:
    """One transaction: all or nothing, and the write lock is taken at the start.

    BEGIN IMMEDIATE, since a deferred transaction that reads first fails at once when another writes. Inside
    another `writing` block it is part of that one.
    """
    with guarded("The review could not be written"):
        if db.conn.in_transaction:
            with db.atomic():
                yield db
            return
        db.conn.execute("BEGIN IMMEDIATE")
        try:
            yield db
            db.conn.execute("COMMIT")
        except BaseException:
            if db.conn.in_transaction:
                db.conn.execute("ROLLBACK")
            raise


@contextmanager
def reading(db: Database) -> Iterator[None]:
    """One state of the review for all that is read here, whatever others store meanwhile."""
    if db.conn.in_transaction:
        yield
        return
    with guarded("The review could not be read"):
        db.conn.execute("BEGIN")
        try:
            yield
        finally:
            db.conn.execute("ROLLBACK")


def damage(db: Database) -> tuple[str, ...]:
    """What SQLite's own checks find wrong with the file; empty when it is sound."""
    with guarded("The database could not be checked"):
        broken = [row[0] for row in db.conn.execute("PRAGMA integrity_check") if row[0] != "ok"]
        loose = db.conn.execute("PRAGMA foreign_key_check").fetchall()
    return (*broken, *(f"{row[0]} row {row[1]} points to a missing {row[2]}" for row in loose))


def inserted(table: Table) -> int:
    """The id of the row that was just inserted."""
    return int(str(table.last_pk))


def _read_only(path: Path) -> str:
    """The address for reading; a file that nobody is writing needs no files beside it."""
    log = path.with_name(path.name + "-wal")
    quiet = not log.exists() or not log.stat().st_size
    return f"{path.resolve().as_uri()}?mode=ro{'&immutable=1' if quiet else ''}"


def _check(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a file that this version cannot read as it is."""
    version = _version(connection, path)
    if version < VERSION:
        remedy = "Open it once where you may write: it is brought up to date there."
        raise StoreError(f"{path} was written by an older version of synth.", remedy=remedy)


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    version = _version(connection, path)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "trusted_schema=OFF"):
        connection.execute(f"PRAGMA {pragma}")
    if version < VERSION:
        _migrate(connection, path, fresh=version == 0)
    for pragma in ("foreign_keys=ON", "legacy_alter_table=OFF"):
        connection.execute(f"PRAGMA {pragma}")


def _version(connection: sqlite3.Connection, path: Path) -> int:
    """The version of the schema; 0 in a new file. Raises StoreError for a foreign or newer file."""
    version, application, tables = connection.execute(STATE).fetchone()
    if tables and application != APPLICATION_ID:
        raise StoreError(f"{path} is a database, but not of a review.", remedy="Move it away.")
    if version > VERSION:
        remedy = f"Install the newest: {newest()}"
        raise StoreError(f"{path} was written by a newer version of synth.", remedy=remedy)
    return int(version)


STATE = """
SELECT user_version, application_id, (SELECT count(*) FROM sqlite_master)
FROM pragma_user_version, pragma_application_id
"""
"""Read at once: another program may be making the tables just now."""


def copy(path: Path, to: Path) -> None:
    """Copy a database whole or not at all, by a connection of its own: the one that holds the lock cannot."""
    with closing(sqlite3.connect(path)) as read, closing(sqlite3.connect(part := Path(f"{to}.part"))) as copy:
        read.backup(copy)
    part.replace(to)


def _migrate(connection: sqlite3.Connection, path: Path, *, fresh: bool) -> None:
    """Bring the schema up to date; references are checked afterwards, since tables may be made anew."""
    for pragma in ("foreign_keys=OFF", "legacy_alter_table=ON"):
        connection.execute(f"PRAGMA {pragma}")
    db = Database(connection)
    with writing(db):
        if _version(connection, path) == VERSION:  # another process did it while this one waited for the lock
            return
        if not fresh:
            copy(path, path.with_suffix(".db.bak"))
        migrations.apply(db)
        if loose := connection.execute("PRAGMA foreign_key_check").fetchall():
            raise StoreError(
                f"{path} has {len(loose)} rows that point to nothing.", remedy="Restore it from a copy."
            )
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version={VERSION}")
