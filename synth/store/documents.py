"""Full texts: what was read from a file, which work it belongs to, and where passages stand in it."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict

from sqlite_utils import Database

from synth.model import Passage
from synth.store.database import now, writing
from synth.store.fields import read_passage, to_json
from synth.store.works import scope, work_id
from synth.texts import Anchor, Attached, Document, Part

ATTACHED = """
SELECT coalesce(root.key, work.key) AS work, e.document_id AS document, e.file, e.name, e.coder, e.at
FROM current_attachment AS e JOIN work ON work.id = e.work_id
LEFT JOIN work AS root ON root.id = work.merged_into WHERE {where} ORDER BY e.seq
"""

ATTACHED_TO = "SELECT work_id FROM current_attachment AS e WHERE {where}"

PASSAGES = """
SELECT DISTINCT e.id, e.fields FROM passage AS e JOIN current_coding ON passage_id = e.id
WHERE {where} AND e.fields LIKE '%"field":"document"%' ORDER BY e.id
"""

ANCHORS = """
SELECT passage_id, start, "end", how, score FROM current_anchor
WHERE document_id = :document AND passage_id IN (SELECT id FROM passage AS e WHERE {where})
"""


def attach(db: Database, work: str, document: Document, *, file: tuple[str, str], coder: str) -> None:
    """Make `document` the full text of a work; `file` is the kept file and its name when it was handed over.

    Raises UsageError for an unknown work.
    """
    kept, name = file
    with writing(db):
        _keep(db, document)
        row = {"work_id": work_id(db, work), "document_id": document.id, "file": kept, "name": name}
        db.table("attachment").insert({**row, "coder": coder, "at": now()})


def detach(db: Database, work: str, *, coder: str) -> None:
    """Take the full text of a work away; text and events stay. Raises UsageError for an unknown work."""
    where, values = scope(db, work)
    with writing(db):
        for row in list(db.query(ATTACHED_TO.format(where=where), values)):
            gone = {"document_id": None, "file": "", "name": "", "coder": coder, "at": now()}
            db.table("attachment").insert({**row, **gone})


def attached(db: Database, work: str = "") -> tuple[Attached, ...]:
    """The full texts that works have now, the last of each work last; of one work, or of all."""
    where, values = scope(db, work)
    return tuple(Attached(**row) for row in db.query(ATTACHED.format(where=where), values))


def read_document(db: Database, document_id: str) -> Document:
    """The document with this id, which a work has or had."""
    sql = "SELECT kind, text, parts, reader, notes FROM document WHERE id = ?"
    kind, text, parts, reader, notes = db.conn.execute(sql, (document_id,)).fetchone()
    return Document(
        id=document_id,
        kind=kind,
        text=zlib.decompress(text).decode("utf-8", "surrogatepass"),
        parts=tuple(Part(**part) for part in json.loads(parts)),
        reader=reader,
        notes=tuple(json.loads(notes)),
    )


def has_document(db: Database, document_id: str) -> bool:
    """Whether a document with this id is kept."""
    return bool(db.conn.execute("SELECT 1 FROM document WHERE id = ?", (document_id,)).fetchone())


def quoted(db: Database, work: str) -> tuple[tuple[int, Passage], ...]:
    """The passages with a coding in force that point into a full text of the work, with their ids."""
    where, values = scope(db, work)
    rows = db.query(PASSAGES.format(where=where), values)
    return tuple((row["id"], read_passage(work, row["fields"])) for row in rows)


def add_anchors(db: Database, document_id: str, anchors: Mapping[int, Anchor]) -> None:
    """Store where passages stand in a document, all or nothing."""
    with writing(db):
        db.table("anchor").insert_all(
            {"passage_id": number, "document_id": document_id, **asdict(anchor), "at": now()}
            for number, anchor in anchors.items()
        )


def anchors(db: Database, document_id: str, work: str) -> dict[int, Anchor]:
    """Where passages of the work stand in a document, as far as it was looked for."""
    where, values = scope(db, work)
    rows = db.query(ANCHORS.format(where=where), {**values, "document": document_id})
    return {row.pop("passage_id"): Anchor(**row) for row in rows}


def _keep(db: Database, document: Document) -> None:
    row = {
        "id": document.id,
        "kind": document.kind,
        "text": zlib.compress(document.text.encode("utf-8", "surrogatepass")),
        "parts": to_json([asdict(part) for part in document.parts]),
        "reader": document.reader,
        "notes": to_json(list(document.notes)),
        "at": now(),
    }
    db.table("document").insert(row, ignore=True)
