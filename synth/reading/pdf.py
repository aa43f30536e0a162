"""A PDF file as blocks: columns in order, words put together again, headings by their size, ruled tables.

Positions come from pdfplumber; what is a column, a heading or a running title is decided here.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from synth.reading.blocks import Block, Read, clean, put_together
from synth.reading.columns import Line, Word, reading_order

APART = 1.45
"""Line distance, in font sizes, from which on a new paragraph begins, when it is also more than is usual."""
LARGER = 1.12
"""How much larger than the text a heading is set, at least."""
LONGEST_HEADING = 140
RUNNING = 3
"""Pages on which a line at the edge stands, at least, to be a running title."""

_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+\S")
_DIGITS = re.compile(r"\d+")
_BROKEN = re.compile(r"[^\W\d_]-$")


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its label, its lines in reading order, and its tables by the line before which each stands."""

    label: str
    lines: tuple[Line, ...]
    tables: tuple[tuple[int, tuple[tuple[str, ...], ...]], ...] = ()


def read_pdf(data: bytes) -> Read:
    """The text of a PDF file. Raises ValueError, in words for people, for one that has none or is locked."""
    pages = _all_pages(data)
    silent = [page.label for page in pages if not page.lines and not page.tables]
    if len(silent) == len(pages):
        raise ValueError("The pages hold no text: they are pictures, as of a scanner.")
    notes = [f"Page {', '.join(silent)}: no text; it may be a picture."] if silent else []
    return put_together(blocks(_without_running(pages)), notes)


