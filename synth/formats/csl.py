"""CSL-JSON (schema 1.0.2): the form in which citation processors and reference managers exchange items."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from synth.errors import Position
from synth.formats import normalise
from synth.formats.clean import Removal, clean, json_line
from synth.formats.entries import EntryCounts, EntryProblem, Parsed, distinct_ids, refusal
from synth.formats.names import person
from synth.model import Name, Record

Item = dict[str, Any]
"""One CSL item; its values are text, numbers, or the lists and objects of the CSL schema."""

_TEXT = {
    "title": "title",
    "container-title": "container_title",
    "volume": "volume",
    "issue": "issue",
    "page": "page",
    "publisher": "publisher",
    "language": "language",
    "DOI": "doi",
    "PMID": "pmid",
    "ISBN": "isbn",
    "ISSN": "issn",
    "URL": "url",
    "abstract": "abstract",
    "note": "note",
}
"""CSL variable → field of `Record`."""

DEPTH_CAP = 50
_BRACKETS = re.compile(r'"(?:[^"\\]|\\.)*+"|[][{}]', re.DOTALL)


def to_csl(record: Record) -> Item:
    """Return the record as one CSL-JSON item; empty fields are left out."""
    item: Item = {"id": record.source_id, "type": record.type or "document"}
    item.update({variable: value for variable, name in _TEXT.items() if (value := getattr(record, name))})
    if record.authors:
        item["author"] = [_name_item(name) for name in record.authors]
    if record.year is not None:
        item["issued"] = {"date-parts": [[record.year]]}
    if record.keywords:
        item["keyword"] = "; ".join(record.keywords)
    if record.openalex:
        item["custom"] = {"openalex": record.openalex}
    return item


def write(records: Iterable[Record]) -> str:
    """Return a CSL-JSON array, indented, ending with a line end."""
    return json.dumps([to_csl(record) for record in records], ensure_ascii=False, indent=1) + "\n"


def _name_item(name: Name) -> dict[str, str]:
    if name.literal:
        return {"literal": name.literal}
    return {part: value for part, value in (("family", name.family), ("given", name.given)) if value}


def looks_like(text: str) -> bool:
    """True for a JSON array, or object with `items`, of objects with a type and an id or title."""
    start = text.lstrip()
    return start.startswith(("[", "{")) and '"type"' in text and ('"id"' in text or '"title"' in text)


def parse(text: str, name: str) -> Parsed:
    """Return the records of CSL-JSON text. Raises FileError when it is not JSON."""
    items = _items(text, name)
    records, lines, problems, notes = [], [], [], []
    for number, item in enumerate(items, start=1):
        if isinstance(item, Mapping) and item.get("type"):
            records.append(_record(item))
            lines.append(0)
            notes += [EntryProblem(Position(name), f"Item {number}: {gone}") for gone in _hidden(item)]
        else:
            reason = f"Item {number} is not a CSL item (no type)."
            problems.append(EntryProblem(Position(name), reason, json_line(item)))
    distinct, repeated = distinct_ids(records, lines, name=name)
    counts = EntryCounts(len(items), len(items), len(records))
    return Parsed(distinct, tuple(lines), counts, tuple(problems), (*notes, *repeated))


def _items(text: str, name: str) -> list[object]:
    loaded = load_json(text, name)
    if isinstance(loaded, Mapping):
        loaded = loaded.get("items", [loaded])
    return loaded if isinstance(loaded, list) else [loaded]


def load_json(text: str, name: str) -> object:
    """Return what JSON text holds. Raises FileError with the place when it is none, or nested too deep."""
    if text.count("[") + text.count("{") > DEPTH_CAP and _depth(text) > DEPTH_CAP:
        raise refusal(name, f"The JSON is nested deeper than {DEPTH_CAP} levels.", "Export it again.")
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        message, remedy = "This is not valid JSON.", "Export it again; it may be cut off."
        raise refusal(name, message, remedy, line=error.lineno, column=error.colno) from error
    except ValueError as error:
        raise refusal(name, "The JSON holds a number of thousands of digits.", "Export it again.") from error


def _depth(text: str) -> int:
    """The deepest nesting of brackets outside text values."""
    depth = deepest = 0
    for found in _BRACKETS.finditer(text):
        if found.group() in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif found.group() in "]}":
            depth -= 1
    return deepest


def _record(item: Mapping[str, object]) -> Record:
    fields = {name: _text(item.get(variable)) for variable, name in _TEXT.items()}
    fields["language"] = normalise.language(fields["language"])
    fields["doi"] = normalise.doi(fields["doi"])
    fields["pmid"] = normalise.pmid(fields["pmid"])
    fields["isbn"] = normalise.isbn(fields["isbn"])
    fields["issn"] = normalise.issn(fields["issn"])
    fields["page"] = normalise.pages(fields["page"])
    custom = item.get("custom")
    fields["openalex"] = (
        normalise.openalex(_text(custom.get("openalex"))) if isinstance(custom, Mapping) else ""
    )
    keywords = tuple(filter(None, (" ".join(word.split()) for word in _text(item.get("keyword")).split(";"))))
    return Record(
        source="csl-json",
        source_id=_text(item.get("id")),
        raw=json_line(item),
        authors=_names(item.get("author")),
        year=_year(item.get("issued")),
        type=_text(item.get("type")),
        keywords=keywords,
        **fields,
    )


def _text(value: object) -> str:
    return " ".join(clean(str(value))[0].split()) if isinstance(value, str | int | float) else ""


def _hidden(value: object) -> tuple[Removal, ...]:
    """What is taken out of the texts of an item: JSON can write any character as an escape."""
    return clean("\n".join(_texts(value)))[1]


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list):
        for inner in value.values() if isinstance(value, Mapping) else value:
            yield from _texts(inner)


def _names(value: object) -> tuple[Name, ...]:
    if not isinstance(value, list):
        return ()
    return tuple(_name(one) for one in value if isinstance(one, Mapping))


def _name(one: Mapping[str, object]) -> Name:
    if one.get("literal"):
        return Name(literal=_text(one["literal"]))
    particle = _text(one.get("non-dropping-particle")) or _text(one.get("dropping-particle"))
    return person(f"{particle} {_text(one.get('family'))}", _text(one.get("given")))


def _year(value: object) -> int | None:
    """The year of a CSL date: `date-parts`, `raw` or `literal`."""
    if not isinstance(value, Mapping):
        return normalise.year(_text(value))
    parts = value.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list) and parts[0]:
        return normalise.year(_text(parts[0][0]))
    return normalise.year(_text(value.get("raw")) or _text(value.get("literal")))
