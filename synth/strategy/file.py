"""The strategy file that people write, and the strategy it means."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, model_validator

from synth.documents import Document, Tongue, Written, load, load_text, validate
from synth.errors import FileError, Problem
from synth.strategy.definition import Strategy, Term, TermSet, Years
from synth.strategy.expression import (
    NEAR,
    Expression,
    Named,
    Near,
    any_of,
    labelled,
    named,
    nears,
    share_field,
)
from synth.strategy.lines import Lines, read_lines
from synth.strategy.parser import Parsed, is_bounded, parse, parse_literal
from synth.strategy.places import Places
from synth.strategy.plain_text import load_plain, read_plain
from synth.strategy.problems import problem
from synth.strategy.review import reviewed

__all__ = ["Strategy", "Term", "TermSet", "Years", "load_strategy", "read_strategy"]

YAML = (".yaml", ".yml")
Names = Collection[str] | None

SetName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$")]
FileId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$")]
Texts = dict[Tongue, str]
WarningCode = Annotated[str, StringConstraints(pattern=r"^S1\d\d$")]
NonEmpty = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class YearsEntry(Written):
    """`years: {from: 2000, to: 2010}`; both ends belong to it and may be left out."""

    first: int | None = Field(None, alias="from")
    last: int | None = Field(None, alias="to")

    @model_validator(mode="after")
    def _in_order(self) -> YearsEntry:
        if self.first is not None and self.last is not None and self.first > self.last:
            raise ValueError(f"`from` ({self.first}) is later than `to` ({self.last})")
        return self


class TermEntry(Written):
    """A term: plain text, or verbatim with the forms that are searched."""

    term: NonEmpty
    forms: Annotated[list[NonEmpty], Field(min_length=1)] | None = None
    reading: Texts = Field(default_factory=dict)
    language: Tongue | None = None

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, data: Any) -> Any:
        return {"term": data} if isinstance(data, str) else data


class SetEntry(Written):
    """A set: terms joined by OR, or an expression."""

    label: Texts = Field(default_factory=dict)
    language: Tongue | None = None
    terms: Annotated[list[TermEntry], Field(min_length=1)] | None = None
    expression: NonEmpty | None = None


class StrategyEntry(Written):
    """The file `queries/<id>.yaml`."""

    synth: Literal["strategy/1"]
    id: FileId
    title: Texts = Field(default_factory=dict)
    source: str = ""
    years: YearsEntry = Field(default_factory=lambda: YearsEntry.model_validate({}))
    languages: list[Tongue] = Field(default_factory=list)
    sets: dict[SetName, SetEntry] = Field(default_factory=dict)
    lines: NonEmpty | None = None
    combine: NonEmpty | None = None
    accept: list[WarningCode] = Field(default_factory=list)


def load_strategy(path_or_text: Path | str, name: str = "") -> Strategy:
    """Read a strategy from a file (a `Path`) or from its text (a `str`); `name` is what errors call it.

    A file that does not end in .yaml or .yml is plain text: an expression, or numbered lines. Raises
    FileError with the file, line and column of every problem found.
    """
    if isinstance(path_or_text, str):
        return read_strategy(load_text(path_or_text, name=name or "strategy"))
    if path_or_text.suffix.lower() not in YAML:
        text = load_plain(path_or_text, name=name or str(path_or_text))
        return read_plain(text, path_or_text.stem, name=name or str(path_or_text))
    return read_strategy(load(path_or_text, name=name or str(path_or_text)))


def read_strategy(document: Document) -> Strategy:
    """Return the strategy of a parsed file; raises FileError with every problem found."""
    entry = validate(document, StrategyEntry)
    reader = _Reader(document)
    lines = reader.lines(entry.lines) if entry.lines else Lines()
    sets = (*reader.sets(entry.sets), *lines.sets.values())
    combine = reader.combine(entry, lines)
    if reader.errors or combine is None:
        raise FileError(tuple(reader.errors))
    strategy = Strategy(
        id=entry.id,
        combine=combine,
        sets=sets,
        years=Years(entry.years.first, entry.years.last),
        languages=tuple(entry.languages),
        title=entry.title,
        source=entry.source,
    )
    reader.look_over(strategy, lines)
    if reader.errors:
        raise FileError(tuple(reader.errors))
    headings = {warning.position for warning in reader.warnings if warning.code == "S104"}
    on_terms = (warning for warning in reviewed(strategy) if warning.position not in headings)
    warnings = [warning for warning in (*reader.warnings, *on_terms) if warning.code not in entry.accept]
    return replace(strategy, warnings=tuple(warnings))


class _Reader:
    """Turns entries into sets; keeps every problem, so that all are told at once."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.places = Places(document)
        self.errors: list[Problem] = []
        self.warnings: list[Problem] = []

    def sets(self, entries: dict[str, SetEntry]) -> Iterator[TermSet]:
        """Yield the sets that can be read."""
        for name, entry in entries.items():
            path = ("sets", name)
            if (entry.terms is None) == (entry.expression is None):
                self.errors.append(problem("S201", self.document.position(*path), name=name))
            elif entry.terms is not None:
                terms = tuple(self._terms(name, entry.terms, entry.language or ""))
                if terms:
                    whole = any_of(*(term.expression for term in terms))
                    yield TermSet(name, whole, terms, entry.label, entry.language or "")
            elif entry.expression is not None:
                whole_set = self.parsed(entry.expression, (*path, "expression"))
                if whole_set is not None:
                    yield TermSet(name, whole_set, (), entry.label, entry.language or "")

    def lines(self, text: str) -> Lines:
        """Return the numbered lines; what is wrong with them is kept."""
        lines = read_lines(text, self.places.of(("lines",), text))
        self.errors += lines.errors
        self.warnings += lines.warnings
        if not lines.starts:
            self.errors.append(problem("S206", self.document.position("lines")))
        return lines

    def combine(self, entry: StrategyEntry, lines: Lines) -> Expression | None:
        """Return how the sets and lines combine: as written, or the last line."""
        if entry.combine is not None:
            return self.parsed(entry.combine, ("combine",), sets=tuple(entry.sets), lines=tuple(lines.starts))
        if not lines.last:
            self.errors.append(problem("S204", self.document.position()))
        return Named(lines.last) if lines.last else None

    def _terms(self, name: str, entries: list[TermEntry], spoken: str) -> Iterator[Term]:
        seen: set[str] = set()
        for i, entry in enumerate(entries):
            path = ("sets", name, "terms", i)
            if entry.term in seen:
                position = self.document.position(*path)
                self.errors.append(problem("S202", position, text=entry.term, name=name))
            seen.add(entry.term)
            expression = self._term(entry, path)
            if expression is not None:
                language = entry.language or spoken
                yield Term(entry.term, expression, tuple(entry.forms or ()), entry.reading, language)

    def _term(self, entry: TermEntry, path: tuple[str | int, ...]) -> Expression | None:
        if entry.forms is None:
            position = self.document.position(*path)
            return self._kept(lambda: parse_literal(entry.term, position))
        forms = [self.parsed(form, (*path, "forms", i)) for i, form in enumerate(entry.forms)]
        kept = [form for form in forms if form is not None]
        return labelled(any_of(*kept), entry.term) if kept else None

    def parsed(
        self, text: str, path: tuple[str | int, ...], *, sets: Names = None, lines: Names = None
    ) -> Expression | None:
        """Return the expression at `path` of the file, or None when it has an error, which is kept."""
        place = self.places.of(path, text)
        return self._kept(lambda: parse(text, sets=sets, lines=lines or None, place=place))

    def _kept(self, parsing: Callable[[], Parsed]) -> Expression | None:
        try:
            parsed = parsing()
        except FileError as error:
            self.errors.extend(error.problems)
            return None
        self.warnings.extend(warning for warning in parsed.warnings if warning.code != "S101")
        return parsed.expression

    def look_over(self, strategy: Strategy, lines: Lines) -> None:
        """Note what is wrong or odd in the strategy as a whole."""
        for code in filter(None, map(_misused, nears(strategy.expression))):
            self.errors.append(problem(code, self.document.position("combine"), text=NEAR))
        used = {call.name for call in named(strategy.combine)}
        for one in strategy.sets:
            if one.name not in used and one.name not in lines.starts:
                self.warnings.append(problem("S105", self.document.position("sets", one.name), name=one.name))
        self.warnings += lines.unused(used)
        if not is_bounded(strategy.expression):
            self.warnings.append(problem("S101", self.document.position("combine")))


def _misused(near: Near) -> str:
    """Return the code of what is wrong with NEAR when the sets beside it are filled in."""
    try:
        return "" if share_field(near) else "S021"
    except ValueError:
        return "S020"
