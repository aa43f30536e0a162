"""What only one process may do at a time in a review; the lock goes with the process that holds it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from synth.errors import StoreError
from synth.text import slug


@contextmanager
def claimed(folder: Path, what: str) -> Iterator[None]:
    """Hold `what` in a review for this process alone, also when the process is killed.

    The lock is SQLite's own on an empty file, which works alike on all systems and is left where it is: taken
    away, it could be held twice. Raises StoreError when another holds it.
    """
    path = folder / f".{slug(what)}.lock"
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)) as file:
        try:
            file.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            message = f"Something else is busy with {what} in this review: {error}."
            raise StoreError(message, remedy="Wait until it is done, or end it; then try again.") from error
        yield
