"""The tables of what people make of findings and gaps, and of lists that computed gaps are set beside."""

from __future__ import annotations

APPEND_ONLY = ("assessment", "gap_link")

SCHEMA = """
CREATE TABLE assessment (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    subject TEXT NOT NULL,
    aspect TEXT NOT NULL CHECK (aspect IN ('confidence', 'priority', 'status')),
    value TEXT NOT NULL,
    reason TEXT NOT NULL CHECK (reason != ''),
    coder TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;

CREATE TABLE gap_link (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    list TEXT NOT NULL,
    statement TEXT NOT NULL,
    gap TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('same', 'partly', 'none', 'withdrawn')),
    reason TEXT NOT NULL,
    coder TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;

CREATE VIEW current_assessment AS
    SELECT * FROM assessment AS a
    WHERE seq = (SELECT max(seq) FROM assessment WHERE subject = a.subject AND aspect = a.aspect)
    AND value != 'withdrawn';

CREATE VIEW current_gap_link AS
    SELECT * FROM gap_link AS l
    WHERE seq = (
        SELECT max(seq) FROM gap_link WHERE list = l.list AND statement = l.statement AND gap = l.gap
    ) AND verdict != 'withdrawn';
"""
"""`withdrawn` takes back the one before; an empty gap with `none` says that no computed gap is meant."""
