"""The references in EPPI-Reviewer's own export (JSON with `CodeSets` and `References`)."""

from __future__ import annotations

import json
from collections.abc import Mapping

from synth.errors import Position
from synth.formats.clean import clean, json_line
from synth.formats.column_names import role_of
from synth.formats.csl import load_json
from synth.formats.entries import EntryCounts, EntryProblem, Parsed, distinct_ids, refusal
from synth.formats.persons import PARTICLES
from synth.formats.roles import to_record
from synth.model import Record
from synth.text import fold

SOURCE = "eppi-json"
_NOT_READ = frozenset(("ShortTitle", "QuickCitation", "Comments", "ItemStatus"))


def looks_like(text: str) -> bool:
    """True for a JSON object with EPPI-Reviewer's list of references."""
    start = text.lstrip()
    return start.startswith("{") and '"References"' in text and '"CodeSets"' in text[:2_000] + text[-2_000:]


def parse(text: str, name: str) -> Parsed:
    """Return the references of an export. Raises FileError when it is not JSON, or holds no references."""
    loaded = load_json(text, name)
    listed = loaded.get("References") if isinstance(loaded, Mapping) else None
    if not isinstance(listed, list) or not listed:
        raise refusal(name, "The export holds no references.", "Export the references too.", line=1)
    records, problems = [], []
    for number, item in enumerate(listed, start=1):
        record = _record(item) if isinstance(item, Mapping) else None
        if record is None or not (record.title or record.doi):
            reason = f"Reference {number} has neither a title nor a DOI."
            problems.append(EntryProblem(Position(name), reason, json_line(item)))
        else:
            records.append(record)
    lines = [0] * len(records)
    distinct, repeated = distinct_ids(records, lines, name=name)
    counts = EntryCounts(len(listed), len(listed), len(records))
    return Parsed(distinct, tuple(lines), counts, tuple(problems), repeated)


def _record(item: Mapping[str, object]) -> Record:
    """The record of a reference: its names are those of EPPI's columns."""
    found: dict[str, list[tuple[int, str]]] = {}
    for key, value in item.items():
        known = role_of(key) if key not in _NOT_READ else None
        if known and isinstance(value, str | int) and str(value).strip():
            found.setdefault(known[0], []).append((known[1], clean(str(value))[0]))
    values = {role: [text for _, text in sorted(pairs)] for role, pairs in found.items()}
    values["people"] = [_turned(one) for text in values.pop("authors", ()) for one in text.split(";")]
    return to_record(SOURCE, values, raw=json.dumps(item, ensure_ascii=False))


def _turned(text: str) -> str:
    """EPPI writes the family name first, without a comma: `van der Berg Jan` → `van der Berg, Jan`."""
    words = text.split()
    last = next((place for place, word in enumerate(words) if fold(word) not in PARTICLES), 0)
    return f"{' '.join(words[: last + 1])}, {' '.join(words[last + 1 :])}" if last + 1 < len(words) else text
