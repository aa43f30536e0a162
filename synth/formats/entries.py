"""What reading a file gives: the records, what could not be read, and counts that add up."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from synth.errors import FileError, Position, Problem
from synth.formats.normalise import forthcoming
from synth.model import Record

_SHOWN = 60
SWALLOWED = (
    "A second title stands here: the line that opens its entry is missing; its lines are in the entry before."
)


@dataclass(frozen=True, slots=True)
class EntryProblem:
    """One entry, or one place in a file, that was not as it should be: where, why, and its raw text."""

    position: Position
    reason: str
    raw: str = ""

    def __str__(self) -> str:
        return f"{self.position}: {self.reason}"


@dataclass(frozen=True, slots=True)
class EntryCounts:
    """How many entries a file has, counted in three ways: where one starts, where one ends, what was read."""

    starts: int
    ends: int
    parsed: int

    @property
    def complete(self) -> bool:
        """True when the three counts agree."""
        return self.starts == self.ends == self.parsed


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as read: nothing of it is lost.

    `lines` are those on which the records start, in the same order (0: unknown). `problems` are entries that
    could not become a record (their raw text is kept); `notes` are repairs and oddities in entries that did:
    an encoding that was guessed, a missing end, characters taken out.
    """

    format: str
    encoding: str
    records: tuple[Record, ...]
    entries: EntryCounts
    problems: tuple[EntryProblem, ...] = ()
    notes: tuple[EntryProblem, ...] = ()
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Parsed:
    """What one format's parser makes of text; `lines` are those of the records, in the same order."""

    records: tuple[Record, ...]
    lines: tuple[int, ...]
    entries: EntryCounts
    problems: tuple[EntryProblem, ...] = ()
    notes: tuple[EntryProblem, ...] = ()


def refusal(name: str, message: str, remedy: str, *, line: int = 0, column: int = 0) -> FileError:
    """The error that refuses a whole file, naming the place and what to do."""
    return FileError((Problem(Position(name, line, column), message, remedy),))


def no_year(written: str) -> str:
    """What to tell of a date without a year: that the work is still to appear, or that it cannot be read."""
    if forthcoming(written):
        return f"No year yet ('{written.strip()[:_SHOWN]}')."
    return f"No year can be read from '{written.strip()[:_SHOWN]}'; it is kept in the raw text."


def identify(record: Record) -> Record:
    """Give a record without an id one made from its own text, so that reading it again gives the same id."""
    if record.source_id:
        return record
    digest = hashlib.sha256(record.raw.encode("utf-8", "replace")).hexdigest()
    return replace(record, source_id=f"sha256-{digest[:16]}")


def distinct_ids(
    records: Iterable[Record], lines: Iterable[int], *, name: str
) -> tuple[tuple[Record, ...], tuple[EntryProblem, ...]]:
    """Make every `source_id` in a file unique (`A`, `A#2`) and say where one came again.

    Letter case does not distinguish: BibTeX and the file systems people export to do not either.
    """
    seen: Counter[str] = Counter()
    first: dict[str, tuple[int, str]] = {}
    kept: list[Record] = []
    notes: list[EntryProblem] = []
    for record, line in zip(map(identify, records), lines, strict=True):
        folded = record.source_id.casefold()
        seen[folded] += 1
        if seen[folded] == 1:
            first[folded] = (line, record.raw)
            kept.append(record)
            continue
        earlier, raw = first[folded]
        same = "with the same text" if raw.strip() == record.raw.strip() else "with other text"
        reason = (
            f"The id {record.source_id} was used before at line {earlier}, {same}; both entries are kept."
        )
        notes.append(EntryProblem(Position(name, line), reason, record.raw))
        while (own := f"{folded}#{seen[folded]}") in seen:  # another record is called so itself
            seen[folded] += 1
        seen[own], first[own] = 1, (line, record.raw)
        kept.append(replace(record, source_id=f"{record.source_id}#{seen[folded]}"))
    return tuple(kept), tuple(notes)
