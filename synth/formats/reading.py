"""Read a file of references: recognise encoding and format from the content, keep what can be kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from synth.errors import FileError, Position, Problem
from synth.formats import (
    bibtex,
    csl,
    dublin_core,
    endnote_xml,
    eppi_json,
    html_table,
    lom,
    marcxml,
    mods,
    pasted,
    pica,
    pubmed_xml,
    ris,
    ris_lines,
    table,
    tagged,
    word_sources,
    xlsx,
)
from synth.formats.clean import clean
from synth.formats.columns import Columns
from synth.formats.decode import decode
from synth.formats.entries import EntryCounts, EntryProblem, Parsed, Reading, refusal
from synth.formats.files import is_packed, unpacked
from synth.formats.markup import plain
from synth.formats.table import Chosen
from synth.formats.tagged_dialects import DIALECTS
from synth.model import Record

__all__ = ["EntryCounts", "EntryProblem", "Reading", "formats", "read"]


@dataclass(frozen=True, slots=True)
class _Format:
    name: str
    opening: Callable[[str], int]
    parse: Callable[[str, str], Parsed]


@dataclass(frozen=True, slots=True)
class _Whole:
    name: str
    looks_like: Callable[[str], bool]
    parse: Callable[[str, str], Parsed]


_DOCUMENTS = (
    _Whole("pubmed-xml", pubmed_xml.looks_like, pubmed_xml.parse),
    _Whole("endnote-xml", endnote_xml.looks_like, endnote_xml.parse),
    _Whole("pica", pica.looks_like, pica.parse),
    _Whole("marcxml", marcxml.looks_like, marcxml.parse),
    _Whole("mods", mods.looks_like, mods.parse),
    _Whole("word", word_sources.looks_like, word_sources.parse),
    _Whole("lom", lom.looks_like, lom.parse),
    _Whole("dublin-core", dublin_core.looks_like, dublin_core.parse),
    _Whole("eppi-json", eppi_json.looks_like, eppi_json.parse),
    _Whole("html", html_table.looks_like, html_table.parse),
    _Whole("csl-json", csl.looks_like, csl.parse),
)
"""Formats that a file is from its first character to its last, or not at all."""

_FORMATS = (
    _Format("ris", ris_lines.opening, ris.parse),
    *(_Format(one.name, partial(tagged.opening, one), partial(tagged.parse, one)) for one in DIALECTS),
    _Format("bibtex", bibtex.opening, bibtex.parse),
    _Format("csv", table.opening, table.parse),
)
"""Of two that a text may be, the one that opens first in it is meant, then the one that stands first here."""

_HEAD = 100_000
"""Characters in which the opening is looked for at first: the rest of a large file is read once only."""

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
    texts = dict.fromkeys(known.name for known in _FORMATS)
    return (*(document.name for document in _DOCUMENTS), *texts, "xlsx")


def read(data: bytes, name: str, *, mapping: Chosen | None = None) -> Reading:
    """Return everything a file of references holds; `name` is the file's, for messages.

    A file packed by gzip is unpacked first. `mapping` says which columns of a table are what; any other
    format does without.

    Entries that cannot be read become problems; the others are kept. Raises FileError, and gives nothing,
    when the file is empty, binary, cut off, not a format that `formats` names, or has no readable entry
    at all.
    """
    data = unpacked(data, name) if is_packed(data) else data
    if xlsx.looks_like(data):
        return _reading("xlsx", "utf-8", xlsx.parse(data, name, mapping=mapping), (), name)
    decoded = decode(data, name)
    text, removed = clean(decoded.text)
    notes = (*decoded.notes, *(EntryProblem(Position(name, gone.line), str(gone)) for gone in removed))
    if mapping is not None and table.is_table(text):
        return _reading("csv", decoded.encoding, table.parse(text, name, mapping=mapping), notes, name)
    known = _recognise(text, name)
    pieces = pasted.parts(text, known.name) if isinstance(known, _Format) and known.name != "csv" else []
    parsed = pasted.parse(pieces, _parser, name) if len(pieces) > 1 else known.parse(text, name)
    return _reading(known.name, decoded.encoding, parsed, notes, name)


def _parser(format_: str) -> Callable[[str, str], Parsed]:
    return next(known.parse for known in _FORMATS if known.name == format_)


def columns(data: bytes, name: str) -> Columns:
    """Return how the columns of a table are understood. Raises FileError when the file is no such table."""
    data = unpacked(data, name) if is_packed(data) else data
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
    records = tuple(map(_unmarked, parsed.records))
    return Reading(format_, encoding, records, parsed.entries, parsed.problems, told, parsed.lines)


def _unmarked(record: Record) -> Record:
    """The record with the markup in its texts as plain text: `H<sub>2</sub>O`, `&amp;amp;`."""
    if not any("&" in text or "<" in text for text in (record.title, *_texts(record))):
        return record
    container, abstract, note = map(plain, _texts(record))
    title = plain(record.title)
    return replace(record, title=title, container_title=container, abstract=abstract, note=note)


def _texts(record: Record) -> tuple[str, str, str]:
    return record.container_title, record.abstract, record.note


def _recognise(text: str, name: str) -> _Format | _Whole:
    start = text.lstrip().lower()
    for document in _DOCUMENTS:
        if document.looks_like(text):
            return document
    found = _opening(text[:_HEAD]) or _opening(text, weak=True)
    if found:
        return found
    for openings, kind, remedy in _OTHERS:
        if start.startswith(openings):
            raise refusal(name, f"This is {kind}, not a file of references that can be read.", remedy, line=1)
    if table.is_table(text):
        raise table.unknown(text, name)
    wanted = "No entry of a known format was found (RIS starts one with 'TY  - ', BibTeX with '@article{')."
    raise refusal(name, wanted, "Export the references as RIS or BibTeX.", line=1)


def _opening(text: str, *, weak: bool = False) -> _Format | None:
    """The format that opens first; `weak` also takes one that is only likely, which opens behind the text."""
    places = [(known.opening(text), number) for number, known in enumerate(_FORMATS)]
    found = min((place for place in places if 0 <= place[0] < len(text) + weak), default=None)
    return _FORMATS[found[1]] if found else None


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
