"""Bibliographic fields as JSON in one column, and back: the only mapping between model and tables."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from dataclasses import asdict
from typing import Any

from msgspec import structs

from synth.model import BIBLIOGRAPHIC, Hit, Name, Passage, Record, Suggestion

_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
FEW = ("arm", "document", "page")
"""Values that few passages have."""


def to_json(value: Any) -> str:
    """Compact JSON with sorted keys, the same for the same value."""
    return _ENCODER.encode(value)


def digest(value: str) -> str:
    """A short stable hash of text (128 bits of SHA-256, hexadecimal)."""
    return hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def record_fields(record: Record) -> str:
    """The fields that describe the publication, without the empty ones."""
    values = {name: value for name in BIBLIOGRAPHIC if (value := getattr(record, name))}
    if record.authors:
        values["authors"] = [
            {"family": one.family, "given": one.given, "literal": one.literal} for one in record.authors
        ]
    return to_json(values)


def read_record(source: str, source_id: str, raw: str, fields: str) -> Record:
    """The record that `record_fields` wrote."""
    values = json.loads(fields)
    values["authors"] = tuple(Name(**name) for name in values.get("authors", ()))
    values["keywords"] = tuple(values.get("keywords", ()))
    return Record(source=source, source_id=source_id, raw=raw, **values)


def hits_json(hits: tuple[Hit, ...]) -> str:
    """The places where terms matched."""
    return to_json([{name: getattr(hit, name) for name in _OF_HITS} for hit in hits])


_OF_HITS = tuple(one.name for one in dataclasses.fields(Hit))


def read_hits(text: str) -> tuple[Hit, ...]:
    """The hits that `hits_json` wrote."""
    return tuple(Hit(**hit) for hit in json.loads(text))


def passage_fields(passage: Passage) -> str:
    """A passage without its work."""
    return to_json(_said(passage))


def _said(passage: Passage) -> dict[str, Any]:
    """The values of a passage but its work; those that few passages have, only where they are."""
    values = asdict(passage)
    del values["work"]
    return {name: value for name, value in values.items() if value or name not in FEW}


def read_passage(work: str, fields: str) -> Passage:
    """The passage that `passage_fields` wrote."""
    return Passage(work=work, **json.loads(fields))


def suggestion_fields(suggestion: Suggestion) -> str:
    """A suggestion without its work."""
    values = structs.asdict(suggestion)
    values["passage"] = {**_said(suggestion.passage), "work": ""}
    for name in ("like", "like_work", "by"):
        if not values[name]:
            del values[name]
    return to_json(values)


def read_suggestion(work: str, fields: str) -> Suggestion:
    """The suggestion that `suggestion_fields` wrote."""
    values = json.loads(fields)
    values["passage"] = Passage(**{**values["passage"], "work": work})
    values["terms"] = tuple(values["terms"])
    return Suggestion(**values)
