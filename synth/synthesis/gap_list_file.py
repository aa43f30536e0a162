"""A published list of gaps as a file: statements in own words, and what a computed gap could look like."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from synth.documents import Tongue, Written, load, validate
from synth.errors import FileError
from synth.synthesis.state import Text

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,79}$")]
Said = Annotated[str, StringConstraints(min_length=1, max_length=4000)]
Short = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class StatementFile(Written):
    """One statement as written; `about` and `types` only serve to suggest links."""

    id: Slug
    text: Annotated[dict[Tongue, Said], Field(min_length=1)]
    section: Annotated[str, StringConstraints(max_length=200)] = ""
    about: dict[Slug, list[Slug]] = Field(default_factory=dict)
    types: list[Slug] = Field(default_factory=list)


class LinkFile(Written):
    """A link that somebody made, as it ships with the list: of one statement, in one review."""

    review: Slug
    statement: Slug
    gap: Annotated[str, StringConstraints(max_length=300)] = ""
    verdict: Literal["same", "partly", "none"]
    reason: Said


class ListFile(Written):
    """A list as written."""

    synth: Literal["gap-list/1"]
    id: Slug
    title: Annotated[dict[Tongue, Said], Field(min_length=1)]
    source: Said
    works: list[Short] = Field(default_factory=list)
    statements: Annotated[list[StatementFile], Field(min_length=1)]
    links: list[LinkFile] = Field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of a published list: in own words, where it stands, and hints for suggestions."""

    id: str
    text: Text
    section: str = ""
    about: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """What somebody said of a statement and a gap: same, partly, or none when no gap says it."""

    statement: str
    gap: str
    verdict: str
    reason: str
    coder: str = ""


@dataclass(frozen=True, slots=True)
class GapList:
    """A published list; `works` are the keys of the works that it comes from, `links` those it ships with."""

    id: str
    title: Text
    source: str
    works: tuple[str, ...]
    statements: tuple[Statement, ...]
    links: Mapping[str, tuple[Link, ...]]


def read_gap_list(path: Path) -> GapList:
    """Read a list. Raises FileError with the place of every mistake."""
    document = load(path)
    written = validate(document, ListFile)
    seen: set[str] = set()
    problems = []
    for index, one in enumerate(written.statements):
        if one.id in seen:
            message = f"The statement `{one.id}` stands twice."
            problems.append(document.problem(message, "statements", index, "id", remedy="Rename one."))
        seen.add(one.id)
    for index, link in enumerate(written.links):
        if link.statement not in seen:
            message = f"There is no statement `{link.statement}`."
            remedy = f"There is: {', '.join(sorted(seen))}."
            problems.append(document.problem(message, "links", index, "statement", remedy=remedy))
    if problems:
        raise FileError(tuple(problems))
    return _list(written)


def _list(written: ListFile) -> GapList:
    links: dict[str, tuple[Link, ...]] = {}
    for one in written.links:
        link = Link(one.statement, one.gap, one.verdict, one.reason)
        links[one.review] = (*links.get(one.review, ()), link)
    return GapList(
        id=written.id,
        title=dict(written.title),
        source=written.source,
        works=tuple(written.works),
        statements=tuple(
            Statement(
                s.id,
                dict(s.text),
                s.section,
                {name: tuple(codes) for name, codes in s.about.items()},
                tuple(s.types),
            )
            for s in written.statements
        ),
        links=links,
    )
