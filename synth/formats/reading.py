"""Read a file of references: recognise encoding and format from the content, keep what can be kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from synth.errors import FileError, Position, Problem
from synth.formats import (
    bibtex,
    csl,
    dublin_core,
    endnote_xml,
    eppi_json,
    marcxml,
    mods,
    pubmed_xml,
    ris,
    table,
    tagged,
    word_sources,
    xlsx,
)
from synth.formats.clean import clean
from synth.formats.columns import Columns
from synth.formats.decode import decode
from synth.formats.entries import EntryCounts, EntryProblem, Parsed, Reading, refusal
from synth.formats.table import Chosen
from synth.formats.tagged_dialects import DIALECTS

__all__ = ["EntryCounts", "EntryProblem", "Reading", "formats", "read"]


@dataclass(frozen=True, slots=True)
class _Format:
    name: str
    opening: Callable[[str], int]
    parse: Callable[[str, str], Parsed]


def _whole(looks_like: Callable[[str], bool]) -> Callable[[str], int]:
    """A format that a file is wholly or not at all opens at its first character."""
    return lambda text: 0 if looks_like(text) else -1


_FORMATS = (
    _Format("pubmed-xml", _whole(pubmed_xml.looks_like), pubmed_xml.parse),
    _Format("endnote-xml", _whole(endnote_xml.looks_like), endnote_xml.parse),
    _Format("marcxml", _whole(marcxml.looks_like), marcxml.parse),
    _Format("mods", _whole(mods.looks_like), mods.parse),
    _Format("word", _whole(word_sources.looks_like), word_sources.parse),
    _Format("dublin-core", _whole(dublin_core.looks_like), dublin_core.parse),
    _Format("eppi-json", _whole(eppi_json.looks_like), eppi_json.parse),
    _Format("csl-json", _whole(csl.looks_like), csl.parse),
    _Format("ris", ris.opening, ris.parse),
    *(_Format(one.name, partial(tagged.opening, one), partial(tagged.parse, one)) for one in DIALECTS),
    _Format("bibtex", bibtex.opening, bibtex.parse),
    _Format("csv", table.opening, table.parse),
)
"""Of two that a text may be, the one that opens first in it is meant, then the one that stands first here."""

_OTHERS = (
    (
        ("<!doctype html", "<html"),
        "a web page",
        "The download gave an error page: open it, then export again.",
    ),
    (("<?xml", "<"), "XML", "Export the references as RIS or BibTeX."),
    (("{", "["), "JSON, but not CSL-JSON", "Export the references as RIS, BibTeX or CSL-JSON."),
)
_SHOWN_PROBLEMS = 20


def formats() -> tuple[str, ...]:
    """The names of the formats that `read` knows."""
    return (*dict.fromkeys(known.name for known in _FORMATS), "xlsx")


def read(data: bytes, name: str, *, mapping: Chosen | None = None) -> Reading:
    """Return everything a file of references holds; `name` is the file's, for messages.

    `mapping` says which columns of a table are what; any other format does without.

    Entries that cannot be read become problems; the others are kept. Raises FileError, and gives nothing,
    when the file is empty, binary, cut off, not a format that `formats` names, or has no readable entry
    at all.
    """
    if xlsx.looks_like(data):
        return _reading("xlsx", "xlsx", xlsx.parse(data, name, mapping=mapping), (), name)
    decoded = decode(data, name)
    text, removed = clean(decoded.text)
    notes = (*decoded.notes, *(EntryProblem(Position(name, gone.line), str(gone)) for gone in removed))
    if mapping is not None and table.is_table(text):
        return _reading("csv", decoded.encoding, table.parse(text, name, mapping=mapping), notes, name)
    known = _recognise(text, name)
    return _reading(known.name, decoded.encoding, known.parse(text, name), notes, name)


def columns(data: bytes, name: str) -> Columns:
    """Return how the columns of a table are understood. Raises FileError when the file is no such table."""
    if xlsx.looks_like(data):
        return xlsx.columns(data, name)
    text = clean(decode(data, name).text)[0]
    found = table.layout(text)
    return found.columns if found else table.headings(text)


def _reading(
    format_: str, encoding: str, parsed: Parsed, notes: tuple[EntryProblem, ...], name: str
) -> Reading:
    if parsed.problems and not parsed.records:
        raise _nothing_readable(parsed)
    told = (*notes, *parsed.notes, *_gap(parsed, name))
    return Reading(format_, encoding, parsed.records, parsed.entries, parsed.problems, told)


def _recognise(text: str, name: str) -> _Format:
    start = text.lstrip().lower()
    places = [(known.opening(text), number) for number, known in enumerate(_FORMATS)]
    found = min((place for place in places if place[0] >= 0), default=None)
    if found:
        return _FORMATS[found[1]]
    for openings, kind, remedy in _OTHERS:
        if start.startswith(openings):
            raise refusal(name, f"This is {kind}, not a file of references that can be read.", remedy, line=1)
    if table.is_table(text):
        raise table.unknown(text, name)
    wanted = "No entry of a known format was found (RIS starts one with 'TY  - ', BibTeX with '@article{')."
    raise refusal(name, wanted, "Export the references as RIS or BibTeX.", line=1)


def _nothing_readable(parsed: Parsed) -> FileError:
    shown = parsed.problems[:_SHOWN_PROBLEMS]
    remedy = "Correct the file, or export it again; nothing was imported."
    told = [Problem(one.position, one.reason, remedy) for one in shown]
    rest = len(parsed.problems) - len(shown)
    if rest:
        told.append(Problem(shown[-1].position, f"{rest} more entries cannot be read either.", remedy))
    return FileError(tuple(told))


def _gap(parsed: Parsed, name: str) -> list[EntryProblem]:
    """Say so when starts, ends and parsed entries differ; the places have their own notes."""
    counts = parsed.entries
    if counts.complete:
        return []
    reason = f"{counts.starts} entries start, {counts.ends} end, {counts.parsed} were read."
    where = next((one.position for one in (*parsed.problems, *parsed.notes)), Position(name))
    return [EntryProblem(where, reason)]
