"""Tables of full texts and of the work of several coders; all of them events."""

SCHEMA = """
CREATE TABLE document (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('pdf', 'html', 'text')),
    text BLOB NOT NULL,
    parts TEXT NOT NULL,
    reader TEXT NOT NULL,
    notes TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;

CREATE TABLE attachment (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    work_id INTEGER NOT NULL REFERENCES work (id),
    document_id TEXT REFERENCES document (id),
    file TEXT NOT NULL,
    name TEXT NOT NULL,
    coder TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX attachment_work ON attachment (work_id);

CREATE TABLE anchor (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    passage_id INTEGER NOT NULL REFERENCES passage (id),
    document_id TEXT NOT NULL REFERENCES document (id),
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    how TEXT NOT NULL CHECK (how IN ('exact', 'normalised', 'fuzzy', 'lost')),
    score REAL NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX anchor_passage ON anchor (passage_id, document_id);

CREATE TABLE not_reported (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL,
    work_id INTEGER NOT NULL REFERENCES work (id),
    codebook TEXT NOT NULL,
    version TEXT NOT NULL,
    dimension TEXT NOT NULL,
    code TEXT NOT NULL,
    coder TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('said', 'withdrawn')),
    at TEXT NOT NULL
) STRICT;
CREATE INDEX not_reported_work ON not_reported (work_id);
CREATE INDEX not_reported_uid ON not_reported (uid);

CREATE TABLE done (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    work_id INTEGER NOT NULL REFERENCES work (id),
    coder TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('done', 'open')),
    at TEXT NOT NULL
) STRICT;
CREATE INDEX done_work ON done (work_id, coder);

CREATE TABLE memo (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL,
    about TEXT NOT NULL CHECK (about IN ('work', 'coding', 'code')),
    work_id INTEGER REFERENCES work (id),
    target TEXT NOT NULL,
    text TEXT NOT NULL,
    coder TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX memo_work ON memo (work_id);
CREATE INDEX memo_uid ON memo (uid);

CREATE TABLE settlement (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL,
    work_id INTEGER NOT NULL REFERENCES work (id),
    codebook TEXT NOT NULL,
    version TEXT NOT NULL,
    dimension TEXT NOT NULL,
    code TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('given', 'not-given', 'withdrawn')),
    directions TEXT NOT NULL,
    reason TEXT NOT NULL,
    coder TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX settlement_work ON settlement (work_id, codebook, dimension, code);
CREATE INDEX settlement_uid ON settlement (uid);

CREATE TABLE ruling_undone (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    ruling_seq INTEGER NOT NULL UNIQUE REFERENCES suggestion_ruling (seq),
    coder TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;

CREATE INDEX suggestion_work ON suggestion (work_id);
CREATE INDEX suggestion_ruled ON suggestion_ruling (suggestion_id);
CREATE INDEX suggestion_coded ON suggestion_ruling (coding_uid);
CREATE INDEX work_merged ON work (merged_into);

CREATE VIEW current_suggestion_ruling AS
    SELECT * FROM suggestion_ruling WHERE seq NOT IN (SELECT ruling_seq FROM ruling_undone);

CREATE VIEW current_attachment AS
    SELECT * FROM attachment AS a
    WHERE seq = (SELECT max(seq) FROM attachment WHERE work_id = a.work_id) AND document_id IS NOT NULL;

CREATE VIEW current_anchor AS
    SELECT * FROM anchor AS a WHERE seq = (
        SELECT max(seq) FROM anchor WHERE passage_id = a.passage_id AND document_id = a.document_id
    );

CREATE VIEW current_not_reported AS
    SELECT * FROM not_reported AS n
    WHERE seq = (SELECT max(seq) FROM not_reported WHERE uid = n.uid) AND state != 'withdrawn';

CREATE VIEW current_done AS
    SELECT * FROM done AS d
    WHERE seq = (SELECT max(seq) FROM done WHERE work_id = d.work_id AND coder = d.coder) AND state = 'done';

CREATE VIEW current_memo AS
    SELECT * FROM memo AS m WHERE seq = (SELECT max(seq) FROM memo WHERE uid = m.uid) AND text != '';

CREATE VIEW current_settlement AS
    SELECT * FROM settlement AS s WHERE seq = (
        SELECT max(seq) FROM settlement WHERE work_id = s.work_id AND codebook = s.codebook
        AND dimension = s.dimension AND code = s.code
    ) AND verdict != 'withdrawn';
"""
"""The text of a document is compressed; an attachment without a document takes the full text away again."""

APPEND_ONLY = (
    "document",
    "attachment",
    "anchor",
    "not_reported",
    "done",
    "memo",
    "settlement",
    "ruling_undone",
)
