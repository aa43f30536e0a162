"""What of a record counts when two are compared, brought to one form.

Spelling that differs between catalogues is folded away: case, diacritics, `ö` and `oe`, hyphens, markup,
articles in brackets, the place of particles. The record itself is never changed.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from synth.dedupe.genres import genre
from synth.dedupe.placing import Pages, place
from synth.formats.east_asian import family_first
from synth.formats.persons import PARTICLES
from synth.formats.title_words import without_article
from synth.formats.titles import spelled
from synth.model import Name, Record
from synth.text import fold

_TAG = re.compile(r"</?\w[^<>]{0,80}>")
_WORD = re.compile(r"[^\W_]+")
_JOINT = re.compile(r"(?<=\w)['’-](?=\w)")
_RUN_TOGETHER = re.compile(r"(?<=[a-zà-öø-ÿ])(?=[A-Z](?!c?[A-Z]))|(?<=\.)(?=\w)")
_BRACKETED = re.compile(r"\[([^\[\]]{8,})\]")
_PARALLEL = re.compile(r"\s+=\s+|\s*<ORIGINAL>\s*|;\s+(?=[A-ZÀ-Þ])")
_LABELS = re.compile(
    r"\s*[\[(](?:review|abstract|\d+ refs?|article in \w+|in \w+|[a-z]+)[\])]\.?\Z", re.IGNORECASE
)
_LONGEST_LABEL = 100
_ASIDES = re.compile(
    r"\((?:(?:extended|demo|panel|poster|invited|conference|experience|industrial|short|full) )?"
    r"(?:abstract|session|tutorial|paper|talk|panel|demo|version)(?: only)?\)",
    re.IGNORECASE,
)
_SCRAMBLED = re.compile("[ÃÅÄ][\u0080-\u00bf\u0152-\u0161\u2013-\u2122]")
_LOST_LETTER = re.compile(r"(?<=[^\W\d_])\?(?=[^\W\d_])")
_ENTITY_SPACE = re.compile(r"(&#?\w{2,8};) (?=[a-z])")
_CODE_POINT = re.compile(r"<U\+[0-9A-Fa-f]{4,6}>")
_SPREADSHEET_ERRORS = frozenset(("#NAME?", "#VALUE!", "#REF!", "#N/A"))
_SUBTITLE = re.compile(r"\s*[:?!]\s+|\.\s+(?=[A-ZÀ-Þ])|\s+[-–—]\s+")
_COCHRANE = re.compile(r"\bCD0*(\d{2,6})(?:\.pub\d+)?", re.IGNORECASE)
_GIVEN_FAMILY = re.compile(
    r"(?:[^\W\d_a-z][\w'’-]*\.? ){1,3}(?:[a-z]{1,4} ){0,2}[^\W\d_a-z][^\W\d_]{2,}[\w'’-]*"
)
_INSTITUTION = re.compile(
    r"corporate|group|team|universit|institut|consortium|committee|department|centre|center|society|ministe?r"
    r"|inspecti|raad|commissi|council|association|stichting|bureau|dienst|verein|verband|amt\b",
    re.IGNORECASE,
)
_NOBODY = frozenset(("", "anonymous", "anon", "author", "unknown", "none"))
_NUMBER = re.compile(r"\d+|[ivx]+")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
_PART_WORDS = frozenset(("part", "deel", "teil", "volume", "vol", "band", "chapter", "hoofdstuk", "kapitel"))
_ABSTRACT_LENGTH = 300


@dataclass(frozen=True)
class Prepared:
    """The comparable form of one record; empty text and `None` mean that the record does not say.

    `title` has no spaces and no article in front, `letters` says how long it is with the article; `main` is
    the title before its subtitle; `others` are titles in other languages that stand beside it; `numbers` are
    the numerals in the title; `part` is the number behind a word such as *part* or *deel*, or a Roman numeral
    at the end; `translated` says that the catalogue made the title.
    """

    id: int
    title: str
    letters: int
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
    pages: Pages
    doi: str
    isbn: str
    review: str
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
    return _levelled("".join(_WORD.findall(fold(text))))


def _levelled(text: str) -> str:
    return text.replace("ae", "a").replace("oe", "o").replace("ue", "u")


def prepare(number: int, record: Record) -> Prepared:
    """Return the comparable form of the record that the caller knows as `number`."""
    title = _unlabelled(_plain(record.title))
    written, *others = _alternatives(title)
    own = without_article(written)
    where = place(record)
    words = tuple(_WORD.findall(_levelled(_JOINT.sub("", fold(own)))))
    people = [_person(name) for name in record.authors]
    numbers = frozenset(_numbers(words))
    return Prepared(
        id=number,
        title="".join(words),
        letters=sum(map(len, words)) + max(0, len(written) - len(own) - 1),  # with the article
        main=squeeze(_SUBTITLE.split(own)[0]),
        others=tuple(filter(None, (squeeze(without_article(other)) for other in others))),
        words=words,
        numbers=numbers,
        part=_part(words),
        genre=genre(own),
        first_author=next((family for family, _ in people if family), ""),
        authors=frozenset(word for _, words in people for word in words) - _NOBODY,
        year=record.year,
        container=where.container,
        meeting=where.meeting,
        volume=where.volume,
        issue=where.issue,
        pages=where.pages,
        doi=record.doi,
        isbn=record.isbn,
        review=_review(record),
        type=record.type,
        language=record.language,
        translated=record.title.lstrip().startswith("["),
        raw_abstract=record.abstract[: 2 * _ABSTRACT_LENGTH],
    )


def _review(record: Record) -> str:
    """The number of a review in the Cochrane Library, which its editions share; it stands in DOI or page."""
    found = _COCHRANE.search(record.doi) or _COCHRANE.fullmatch(record.page)
    return found[1] if found else ""


def _plain(text: str) -> str:
    if text in _SPREADSHEET_ERRORS:
        return ""
    text = html.unescape(text) if "&" in text else text
    text = spelled(_unscrambled(text))
    text = _CODE_POINT.sub(" ", text) if "<U+" in text else text
    text = _TAG.sub("", text) if "<" in text else text
    text = _LOST_LETTER.sub("", text) if "?" in text else text
    return text.strip(" .\"'")


def _unscrambled(text: str) -> str:
    """Undo UTF-8 that an export read as Windows-1252 (`Ã©` for `é`)."""
    if text.isascii() or not _SCRAMBLED.search(text):
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text


def _unlabelled(title: str) -> str:
    """Take off what databases add behind a title: `[Review]`, `[33 refs]`, `(German)`."""
    if title.endswith((")", "]", ").", "].")) or "(" in title:
        title = _ASIDES.sub("", title)
    while title.endswith((")", "]", ").", "].")):
        label = _LABELS.search(title, max(len(title) - _LONGEST_LABEL, 0))
        if label is None or not label.start():
            return title
        title = title[: label.start()]
    return title


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


def _person(name: Name) -> tuple[str, Sequence[str]]:
    """The family name without particles, and the words by which the author is compared.

    Of a name in one piece (`Ann Smit`) the family name is the last word, or the first of one such as `WANG
    Xiaoming`; of an institution it is the first word; all
    words of an institution, or of names that an export ran together, count but initials and particles.
    """
    if name.family:
        family = " ".join(word for word in _words_of(name.family) if word not in PARTICLES)
        return family, (family,)
    words = [word for word in _words_of(name.literal, together=True) if word not in PARTICLES]
    if _in_one_piece(name.literal):
        own = words[:1] if family_first(name.literal.split()) else words[-1:]
        return next(iter(own), ""), own
    return next(iter(words), ""), [word for word in words if len(word) > 2]


def _in_one_piece(literal: str) -> bool:
    """A person written `Given Family`: two to four capitalised words, the last in full."""
    return _GIVEN_FAMILY.fullmatch(literal) is not None and not _INSTITUTION.search(literal)


def _words_of(text: str, *, together: bool = False) -> list[str]:
    if text.isascii() and text.isalpha() and not together:
        return [_levelled(text.lower())]
    text = html.unescape(_ENTITY_SPACE.sub(r"\1", text)) if "&" in text else _unscrambled(text)
    text = _LOST_LETTER.sub("", text) if "?" in text else text
    text = _RUN_TOGETHER.sub(" ", text) if together else text
    return _WORD.findall(_levelled(_JOINT.sub("", fold(text))))
