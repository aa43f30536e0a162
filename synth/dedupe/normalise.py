"""What of a record counts when two are compared, brought to one form.

Spelling that differs between catalogues is folded away: case, diacritics, `ö` and `oe`, hyphens, markup,
articles in brackets, the place of particles. The record itself is never changed.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from synth.dedupe.genres import genre
from synth.formats.names import PARTICLES
from synth.model import Name, Record
from synth.text import fold

_TAG = re.compile(r"</?\w[^<>]{0,80}>")
_WORD = re.compile(r"[^\W_]+")
_JOINT = re.compile(r"(?<=\w)['’-](?=\w)")
_RUN_TOGETHER = re.compile(r"(?<=[a-zà-öø-ÿ])(?=[A-Z](?!c?[A-Z]))|(?<=\.)(?=\w)")
_UMLAUTS = re.compile(r"([aou])e")
_BRACKETED = re.compile(r"\[([^\[\]]{8,})\]")
_PARALLEL = re.compile(r"\s+=\s+|\s*<ORIGINAL>\s*|;\s+(?=[A-ZÀ-Þ])")
_LABELS = re.compile(
    r"\s*[\[(](?:review|abstract|\d+ refs?|article in \w+|in \w+|[a-z]+)[\])]\.?\Z", re.IGNORECASE
)
_ASIDES = re.compile(
    r"\((?:(?:extended|demo|panel|poster|invited|conference) )?"
    r"(?:abstract|session|tutorial|paper|talk|panel|demo)\)",
    re.IGNORECASE,
)
_MEETING = re.compile(r"(?<=\w)\.?\s*(?:Conference:|\[)")
_MEETING_WORD = re.compile(r"\b(?:workshop|conference|symposium|congress|congres|kongress|tagung|meeting)\b")
_DATE = re.compile(r"\d-?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\b", re.IGNORECASE)
_SCRAMBLED = re.compile("[ÃÅÄ][\u0080-\u00bf\u0152-\u0161\u2013-\u2122]")
_SUBTITLE = re.compile(r"\s*[:?!]\s+|\.\s+(?=[A-ZÀ-Þ])|\s+[-–—]\s+")
_NUMBER = re.compile(r"\d+|[ivx]+")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
_PART_WORDS = frozenset(("part", "deel", "teil", "volume", "vol", "band", "chapter", "hoofdstuk", "kapitel"))
_ABSTRACT_LENGTH = 300
_MINOR_WORDS = frozenset(
    (
        "of",
        "the",
        "and",
        "for",
        "in",
        "on",
        "a",
        "an",
        "van",
        "de",
        "het",
        "voor",
        "der",
        "die",
        "und",
        "fur",
        "en",
    )
)


@dataclass(frozen=True)
class Prepared:
    """The comparable form of one record; empty text and `None` mean that the record does not say.

    `title` has no spaces; `main` is the title before its subtitle; `others` are titles in other languages
    that stand beside it; `numbers` are the numerals in the title; `part` is the number behind a word such
    as *part* or *deel*, or a Roman numeral at the end; `translated` says that the catalogue made the title.
    """

    id: int
    title: str
    main: str
    others: tuple[str, ...]
    words: tuple[str, ...]
    numbers: frozenset[int]
    part: int | None
    genre: str
    first_author: str
    authors: frozenset[str]
    year: int | None
    container: tuple[str, ...]
    meeting: bool
    volume: str
    issue: str
    page: str
    doi: str
    isbn: str
    type: str
    language: str
    translated: bool
    raw_abstract: str

    @cached_property
    def abstract(self) -> str:
        """The beginning of the abstract, folded and without spaces."""
        return squeeze(self.raw_abstract[:_ABSTRACT_LENGTH])


def squeeze(text: str) -> str:
    """Return the letters and digits of a text, folded, with `ae oe ue` as `a o u`."""
    return _UMLAUTS.sub(r"\1", "".join(_WORD.findall(fold(text))))


def prepare(number: int, record: Record) -> Prepared:
    """Return the comparable form of the record that the caller knows as `number`."""
    title = _unlabelled(_ASIDES.sub("", _plain(record.title)))
    alternatives = _alternatives(title)
    own = alternatives[0]
    words = tuple(_UMLAUTS.sub(r"\1", word) for word in _WORD.findall(_JOINT.sub("", fold(own))))
    families = [_family(name) for name in record.authors]
    numbers = frozenset(_numbers(words))
    return Prepared(
        id=number,
        title="".join(words),
        main=squeeze(_SUBTITLE.split(own)[0]),
        others=tuple(filter(None, map(squeeze, alternatives[1:]))),
        words=words,
        numbers=numbers,
        part=_part(words),
        genre=genre(own),
        first_author=next(filter(None, families), ""),
        authors=_author_words(record.authors),
        year=record.year,
        container=_container(record.container_title),
        meeting=_MEETING_WORD.search(fold(record.container_title)) is not None,
        volume=_first_number(record.volume),
        issue=_issue(record.issue),
        page=_start(record.page),
        doi=record.doi,
        isbn=record.isbn,
        type=record.type,
        language=record.language,
        translated=record.title.lstrip().startswith("["),
        raw_abstract=record.abstract,
    )


def _plain(text: str) -> str:
    text = html.unescape(text) if "&" in text else text
    text = _unscrambled(text)
    text = _TAG.sub("", text) if "<" in text else text
    return text.strip(" .\"'")


def _unscrambled(text: str) -> str:
    """Undo UTF-8 that an export read as Windows-1252 (`Ã©` for `é`)."""
    if not _SCRAMBLED.search(text):
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text


def _unlabelled(title: str) -> str:
    """Take off what databases add behind a title: `[Review]`, `[33 refs]`, `(German)`."""
    while True:
        shorter = _LABELS.sub("", title)
        if not shorter or shorter == title:
            return title
        title = shorter


def _alternatives(title: str) -> tuple[str, ...]:
    """The title, and those in other languages that catalogues write with it (`X = Y`, `X [Y]`, `[X]`)."""
    bracketed = _BRACKETED.findall(title) if "[" in title else []
    outside = _BRACKETED.sub(" ", title).strip(" .") if bracketed else title
    parts = _PARALLEL.split(outside) if _PARALLEL.search(outside) else []
    if not outside:
        return tuple(bracketed) or ("",)
    return (outside, *(part for part in (*parts, *bracketed) if len(part) >= 15))


def _numbers(words: Iterable[str]) -> list[int]:
    return [_value(word) for word in words if _NUMBER.fullmatch(word) and (word.isdigit() or len(word) > 1)]


def _value(word: str) -> int:
    return _ROMAN.get(word, 0) or (int(word[:9]) if word.isdecimal() else 0)


def _part(words: tuple[str, ...]) -> int | None:
    """The number of a part: behind a word for part, or a Roman numeral at the end of the title."""
    for word, behind in pairwise(words):
        if word in _PART_WORDS and _NUMBER.fullmatch(behind):
            return _value(behind)
    if len(words) > 2 and words[-1] in _ROMAN and words[-1] not in ("x", "v"):
        return _ROMAN[words[-1]]
    return None


def _family(name: Name) -> str:
    """The family name without particles; of an institution the first word."""
    text = name.family or name.literal
    words = [word for word in _words_of(text) if word not in PARTICLES]
    return "".join(words) if name.family else next(iter(words), "")


def _words_of(text: str) -> list[str]:
    folded = _JOINT.sub("", fold(_RUN_TOGETHER.sub(" ", _unscrambled(text))))
    return [_UMLAUTS.sub(r"\1", word) for word in _WORD.findall(folded)]


def _author_words(names: Iterable[Name]) -> frozenset[str]:
    """Family names, and the other words of names that are not initials or particles."""
    found: set[str] = set()
    for name in names:
        if name.family:
            found.add(_family(name))
        else:
            found.update(word for word in _words_of(name.literal) if len(word) > 2 and word not in PARTICLES)
    return frozenset(found - {"", "anonymous", "anon", "author", "unknown"})


def _container(text: str) -> tuple[str, ...]:
    """The words of a journal's or book's title that matter, without what stands behind it about a meeting."""
    words = _WORD.findall(fold(_MEETING.split(_plain(text))[0]))
    return tuple(word for word in words if word not in _MINOR_WORDS) or tuple(words)


def _first_number(text: str) -> str:
    """`12 Suppl. 1`, `Vol. 12` and `012` are all volume 12."""
    found = re.search(r"\d+", text)
    return found.group().lstrip("0") or "0" if found else fold(text.strip())


def _issue(text: str) -> str:
    """The number of an issue; longer numbers are article numbers that an export put there."""
    found = re.search(r"(?<!\d)\d{1,4}(?!\d)", text)
    return found.group().lstrip("0") if found else ""


def _start(page: str) -> str:
    """The first page, with its letter (`S12`, `e0815`, `xiii`); not one that a spreadsheet made a date."""
    found = None if _DATE.search(page) else re.search(r"([A-Za-z]{0,3})(\d+)", page)
    if found:
        return found[1].lower() + (found[2].lstrip("0") or "0")
    roman = re.match(r"[ivxlc]+\b", page.strip().lower())
    return roman.group() if roman else ""
