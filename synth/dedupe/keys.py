"""Work keys: short, stable names such as `koning-2008` that people can type."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from synth.formats.names import PARTICLES
from synth.model import Name, Record
from synth.text import fold

_WORD = re.compile(r"[a-z0-9]+")
_LONG = 30


def key(record: Record) -> str:
    """Return the key of a work: first author's family name in ASCII without particles, and the year or `nd`.

    An institution gives its first word; without authors the title does.
    """
    name = _slug(record.authors[0]) if record.authors else ""
    name = name or next(iter(_ascii_words(record.title)), "") or "anonymous"
    if not name[0].isalpha():
        name = f"w{name}"
    return f"{name[:_LONG]}-{record.year or 'nd'}"


def assign_keys(records: Sequence[Record], taken: Iterable[str] = ()) -> tuple[str, ...]:
    """Return a unique key for each work, in order: the second `koning-2008` becomes `koning-2008b`.

    Keys in `taken` are in use already and are not given again.
    """
    used = set(taken)
    given = []
    for record in records:
        wanted = key(record)
        number = 1
        candidate = wanted
        while candidate in used:
            number += 1
            candidate = wanted + _letters(number)
        used.add(candidate)
        given.append(candidate)
    return tuple(given)


def _letters(number: int) -> str:
    """2 → b, 26 → z, 27 → aa."""
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("a") + rest) + text
    return text


def _slug(name: Name) -> str:
    if name.literal:
        return next(iter(_ascii_words(name.literal)), "")
    words = _ascii_words(name.family)
    own = [word for word in words if word not in PARTICLES and word not in ("t", "s")]
    return "-".join(own or words)


def _ascii_words(text: str) -> list[str]:
    return _WORD.findall(fold(text).replace("'", ""))
