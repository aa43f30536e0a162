"""The table of forms that count once."""

SCHEMA = """
CREATE TABLE form (
    nonce TEXT PRIMARY KEY,
    coder TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""
