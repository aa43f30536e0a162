"""The tables of searches as the fourth step of the schema makes them: ends, pages, and kept answers."""

SCHEMA = """
CREATE TABLE search_new (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    version TEXT NOT NULL DEFAULT '',
    searcher TEXT NOT NULL DEFAULT '',
    strategy TEXT NOT NULL,
    digest TEXT NOT NULL,
    strategy_text TEXT NOT NULL,
    requests TEXT NOT NULL,
    params TEXT NOT NULL DEFAULT '[]',
    filters TEXT NOT NULL DEFAULT '[]',
    since TEXT NOT NULL DEFAULT '',
    widened TEXT NOT NULL,
    started_at TEXT NOT NULL,
    finished_at TEXT NOT NULL DEFAULT '',
    status TEXT NOT NULL CHECK (status IN
        ('running', 'complete', 'empty', 'partial', 'unreachable', 'refused', 'out-of-budget')),
    first_reported INTEGER,
    reported INTEGER,
    new INTEGER NOT NULL DEFAULT 0,
    note TEXT NOT NULL DEFAULT ''
) STRICT;
INSERT INTO search_new (
    id, source, strategy, digest, strategy_text, requests, widened, started_at, finished_at, status,
    first_reported, reported, note
) SELECT
    id, source, strategy, digest, strategy_text, requests, widened, started_at, finished_at,
    CASE status WHEN 'incomplete' THEN 'partial' WHEN 'failed' THEN 'unreachable' ELSE status END,
    reported, reported, note
FROM search;
DROP TABLE search;
ALTER TABLE search_new RENAME TO search;

CREATE TABLE seen (
    search_id INTEGER NOT NULL REFERENCES search (id),
    request INTEGER NOT NULL,
    id TEXT NOT NULL,
    PRIMARY KEY (search_id, request, id)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO seen SELECT search_id, request, value FROM page, json_each(page.ids);

CREATE TABLE page_new (
    search_id INTEGER NOT NULL REFERENCES search (id),
    request INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    cursor TEXT NOT NULL,
    next_cursor TEXT,
    reported INTEGER,
    size INTEGER NOT NULL,
    fresh INTEGER NOT NULL,
    cost_usd REAL NOT NULL,
    whole INTEGER NOT NULL,
    answers TEXT NOT NULL,
    received_at TEXT NOT NULL,
    is_read INTEGER NOT NULL,
    PRIMARY KEY (search_id, request, seq)
) STRICT;
INSERT INTO page_new SELECT search_id, request, seq, cursor, next_cursor, reported,
    json_array_length(ids),
    (SELECT count(DISTINCT value) FROM json_each(page.ids) WHERE value NOT IN (
        SELECT other.value FROM page AS earlier, json_each(earlier.ids) AS other
        WHERE earlier.search_id = page.search_id AND earlier.request = page.request AND earlier.seq < page.seq
    )), cost_usd, whole, '[]', received_at, 1
FROM page;
DROP TABLE page;
ALTER TABLE page_new RENAME TO page;
CREATE INDEX page_cursor ON page (search_id, request, cursor);

CREATE TABLE answer (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL,
    source TEXT NOT NULL,
    ask TEXT NOT NULL,
    body BLOB NOT NULL,
    whole INTEGER NOT NULL,
    received_at TEXT NOT NULL
) STRICT;
CREATE INDEX answer_key ON answer (key);
CREATE INDEX appearance_rank ON appearance (search_id, rank);
"""
