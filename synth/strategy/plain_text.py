"""A strategy as plain text: one expression, or numbered lines; years and languages on lines of their own."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from synth.documents import MAX_BYTES
from synth.errors import FileError, Position, Problem
from synth.strategy.definition import Strategy, TermSet, Years
from synth.strategy.expression import Named
from synth.strategy.lexer import Place
from synth.strategy.lines import are_numbered, read_lines
from synth.strategy.parser import in_text, is_bounded, parse
from synth.strategy.problems import problem
from synth.strategy.review import reviewed
from synth.text import slug

WHOLE = "all"
"""The name of the set that a single expression becomes."""

_FILTER = re.compile(r"^(years|languages):[ \t]*([^#\n]*?)[ \t]*(?:#[^\n]*)?$", re.MULTILINE)
_YEARS = re.compile(r"(\d{4})?\s*[-–]\s*(\d{4})?|(\d{4})")
_LANGUAGES = re.compile(r"[a-z]{2}(?:[\s,]+[a-z]{2})*")


def load_plain(path: Path, *, name: str) -> str:
    """Return the text of a file; raises FileError when it is missing, too large or not UTF-8."""
    try:
        raw = path.read_bytes() if path.stat().st_size <= MAX_BYTES else b""
        if not raw.strip():
            what = "is empty or larger than 1,000,000 bytes."
            raise FileError((Problem(Position(name), what, "Write the strategy in it."),))
        return raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except OSError as error:
        why = f"cannot be read: {error.strerror}."
        raise FileError((Problem(Position(name), why, "Check the path and its rights."),)) from error
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise FileError(
            (Problem(Position(name, line), "is not UTF-8 text.", "Save it as UTF-8."),)
        ) from error


def read_plain(text: str, strategy_id: str, *, name: str) -> Strategy:
    """Return the strategy that a plain text says; the last of numbered lines is the whole.

    Raises FileError with every problem found; `name` is what errors call the text.
    """
    place = in_text(text, name)
    years, languages, errors = _filters(text, place)
    rest = _FILTER.sub(lambda found: " " * len(found[0]), text)
    read = _numbered if are_numbered(rest) else _single
    sets, combine, problems, warnings = read(rest, place)
    if errors or problems:
        raise FileError((*errors, *problems))
    called = slug(strategy_id) or "strategy"
    strategy = Strategy(called, Named(combine), sets, years, languages)
    return replace(strategy, warnings=(*warnings, *reviewed(strategy)))


_Read = tuple[tuple[TermSet, ...], str, tuple[Problem, ...], tuple[Problem, ...]]
"""Sets, the name of the whole, errors and warnings."""


def _numbered(text: str, place: Place) -> _Read:
    lines = read_lines(text, place)
    whole = lines.sets.get(lines.last)
    unbounded = whole is not None and not is_bounded(whole.expression)
    missing = [problem("S101", lines.starts[lines.last])] if unbounded else []
    warnings = (*lines.warnings, *lines.unused([lines.last]), *missing)
    return tuple(lines.sets.values()), lines.last, tuple(lines.errors), warnings


def _single(text: str, place: Place) -> _Read:
    try:
        parsed = parse(text, place=place)
    except FileError as error:
        return (), WHOLE, error.problems, ()
    return (TermSet(WHOLE, parsed.expression),), WHOLE, (), parsed.warnings


def _filters(text: str, place: Place) -> tuple[Years, tuple[str, ...], list[Problem]]:
    years, languages = Years(), tuple[str, ...]()
    errors: list[Problem] = []
    for found in _FILTER.finditer(text):
        limits = _YEARS.fullmatch(found[2])
        if found[1] == "years" and limits and found[2] != "-":
            first, last, only = (int(year) if year else None for year in limits.groups())
            years = Years(only or first, only or last)
        elif found[1] == "languages" and _LANGUAGES.fullmatch(found[2]):
            languages = tuple(re.findall("[a-z]{2}", found[2]))
        else:
            errors.append(problem("S205", place(found.start()), text=found[0].strip()))
    return years, languages, errors
