"""Hand-picked works: `added.yaml`, where each says why it came in and how it came to be known."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from synth.documents import Document, Tongue, validate
from synth.errors import FileError, Problem
from synth.formats import normalise
from synth.i18n import one_text
from synth.model import ADDED, How, Name, Record
from synth.sources.importing import Import

Text = Annotated[str, StringConstraints(max_length=20_000)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=120)]
COPIED = (
    "title",
    "year",
    "container_title",
    "volume",
    "issue",
    "publisher",
    "type",
    "url",
    "abstract",
    "note",
)
READ: Mapping[str, Callable[[str], str]] = {
    "page": normalise.pages,
    "language": normalise.language,
    "doi": normalise.doi,
    "isbn": normalise.isbn,
    "issn": normalise.issn,
}
"""Fields that are brought to one form, as those of any other file."""


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Author(_File):
    """A person, or with `literal` an institution."""

    family: Text = ""
    given: Text = ""
    literal: Text = ""


class Added(_File):
    """One hand-picked work, with CSL fields, the reason, and how it came to be known."""

    key: Key
    title: Annotated[Text, StringConstraints(min_length=1)]
    reason: Text | dict[Tongue, Text]
    how: How = "other"
    authors: tuple[Author, ...] = ()
    year: Annotated[int | None, Field(ge=1000, le=2999)] = None
    container_title: Text = ""
    volume: Text = ""
    issue: Text = ""
    page: Text = ""
    publisher: Text = ""
    language: Text = ""
    type: Text = "document"
    doi: Text = ""
    isbn: Text = ""
    issn: Text = ""
    url: Text = ""
    abstract: Text = ""
    note: Text = ""
    keywords: tuple[Text, ...] = ()


class AddedFile(_File):
    """A file of hand-picked works."""

    synth: Literal["added/1"]
    works: tuple[Added, ...]


def read_added(document: Document, data: bytes) -> Import:
    """Read a file of hand-picked works; `data` are its bytes. Raises FileError with the place of mistakes."""
    file = validate(document, AddedFile)
    problems: list[Problem] = []
    seen: set[str] = set()
    for index, work in enumerate(file.works):
        if work.key in seen:
            message = f"The key `{work.key}` stands twice."
            problems.append(document.problem(message, "works", index, "key", remedy="Rename one of them."))
        seen.add(work.key)
        problems += _unreadable(document, index, work)
    if problems:
        raise FileError(tuple(problems))
    return Import(
        source=ADDED,
        name=Path(document.name).name,
        data=data,
        records=tuple(_record(work) for work in file.works),
        picked={work.key: (work.how, one_text(work.reason)) for work in file.works},
    )


def _unreadable(document: Document, index: int, work: Added) -> Iterator[Problem]:
    for name, read in READ.items():
        written = getattr(work, name)
        if written.strip() and not read(written):
            message = f"`{name}` cannot be read: {written[:80]}."
            yield document.problem(
                message, "works", index, name, remedy="Check it, or write it in `note`.", code=f"bad-{name}"
            )


def _record(work: Added) -> Record:
    raw = json.dumps(work.model_dump(mode="json"), ensure_ascii=False, sort_keys=True)
    names = tuple(Name(author.family, author.given, author.literal) for author in work.authors)
    copied = {name: getattr(work, name) for name in COPIED}
    copied |= {name: read(getattr(work, name)) for name, read in READ.items()}
    return Record(source=ADDED, source_id=work.key, raw=raw, authors=names, keywords=work.keywords, **copied)
