"""The codings file: read with every mistake placed, written so that two people can merge it in git."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from synth.coding.codes import Codebook
from synth.coding.entry import Entry, expand, mistakes
from synth.documents import Document, Tongue, WorkKey, Written, scalar, validate
from synth.errors import FileError, Problem, UsageError
from synth.model import Coding, Direction, Passage

Name = Annotated[str, StringConstraints(pattern=r"^\S(.{0,118}\S)?$")]
Text = Annotated[str, StringConstraints(min_length=1, max_length=20_000)]
Offset = Annotated[int, Field(ge=0)]


class EntryFile(Written):
    """One entry as written; `coder` and `version` default to those of the file."""

    work: WorkKey
    codes: Annotated[dict[str, str | Annotated[list[str], Field(min_length=1)]], Field(min_length=1)]
    section: Annotated[str, StringConstraints(max_length=200)] = ""
    arm: Annotated[str, StringConstraints(max_length=200)] = ""
    direction: Direction | None = None
    quote: Text | None = None
    field: Literal["title", "abstract", "keywords", "document"] | None = None
    start: Offset | None = None
    end: Offset | None = None
    document: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{0,64}$")] = ""
    page: Annotated[str, StringConstraints(max_length=40)] = ""
    paraphrase: dict[Tongue, Text] = Field(default_factory=dict)
    whole: bool = False
    uid: Name | None = None
    uids: dict[str, Name] = Field(default_factory=dict)
    coder: Name | None = None
    version: Name | None = None
    at: Annotated[str, StringConstraints(max_length=40)] = ""


class CodingsFile(Written):
    """A codings file as written."""

    synth: Literal["codings/1"]
    codebook: str
    version: Name
    coder: Name
    codings: list[EntryFile]


def codebook_of(document: Document) -> str:
    """The codebook that a file of codings names; empty when it names none. Nothing else is checked."""
    named = document.data.get("codebook") if isinstance(document.data, dict) else None
    return named if isinstance(named, str) else ""


def read_codings(document: Document, codebook: Codebook) -> tuple[Coding, ...]:
    """The codings of a file, each entry expanded to one coding per code; they share one passage.

    Raises FileError with the place of every mistake: unknown codes, a direction the code cannot take,
    offsets that do not fit the quote, an entry that stands twice. Work keys are checked for form only.
    """
    written = validate(document, CodingsFile)
    if written.codebook != codebook.id:
        message = f"The codings belong to the codebook `{written.codebook}`, not to `{codebook.id}`."
        raise FileError((document.problem(message, "codebook", remedy="Add that codebook to the review."),))
    codings: list[Coding] = []
    problems: list[Problem] = []
    first: dict[str, int] = {}
    for index, entry_file in enumerate(written.codings):
        entry = _entry(entry_file, written)
        wrong = mistakes(entry, codebook)
        for m in wrong:
            problems.append(
                document.problem(m.message, "codings", index, *m.key, remedy=m.remedy, code="coding")
            )
        for coding in () if wrong else expand(entry, codebook):
            if coding.uid in first:
                problems.append(_double(document, index, first[coding.uid]))
                break
            first[coding.uid] = index
            codings.append(coding)
    if problems:
        raise FileError(tuple(problems))
    return tuple(codings)


def write_codings(codings: Iterable[Coding], codebook: Codebook) -> str:
    """The codings as YAML text in a stable order, one entry per passage; `read_codings` gives them back.

    Raises UsageError when a coding belongs to another codebook.
    """
    ordered = sorted(codings, key=lambda coding: (coding.coder, coding.uid))
    if strange := [coding for coding in ordered if coding.codebook != codebook.id]:
        message = f"The coding {strange[0].uid} belongs to the codebook `{strange[0].codebook}`."
        raise UsageError(message, remedy=f"Write it with that codebook, not with `{codebook.id}`.")
    coder = ordered[0].coder if ordered else "nobody"
    head = {"synth": "codings/1", "codebook": codebook.id, "version": codebook.version, "coder": coder}
    lines = [f"{key}: {scalar(value)}" for key, value in head.items()]
    entries = sorted(_entries(ordered, codebook), key=_order)
    lines.append("codings:" if entries else "codings: []")
    for entry in entries:
        lines += _entry_lines(entry, coder, codebook.version)
    return "\n".join(lines) + "\n"


def _double(document: Document, index: int, first: int) -> Problem:
    line = document.position("codings", first).line
    message = f"This entry repeats the one on line {line}."
    return document.problem(
        message, "codings", index, remedy="Remove one, or give it a `uid`.", code="double"
    )


def _entry(written: EntryFile, file: CodingsFile) -> Entry:
    passage = Passage(
        work=written.work,
        section=written.section,
        quote=written.quote or "",
        field=written.field or "",
        start=-1 if written.start is None else written.start,
        end=-1 if written.end is None else written.end,
        paraphrase=written.paraphrase,
        arm=written.arm,
        document=written.document,
        page=written.page,
    )
    codes = {d: (given,) if isinstance(given, str) else tuple(given) for d, given in written.codes.items()}
    return Entry(
        passage=passage,
        codes=codes,
        coder=written.coder or file.coder,
        direction=written.direction,
        at=written.at,
        version=written.version or file.version,
        uid=written.uid or "",
        uids=written.uids,
        whole=written.whole,
    )


def _entries(codings: list[Coding], codebook: Codebook) -> list[Entry]:
    """Codings grouped into entries: those of one passage, coder and moment whose codes fit together."""
    groups: dict[tuple[object, ...], list[list[Coding]]] = {}
    for coding in codings:
        base = _base(coding)
        passage = coding.passage
        key = (base, *_passage_key(passage), coding.coder, coding.version, coding.at)
        open_groups = groups.setdefault(key, [])
        for group in open_groups:
            if _fits(coding, group, codebook):
                group.append(coding)
                break
        else:
            open_groups.append([coding])
    return [_grouped(group, codebook) for found in groups.values() for group in found]


def _passage_key(passage: Passage) -> tuple[object, ...]:
    place = (passage.work, passage.section, passage.quote, passage.field, passage.start, passage.end)
    return (*place, passage.arm, passage.document, passage.page, *sorted(passage.paraphrase.items()))


def _base(coding: Coding) -> str:
    tail = f":{coding.dimension}/{coding.code}"
    return coding.uid.removesuffix(tail) if coding.uid.endswith(tail) else ""


def _fits(coding: Coding, group: list[Coding], codebook: Codebook) -> bool:
    single = codebook.dimension(coding.dimension).choice == "single"
    for other in group:
        same = other.dimension == coding.dimension
        if same and (single or other.code == coding.code):
            return False
        both = codebook.directed(coding.dimension) and codebook.directed(other.dimension)
        if both and other.direction != coding.direction:
            return False
    return True


def _grouped(group: list[Coding], codebook: Codebook) -> Entry:
    codes = {
        dimension.id: tuple(coding.code for coding in group if coding.dimension == dimension.id)
        for dimension in codebook.dimensions
    }
    directed = [coding.direction for coding in group if codebook.directed(coding.dimension)]
    base = _base(group[0])
    foreign = {} if base else {f"{coding.dimension}/{coding.code}": coding.uid for coding in group}
    return Entry(
        passage=group[0].passage,
        codes={dimension: given for dimension, given in codes.items() if given},
        coder=group[0].coder,
        direction=directed[0] if directed else None,
        at=group[0].at,
        version=group[0].version,
        uid=base,
        uids=foreign,
        whole=not group[0].passage.shown,
    )


def _order(entry: Entry) -> tuple[object, ...]:
    passage = entry.passage
    section = [
        (int(part), "") if part.isdecimal() else (0, part) for part in re.split(r"[.\s]+", passage.section)
    ]
    codes = sorted((dimension, *codes) for dimension, codes in entry.codes.items())
    return (
        passage.work,
        section,
        passage.field,
        passage.start,
        codes,
        passage.arm,
        entry.uid,
        sorted((entry.uids or {}).items()),
    )


def _entry_lines(entry: Entry, coder: str, version: str) -> Iterator[str]:
    passage = entry.passage
    values: dict[str, str | int] = {"work": passage.work, "section": passage.section, "arm": passage.arm}
    yield from _lines(values, "- ")
    codes = (f"{scalar(dimension)}: {_codes(given)}" for dimension, given in entry.codes.items())
    yield f"    codes: {{{', '.join(codes)}}}"
    values = {"direction": entry.direction or "", "quote": passage.quote, "field": passage.field}
    if passage.start >= 0:
        values |= {"start": passage.start, "end": passage.end}
    values |= {"document": passage.document, "page": passage.page}
    yield from _lines(values, "  ")
    yield from _mapping_lines("paraphrase", passage.paraphrase)
    if entry.whole:
        yield "    whole: true"
    values = {"uid": entry.uid, "coder": entry.coder if entry.coder != coder else ""}
    values |= {"version": entry.version if entry.version != version else "", "at": entry.at}
    yield from _lines(values, "  ")
    yield from _mapping_lines("uids", entry.uids or {})


def _lines(values: Mapping[str, str | int], lead: str) -> Iterator[str]:
    for key, value in values.items():
        if value != "":
            yield f"  {lead}{key}: {scalar(value)}"
            lead = "  "


def _mapping_lines(key: str, values: Mapping[str, str]) -> Iterator[str]:
    if values:
        yield f"    {key}:"
        for name in sorted(values):
            yield f"      {scalar(name)}: {scalar(values[name])}"


def _codes(given: tuple[str, ...]) -> str:
    return scalar(given[0]) if len(given) == 1 else f"[{', '.join(map(scalar, given))}]"
