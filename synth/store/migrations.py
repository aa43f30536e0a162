"""The schema, as small numbered steps that only ever grow.

`record`, `decision`, `coding` and their like are append-only: triggers refuse to change or remove a row.
"""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from synth.store import assessment_schema, coding_schema, form_schema, import_schema, joined, search_schema

migrations = Migrations("synth")
VERSION = 11
"""The number of the newest migration, kept in `PRAGMA user_version`."""

FIRST = ("record", "ruling", "decision", "passage", "coding", "withdrawal", "suggestion_ruling", "log")
SECOND = ("site_search", "search_withdrawal")
THIRD = ("run_ruling",)
FOURTH = ("answer",)
FORMS = ("form",)
IMPORTS = import_schema.APPEND_ONLY
ASSESSMENTS = assessment_schema.APPEND_ONLY
CODERS = coding_schema.APPEND_ONLY
APPEND_ONLY = (*FIRST, *SECOND, *THIRD, *FOURTH, *IMPORTS, *CODERS, *ASSESSMENTS, *FORMS)
"""Tables of which no row is ever changed or removed, by the migration that made them."""

SCHEMA_1 = """
CREATE TABLE search (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    strategy TEXT NOT NULL,
    digest TEXT NOT NULL,
    strategy_text TEXT NOT NULL,
    requests TEXT NOT NULL,
    widened TEXT NOT NULL,
    started_at TEXT NOT NULL,
    finished_at TEXT NOT NULL DEFAULT '',
    status TEXT NOT NULL CHECK (status IN ('running', 'complete', 'incomplete', 'failed')),
    reported INTEGER,
    note TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE page (
    search_id INTEGER NOT NULL REFERENCES search (id),
    request INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    cursor TEXT NOT NULL,
    next_cursor TEXT,
    reported INTEGER,
    ids TEXT NOT NULL,
    cost_usd REAL NOT NULL,
    whole INTEGER NOT NULL,
    received_at TEXT NOT NULL,
    PRIMARY KEY (search_id, request, seq)
) STRICT;

CREATE TABLE record (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    source_id TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    fields TEXT NOT NULL,
    raw TEXT NOT NULL,
    UNIQUE (source, source_id, fingerprint)
) STRICT;

CREATE TABLE appearance (
    search_id INTEGER NOT NULL REFERENCES search (id),
    record_id INTEGER NOT NULL REFERENCES record (id),
    rank INTEGER NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('verified', 'unverifiable', 'rejected', 'given')),
    how TEXT NOT NULL,
    reason TEXT NOT NULL,
    hits TEXT NOT NULL,
    PRIMARY KEY (search_id, record_id)
) STRICT;
CREATE INDEX appearance_record ON appearance (record_id);

CREATE TABLE problem (
    id INTEGER PRIMARY KEY,
    search_id INTEGER NOT NULL REFERENCES search (id),
    file TEXT NOT NULL,
    line INTEGER NOT NULL,
    reason TEXT NOT NULL,
    raw TEXT NOT NULL
) STRICT;

CREATE TABLE work (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    fields TEXT NOT NULL,
    origin TEXT NOT NULL,
    merged_into INTEGER REFERENCES work (id)
) STRICT;
CREATE VIRTUAL TABLE work_fts USING fts5 (
    title, abstract, keywords, authors, tokenize = "unicode61 remove_diacritics 2"
);

CREATE TABLE link (
    record_id INTEGER PRIMARY KEY REFERENCES record (id),
    work_id INTEGER NOT NULL REFERENCES work (id),
    reasons TEXT NOT NULL
) STRICT;
CREATE INDEX link_work ON link (work_id);

CREATE TABLE pair (
    a INTEGER NOT NULL REFERENCES record (id),
    b INTEGER NOT NULL REFERENCES record (id),
    outcome TEXT NOT NULL CHECK (outcome IN ('same', 'ask', 'different')),
    score REAL NOT NULL,
    rule TEXT NOT NULL,
    reasons TEXT NOT NULL,
    PRIMARY KEY (a, b)
) STRICT;

CREATE TABLE ruling (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    a INTEGER NOT NULL REFERENCES record (id),
    b INTEGER NOT NULL REFERENCES record (id),
    verdict TEXT NOT NULL CHECK (verdict IN ('same', 'different', 'withdrawn')),
    coder TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;

CREATE TABLE decision (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    work_id INTEGER NOT NULL REFERENCES work (id),
    stage TEXT NOT NULL CHECK (stage IN ('title-abstract', 'full-text')),
    verdict TEXT NOT NULL CHECK (verdict IN ('include', 'exclude', 'maybe', 'withdrawn')),
    criterion TEXT NOT NULL,
    reason TEXT NOT NULL,
    coder TEXT NOT NULL,
    at TEXT NOT NULL,
    protocol TEXT NOT NULL
) STRICT;
CREATE INDEX decision_work ON decision (work_id, stage, coder);

CREATE TABLE passage (
    id INTEGER PRIMARY KEY,
    work_id INTEGER NOT NULL REFERENCES work (id),
    digest TEXT NOT NULL,
    fields TEXT NOT NULL,
    UNIQUE (work_id, digest)
) STRICT;

CREATE TABLE coding (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL UNIQUE,
    passage_id INTEGER NOT NULL REFERENCES passage (id),
    codebook TEXT NOT NULL,
    version TEXT NOT NULL,
    dimension TEXT NOT NULL,
    code TEXT NOT NULL,
    direction TEXT NOT NULL CHECK (direction IN ('success', 'failure', 'mixed', 'neutral')),
    coder TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX coding_passage ON coding (passage_id);

CREATE TABLE withdrawal (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL UNIQUE REFERENCES coding (uid),
    coder TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;

CREATE TABLE suggestion (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    work_id INTEGER NOT NULL REFERENCES work (id),
    score REAL NOT NULL,
    fields TEXT NOT NULL
) STRICT;

CREATE TABLE suggestion_ruling (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    suggestion_id INTEGER NOT NULL REFERENCES suggestion (id),
    verdict TEXT NOT NULL CHECK (verdict IN ('accepted', 'rejected')),
    coding_uid TEXT REFERENCES coding (uid),
    coder TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;

CREATE TABLE log (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    action TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT;

CREATE VIEW current_decision AS
    SELECT * FROM decision AS d
    WHERE seq = (
        SELECT max(seq) FROM decision WHERE work_id = d.work_id AND stage = d.stage AND coder = d.coder
    ) AND verdict != 'withdrawn';

CREATE VIEW current_coding AS
    SELECT * FROM coding WHERE uid NOT IN (SELECT uid FROM withdrawal);

CREATE VIEW current_ruling AS
    SELECT * FROM ruling AS r
    WHERE seq = (SELECT max(seq) FROM ruling WHERE a = r.a AND b = r.b) AND verdict != 'withdrawn';
"""

