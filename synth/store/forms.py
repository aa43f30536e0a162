"""Forms that count once: each carries a number used once, stored in the transaction of what it changes."""

from __future__ import annotations

from sqlite_utils import Database

from synth.store.database import now


def first_use(db: Database, nonce: str, *, coder: str) -> bool:
    """Note, within a transaction, that a form is used; False when it was used before."""
    done = db.conn.execute("INSERT OR IGNORE INTO form VALUES (?, ?, ?)", (nonce, coder, now()))
    return done.rowcount == 1
