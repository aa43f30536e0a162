"""Cut a text into sentences, with their places; abbreviations, initials and numbers do not end one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from synth.coding.wordlists import LANGUAGES, wordlist

LONGEST = 800
"""Characters: a longer stretch without a full stop is cut at a space, so that a quote stays readable."""

LOOK_AHEAD = 12
"""Characters behind a full stop that are looked at: more than the longest name of a month."""
LOOK_BACK = 30
"""Characters in front of a full stop that are looked at."""

_MONTHS = re.compile(
    r"(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\b"
)
_END = re.compile(r"[.!?…](?:[.!?…]*[\"'»”’)\]]*)(?=\s|\Z)")
"""Written so that the first mark is a single sign: a search for that is three times as fast."""
_INSIDE = re.compile(r"[.!?…][\"'»”’)\]]*\s|\n")
"""What a text of more than one sentence has."""
_BREAK = re.compile(r"\n[^\S\n]*(?:\n\s*|(?=[-–•*·▪]\s|\d{1,2}[.)]\s))")
_BEFORE_WORD = re.compile(r".*[\s(\[\"'«„“]", re.DOTALL)
"""All that stands in front of the last word."""
_INITIALS = re.compile(r"[^\W\d_](?:\.[^\W\d_])*\Z")
_NUMBER = re.compile(r"\d{1,2}\Z")
_NEXT = re.compile(r"\s*[\"'«„“(\[]*")


class Span(NamedTuple):
    """A stretch of a text: `start` and `end` count its characters; no white space at either side."""

    start: int
    end: int


def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of `text` in order. They never overlap, and what lies between them is white space.

    An empty line or a list item always begins a new one.
    """
    if not _INSIDE.search(text):
        return tuple(_trim(text, 0, len(text)))
    return tuple([span for piece in _blocks(text) for span in _cut(text, piece)])


def _blocks(text: str) -> Iterator[Span]:
    start = 0
    for match in _BREAK.finditer(text):
        yield Span(start, match.start())
        start = match.end()
    yield Span(start, len(text))


def _cut(text: str, block: Span) -> list[Span]:
    start, last = block
    found: list[Span] = []
    for match in _END.finditer(text, start, last):
        end = match.end()
        if end < last and _ends(text, match, start, last):
            found += _trim(text, start, end)
            start = end
    found += _trim(text, start, last)
    return found


def _ends(text: str, match: re.Match[str], start: int, end: int) -> bool:
    mark, behind = match.span()
    if text[mark:behind] == "." and _plain_next(text, behind, end):
        word = text[max(start, mark - LOOK_BACK) : mark].rpartition(" ")[2]
        if word.isalpha():  # as most are: no number, no mark before it
            return len(word) > 1 and word.lower() not in _abbreviations()
    at = _next_at(text, behind, end)
    following = text[at : min(at + LOOK_AHEAD, end)]
    if following[:1].islower():
        return False
    if match.group() != ".":
        return True
    before = _BEFORE_WORD.match(text, looked := max(start, mark - LOOK_BACK), mark)
    word = text[before.end() if before else looked : mark]
    if _NUMBER.match(word):
        alone = not text[start:mark].strip().removesuffix(word)
        return not alone and not _MONTHS.match(following)
    if word.lower() in _numbered() and following[:1].isdigit():
        return False
    return word.lower() not in _abbreviations() and not _INITIALS.match(word)


def _plain_next(text: str, at: int, end: int) -> bool:
    """Whether a space and a capital letter follow."""
    return at + 1 < end and text[at] == " " and text[at + 1].isupper()


@cache
def _abbreviations() -> frozenset[str]:
    # of all languages: a Dutch text quotes English abbreviations, and a title may be too short to tell
    return frozenset().union(*(wordlist(language).abbreviations for language in LANGUAGES))


@cache
def _numbered() -> frozenset[str]:
    return frozenset().union(*(wordlist(language).numbered for language in LANGUAGES))


def _next_at(text: str, start: int, end: int) -> int:
    match = _NEXT.match(text, start, end)
    return match.end() if match else start


def _trim(text: str, start: int, end: int) -> Sequence[Span]:
    """A stretch without the white space around it, in pieces if it is too long; nothing if it is all that."""
    piece = text[start:end]
    bare = piece.strip()
    if len(bare) < len(piece):
        start += len(piece) - len(piece.lstrip())
    if len(bare) > LONGEST:
        return tuple(_shortened(text, start, start + len(bare)))
    return (Span(start, start + len(bare)),) if bare else ()


def _shortened(text: str, start: int, end: int) -> Iterator[Span]:
    while end - start > LONGEST:
        cut = max(text.rfind(mark, start, start + LONGEST) for mark in (" ", "\n", "\t"))
        cut = cut if cut > start else start + LONGEST
        yield Span(start, start + len(text[start:cut].rstrip()))
        start = cut + len(text[cut:end]) - len(text[cut:end].lstrip())
    if end > start:
        yield Span(start, end)