SCHEMA_2 = """
CREATE TABLE site_search (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL,
    fields TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;

CREATE TABLE search_withdrawal (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    search_id INTEGER NOT NULL UNIQUE REFERENCES search (id),
    coder TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;

CREATE VIEW current_site_search AS
    SELECT * FROM site_search AS s
    WHERE seq = (SELECT max(seq) FROM site_search WHERE uid = s.uid) AND fields != '';

CREATE VIEW current_search AS
    SELECT * FROM search WHERE id NOT IN (SELECT search_id FROM search_withdrawal);

CREATE VIEW current_appearance AS
    SELECT * FROM appearance WHERE search_id NOT IN (SELECT search_id FROM search_withdrawal);
"""

SCHEMA_3 = """
DROP TABLE pair;

CREATE TABLE pair (
    a INTEGER NOT NULL REFERENCES record (id),
    b INTEGER NOT NULL REFERENCES record (id),
    outcome TEXT NOT NULL CHECK (outcome IN ('same', 'version', 'ask', 'different')),
    refused TEXT NOT NULL DEFAULT '',
    score REAL NOT NULL,
    rule TEXT NOT NULL,
    reasons TEXT NOT NULL,
    run INTEGER NOT NULL,
    PRIMARY KEY (a, b)
) STRICT;
CREATE INDEX pair_b ON pair (b);
CREATE INDEX pair_asked ON pair (outcome) WHERE outcome != 'same';

CREATE TABLE block (
    key INTEGER NOT NULL,
    record_id INTEGER NOT NULL,
    PRIMARY KEY (key, record_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE compared (
    record_id INTEGER PRIMARY KEY REFERENCES record (id),
    neighbourhood TEXT NOT NULL
) STRICT;

CREATE TABLE dedupe_run (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    rules TEXT NOT NULL,
    rulings INTEGER NOT NULL,
    run_rulings INTEGER NOT NULL,
    records INTEGER NOT NULL,
    works INTEGER NOT NULL
) STRICT;

CREATE TABLE run_ruling (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    run INTEGER NOT NULL REFERENCES dedupe_run (id),
    verdict TEXT NOT NULL CHECK (verdict IN ('undone', 'redone')),
    coder TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;

CREATE VIEW undone_run AS
    SELECT run FROM run_ruling AS r
    WHERE seq = (SELECT max(seq) FROM run_ruling WHERE run = r.run) AND verdict = 'undone';
"""


