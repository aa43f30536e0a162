"""One text with several authors, as spreadsheets and databases write it, cut into names."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from synth.formats import bracketed, names
from synth.formats.persons import is_institution
from synth.model import Name
from synth.text import fold

_INITIALS = r"(?:[A-Z]\.?[- ]?){1,5}"
_FAMILY = r"[^\W\d_][\w'’ ‐-]*"
_BEHIND = re.compile(rf"{_FAMILY} {_INITIALS}(?: (?:Jr|Sr|[1-3](?:st|nd|rd)|I{{1,3}}))?\.?")
_IN_FRONT = re.compile(rf"(?:[A-Z]\.?[- ]?){{1,4}} {_FAMILY}")
_ONLY_INITIALS = re.compile(rf"{_INITIALS}")
_GLUED = re.compile(r"(?<=[^\W\d_][a-zà-öø-ÿ]{3})(?=[A-ZÀ-Þ][a-zà-öø-ÿ]+ )")
_DEGREES = re.compile(
    r"(?:[\s,]+(?:M\.?D|Ph\.?\s?D|MPH|MSc|BSc|M\.?Sc|RN|DrPH|Dr|Prof|MBBS|FRCP|MBA|MS|MA|EdD|PsyD)\b\.?)+(?=[\s,]*\Z)"
)
_SIGNS = re.compile(r"(?<=\w)[\s,]*[*†‡§#\d]+(?=\s*\Z)|\s*\((?:\d{6,}|\d{4}-\d{4}-\d{4}-\d{3}[\dX])\)")
_ADDRESS = re.compile(r"[,\s]*[(<]?[\w.+-]+@[\w-]+(?:\.[\w-]+)+[)>]?")
_LEFT_OUT = re.compile(
    r"(?<![\s,;])[\s,;]+(?:(?i:et\.? al(?:ii)?|en anderen?|und andere|and others|and colleagues)"
    r"|(?:[eu]\.\s?a|c\.\s?s)\.?)[\s.,;]*\Z"
)
"""What stands behind authors for those that were left out; `Bos E.A.` has initials."""

_NOBODY = frozenset(
    ("", "na", "n/a", "null", "none", "nan", "-", "anonymous", "anon", "no author name available")
)


def split(text: str) -> tuple[Name, ...]:
    """Return the names in a cell or field: between `;`, `|`, line ends, ` and `, or commas.

    Commas part people only where it shows: `Smith J, Doe A`, `Smith, J., Doe, A.`. Names as people say them
    (`Jan van der Berg`) are turned round. What stands for left-out authors (`et al.`, `e.a.`, `u. a.`,
    `en anderen`) is no author.
    """
    text = html.unescape(text) if "&" in text else text  # the semicolon of `&#246;` parts nobody
    parts = [_tidy(part) for part in _parts(text) if not _is_nobody(part)]
    found = [names.parse(part) for part in parts]
    if len(parts) > 1:
        found = [
            names.natural(part) if _is_open(one) else one for part, one in zip(parts, found, strict=True)
        ]
    return tuple(name for name in found if str(name))


def _is_open(name: Name) -> bool:
    """True for a name of several words among others that is neither a person's form nor an institution's."""
    return len(name.literal.split()) > 1 and not is_institution(name.literal)


def named(parts: Iterable[str]) -> tuple[Name, ...]:
    """Return the names of texts that hold one person or institution each; empty ones are left out."""
    texts = [_tidy(part) for part in parts if not _is_nobody(part)]
    return tuple(name for name in map(names.reader(texts), texts) if str(name))


def written(people: Iterable[Name]) -> str:
    """Return names in one cell, between semicolons, such that `split` gives them back."""
    texts = [_unmistakable(name) for name in people]
    return "; ".join(texts) + (";" if len(texts) == 1 else "")


def _unmistakable(name: Name) -> str:
    """A closing comma marks an institution that would be taken for a person."""
    text = names.written(name)
    plain = text.endswith(",") or (split(f"{text};") == (name,) and split(f"{text}; A, B")[0] == name)
    return text if plain else f"{text},"


def _is_nobody(part: str) -> bool:
    bare = fold(part).strip(" ,;.[]&…")
    return bare in _NOBODY or bare in names.OTHERS or f"{bare}." in names.OTHERS


def _tidy(part: str) -> str:
    part = _ADDRESS.sub("", part) if "@" in part else part
    part = _DEGREES.sub("", _SIGNS.sub("", part) if "," in part else part).strip(" ;&")
    part = re.sub(r"(?i)\A(?:and|und|en|&)\s+(?=\S)", "", part)
    return _LEFT_OUT.sub("", part)


def _parts(text: str) -> list[str]:
    if (listed := bracketed.items(text)) is not None:
        return listed
    for sign in (r";", r"\|+", r"\n"):
        if re.search(sign, text.strip(" ;|\n")):
            return re.split(sign, text)
    text = _LEFT_OUT.sub("", text)
    if re.search(r"\s(?:and|und|&)\s", text):
        return _joined_by_and(text)
    return _joined_by_en(text) or _by_commas(text)


def _joined_by_and(text: str) -> list[str]:
    """`A, B and C`: with commas between people too, or (BibTeX) `Family, Given and Family, Given`."""
    parts = re.split(r",?\s+(?:and|und|&)\s+", text)
    if len(parts) == 2 and parts[0].count(",") > 1:
        return [*_before_the_last(parts[0]), parts[1]]
    commas = [part.count(",") for part in parts]
    if len(parts) == 2 and commas[1] == 0 and " " in parts[1].strip():
        return [*_before_the_last(parts[0]), parts[1]]
    return parts


def _before_the_last(text: str) -> list[str]:
    """`A B, C D` before `and E F`: as the last has no comma in it, those before it part people."""
    parts = text.split(",")
    return parts if len(parts) > 1 and all(" " in part.strip() for part in parts) else _by_commas(text)


def _joined_by_en(text: str) -> list[str]:
    """`A en B`, `A, B et C`: of people only, for institutions have such words in their names."""
    pieces = re.split(r",?\s+(?:en|et)\s+", text)
    if len(pieces) == 2 and "," not in pieces[1]:
        pieces = [*_before_the_last(pieces[0]), pieces[1]]
    return pieces if len(pieces) > 1 and all(names.parse(piece).family for piece in pieces) else []


def _by_commas(text: str) -> list[str]:
    text = text.strip(" ,…")
    text = text.removesuffix(".") if text.count(".") == 1 else text
    parts = [part.strip() for part in text.split(",")]
    if len(parts) == 1:
        return _GLUED.split(text)
    initials = [_ONLY_INITIALS.fullmatch(part) is not None for part in parts]
    if len(parts) % 2 == 0 and all(initials[1::2]) and not any(initials[0::2]):
        return [f"{family}, {given}" for family, given in zip(parts[0::2], parts[1::2], strict=True)]
    if all(_IN_FRONT.fullmatch(part) for part in parts):
        return parts
    behind = sum(_BEHIND.fullmatch(part) is not None for part in parts)
    if behind == len(parts) or (len(parts) > 2 and behind >= len(parts) / 2):
        return parts
    if len(parts) > 2 and all(" " in part for part in parts):
        return parts
    return [text]
