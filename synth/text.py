"""Folding and cutting up text, so that one word written in several ways is one word.

Folding drops what people type in several ways: case, diacritics, ligatures, soft hyphens and other
invisible characters; every hyphen and apostrophe becomes the plain one, other signs outside ASCII a space.
A *unit* is a run of letters and digits, with the parts that hyphens and apostrophes join: `re-integratie`
is one unit of two parts. A unit stands for each of its parts and for every run of neighbouring parts
written as one word, so `re-integratie`, `reïntegratie` and `re‑ïntegratie` share the word `reintegratie`.
A hyphen at the end of a line joins too. The meaning is stated for users in docs/strategy.md.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

MAX_RUN = 8
"""Parts of a unit that are joined at most: keeps a chain such as `a-a-a-…` linear."""

_HYPHENS = (
    "\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{FIGURE DASH}\N{EN DASH}\N{MINUS SIGN}\N{SMALL HYPHEN-MINUS}\uff0d"
)
_APOSTROPHES = "\u2018\u2019\u201b\u02bc\u02b9\u2032\u00b4\uff07`"
_PLAIN = {
    **dict.fromkeys(_HYPHENS, "-"),
    **dict.fromkeys(_APOSTROPHES, "'"),
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ħ": "h",
    "ı": "i",
    "ŋ": "n",
    "ŧ": "t",
    "ĸ": "k",
}
"""Joiners, and letters that Unicode does not take apart (after case folding)."""

_MARK, _SEPARATORS = "M", "PSZ"
_DROPPED = {"Mn", "Mc", "Me", "Cf"}
_JOINER = r"(?:['-]|-[^\S\n]*\n\s*)"
_UNIT = re.compile(rf"[^\W_]+(?:{_JOINER}[^\W_]+)*")
_ASCII_UNIT = re.compile(r"[a-z0-9]+(?:['-][a-z0-9]+)*")
"""The same for folded ASCII text without line ends: quicker."""
_PATTERN = re.compile(rf"(?:[^\W_]|[*?$])+(?:{_JOINER}(?:[^\W_]|[*?$])+)*")
_PART = re.compile(r"[^\W_]+")
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
"""Characters nobody sees but that change what is seen: controls, marks of direction, tags, half pairs."""
_FOREIGN = re.compile(r"([^\x00-\x7f])")


class _Folds(dict[str, str]):
    """What each character folds to, worked out when it is first seen."""

    def __missing__(self, character: str) -> str:
        folded = self[character] = _fold_character(character)
        return folded


def _fold_character(character: str) -> str:
    early = _plain(character)
    if early != character:
        return early
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    return "".join(map(_plain, apart))


def _plain(character: str) -> str:
    """Return what a character without a decomposition is written as: joiners, letters, nothing, a space."""
    if character in _PLAIN:
        return _PLAIN[character]
    category = unicodedata.category(character)
    if character.isascii():
        return character
    if category in _DROPPED:
        return ""
    return " " if category[0] in _SEPARATORS else character


_FOLDS = _Folds()


def fold(text: str) -> str:
    """Return `text` without differences of case, diacritics, ligatures, hyphens and invisible characters.

    `Reïntegratie` → `reintegratie`, `Maßnahme` → `massnahme`, `ĳ` → `ij`, `Œuvre` → `oeuvre`, a
    non-breaking hyphen → `-`, a typographic apostrophe → `'`. `ö` becomes `o`, not `oe`.
    """
    if text.isascii():
        return text.lower().replace("`", "'")
    pieces = _FOREIGN.split(text)
    pieces[1::2] = map(_FOLDS.__getitem__, pieces[1::2])
    folded = "".join(pieces)
    if not folded.isascii():
        pieces[::2] = [piece.lower() for piece in pieces[::2]]
        return "".join(pieces).replace("`", "'")
    return folded.lower().replace("`", "'")


def visible(text: str) -> str:
    """Return the text with each character that hides or turns round other text written out: `[U+202E]`.

    Tabs, line feeds and what scripts need (soft hyphens, the joiners of Persian and Indic) stay.
    """
    return _UNSEEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)


def slug(text: str) -> str:
    """Return `text` as lower-case ASCII words with hyphens: `Eén maat, ßo` → `een-maat-sso`."""
    ascii_only = "".join(c if c.isascii() else " " for c in fold(text).replace("'", ""))
    return "-".join(_PART.findall(ascii_only))


@dataclass(frozen=True, slots=True)
class Part:
    """A run of letters and digits: `start` and `end` count characters of the folded text."""

    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Run:
    """A word that a unit stands for: parts `first` up to (not including) `last`, joined to `word`."""

    first: int
    last: int
    word: str


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text at its place: `start` and `end` count characters of the original text.

    `first` and `last` number the parts of the text that it covers: a token may follow another when its
    `first` is the other's `last`.
    """

    word: str
    first: int
    last: int
    start: int
    end: int