@migrations()
def m001_first(db: Database) -> None:
    """Searches, records, works, decisions, passages, codings and suggestions."""
    _make(db, SCHEMA_1, append_only=FIRST)


@migrations()
def m002_ways(db: Database) -> None:
    """Sites that were searched by hand, and hand-picked works that are taken back."""
    _make(db, SCHEMA_2, append_only=SECOND)


@migrations()
def m003_runs(db: Database) -> None:
    """Runs of de-duplication, that add to what is there and can be undone; pairs that are versions."""
    _make(db, SCHEMA_3, append_only=THIRD)


@migrations()
def m004_searches(db: Database) -> None:
    """How each search ended in seven words, who searched, and every answer as it was received."""
    _make(db, search_schema.SCHEMA, append_only=FOURTH)


@migrations()
def m005_settling(db: Database) -> None:
    """Screening decisions that settle what others disagree on."""
    db.execute("ALTER TABLE decision ADD COLUMN settles INTEGER NOT NULL DEFAULT 0 CHECK (settles IN (0, 1))")
    db.execute("DROP VIEW current_decision")
    db.execute(
        "CREATE VIEW current_decision AS SELECT * FROM decision AS d WHERE seq = ("
        " SELECT max(seq) FROM decision"
        " WHERE work_id = d.work_id AND stage = d.stage AND coder = d.coder AND settles = d.settles"
        ") AND verdict != 'withdrawn'"
    )


@migrations()
def m006_imports(db: Database) -> None:
    """Files of codings and decisions, each of which can be taken back as a whole."""
    _make(db, import_schema.SCHEMA, append_only=IMPORTS)


@migrations()
def m007_outlines(db: Database) -> None:
    """What tells of a compared record, at first sight, whether comparing it with another can be of use."""
    db.execute("ALTER TABLE compared ADD COLUMN outline TEXT NOT NULL DEFAULT ''")


@migrations()
def m008_coders(db: Database) -> None:
    """Full texts; what coders say beside codings: not reported, done, memos, settlements."""
    _make(db, coding_schema.SCHEMA, append_only=CODERS)


@migrations()
def m009_assessments(db: Database) -> None:
    """What people make of findings and gaps, and of lists that computed gaps are set beside."""
    _make(db, assessment_schema.SCHEMA, append_only=ASSESSMENTS)


@migrations()
def m010_forms(db: Database) -> None:
    """Forms of the pages, each of which counts once."""
    _make(db, form_schema.SCHEMA, append_only=FORMS)


@migrations()
def m011_joined(db: Database) -> None:
    """What a coder said last counts, also of works that were joined since; each gets its records back."""
    _make(db, joined.SCHEMA, append_only=())


def _make(db: Database, schema: str, *, append_only: tuple[str, ...]) -> None:
    for statement in schema.split(";\n"):
        if statement.strip():
            db.execute(statement)
    for table in append_only:
        for event in ("UPDATE", "DELETE"):
            db.execute(
                f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
