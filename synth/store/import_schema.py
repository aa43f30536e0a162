"""Tables of the files of codings and decisions that were taken in."""

APPEND_ONLY = ("event_import", "event_import_withdrawal", "coding_read")
"""Tables of which no row is ever changed or removed."""

SCHEMA = """
CREATE TABLE event_import (
    id INTEGER PRIMARY KEY,
    file TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('codings', 'decisions')),
    search_id INTEGER NOT NULL,
    codes TEXT NOT NULL,
    coding_after INTEGER NOT NULL,
    coding_upto INTEGER NOT NULL,
    decision_after INTEGER NOT NULL,
    decision_upto INTEGER NOT NULL,
    at TEXT NOT NULL
) STRICT;

CREATE TABLE event_import_withdrawal (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    import_id INTEGER NOT NULL UNIQUE REFERENCES event_import (id),
    withdrawal_after INTEGER NOT NULL,
    withdrawal_upto INTEGER NOT NULL,
    coder TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;

CREATE TABLE coding_read (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    work_id INTEGER NOT NULL REFERENCES work (id),
    codebook TEXT NOT NULL,
    coder TEXT NOT NULL,
    import_id INTEGER NOT NULL REFERENCES event_import (id),
    UNIQUE (work_id, codebook, coder, import_id)
) STRICT;

CREATE VIEW current_coding_read AS
    SELECT * FROM coding_read WHERE import_id NOT IN (SELECT import_id FROM event_import_withdrawal);
"""
