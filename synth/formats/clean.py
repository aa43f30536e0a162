"""Take out characters that deceive the eye, cut text short in a database, or drive a terminal."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Removal:
    """One group of characters that was taken out: how many, and the line of the first."""

    what: str
    count: int
    line: int

    def __str__(self) -> str:
        plural = "s" if self.count > 1 else ""
        return f"{self.count} {self.what} character{plural} taken out."


@dataclass(frozen=True, slots=True)
class _Rule:
    what: str
    pattern: re.Pattern[str]
    replacement: str


# Line breaks that only some programs see become a space, so that a field stays one field.
# Zero-width joiners (U+200C, U+200D) stay: Persian and the Indic scripts need them.
_RULES = (
    _Rule("hidden line break", re.compile("[\x0b\x0c\x1c-\x1f\x85\u2028\u2029]"), " "),
    _Rule("control", re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]"), ""),
    _Rule("text-direction control", re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"), ""),
    _Rule("invisible", re.compile("[\u00ad\u200b\u2060\ufeff\ufff9-\ufffb]"), ""),
    _Rule("broken (half of a pair)", re.compile("[\ud800-\udfff]"), "\ufffd"),
)
_ANY = re.compile("[" + "".join(rule.pattern.pattern[1:-1] for rule in _RULES) + "]")


def clean(text: str) -> tuple[str, tuple[Removal, ...]]:
    """Return the text without such characters, and what was taken out; tabs and line ends stay."""
    if text.isprintable() or not _ANY.search(text):  # quick: what is printable has none of them
        return text, ()
    removals: list[Removal] = []
    for rule in _RULES:
        found = rule.pattern.search(text)
        if found is None:
            continue
        line = text.count("\n", 0, found.start()) + 1
        text, count = rule.pattern.subn(rule.replacement, text)
        removals.append(Removal(rule.what, count, line))
    return text, tuple(removals)


def json_line(value: object) -> str:
    """Return a value as one line of JSON; half characters, which no file can hold, as escapes."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(value, separators=(",", ":"))
    return text
