"""Text formats in which each line is a tag and a value: one reader, and a table for each dialect.

The reader follows lines, so that every entry, and every oddity, has its line. RIS, which has most oddities,
has a reader of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from synth.errors import Position
from synth.formats.entries import SWALLOWED, EntryCounts, EntryProblem, Parsed, distinct_ids, refusal
from synth.formats.roles import Role, ordered, to_record
from synth.model import Record

Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one program writes entries.

    `line` finds the tag and the value of a line; `opening` is the line by which a file is recognised.
    An entry starts at a `separator` line, or at one of the tags in `starts` (behind a blank line, or when the
    entry has that tag already), or, with `blank_parts`, at any tag behind a blank line. `ends` are tags that
    close one, `outside` those of the file itself. In the tags `by_line` each line is a value of its own.
    `shape` puts right what is peculiar before `roles` say what each tag means.
    """

    name: str
    line: re.Pattern[str]
    opening: re.Pattern[str]
    roles: Mapping[Role, Sequence[str]]
    starts: frozenset[str] = frozenset()
    ends: frozenset[str] = frozenset()
    outside: frozenset[str] = frozenset()
    by_line: frozenset[str] = frozenset()
    separator: re.Pattern[str] | None = None
    blank_parts: bool = False
    shape: Callable[[Pairs], Pairs] = list


@dataclass(slots=True)
class _Entry:
    """The lines of one entry while it is being read."""

    line: int
    fields: Pairs = field(default_factory=list)
    raw: list[str] = field(default_factory=list)
    started: bool = False
    ended: bool = False
    swallowed: int = 0
    more: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    looked: int = 0

    def titles(self, tag: str) -> set[str]:
        """The values of the fields with this tag, always the same one; each field is looked at once."""
        self.seen.update(value for name, value in self.fields[self.looked :] if name == tag)
        self.looked = len(self.fields)
        return self.seen

    def has(self, tag: str) -> bool:
        return any(name == tag for name, _ in self.fields)

    def join(self) -> None:
        """Put the lines that go on with the last field into it, all at once: there can be very many."""
        if self.more:
            tag, value = self.fields[-1]
            self.fields[-1] = (tag, "\n".join((value, *self.more)).strip())
            self.more.clear()


def opening(dialect: Dialect, text: str) -> int:
    """Where the first line stands by which the dialect is recognised; -1 without one."""
    found = dialect.opening.search(text)
    return found.start() if found else -1


def parse(dialect: Dialect, text: str, name: str) -> Parsed:
    """Return the records of text in a dialect; `name` is the file's, for messages.

    Raises FileError when the last entry is cut off.
    """
    splitter = _Splitter(dialect, name)
    for number, line in enumerate(text.split("\n"), start=1):
        splitter.take(number, line)
    splitter.close(by_end=not dialect.ends)
    entries = splitter.entries
    _refuse_cut_off(entries, text, name, dialect)
    records: list[Record] = []
    lines: list[int] = []
    problems, notes = list(splitter.problems), list(splitter.notes)
    for entry in entries:
        record = _record(dialect, entry)
        if _says_nothing(record):
            reason = "The entry says nothing about a publication."
            problems.append(EntryProblem(Position(name, entry.line), reason, record.raw))
            continue
        notes += _doubts(entry, record, name)
        records.append(record)
        lines.append(entry.line)
    distinct, repeated = distinct_ids(records, lines, name=name)
    starts = sum(entry.started + entry.swallowed for entry in entries)
    counts = EntryCounts(starts, sum(e.ended for e in entries), len(records))
    return Parsed(distinct, tuple(lines), counts, tuple(problems), (*notes, *repeated))


