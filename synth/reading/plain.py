"""Plain text as blocks: form feeds begin pages, empty lines paragraphs; headings by marks or numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from synth.reading.blocks import Block

LONGEST_HEADING = 120

_MARKED = re.compile(r"(#{1,6})\s+(\S.*)")
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+([^\W\d_].*)")
_EMPTY = re.compile(r"\n[^\S\n]*\n\s*")
_RULE = re.compile(r"\|?[\s:|-]+\|?")
_BROKEN = re.compile(r"[^\W\d_]-\Z")


def read_plain(text: str) -> Iterator[Block]:
    """The blocks of a text; pages are numbered when it has more than one."""
    pages = text.split("\f")
    for number, page in enumerate(pages, start=1):
        label = str(number) if len(pages) > 1 else ""
        for paragraph in _EMPTY.split(page.strip("\n")):
            yield from _blocks(paragraph.strip("\n"), label)


def _blocks(paragraph: str, page: str) -> Iterator[Block]:
    lines = paragraph.split("\n")
    if len(lines) > 1 and (rows := _rows(lines)):
        yield Block(rows=rows, page=page)
        return
    if marked := _MARKED.fullmatch(lines[0].strip()):
        yield Block(marked[2].rstrip("# "), len(marked[1]), page=page)
        lines = lines[1:]
    elif len(lines) == 1 and (numbered := _NUMBERED.fullmatch(lines[0].strip())) and _is_heading(lines[0]):
        yield Block(lines[0].strip(), numbered[1].count(".") + 1, page=page)
        lines = []
    if text := _joined(lines):
        yield Block(text, page=page)


def _is_heading(line: str) -> bool:
    return len(line) <= LONGEST_HEADING and not line.rstrip().endswith((".", ",", ";", ":"))


def _rows(lines: list[str]) -> tuple[tuple[str, ...], ...]:
    """The cells of a table with tabs or, as in Markdown, bars between them; empty when it is none."""
    sign = "\t" if all("\t" in line for line in lines) else "|" if all("|" in line for line in lines) else ""
    if not sign:
        return ()
    kept = [line for line in lines if not (sign == "|" and _RULE.fullmatch(line.strip()))]
    return tuple(tuple(cell.strip() for cell in line.strip(" |").split(sign)) for line in kept)


def _joined(lines: list[str]) -> str:
    """The lines as one; a word broken at the end of a line is put together again."""
    pieces: list[str] = []
    for line in filter(None, map(str.strip, lines)):
        if pieces and line[:1].islower() and _BROKEN.search(pieces[-1]):
            pieces[-1] = pieces[-1][:-1]
        elif pieces:
            pieces.append(" ")
        pieces.append(line)
    return "".join(pieces)
