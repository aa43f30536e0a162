"""Coding in the form that EPPI-Reviewer exports and EPPI-Mapper takes: code sets, references, and ticks."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from synth.formats import kinds
from synth.formats.eppi_coding import EppiCode, EppiExport, EppiQuote, EppiReference, EppiTick
from synth.model import Name, Record

_STANDARD = {
    "SetTypeName": "Standard",
    "SetTypeDescription": "Codes for regular coding, on several levels.",
}
_SCREENING = {
    "SetTypeName": "Screening",
    "SetTypeDescription": "Codes by which items are included or excluded.",
}
_KINDS = {True: "Selectable (show checkbox)", False: "Not selectable (no checkbox)"}
_CONTEXTS = ";;;\n"
_UNSAID = (
    *("Availability", "City", "Comments", "Country", "CreatedBy", "DateCreated", "DateEdited", "EditedBy"),
    *("Edition", "Institution", "Month", "ParentAuthors", "QuickCitation"),
)
"""What each reference of an export has beside what is known here; programs that read it expect a text."""


def write(export: EppiExport, records: Mapping[str, Record]) -> str:
    """The coding as JSON text; `records` holds what is known of each reference, by its id.

    Ids that are numbers are written as such, as EPPI-Mapper expects of all.
    """
    below: defaultdict[tuple[str, str], list[EppiCode]] = defaultdict(list)
    for code in export.codes:
        below[code.path[0], code.parent].append(code)
    screening = {code.path[0] for code in export.codes if code.verdict}
    sets = [
        {
            "SetName": name,
            "SetId": number,
            "ReviewSetId": number,
            "SetDescription": "",
            "SetType": _SCREENING if name in screening else _STANDARD,
            "Attributes": {"AttributesList": _attributes(below, name, "")},
        }
        for number, name in enumerate(dict.fromkeys(code.path[0] for code in export.codes), start=1)
    ]
    references = [_reference(one, records[one.id]) for one in export.references]
    return json.dumps({"CodeSets": sets, "References": references}, ensure_ascii=False, indent=1) + "\n"


def _attributes(
    below: Mapping[tuple[str, str], Sequence[EppiCode]], tree: str, parent: str
) -> list[dict[str, Any]]:
    listed = []
    for code in below.get((tree, parent), ()):
        one: dict[str, Any] = {
            "AttributeSetId": _number(code.id),
            "AttributeId": _number(code.id),
            "AttributeSetDescription": code.description,
            "AttributeType": code.verdict.capitalize() or _KINDS[code.selectable],
            "AttributeName": code.name,
            "AttributeDescription": "",
            "ExtURL": "",
            "ExtType": "",
            "OriginalAttributeID": 0,
        }
        finer = _attributes(below, tree, code.id)
        listed.append(one | ({"Attributes": {"AttributesList": finer}} if finer else {}))
    return listed


def _reference(one: EppiReference, record: Record) -> dict[str, Any]:
    return dict.fromkeys(_UNSAID, "") | {
        "ItemId": _number(one.id),
        "OldItemId": record.source_id,
        "Title": record.title,
        "ParentTitle": record.container_title,
        "ShortTitle": one.name,
        "Authors": " ; ".join(_author(name) for name in record.authors),
        "Year": str(record.year or ""),
        "Volume": record.volume,
        "Issue": record.issue,
        "Pages": record.page,
        "Publisher": record.publisher,
        "StandardNumber": record.issn or record.isbn,
        "Abstract": record.abstract,
        "DOI": record.doi,
        "URL": record.url,
        "Keywords": "\n".join(record.keywords),
        "TypeName": kinds.written(record.type) or "Journal, Article",
        "ItemStatus": one.status,
        "ItemStatusTooltip": {"I": "Included in review", "E": "Excluded from review"}.get(one.status, ""),
        "Codes": [_tick(tick) for tick in one.ticks],
        "Outcomes": [],
    }


def _author(name: Name) -> str:
    return name.literal or " ".join(part for part in (name.family, name.given) if part)


def _tick(tick: EppiTick) -> dict[str, Any]:
    return {
        "AttributeId": _number(tick.code),
        "AdditionalText": _CONTEXTS.join(tick.contexts),
        "ArmId": 0,
        "ArmTitle": tick.arm,
        "ItemAttributeFullTextDetails": [_detail(quote, tick.arm) for quote in tick.quotes],
    }


def _detail(quote: EppiQuote, arm: str) -> dict[str, Any]:
    page = f"Page {quote.page}:\n" if quote.page else ""
    return {
        "ItemDocumentId": 0,
        "TextFrom": 0,
        "TextTo": 0,
        "Text": f'{page}[¬s]"{quote.text}[¬e]"',
        "IsFromPDF": bool(quote.page),
        "DocTitle": "",
        "ItemArm": arm,
    }


def _number(id_: str) -> int | str:
    return int(id_) if id_.isdecimal() else id_
