"""What people paste from other databases and search engines, and what to write instead."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass

from synth.strategy.expression import NEAR, SEARCH_FIELDS

_TITLE = "Write `title:` before the term."
_ABSTRACT = "Write `abstract:` before the term."
_BOTH = "Write `(title:term OR abstract:term)`, or no field at all for title, abstract and keywords."
_ANY = "Leave it out: without a field, title, abstract and keywords are searched."
_KEYWORDS = "Write `keywords:` before the term."
_HEADING = "Write `keywords:` before the heading, and beside it with OR what authors write for it."
_PEOPLE = "Leave it out: a strategy searches title, abstract and keywords only."

_MEANT = {
    **dict.fromkeys(("ti", "titel", "titels", "titre"), _TITLE),
    **dict.fromkeys(("ab", "abs", "abstracts", "samenvatting", "zusammenfassung"), _ABSTRACT),
    **dict.fromkeys(("tiab", "title/abstract", "title-abs", "ti,ab", "title,abstract", "ti,ab,kw"), _BOTH),
    **dict.fromkeys(
        ("ts", "tw", "mp", "all", "all fields", "title-abs-key", "af", "tx", "noft", "text word"), _ANY
    ),
    **dict.fromkeys(
        ("mesh", "majr", "mesh terms", "mesh:noexp", "mh", "mm", "sh", "hw", "de", "su"), _HEADING
    ),
    **dict.fromkeys(
        ("kw", "key", "kf", "ot", "keyword", "trefwoord", "trefwoorden", "schlagwort"), _KEYWORDS
    ),
    **dict.fromkeys(("au", "author", "auteur", "autor", "dp", "pt", "la", "year", "py", "so", "ta"), _PEOPLE),
}
_OPERATORS = {"&": "AND", "+": "AND", "|": "OR", "!": "NOT", "-": "NOT", ",": "OR", ";": "OR"}


@dataclass(frozen=True, slots=True)
class Pasted:
    """A piece of another syntax: its length, the code of the problem and what fills in the texts of that."""

    length: int
    code: str
    values: dict[str, str]


def field_remedy(name: str) -> str:
    """Return what to write for a field that does not exist."""
    known = _MEANT.get(name.strip().lower())
    close = difflib.get_close_matches(name.lower(), SEARCH_FIELDS, n=1)
    return known or (f"Did you mean `{close[0]}:`?" if close else f"Use one of: {', '.join(SEARCH_FIELDS)}.")


def pasted(text: str, at: int) -> Pasted | None:
    """Return the piece of another syntax that begins at a place of an expression, None for what is none."""
    for pattern, explain in _TABLE:
        found = pattern.match(text, at)
        if found:
            code, values = explain(found)
            return Pasted(found.end() - at, code, {"text": found.group().strip(), **values})
    return None


_Explained = tuple[str, dict[str, str]]


def _field(found: re.Match[str]) -> _Explained:
    return "S025", {"remedy": field_remedy(found[1])}


def _heading(_: re.Match[str]) -> _Explained:
    return "S025", {"remedy": _HEADING}


def _operator(found: re.Match[str]) -> _Explained:
    return "S026", {"operator": _OPERATORS[found.group()[0]]}


def _near(found: re.Match[str]) -> _Explained:
    return "S016", {"instead": f"{NEAR}/{found[1]}"}


def _quotes(found: re.Match[str]) -> _Explained:
    return "S027", {"phrase": " ".join(found[1].split())}


_OVID = "(?:ti|ab|kw|kf|tw|mp|hw|sh|af)"
_TABLE: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], _Explained]], ...] = (
    (re.compile(r"\[(?![^\]]*\b(?:AND|OR|NOT)\b)([A-Za-z][\w/: ~-]{1,40})\]"), _field),
    (re.compile(r"~(\d{1,2})\b"), _near),
    (re.compile(r"NEAR/[ \t]+(\d{1,2})\b"), _near),
    (re.compile(r"(?:&&?|\|\|?|!|[+-](?=[\w\"(])|[,;])"), _operator),
    (re.compile(r"['‘‚]([^'‘’‚\"()\n]*\s[^'‘’‚\"()\n]*)['’](?=[\s)]|\Z)"), _quotes),
    (re.compile(r"([A-Z]{2,3})[ \t]?=[ \t]?(?=[(\"\w])"), _field),
    (
        re.compile(r"(?i:(title-abs-key|title-abs|title|abstract|tiab|ti|abs|ab|key|kw|all|su))(?=\s?\()"),
        _field,
    ),
    (re.compile(r"(TI|AB|SU|DE|MH|MM|KW|TX)\s+(?=[\"(\w])(?!(?:AND|OR|NOT|NEAR)\b)"), _field),
    (re.compile(r"exp\s+[\w -]+/?"), _heading),
    (re.compile(r"[\w*-]+/(?=\s|\)|\Z)"), _heading),
    (re.compile(rf"[\w*?$-]*\.({_OVID}(?:,{_OVID})*)\.?(?=[\s)]|\Z)"), _field),
)
"""The first that fits counts; a piece begins where a term or an operator could."""
