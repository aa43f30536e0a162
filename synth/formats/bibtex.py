"""Read and write BibTeX and biblatex; bibtexparser cuts the text into blocks and keeps what it cannot cut."""

from __future__ import annotations

import logging
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from bibtexparser import model
from bibtexparser.splitter import Splitter

from synth.errors import Position
from synth.formats.bibtex_record import to_record, write
from synth.formats.bibtex_tables import INHERITED
from synth.formats.bibtex_values import BadValueError, Strings, resolve
from synth.formats.entries import EntryCounts, EntryProblem, Parsed, distinct_ids, refusal

__all__ = ["opening", "parse", "write"]


def _blank(found: re.Match[str]) -> str:
    """Take out a commented entry and keep its lines, so that the lines behind it keep their numbers."""
    return "\n" * found.group().count("\n")


_ENTRY = re.compile(r"(?im)^[ \t]*@(?!comment\b|string\b|preamble\b)\w+[ \t]*[{(]")
_ANY_BLOCK = re.compile(r"(?im)^[^%\n]{0,200}?@\w+[ \t]*[{(]")
_NO_KEY = re.compile(r"(?im)^([ \t]*@(?!comment\b|string\b|preamble\b)\w+\s*[{(])(?=\s*[\w-]+\s*=)")
_COMMENTS = (
    (re.compile(r"(?m)^[ \t]*%[ \t%]*@.*(?:\n[ \t]*%.*)*"), _blank),
    (re.compile(r"(?m)^[ \t]*%[ \t%]*[\w-]+[ \t]*=.*$"), ""),
    (re.compile(r"(?m)^([ \t]*[\w-]+[ \t]*=.*[}\"][ \t]*,?)[ \t]+%[^{}\"\n]*$"), r"\1"),
)
_BREAK_BEFORE_BRACE = re.compile(r"(?<!\\)\\\\(?=[{}])")
_INNER_START = re.compile(r"@[A-Za-z]+\s*[{(]\s*[^\s,{}()=\"]+\s*,")
_END_OF_FILE = "Unexpectedly reached end of file"
_FAULTS = (
    ("Unexpected block start", "a brace or quote in it is still open where the next entry starts"),
    (_END_OF_FILE, "a brace or quote in it is still open at the end"),
    ("Expected comma after entry key", "there is no comma behind its key"),
    ("Expected a `=` after entry key", "a field in it has no ="),
    ("Expected equals sign after field key", "a field in it has no ="),
    ("Expected either a `,`", "there is no comma between two of its fields"),
)
"""How a reason of the library begins, and what is told of it."""

_ANY_FAULT = "it is not written as BibTeX"

CHAIN_CAP = 20
"""Entries that a crossref is followed through."""

# Its warnings go to every program's standard error; what they say becomes problems with a line here.
logging.getLogger("bibtexparser").addHandler(logging.NullHandler())


def opening(text: str) -> int:
    """Where the first line stands that opens a block such as `@article{`; -1 without one."""
    found = _ANY_BLOCK.search(text)
    return found.start() if found else -1


def parse(text: str, name: str) -> Parsed:
    """Return the records of BibTeX text; `name` is the file's, for messages.

    Raises FileError when the last entry is cut off.
    """
    blocks = _Blocks(name)
    blocks.take(_splittable(text, blocks), first_line=1)
    _refuse_cut_off(blocks, text, name)
    strings = Strings(blocks.strings)
    entries = [
        entry for entry in (_resolved(entry, strings, blocks) for entry in blocks.entries) if entry.fields
    ]
    _inherit(entries, blocks)
    records = [to_record(entry.kind, entry.key, entry.fields, raw=entry.raw) for entry in entries]
    lines = tuple(entry.line for entry in entries)
    distinct, repeated = distinct_ids(records, lines, name=name)
    for unknown in sorted(strings.unknown):
        blocks.note(
            0, f"The string {unknown} is not defined (or defined by itself); its name is kept as text."
        )
    counts = EntryCounts(blocks.starts, len(blocks.entries), len(records))
    return Parsed(distinct, lines, counts, tuple(blocks.problems), (*blocks.notes, *repeated))


def _splittable(text: str, blocks: _Blocks) -> str:
    """Write what the splitter cannot read so that it can: comments, a missing key, a line break at a brace.

    The number of lines stays as it is.
    """
    for pattern, replacement in _COMMENTS:
        text = pattern.sub(replacement, text)
    for found in _NO_KEY.finditer(text):
        blocks.note(text.count("\n", 0, found.start(1)) + 1, "The entry has no key; it is kept.")
    return _BREAK_BEFORE_BRACE.sub(r"\\\\ ", _NO_KEY.sub(r"\1,", text))


@dataclass(slots=True)
class _Entry:
    """One entry: its fields raw as written at first, resolved to text later."""

    line: int
    kind: str
    key: str
    written: list[tuple[str, str]]
    raw: str
    fields: dict[str, str] = field(default_factory=dict)


