"""What was done in the review, in order: the trail behind the protocol."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from sqlite_utils import Database

from synth.store.database import now, writing
from synth.store.fields import to_json


def note(db: Database, action: str, detail: Mapping[str, Any]) -> None:
    """Append one entry: the action's name and what it was about."""
    with writing(db):
        db.table("log").insert({"at": now(), "action": action, "detail": to_json(detail)})


def entries(db: Database) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every entry as (time, action, detail), oldest first."""
    for row in db.query("SELECT at, action, detail FROM log ORDER BY seq"):
        yield row["at"], row["action"], json.loads(row["detail"])
