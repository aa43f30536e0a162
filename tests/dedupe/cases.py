"""Read the cases of cases.yaml: two records and what must become of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from synth.documents import load
from synth.formats import names, normalise
from synth.model import Record


@dataclass(frozen=True)
class Case:
    id: str
    expect: str
    a: Record
    b: Record
    rule: str = ""


def record(fields: dict[str, Any], source_id: str = "x") -> Record:
    """A record from the short form of cases.yaml."""
    written = [part for part in str(fields.get("authors", "")).split("; ") if part]
    return Record(
        source="case",
        source_id=source_id,
        raw="",
        title=str(fields.get("title", "")),
        authors=tuple(map(names.parse, written)),
        year=fields.get("year"),
        container_title=str(fields.get("container", "")),
        volume=str(fields.get("volume", "")),
        issue=str(fields.get("issue", "")),
        page=normalise.pages(str(fields.get("page", ""))),
        type=str(fields.get("type", "article-journal")),
        doi=normalise.doi(str(fields.get("doi", ""))),
        isbn=str(fields.get("isbn", "")),
        language=str(fields.get("language", "")),
        abstract=str(fields.get("abstract", "")),
    )


def cases() -> list[Case]:
    listed = load(Path(__file__).parent / "cases.yaml").data
    return [
        Case(one["id"], one["expect"], record(one["a"]), record(one["b"]), one.get("rule", ""))
        for one in listed
    ]