def parts(folded: str, start: int = 0) -> tuple[Part, ...]:
    """Return the runs of letters and digits of a folded text; `start` is added to their places."""
    return tuple(Part(m.group(), m.start() + start, m.end() + start) for m in _PART.finditer(folded))


def runs(words: tuple[str, ...], most: int = MAX_RUN) -> Iterator[Run]:
    """Yield every word a unit with these parts stands for, the single parts included."""
    for first in range(len(words)):
        for last in range(first + 1, min(first + most, len(words)) + 1):
            yield Run(first, last, "".join(words[first:last]))


def units(folded: str) -> Iterator[re.Match[str]]:
    """Yield a match for every unit of a folded text, in order."""
    return _UNIT.finditer(folded)


def pattern_units(folded: str) -> Iterator[re.Match[str]]:
    """Yield a match for every unit of a folded search term, in which `*`, `?` and `$` count as letters."""
    return _PATTERN.finditer(folded)


def unit_words(folded: str) -> list[str]:
    """Return the units of a folded text as written there, in order: a quick look without places."""
    return (_ASCII_UNIT if _is_plain(folded) else _UNIT).findall(folded)


def unit_starts(folded: str) -> list[int]:
    """Return where the units of a folded text begin, in order."""
    return [match.start() for match in (_ASCII_UNIT if _is_plain(folded) else _UNIT).finditer(folded)]


def _is_plain(folded: str) -> bool:
    return folded.isascii() and "\n" not in folded


class Folded:
    """A text folded, with the way back from each folded place to the original characters."""

    def __init__(self, original: str) -> None:
        self.original = original
        self.text = fold(original)

    @cached_property
    def _shifts(self) -> tuple[list[int], list[tuple[int, int]]]:
        """Where characters that fold to none or several stand when folded, and their ends there and here."""
        at: list[int] = []
        ends: list[tuple[int, int]] = []
        grown = 0
        for match in _FOREIGN.finditer(self.original):
            length = len(_FOLDS[match[1]])
            if length != 1:
                at.append(match.start() + grown)
                grown += length - 1
                ends.append((match.end() + grown, match.end()))
        return at, ends

    def _origin(self, place: int) -> int:
        """Return the index of the original character that a folded one came from."""
        at, ends = self._shifts
        number = bisect_right(at, place) - 1
        if number < 0:
            return place
        end, original = ends[number]
        return original - 1 if place < end else original + place - end

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where the folded characters `start`:`end` stand in the original text.

        Combining marks that belong to the last character are inside. Raises IndexError for an empty or
        impossible range.
        """
        if not 0 <= start < end <= len(self.text):
            raise IndexError(f"{start}:{end} is not a place in a text of {len(self.text)} characters")
        if self.original.isascii():
            return start, end
        first, last = self._origin(start), self._origin(end - 1) + 1
        while last < len(self.original) and unicodedata.category(self.original[last])[0] == _MARK:
            last += 1
        return first, last


def tokens(text: str) -> Iterator[Token]:
    """Yield every word of `text`, joined words included, with its place in the original text.

    >>> [(t.word, text[t.start:t.end]) for text in ["Re‑ïntegratie"] for t in tokens(text)]
    [('re', 'Re'), ('reintegratie', 'Re‑ïntegratie'), ('integratie', 'ïntegratie')]
    """
    folded, base = Folded(text), 0
    for match in units(folded.text):
        found = parts(match.group(), match.start())
        for run in runs(tuple(part.word for part in found)):
            start, end = folded.span(found[run.first].start, found[run.last - 1].end)
            yield Token(run.word, base + run.first, base + run.last, start, end)
        base += len(found)
