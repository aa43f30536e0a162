"""The full text of a work as it was read: text, pages, sections, tables, and where passages stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PartKind = Literal["page", "section", "table"]
Kind = Literal["pdf", "html", "text"]

How = Literal["exact", "normalised", "fuzzy", "lost"]
HOWS: tuple[How, ...] = ("exact", "normalised", "fuzzy", "lost")
"""How a passage was found in a text that was read anew, from sure to not at all."""

CELL = "\t"
"""What stands between the cells of a table in the text of a document; a row is a line."""


@dataclass(frozen=True, slots=True)
class Part:
    """A page, section or table: the characters `start`:`end` of the text.

    `name` is the number or label of a page, or a heading; `level` the depth of a section, 1 at the top.
    """

    kind: PartKind
    start: int
    end: int
    name: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """A text as it was read from a file.

    `id` follows from the text; offsets of passages count its characters. `reader` names what read the file;
    `notes` tell what could not be read.
    """

    id: str
    kind: Kind
    text: str
    parts: tuple[Part, ...] = ()
    reader: str = ""
    notes: tuple[str, ...] = ()

    def of(self, kind: PartKind) -> tuple[Part, ...]:
        """The parts of one kind, in order."""
        return tuple(part for part in self.parts if part.kind == kind)

    def name_at(self, kind: PartKind, place: int) -> str:
        """The name of the innermost part of a kind that holds a character; empty without one."""
        around = [part for part in self.of(kind) if part.start <= place < part.end]
        return max(around, key=lambda part: part.start).name if around else ""


@dataclass(frozen=True, slots=True)
class Attached:
    """The full text that a work has now: the document, the kept file and its name when it was handed over."""

    work: str
    document: str
    file: str
    name: str
    coder: str
    at: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a passage stands in a document; -1 and `lost` where it was not found.

    `score` is 1 for the same words, less for near ones.
    """

    start: int
    end: int
    how: How
    score: float


LOST = Anchor(-1, -1, "lost", 0.0)
