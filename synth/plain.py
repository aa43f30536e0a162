"""Plain-file mode: read and match without a review, for scripts and for comparing tools."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from synth.errors import Position, Problem, SourceError
from synth.formats.columns_file import load_mapping
from synth.formats.files import read_file
from synth.formats.packed import text_of, unpacked_bytes
from synth.formats.reading import read
from synth.formats.table import Chosen
from synth.given import given_work
from synth.model import Record
from synth.strategy.file import load_strategy
from synth.strategy.matching import Match, Matcher
from synth.strategy.unseen import TermsSeen

WORKS = (".jsonl", ".jsonl.gz")
"""Endings of files with one OpenAlex work a line."""

Row = dict[str, Any]
Warn = Callable[[Problem], None]


def read_rows(path: Path, *, columns: Path | None = None) -> Iterator[Row]:
    """One row per record (the model's field names) and one per problem (`problem`, `file`, `line`, `reason`).

    `columns` is a saved mapping for tables. Raises FileError when the file is not what it claims to be.
    """
    for one in _entries(path, load_mapping(columns) if columns else None):
        yield _problem(one) if isinstance(one, Problem) else _record(one)


def stored_rows(source: str, path: Path) -> Iterator[Row]:
    """One row per record in a stored answer of a source, or a row with `error`: why it is no record or page.

    Raises FileError for a file that cannot be read, UsageError for an unknown source.
    """
    from synth.sources.registry import reader
    from synth.sources.stored import records

    text, asked = unpacked_bytes(path).decode("utf-8", errors="replace"), reader(source)()
    try:
        for one in records(asked, text):
            yield _refused(one, path) if isinstance(one, SourceError) else _record(one)
    except SourceError as error:
        yield _refused(error, path)


def columns_template(path: Path) -> str:
    """How the columns of a table are understood, as a mapping in YAML. Raises FileError."""
    from synth.formats.columns_file import template
    from synth.formats.reading import columns

    return template(columns(read_file(path), path.name))


def match_rows(strategy: Path, paths: Sequence[Path], warn: Warn = lambda _: None) -> Iterator[Row]:
    """One row per record: `id`, `match`, `undecidable`, `reasons`, and `terms` with the place of each hit.

    A record that could not be read is a row with `problem`. `warn` gets the warnings on the strategy, and at
    the end one for each term that stands in no record. Raises FileError.
    """
    matcher = Matcher(load_strategy(strategy))
    seen = TermsSeen(matcher)
    for warning in matcher.strategy.warnings:
        warn(warning)
    for path in paths:
        for one in _entries(path, read_line=given_work):
            if isinstance(one, Record):
                seen.look(one)
            yield _problem(one) if isinstance(one, Problem) else _verdict(matcher.match(one), one, path)
    for warning in seen.unseen():
        warn(warning)


def _verdict(match: Match, record: Record, path: Path) -> Row:
    return {
        "id": record.source_id,
        "match": match.accepted,
        "undecidable": match.undecidable,
        "reasons": list(match.reasons),
        "terms": [asdict(hit) for hit in match.hits],
        "file": path.name,
    }


def _entries(
    path: Path, mapping: Chosen | None = None, read_line: Callable[[str], Record] | None = None
) -> Iterator[Record | Problem]:
    if path.name.lower().endswith(WORKS):
        yield from _works(path, read_line)
        return
    reading = read(read_file(path), path.name, mapping=mapping)
    yield from reading.records
    yield from (Problem(problem.position, problem.reason) for problem in reading.problems)


def _works(path: Path, read_line: Callable[[str], Record] | None) -> Iterator[Record | Problem]:
    from synth.sources.openalex_record import read as read_work

    for number, line in enumerate(text_of(path).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            yield (read_line or read_work)(line)
        except SourceError as error:
            yield Problem(Position(path.name, number), error.message)


def _record(record: Record) -> Row:
    row = asdict(record)
    del row["raw"]
    return row


def _refused(error: SourceError, path: Path) -> Row:
    return {"error": error.message, "file": path.name}


def _problem(problem: Problem) -> Row:
    place = problem.position
    return {"problem": True, "file": place.file, "line": place.line, "reason": problem.message}
