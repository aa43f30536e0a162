"""Translations without a review: a strategy for a source or a database, and a string back to a strategy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from synth.errors import Problem, UsageError
from synth.formats.decode import decode
from synth.formats.files import read_file
from synth.strategy.definition import Strategy
from synth.strategy.file import load_strategy
from synth.strategy.strings import DATABASES, Written, database, read_string, strategy_text, write
from synth.text import slug

if TYPE_CHECKING:
    from synth.sources.protocol import Translation

Row = dict[str, Any]

STRING_CAP = 1024 * 1024
"""Bytes of a string that is read."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A string that was read, as the text of a strategy file, and what was read otherwise."""

    text: str
    strategy: Strategy
    warnings: tuple[Problem, ...]


def read_draft(path: Path, written_for: str) -> Draft:
    """Read the string in a file, or its numbered lines, as a strategy; `written_for` is its database.

    Raises FileError when it cannot be read, UsageError for a database whose strings cannot be read.
    """
    text = decode(read_file(path, cap=STRING_CAP), path.name).text
    read = read_string(text, written_for, name=path.name)
    source = f"{path.name}, written for {DATABASES[written_for].label}"
    drafted = strategy_text(read, name=slug(path.stem) or "string", source=source)
    return Draft(drafted, load_strategy(drafted, path.name), read.warnings)


def translate_rows(strategy: Strategy, target: str) -> Iterator[Row]:
    """One row per request or string that the strategy becomes, then one per thing that is said otherwise.

    `target` is a source, or a database that is searched by hand; one that is both gives both. Raises
    UsageError for an unknown one.
    """
    from synth.sources.registry import get, names

    sources = names()
    if target not in (*sources, *DATABASES):
        listed = ", ".join(f"`{one}`" for one in sorted({*sources, *DATABASES}))
        raise UsageError(f"There is no source or database `{target}`.", remedy=f"Known: {listed}.")
    if target in DATABASES:
        yield from _string_rows(write(strategy, database(target)))
    if target in sources:
        yield from _request_rows(get(target)().translate(strategy))


def _request_rows(translation: Translation) -> Iterator[Row]:
    for request in translation.requests:
        yield {"request": str(request), "description": request.description}
    for sentence in translation.widened:
        yield {"widened": sentence}


def paste(written: Written, *, lines: bool) -> str:
    """Return the text to paste: the whole string, or a numbered line for each set."""
    return "\n".join(f"{line.number}. {line.text}" for line in written.lines) if lines else written.text


def _string_rows(written: Written) -> Iterator[Row]:
    yield {"database": written.database, "string": written.text}
    for line in written.lines:
        yield {"line": line.number, "name": line.name, "string": line.text}
    for note in written.notes:
        yield {note.effect: note.text}
