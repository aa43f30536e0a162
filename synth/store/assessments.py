"""What people make of findings and gaps, as append-only events; the current state is a view."""

from __future__ import annotations

from sqlite_utils import Database

from synth.model import Assessment, GapLink
from synth.store.database import now, writing

WITHDRAWN = "withdrawn"

LINKS = """
SELECT list, statement, gap, verdict, reason, coder, at FROM current_gap_link WHERE list = ? ORDER BY seq
"""


def add_assessment(db: Database, assessment: Assessment) -> None:
    """Append an assessment; value `withdrawn` takes back the one in force, and both events stay."""
    row = {name: getattr(assessment, name) for name in ("subject", "aspect", "value", "reason", "coder")}
    with writing(db):
        db.table("assessment").insert({**row, "at": assessment.at or now()})


def current_assessments(db: Database) -> tuple[Assessment, ...]:
    """The assessments that count now, in the order they were made."""
    sql = "SELECT subject, aspect, value, reason, coder, at FROM current_assessment ORDER BY seq"
    return tuple(Assessment(**row) for row in db.query(sql))


def add_gap_link(db: Database, link: GapLink) -> None:
    """Append a link between a statement of a published list and a gap; `withdrawn` takes one back."""
    row = {name: getattr(link, name) for name in ("list", "statement", "gap", "verdict", "reason", "coder")}
    with writing(db):
        db.table("gap_link").insert({**row, "at": link.at or now()})


def current_gap_links(db: Database, listed: str) -> tuple[GapLink, ...]:
    """The links of the list with this id that count now, in the order they were made."""
    return tuple(GapLink(**row) for row in db.query(LINKS, [listed]))