def blocks(pages: Sequence[Page]) -> Iterator[Block]:
    """The paragraphs, headings and tables of the pages, in order."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes.update({round(word.size, 1): len(word.text) for word in line})
    body = sizes.most_common(1)[0][0] if sizes else 10.0
    levels = {
        size: level
        for level, size in enumerate(sorted((s for s in sizes if s >= body * LARGER), reverse=True), 1)
    }
    joined = {
        word.text.strip(",.;:()").lower() for page in pages for line in page.lines for word in line[:-1]
    }
    for page in pages:
        tables = dict(page.tables)
        for number, lines in _paragraphs(page.lines, frozenset(tables)):
            if number in tables:
                yield Block(rows=tables[number], page=page.label)
            if lines:
                text = _joined(lines, joined)
                yield Block(text, _level(lines, text, body, levels), page=page.label)
        if len(page.lines) in tables:
            yield Block(rows=tables[len(page.lines)], page=page.label)


def _all_pages(data: bytes) -> list[Page]:
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        with pdfplumber.open(io.BytesIO(data)) as file:
            return [_page(page) for page in file.pages]
    except PdfminerException as error:
        if error.args and isinstance(error.args[0], PDFPasswordIncorrect):
            raise ValueError("The file is locked with a password.") from error
        raise ValueError(f"The file is damaged or cut off ({_said(error)}).") from error


def _said(error: Exception) -> str:
    return clean(str(error))[:80] or type(error).__name__


def _page(page: Any) -> Page:
    if sum(not char["upright"] for char in page.chars) > len(page.chars) / 2:
        page.page_obj.rotate = 0  # turned only to be looked at: the text itself stands upright
        page.flush_cache()
        page = type(page)(page.pdf, page.page_obj, page.page_number)
    tables = [table for table in page.find_tables() if _is_table(table)]
    boxes = [table.bbox for table in tables]
    found = page.extract_words(extra_attrs=["size", "fontname"], use_text_flow=False)
    words = [_word(one) for one in found if not any(_inside(one, box) for box in boxes)]
    lines = tuple(reading_order(words))
    placed = tuple((_line_before(lines, table.bbox), _rows(table)) for table in tables)
    page.close()
    return Page(str(page.page_number), lines, placed)


def _word(one: dict[str, Any]) -> Word:
    bold = any(sign in one["fontname"].lower() for sign in ("bold", "black", "heavy"))
    return Word(one["text"], one["x0"], one["x1"], one["top"], one["bottom"], one["size"], bold)


def _is_table(table: Any) -> bool:
    rows = _rows(table)
    cells = [cell for row in rows for cell in row]
    return len(rows) > 1 and len(rows[0]) > 1 and sum(map(bool, cells)) * 2 >= len(cells)


def _rows(table: Any) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(" ".join((cell or "").split()) for cell in row) for row in table.extract())


def _inside(word: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    x, y = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _line_before(lines: Sequence[Line], box: tuple[float, float, float, float]) -> int:
    """The number of the first line below the table, in its column."""
    for number, line in enumerate(lines):
        if line[0].top >= box[3] and line[0].left < box[2] and line[-1].right > box[0]:
            return number
    return len(lines)


def _without_running(pages: Sequence[Page]) -> list[Page]:
    """The pages without the titles and numbers that stand at the edge of most of them."""
    edges = Counter(key for page in pages for key in {_key(line) for line in _edges(page)})
    often = {key for key, times in edges.items() if times >= max(RUNNING, len(pages) / 2)}
    return [_cut(page, often) for page in pages] if often else list(pages)


def _edges(page: Page) -> list[Line]:
    """The two highest and the two lowest lines of a page."""
    by_height = sorted(page.lines, key=lambda line: line[0].top)
    return by_height[:2] + by_height[-2:]


def _key(line: Line) -> str:
    return _DIGITS.sub("#", " ".join(word.text for word in line).casefold())


def _cut(page: Page, often: set[str]) -> Page:
    out = {id(line) for line in _edges(page) if _key(line) in often}
    places = [number for number, line in enumerate(page.lines) if id(line) in out]
    tables = tuple((n - sum(place < n for place in places), rows) for n, rows in page.tables)
    return Page(page.label, tuple(line for line in page.lines if id(line) not in out), tables)


def _paragraphs(lines: Sequence[Line], tables: frozenset[int]) -> Iterator[tuple[int, list[Line]]]:
    """Runs of lines that are one paragraph, with the number of the first."""
    steps = sorted(b[0].top - a[0].top for a, b in pairwise(lines) if b[0].top > a[0].top)
    usual = steps[len(steps) // 2] if steps else 0.0
    start, run = 0, list[Line]()
    for number, line in enumerate(lines):
        if run and (number in tables or _begins(run[-1], line, usual)):
            yield start, run
            start, run = number, []
        run.append(line)
    if run:
        yield start, run


def _begins(before: Line, line: Line, usual: float) -> bool:
    step = line[0].top - before[0].top
    size = max(before[0].size, 1.0)
    if abs(line[0].size - before[0].size) > size * (LARGER - 1) or line[0].bold != before[0].bold:
        return True
    if step < 0:  # the next column: a sentence that goes on is one paragraph
        return line[0].text[:1].isupper() and before[-1].text.endswith((".", "?", "!", ":"))
    return step > max(usual * 1.2, size * APART)


def _joined(lines: Sequence[Line], known: set[str]) -> str:
    """The lines as one text; a word that was broken at the end of a line is put together again.

    The hyphen stays when the word is written with one elsewhere.
    """
    text = ""
    for line in lines:
        said = " ".join(word.text for word in line)
        if not (_BROKEN.search(text) and said[:1].islower()):
            text = f"{text} {said}".strip()
            continue
        whole = (text.split()[-1] + said.split()[0]).strip(",.;:()").lower()
        text = (text if whole in known else text[:-1]) + said
    return text


def _level(lines: Sequence[Line], text: str, body: float, levels: dict[float, int]) -> int:
    """The depth of a heading, 0 for any other text: by its number, else by its size."""
    if len(text) > LONGEST_HEADING or len(lines) > 3 or not any(letter.isalpha() for letter in text):
        return 0
    words = [word for line in lines for word in line]
    size = round(min(word.size for word in words), 1)
    bold = all(word.bold for word in words)
    if size < body * LARGER and not (bold and not text.endswith((".", ","))):
        return 0
    numbered = _NUMBERED.match(text)
    return numbered[1].count(".") + 1 if numbered else levels.get(size, len(levels) + 1)
