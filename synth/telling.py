"""Sentences of the library in the language of who reads them.

What the library says of its own work (why records were joined, how a source was asked wider, what to look
at in a strategy) is English and stays so where it is stored: the trail of a review is the same for everybody,
and sentences of earlier years are understood. `synth/locale/told.toml` has each with its translations; one
is recognised by what stands around its values. A sentence that is not there is told as it is.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from string import Formatter

ORIGINAL = "en"
"""The language in which the library says what it says."""

LONGEST = 2000
"""Characters of a sentence that is looked up; a longer one is told as it is."""

MOST_KEPT = 4096


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence by its key: its text in each language, and what recognises the English one."""

    key: str
    texts: Mapping[str, str]
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence as it is told, and the language that it is in."""

    text: str
    language: str


@cache
def sentences() -> tuple[Sentence, ...]:
    """Every sentence that can be told in other languages, the most telling first."""
    path = files("synth").joinpath("locale", "told.toml")
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    found = (
        Sentence(f"{family}.{name}", texts, _pattern(texts[ORIGINAL]))
        for family, members in table.items()
        for name, texts in members.items()
    )
    return tuple(sorted(found, key=lambda one: -_letters(one.texts[ORIGINAL])))


@lru_cache(MOST_KEPT)
def told(sentence: str, language: str) -> Told:
    """A sentence of the library in `language`, when it is known there; else as it is, in English."""
    if language != ORIGINAL and len(sentence) <= LONGEST:
        for one in sentences():
            found = one.pattern.fullmatch(sentence)
            if found and language in one.texts:
                return Told(one.texts[language].format(**found.groupdict()), language)
    return Told(sentence, ORIGINAL)


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile("".join(_pieces(text)), re.DOTALL)


def _pieces(text: str) -> Iterator[str]:
    """The parts of a pattern: the words as they are, any text for a value."""
    for literal, name, _, _ in Formatter().parse(text):
        yield re.escape(literal)
        if name:
            yield f"(?P<{name}>.+?)"


def _letters(text: str) -> int:
    return sum(len(literal) for literal, *_ in Formatter().parse(text))
