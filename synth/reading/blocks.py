"""What a file says, block by block, and the text with its parts that is made of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from synth.texts import CELL, Part

MAX_CHARACTERS = 20_000_000
"""What one document may hold: some ten thousand pages."""
TOO_MUCH = "It unpacks to more than a document holds."
"""What is said of a document that holds more."""

_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
    | dict.fromkeys("\u00ad\ufeff")
)
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_BLANK = re.compile(r"[^\S\n]+")
_ENDED = (".", "!", "?", ":", ";", "”", '"', "»")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading (`level` from 1) or a table (`rows`); `page` is its label, if any."""

    text: str = ""
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()
    page: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """What was read from a file: the text, its parts, and notes on what could not be read."""

    text: str
    parts: tuple[Part, ...]
    notes: tuple[str, ...] = ()


def clean(text: str) -> str:
    """The text with ligatures as letters, without control characters, and with single blanks."""
    return _BLANK.sub(" ", _CONTROL.sub("", text.translate(_LIGATURES))).strip()


def put_together(blocks: Iterable[Block], notes: Sequence[str] = ()) -> Read:
    """The text of the blocks, an empty line between two, and where pages, sections and tables are.

    A paragraph that goes on on the next page is one paragraph. Raises OverflowError above MAX_CHARACTERS.
    """
    pieces: list[str] = []
    parts: list[Part] = []
    heads: list[tuple[int, Block]] = []
    pages: list[tuple[int, str]] = []
    length, before = 0, Block()
    for block in blocks:
        text = _written(block)
        if not text:
            continue
        between = "" if not pieces else " " if _goes_on(before, block) else "\n\n"
        length += len(between)
        if block.page and (not pages or pages[-1][1] != block.page):
            pages.append((length, block.page))
        if block.level:
            heads.append((length, block))
        if block.rows:
            parts.append(Part("table", length, length + len(text)))
        pieces += [between, text]
        length, before = length + len(text), block
        if length > MAX_CHARACTERS:
            raise OverflowError(length)
    whole = "".join(pieces)
    return Read(whole, (*_pages(pages, length), *_sections(heads, length), *parts), tuple(notes))


def _written(block: Block) -> str:
    if not block.rows:
        return clean(block.text)
    rows = (CELL.join(" ".join(clean(cell).split()) for cell in row) for row in block.rows)
    return "\n".join(rows).strip("\n")


def _goes_on(before: Block, block: Block) -> bool:
    """Whether a paragraph that a page broke goes on in this block."""
    if before.page == block.page or before.level or block.level or before.rows or block.rows:
        return False
    return not before.text.rstrip().endswith(_ENDED) and clean(block.text)[:1].islower()


def _pages(pages: Sequence[tuple[int, str]], length: int) -> list[Part]:
    ends = [start for start, _ in [*pages, (length, "")]][1:]
    return [Part("page", start, end, name) for (start, name), end in zip(pages, ends, strict=True)]


def _sections(heads: Sequence[tuple[int, Block]], length: int) -> list[Part]:
    """Each section reaches up to the next heading that is not below its own."""
    ends = [length] * len(heads)
    open_: list[int] = []
    for number, (start, block) in enumerate(heads):
        while open_ and heads[open_[-1]][1].level >= block.level:
            ends[open_.pop()] = start
        open_.append(number)
    return [
        Part("section", start, end, clean(block.text), block.level)
        for (start, block), end in zip(heads, ends, strict=True)
    ]
