"""Read a codebook file: the shape of `codebooks/<id>.yaml`, and every rule it must keep."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from synth.coding.codes import Choice, Code, Codebook, Dimension
from synth.coding.terms import parse_term
from synth.documents import Document, Tongue, Written, load, load_text, validate
from synth.errors import FileError, Problem
from synth.model import Direction

__all__ = ["Code", "Codebook", "CodebookFile", "Dimension", "load_codebook"]

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,79}$")]
Text = Annotated[str, StringConstraints(min_length=1, max_length=4000)]
Texts = Annotated[dict[Tongue, Text], Field(min_length=1)]


class CodeFile(Written):
    """One code as written; directions and terms arrive as lists."""

    id: Slug
    label: Texts
    definition: dict[Tongue, Text] = Field(default_factory=dict)
    parent: str = ""
    directions: list[Direction] = Field(default_factory=list)
    terms: dict[Tongue, list[Text]] = Field(default_factory=dict)
    context: dict[Tongue, list[Text]] = Field(default_factory=dict)
    sources: list[Text] = Field(default_factory=list)


class DimensionFile(Written):
    """One dimension as written."""

    id: Slug
    label: Texts
    codes: Annotated[list[CodeFile], Field(min_length=1)]
    choice: Choice = "single"
    required: bool = False
    parent: str = ""


class CodebookFile(Written):
    """A codebook file as written."""

    synth: Literal["codebook/1"]
    id: Slug
    version: Annotated[str, StringConstraints(pattern=r"^\d+\.\d+\.\d+$")]
    title: Texts
    source: Text
    dimensions: Annotated[list[DimensionFile], Field(min_length=1)]


def load_codebook(source: Path | str, *, name: str = "") -> Codebook:
    """Read a codebook from a file (`Path`) or from YAML text (`str`); `name` is what errors call it.

    Raises FileError with the file, line and column of every mistake.
    """
    if isinstance(source, Path):
        document = load(source, name=name)
    else:
        document = load_text(source, name=name or "codebook")
    written = validate(document, CodebookFile)
    problems = tuple(_problems(document, written))
    if problems:
        raise FileError(problems)
    return _codebook(written)


def _codebook(written: CodebookFile) -> Codebook:
    dimensions = tuple(
        Dimension(d.id, d.label, tuple(_code(d.id, c) for c in d.codes), d.choice, d.required, d.parent)
        for d in written.dimensions
    )
    return Codebook(written.id, written.version, written.title, written.source, dimensions)


def _code(dimension: str, written: CodeFile) -> Code:
    return Code(
        id=written.id,
        dimension=dimension,
        label=written.label,
        definition=written.definition,
        parent=written.parent,
        directions=tuple(written.directions),
        terms={language: tuple(terms) for language, terms in written.terms.items()},
        context={language: tuple(terms) for language, terms in written.context.items()},
        sources=tuple(written.sources),
    )


def _problems(document: Document, written: CodebookFile) -> Iterator[Problem]:
    languages = tuple(written.title)
    known = [dimension.id for dimension in written.dimensions]
    yield from _doubles(document, known, ("dimensions",))
    for d, dimension in enumerate(written.dimensions):
        place = ("dimensions", str(d))
        yield from _missing(document, dimension.label, languages, (*place, "label"))
        yield from _doubles(document, [code.id for code in dimension.codes], (*place, "codes"))
        if dimension.parent and dimension.parent not in known[:d]:
            remedy = "Name a dimension that stands above this one in the file."
            message = f"`{dimension.parent}` is not an earlier dimension."
            yield document.problem(message, *place, "parent", remedy=remedy, code="unknown-parent")
        yield from _parent_problems(document, written, d)
        for c, code in enumerate(dimension.codes):
            yield from _code_problems(document, code, languages, (*place, "codes", str(c)))


def _doubles(document: Document, ids: list[str], place: tuple[str, ...]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for index, given in enumerate(ids):
        if given in first:
            line = document.position(*place, first[given], "id").line
            message = f"The id `{given}` is used twice; the first is on line {line}."
            yield document.problem(
                message, *place, index, "id", remedy="Rename one of them.", code="double-id"
            )
        first.setdefault(given, index)


def _missing(
    document: Document, texts: dict[str, str], languages: tuple[str, ...], place: tuple[str, ...]
) -> Iterator[Problem]:
    absent = [language for language in languages if language not in texts]
    if absent:
        message = f"`{place[-1]}` has no text in {', '.join(absent)}."
        remedy = "Add it: the title has these languages, so every label and definition needs them."
        yield document.problem(message, *place, remedy=remedy, code="missing-language")


def _parent_problems(document: Document, written: CodebookFile, d: int) -> Iterator[Problem]:
    dimension = written.dimensions[d]
    above = {code.id for dim in written.dimensions if dim.id == dimension.parent for code in dim.codes}
    own = {code.id: code.parent if code.parent not in above else "" for code in dimension.codes}
    for c, code in enumerate(dimension.codes):
        place = ("dimensions", str(d), "codes", str(c))
        if dimension.parent and not code.parent:
            remedy = f"Add `parent:` with one of: {', '.join(sorted(above))}."
            yield document.problem(
                f"The code `{code.id}` has no parent.", *place, remedy=remedy, code="no-parent"
            )
        elif code.parent and code.parent not in own and code.parent not in above:
            message = f"`{code.parent}` is not a code that can be the parent of `{code.id}`."
            remedy = f"Known: {', '.join(sorted(above or own))}."
            yield document.problem(message, *place, "parent", remedy=remedy, code="unknown-parent")
        elif _in_circle(code.id, own):
            message = f"The parents of `{code.id}` lead back to itself."
            remedy = "Let the topmost code have no parent in its own dimension."
            yield document.problem(message, *place, "parent", remedy=remedy, code="circle")


def _in_circle(code: str, parents: dict[str, str]) -> bool:
    seen, at = {code}, parents.get(code, "")
    while at in parents and at not in seen:
        seen.add(at)
        at = parents[at]
    return at in seen


def _code_problems(
    document: Document, code: CodeFile, languages: tuple[str, ...], place: tuple[str, ...]
) -> Iterator[Problem]:
    yield from _missing(document, code.label, languages, (*place, "label"))
    if code.definition:
        yield from _missing(document, code.definition, languages, (*place, "definition"))
    for direction, times in Counter(code.directions).items():
        if times > 1:
            message = f"The direction `{direction}` is listed {times} times."
            yield document.problem(
                message, *place, "directions", remedy="List it once.", code="double-direction"
            )
    for key, written in (("terms", code.terms), ("context", code.context)):
        for language, terms in written.items():
            yield from _term_problems(document, terms, (*place, key, language))


def _term_problems(document: Document, terms: list[str], place: tuple[str, ...]) -> Iterator[Problem]:
    for index, term in enumerate(terms):
        try:
            parse_term(term)
        except ValueError as error:
            message = f"The indicator term `{term}` {error}."
            yield document.problem(message, *place, index, code="bad-term")