class _Splitter:
    """Follows the lines of a file and knows which entry each belongs to."""

    def __init__(self, dialect: Dialect, name: str) -> None:
        self.dialect = dialect
        self.name = name
        self.entries: list[_Entry] = []
        self.notes: list[EntryProblem] = []
        self.problems: list[EntryProblem] = []
        self._open: _Entry | None = None
        self._blank = False

    def take(self, number: int, line: str) -> None:
        dialect = self.dialect
        if dialect.separator is not None and dialect.separator.match(line):
            self.close(by_end=True)
            self._open = _Entry(number, raw=[line], started=True)
            return
        found = dialect.line.match(line)
        if not line.strip():
            self._blank = True
            if self._open is not None:
                self._open.raw.append("")
        elif found is None:
            self._untagged(number, line)
        else:
            self._tagged(number, line, found[1].strip(), (found[2] or "").strip())
        if line.strip():
            self._blank = False

    def _tagged(self, number: int, line: str, tag: str, value: str) -> None:
        dialect = self.dialect
        if tag in dialect.ends:
            if self._open is None:
                self._note(number, f"A line {tag} closes nothing.")
                return
            self._open.raw.append(line)
            self.close(by_end=True)
            return
        if tag in dialect.outside and self._open is None:
            return
        if self._starts_another(tag):
            self.close(by_end=not dialect.ends)
        if self._open is None:
            self._open = _Entry(number, started=dialect.blank_parts or not dialect.starts)
        self._open.started = self._open.started or tag in dialect.starts
        self._open.join()
        if self._swallows(self._open, tag, value):
            self._open.swallowed += 1
            self._note(number, SWALLOWED)
        self._open.fields.append((tag, value))
        self._open.raw.append(line)

    def _swallows(self, entry: _Entry, tag: str, value: str) -> bool:
        """A second, different title, not right behind the first: another entry whose opening line is lost."""
        if tag != self.dialect.roles["title"][0] or not entry.fields or entry.fields[-1][0] == tag:
            return False
        titles = entry.titles(tag)
        return bool(titles) and value not in titles

    def _starts_another(self, tag: str) -> bool:
        if self._open is None or self.dialect.separator is not None:
            return False
        if self._blank and self.dialect.blank_parts:
            return True
        if tag not in self.dialect.starts:
            return False
        again = self._open.has(tag) and len(self._open.fields) > 1
        return again or (self._blank and bool(self._open.fields))

    def _untagged(self, number: int, line: str) -> None:
        """A line without a tag goes on with the field before it; outside entries it is the program's own."""
        entry = self._open
        if entry is None:
            return
        entry.raw.append(line)
        if not entry.fields:
            return
        tag, _ = entry.fields[-1]
        if tag in self.dialect.by_line:
            entry.fields.append((tag, line.strip()))
        else:
            entry.more.append(line.strip())

    def close(self, *, by_end: bool) -> None:
        """Close the entry that is open, if one is; `by_end` says that it ends as it should."""
        entry, self._open = self._open, None
        if entry is None:
            return
        entry.join()
        if not entry.started:
            self._loose(entry)
            return
        entry.ended = by_end
        if not by_end:
            self._note(
                entry.line, f"The entry has no line {'/'.join(self.dialect.ends)} at its end; it is kept."
            )
        self.entries.append(entry)

    def _loose(self, entry: _Entry) -> None:
        """Tagged lines outside an entry: part of the one before, or nobody's."""
        if self.entries and not self.dialect.ends:
            self.entries[-1].fields += entry.fields
            self.entries[-1].raw += entry.raw
            self._note(entry.line, "Lines behind a blank line; they are kept in the entry before.")
            return
        reason = f"These tagged lines belong to no entry ({'/'.join(sorted(self.dialect.starts))} opens one)."
        self.problems.append(EntryProblem(Position(self.name, entry.line), reason, "\n".join(entry.raw)))

    def _note(self, line: int, reason: str) -> None:
        self.notes.append(EntryProblem(Position(self.name, line), reason))


def _refuse_cut_off(entries: Sequence[_Entry], text: str, name: str, dialect: Dialect) -> None:
    """Other entries close and the last does not: the file was cut, and its last entry is not whole."""
    if not dialect.ends or not entries or entries[-1].ended or not any(entry.ended for entry in entries):
        return
    line = len(text.rstrip("\n").split("\n"))
    end = sorted(dialect.ends)[0]
    message = f"The file stops in the middle of the entry that starts at line {entries[-1].line}."
    remedy = f"Export it again, or add the line '{end}' after line {line} if that entry is whole."
    raise refusal(name, message, remedy, line=line)


def _record(dialect: Dialect, entry: _Entry) -> Record:
    values = ordered(dialect.shape(entry.fields), dialect.roles)
    return to_record(dialect.name, values, raw="\n".join(entry.raw).strip("\n"))


def _says_nothing(record: Record) -> bool:
    return not any(
        (record.title, record.authors, record.doi, record.pmid, record.abstract, record.container_title)
    )


def _doubts(entry: _Entry, record: Record, name: str) -> Iterator[EntryProblem]:
    if not record.title:
        yield EntryProblem(Position(name, entry.line), "The entry has no title.")