class _Blocks:
    """The blocks of a file, sorted out; broken ones are tried again in ways that are known to occur."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.entries: list[_Entry] = []
        self.strings: dict[str, str] = {}
        self.problems: list[EntryProblem] = []
        self.notes: list[EntryProblem] = []
        self.starts = 0
        self.cut_off: EntryProblem | None = None

    def note(self, line: int, reason: str) -> None:
        self.notes.append(EntryProblem(Position(self.name, line), reason))

    def take(self, text: str, *, first_line: int) -> None:
        """Cut text into blocks and keep each; `first_line` is the line the text begins at."""
        pending = [(text, first_line)]
        while pending:  # a broken block gives back the part behind it that may be whole
            text, first_line = pending.pop()
            blocks = Splitter(text).split().blocks
            for block, behind in zip(blocks, [*blocks[1:], None], strict=False):  # there may be none
                line = (block.start_line or 0) + first_line
                pending.extend(self._take_block(block, line, behind=behind))
        self.entries.sort(key=lambda entry: entry.line)

    def _take_block(
        self, block: model.Block, line: int, *, behind: model.Block | None
    ) -> Iterator[tuple[str, int]]:
        if isinstance(block, model.DuplicateFieldKeyBlock | model.DuplicateBlockKeyBlock):
            block = block.ignore_error_block or block
        if isinstance(block, model.Entry):
            self._entry(block, line)
        elif isinstance(block, model.String):
            self.strings[block.key.lower()] = str(block.value)
        elif isinstance(block, model.ParsingFailedBlock):
            rest = f"\n{behind.raw}" if isinstance(behind, model.ImplicitComment) else ""
            reason = getattr(block.error, "abort_reason", str(block.error))
            yield from self._failed((block.raw or "") + rest, line, reason)

    def _entry(self, block: model.Entry, line: int) -> None:
        raw = block.raw or ""
        self.starts += max(1, len(_ENTRY.findall(raw)))
        written = [(one.key.lower().strip(), str(one.value)) for one in block.fields]
        self.entries.append(_Entry(line, block.entry_type.lower(), block.key.strip(), written, raw))

    def _failed(self, raw: str, line: int, reason: str) -> Iterator[tuple[str, int]]:
        self.starts += bool(_ENTRY.match(raw))
        inner = _INNER_START.search(raw, 1)
        problem = EntryProblem(Position(self.name, line), f"The entry cannot be read: {_plain(reason)}.", raw)
        if inner:
            yield raw[inner.start() :], line + raw.count("\n", 0, inner.start())
            problem = EntryProblem(problem.position, problem.reason, raw[: inner.start()])
        elif reason.startswith(_END_OF_FILE):
            self.cut_off = problem
        self.problems.append(problem)


def _plain(reason: str) -> str:
    """The library's reason in our own few words, which can be told in every language."""
    return next((words for begins, words in _FAULTS if reason.startswith(begins)), _ANY_FAULT)


def _refuse_cut_off(blocks: _Blocks, text: str, name: str) -> None:
    """The last entry never closes and the text does not end as an entry does: the file was cut."""
    if blocks.cut_off is None or text.rstrip().endswith(("}", ")")):
        return
    start = blocks.cut_off.position.line
    last = len(text.rstrip("\n").split("\n"))
    message = f"The file stops in the middle of the entry that starts at line {start}."
    raise refusal(name, message, "Export it again, or complete that entry and close its brace.", line=last)


def _resolved(entry: _Entry, strings: Strings, blocks: _Blocks) -> _Entry:
    """Put the strings into an entry's values; an entry with a broken value, or none, becomes a problem."""
    try:
        for key, raw in entry.written:
            _set(entry, key, _resolve(key, raw, strings), blocks)
    except BadValueError as error:
        entry.fields = {}
        blocks.problems.append(EntryProblem(Position(blocks.name, entry.line), str(error), entry.raw))
        return entry
    if not any(entry.fields.values()):
        entry.fields = {}
        reason = f"The entry {entry.key} has no fields."
        blocks.problems.append(EntryProblem(Position(blocks.name, entry.line), reason, entry.raw))
    return entry


def _resolve(key: str, raw: str, strings: Strings) -> str:
    try:
        return resolve(raw, strings)
    except BadValueError as error:
        raise BadValueError(f"The field {key} {error}") from error


def _set(entry: _Entry, key: str, value: str, blocks: _Blocks) -> None:
    """The first value of a field counts; a second, different one is told (both are in the raw text)."""
    earlier = entry.fields.get(key)
    if earlier and value.strip() and earlier != value:
        blocks.note(entry.line, f"The field {key} stands twice in {entry.key}; the first value is used.")
    entry.fields[key] = earlier or value


def _inherit(entries: Iterable[_Entry], blocks: _Blocks) -> None:
    """Give each entry with `crossref` what it lacks and the entry it names has."""
    listed = list(entries)
    by_key = {entry.key.lower(): entry for entry in listed}
    for entry in listed:
        parent, seen = entry, {entry.key.lower()}
        while wanted := parent.fields.get("crossref", "").strip().lower():
            what = _broken_off(wanted, seen, by_key)
            if what:
                blocks.note(entry.line, f"The crossref of {entry.key} {what}; nothing more is taken over.")
                break
            seen.add(wanted)
            parent = by_key[wanted]
            _take_over(entry.fields, parent.fields)


def _broken_off(wanted: str, seen: Collection[str], known: Collection[str]) -> str:
    """Why a chain of crossrefs cannot be followed to `wanted`; empty when it can."""
    if wanted in seen:
        return "leads back to itself"
    if wanted not in known:
        return f"names {wanted}, which is not in the file"
    return f"leads through more than {CHAIN_CAP} entries" if len(seen) > CHAIN_CAP else ""


def _take_over(fields: dict[str, str], parent: Mapping[str, str]) -> None:
    if parent.get("title") and not fields.get("booktitle"):
        fields["booktitle"] = parent["title"]
    for key in INHERITED:
        if parent.get(key) and not fields.get(key):
            fields[key] = parent[key]
