"""Read a file of references: recognise encoding and format from the content, keep what can be kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from synth.errors import FileError, Position, Problem
from synth.formats import bibtex, csl, ris
from synth.formats.clean import clean
from synth.formats.decode import decode
from synth.formats.entries import EntryCounts, EntryProblem, Parsed, Reading, refusal

__all__ = ["EntryCounts", "EntryProblem", "Reading", "formats", "read"]


@dataclass(frozen=True, slots=True)
class _Format:
    name: str
    looks_like: Callable[[str], bool]
    parse: Callable[[str, str], Parsed]


_FORMATS = (
    _Format("csl-json", csl.looks_like, csl.parse),
    _Format("bibtex", bibtex.looks_like, bibtex.parse),
    _Format("ris", ris.looks_like, ris.parse),
)
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
    return tuple(known.name for known in _FORMATS)


def read(data: bytes, name: str) -> Reading:
    """Return everything a file of references holds; `name` is the file's, for messages.

    Entries that cannot be read become problems; the others are kept. Raises FileError, and gives nothing,
    when the file is empty, binary, cut off, not a format that `formats` names, or has no readable entry
    at all.
    """
    decoded = decode(data, name)
    text, removed = clean(decoded.text)
    known = _recognise(text, name)
    parsed = known.parse(text, name)
    if parsed.problems and not parsed.records:
        raise _nothing_readable(parsed)
    notes = [*decoded.notes, *(EntryProblem(Position(name, gone.line), str(gone)) for gone in removed)]
    notes += parsed.notes
    notes += _gap(parsed, name)
    return Reading(
        known.name, decoded.encoding, parsed.records, parsed.entries, parsed.problems, tuple(notes)
    )


def _recognise(text: str, name: str) -> _Format:
    start = text.lstrip().lower()
    for known in _FORMATS:
        if known.looks_like(text):
            return known
    for openings, kind, remedy in _OTHERS:
        if start.startswith(openings):
            raise refusal(name, f"This is {kind}, not a file of references that can be read.", remedy, line=1)
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
