"""Read a codebook file: the shape of `codebooks/<id>.yaml`, and every rule it must keep."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from synth.coding.codes import Change, Code, Codebook, Dimension, Point
from synth.coding.rules import broken_rules
from synth.coding.written import CodebookFile, CodeFile, DimensionFile
from synth.documents import Document, load, load_text, validate
from synth.errors import FileError, Problem

__all__ = ["Code", "Codebook", "CodebookFile", "Dimension", "doubts", "load_codebook", "schema"]


def load_codebook(source: Path | str, *, name: str = "") -> Codebook:
    """Read a codebook from a file (`Path`) or from YAML text (`str`); `name` is what errors call it.

    Raises FileError with the file, line and column of every mistake.
    """
    return _codebook(_read(source, name)[1])


def doubts(source: Path | str, *, name: str = "") -> tuple[Problem, ...]:
    """What a codebook itself says could not be checked: one warning per dimension, at its first such code.

    Raises FileError as `load_codebook` does.
    """
    document, written = _read(source, name)
    found = []
    for d, dimension in enumerate(written.dimensions):
        unsure = [c for c, code in enumerate(dimension.codes) if not code.verified]
        if unsure:
            counted = f"{len(unsure)} of {len(dimension.codes)} codes of `{dimension.id}`"
            message = f"{counted} are marked as not checked against their source."
            place = ("dimensions", d, "codes", unsure[0])
            remedy = "Check them and remove `verified: false`."
            found.append(document.problem(message, *place, remedy=remedy, code="unverified"))
    return tuple(found)


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a codebook file; what it cannot say, `load_codebook` checks."""
    made = CodebookFile.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made, "title": "Codebook"}


def _read(source: Path | str, name: str) -> tuple[Document, CodebookFile]:
    if isinstance(source, Path):
        document = load(source, name=name)
    else:
        document = load_text(source, name=name or "codebook")
    written = validate(document, CodebookFile)
    problems = tuple(broken_rules(document, written))
    if problems:
        raise FileError(problems)
    return document, written


def _codebook(written: CodebookFile) -> Codebook:
    return Codebook(
        id=written.id,
        version=written.version,
        title=written.title,
        source=written.source,
        dimensions=tuple(_dimension(dimension, written.title) for dimension in written.dimensions),
        changes=tuple(
            Change(c.version, c.dimension, tuple(c.from_), tuple(c.to), c.note) for c in written.changes
        ),
    )


def _dimension(written: DimensionFile, title: Mapping[str, str]) -> Dimension:
    return Dimension(
        id=written.id,
        label=written.label,
        codes=tuple(_code(written.id, code) for code in written.codes),
        choice=written.choice,
        required=written.required,
        parent=written.parent,
        scale=tuple(Point(point.value, point.label) for point in written.scale),
        appraises=written.appraises,
        instrument=title if written.appraises else {},
    )


def _tuples(lists: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(texts) for key, texts in lists.items()}


def _code(dimension: str, written: CodeFile) -> Code:
    return Code(
        id=written.id,
        dimension=dimension,
        label=written.label,
        definition=written.definition,
        parent=written.parent,
        directions=tuple(written.directions),
        terms=_tuples(written.terms),
        context=_tuples(written.context),
        sources=tuple(written.sources),
        questions=_tuples(written.questions),
        examples=_tuples(written.examples),
        counterexamples=_tuples(written.counterexamples),
        pairs=_tuples(written.pairs),
        color=written.color,
        verified=written.verified,
    )
