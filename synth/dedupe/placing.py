"""Where a record says it appeared: journal or book, volume, issue and first pages, brought to one form.

Exports put these in each other's places: a whole source line in the journal (Ovid: `Brain Res.843 (1)
()(pp 71-78) 1999.Date of Publication: 1999`), pages in the issue, the year in the pages, and spreadsheets
make dates of pages (`1-9` → `01-Sep`). What cannot be known is left empty rather than guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from synth.formats.title_words import CONTRACTED, MINOR, without_elision
from synth.model import Record
from synth.text import fold

_WORD = re.compile(r"[^\W_]+")
_SOURCE_LINE = re.compile(
    r"(?<=[.\s])(?P<volume>\d+)?[^().]{0,30}?(?:\((?P<issue>[^()]*)\))?\s*(?:\(\)\s*)?"
    r"\((?:pp\s+(?P<pages>[^()]*)|no pagination|var\.pagings)\)\s*\d{4}\b"
)
_ARTICLE_NUMBER = re.compile(r"Article Number: (?:Article )?(\w+)")
_MEETING = re.compile(r"(?<=\w)\.?\s*(?:Conference:|\[)")
_MEETING_WORD = re.compile(
    r"\b(?:workshops?|conference|symposium|congress|congres|kongress|tagung|meeting)\b"
)
_PAGES_IN_ISSUE = re.compile(r"pp?\.?\s+(?=\w)")
_MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], start=1
    )
}
_MONTH = "|".join(_MONTHS)
_DATE = re.compile(rf"(?:(\d+)-({_MONTH})|({_MONTH})-(\d+))", re.IGNORECASE)
_RANGE = re.compile(r"([A-Za-z]{0,3})(\d+)([A-Za-z]?)(?:\s*[-–—]+\s*[A-Za-z]{0,3}(\d+))?")
_ROMAN = re.compile(r"[ivxlc]+\b")
_MOST_RANGES = 6


class Pages(NamedTuple):
    """First pages (several for an article printed in two languages), and where the first range ends."""

    starts: frozenset[str] = frozenset()
    first: int = 0
    last: int = 0

    @property
    def key(self) -> str:
        """One first page to look records up by."""
        return min(self.starts, key=lambda page: (len(page), page), default="")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record appeared; empty values mean that the record does not say."""

    container: tuple[str, ...]
    meeting: bool
    volume: str
    issue: str
    pages: Pages


def place(record: Record) -> Place:
    """Return where the record appeared, with what an export mixed up put right."""
    text, volume, issue, page = record.container_title, record.volume, record.issue, record.page
    line = _SOURCE_LINE.search(text) if "(" in text else None
    if line is not None:
        number = _ARTICLE_NUMBER.search(text)
        page = line["pages"] or (number[1] if number else page)
        volume = line["volume"] or ("" if "pag" in volume else volume)
        issue = line["issue"] or issue
        text = text[: line.start()]
    elif _PAGES_IN_ISSUE.match(issue):
        page, issue = issue, ""
    if volume.startswith("(") and not issue:
        volume, issue = "", volume
    meeting = _MEETING_WORD.search(fold(record.container_title)) is not None
    return Place(container(text), meeting, _volume(volume), _issue(issue), _pages(page, record.year))


def container(text: str) -> tuple[str, ...]:
    """The words of a journal's or book's title that matter, without what stands behind it about a meeting."""
    folded = without_elision(fold(_MEETING.split(text)[0])).replace("'", "")
    words = tuple(CONTRACTED.get(word, word) for word in _WORD.findall(folded))
    return tuple(word for word in words if word not in MINOR) or words


def _volume(text: str) -> str:
    """`12 Suppl. 1`, `Vol. 12` and `012` are all volume 12."""
    found = re.search(r"\d+", text)
    if found:
        return found.group().lstrip("0") or "0"
    return "" if "pag" in text else fold(text.strip(" ()"))


def _issue(text: str) -> str:
    """The number of an issue; longer numbers are article numbers that an export put there."""
    if _DATE.search(text):
        return ""
    found = re.search(r"(?<!\d)\d{1,4}(?!\d)", text)
    return found.group().lstrip("0") if found else ""


def _pages(text: str, year: int | None) -> Pages:
    """The first page or pages, with their letter (`S12`, `e0815`, `xiii`); the year is no page."""
    dated = None if text.replace("-", "").isdigit() else _DATE.search(text)
    if dated:
        return Pages(frozenset(_undated(dated)))
    ranges = _RANGE.findall(text[:80])[:_MOST_RANGES]
    if not ranges:
        roman = _ROMAN.match(text.strip().lower())
        return Pages(frozenset((roman.group(),))) if roman else Pages()
    head, start, _, end = ranges[0]
    if not head and not end and len(ranges) == 1 and start == str(year):
        return Pages()
    several = ranges if len(ranges) > 1 and all(one[3] for one in ranges) else ranges[:1]
    starts = frozenset(one[0].lower() + (one[1].lstrip("0") or "0") for one in several)
    if len(several) > 1 or not end:
        return Pages(starts)
    return Pages(starts, int(start[:9]), _end(start, end))


def _end(start: str, end: str) -> int:
    """The last page, written in full or not: `525-42` ends at 542."""
    full = start[: len(start) - len(end)] + end if len(end) < len(start) else end
    return int(full[:9])


def _undated(found: re.Match[str]) -> list[str]:
    """The pages that a spreadsheet made a date of: either number may have come first."""
    number, month = found[1] or found[4], (found[2] or found[3]).lower()
    return [number.lstrip("0") or "0", str(_MONTHS[month])]
