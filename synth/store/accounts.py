"""Who may work in a review over the web, their sessions, and what happened at the door.

This is a file of its own beside the review (`serve.db`, readable by its owner alone), so that a review that
is copied or published carries no password hashes.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import Any, Literal

from sqlite_utils import Database

from synth.errors import StoreError, UsageError
from synth.store.database import BUSY_SECONDS, guarded, now, writing
from synth.store.fields import to_json

FILE = "serve.db"
APPLICATION_ID = 0x53594E57
"""`SYNW` in ASCII."""

Role = Literal["reader", "coder", "lead"]
ROLES: tuple[Role, ...] = ("reader", "coder", "lead")
"""What people may do, each more than the one before: look; decide and code; settle, search and set up."""

SCHEMA = """
CREATE TABLE IF NOT EXISTS account (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('reader', 'coder', 'lead')),
    password TEXT NOT NULL,
    active INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE TABLE IF NOT EXISTS session (
    digest TEXT PRIMARY KEY,
    person TEXT NOT NULL,
    began REAL NOT NULL,
    seen REAL NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS audit (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    action TEXT NOT NULL,
    person TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS own_name (name TEXT NOT NULL) STRICT;
CREATE TRIGGER IF NOT EXISTS audit_no_update BEFORE UPDATE ON audit
    BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER IF NOT EXISTS audit_no_delete BEFORE DELETE ON audit
    BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
"""


@dataclass(frozen=True, slots=True)
class Account:
    """A person who may sign in: `id` is what decisions and codings carry, `password` a hash."""

    id: str
    name: str
    role: Role
    password: str
    active: bool


@dataclass(frozen=True, slots=True)
class StoredSession:
    """A session by the digest of its secret; times in seconds since 1970."""

    digest: str
    person: str
    began: float
    seen: float


def connect(folder: Path) -> Database:
    """Open (or make) the accounts of the review in `folder`. Raises StoreError when the file is another's."""
    path = folder / FILE
    with guarded(f"{path} cannot be opened"):
        connection = sqlite3.connect(
            path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        path.chmod(0o600)
        asked = "SELECT count(*), (SELECT application_id FROM pragma_application_id) FROM sqlite_master"
        tables, application = connection.execute(asked).fetchone()
        if tables and application != APPLICATION_ID:
            connection.close()
            raise StoreError(f"{path} does not hold accounts.", remedy="Move it away.")
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "trusted_schema=OFF"):
            connection.execute(f"PRAGMA {pragma}")
        mark = f"PRAGMA application_id={APPLICATION_ID}"
        connection.executescript(f"BEGIN IMMEDIATE; {mark}; {SCHEMA} COMMIT;")
    return Database(connection)


def own_name(db: Database) -> str:
    """A name of this machine that only this review goes by: made up once, and kept.

    Browsers send cookies to every port of a name, so that another server of this machine would see ours.
    """
    with writing(db):
        row = db.conn.execute("SELECT name FROM own_name").fetchone()
        if row is None:
            row = (f"synth-{token_hex(8)}.localhost",)
            db.conn.execute("INSERT INTO own_name VALUES (?)", row)
    return str(row[0])


def accounts(db: Database) -> tuple[Account, ...]:
    """Every account, by id; also those that were closed."""
    return tuple(_account(row) for row in db.query("SELECT * FROM account ORDER BY id"))


def account(db: Database, person: str) -> Account | None:
    """The account of a person that is open; None without one."""
    rows = db.query("SELECT * FROM account WHERE id = ? AND active", (person,))
    return next(map(_account, rows), None)


def add_account(db: Database, new: Account, *, by: str) -> None:
    """Store a new account, or open a closed one anew. Raises UsageError when it is there and open."""
    with writing(db):
        if account(db, new.id):
            raise UsageError(
                f"There is an account `{new.id}` already.", remedy="Change it, or choose another id."
            )
        row = {"id": new.id, "name": new.name, "role": new.role, "password": new.password, "active": 1}
        db.table("account").upsert(row, pk="id")
        audit(db, "account-added", person=by, account=new.id, role=new.role)


def change_account(db: Database, person: str, *, by: str, **values: Any) -> None:
    """Change `role`, `password` or `active` of an account, and end its sessions. Raises UsageError."""
    with writing(db):
        if not account(db, person):
            raise UsageError(f"There is no account `{person}`.", remedy="`synth account` lists them.")
        db.table("account").update(person, values)
        end_sessions(db, person)
        told = {name: value for name, value in values.items() if name != "password"}
        action = "password-changed" if set(values) == {"password"} else "account-changed"
        audit(db, action, person=by, account=person, changed=sorted(values), **told)


def store_session(db: Database, session: StoredSession) -> None:
    """Store a session, or when it was last seen."""
    with writing(db):
        sql = "INSERT OR REPLACE INTO session (digest, person, began, seen) VALUES (?, ?, ?, ?)"
        db.conn.execute(sql, (session.digest, session.person, session.began, session.seen))


def session(db: Database, digest: str) -> StoredSession | None:
    """The session with this digest; None without one."""
    rows = db.query("SELECT digest, person, began, seen FROM session WHERE digest = ?", (digest,))
    return next((StoredSession(**row) for row in rows), None)


def end_session(db: Database, digest: str) -> None:
    """Forget one session."""
    with writing(db):
        db.conn.execute("DELETE FROM session WHERE digest = ?", (digest,))


def end_sessions(db: Database, person: str) -> None:
    """Forget every session of a person."""
    with writing(db):
        db.conn.execute("DELETE FROM session WHERE person = ?", (person,))


def audit(db: Database, action: str, *, person: str, **detail: Any) -> None:
    """Append what happened at the door: who did it, and what it was about."""
    with writing(db):
        db.table("audit").insert({"at": now(), "action": action, "person": person, "detail": to_json(detail)})


def audited(db: Database, *, newest: int = 200) -> Iterator[tuple[str, str, str, Mapping[str, Any]]]:
    """The newest entries as (time, action, person, detail), newest first."""
    sql = "SELECT at, action, person, detail FROM audit ORDER BY seq DESC LIMIT ?"
    for row in db.query(sql, (newest,)):
        yield row["at"], row["action"], row["person"], json.loads(row["detail"])


def _account(row: Mapping[str, Any]) -> Account:
    return Account(**{**row, "active": bool(row["active"])})
