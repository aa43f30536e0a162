"""Sentences of the library in the language of who reads them.

What the library says of its own work (why records were joined, how a source was asked wider, what to look
at in a strategy) is English and stays so where it is stored: the trail of a review is the same for everybody,
and sentences of earlier years are understood. `synth/locale/told.toml` has each with its translations; one
is recognised by what stands around its values. A sentence that is not there is told as it is.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
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
    """A sentence by its key: its text in each language; words and values of the English one, in turns."""

    key: str
    texts: Mapping[str, str]
    words: tuple[str, ...]
    names: tuple[str, ...]

    def values(self, said: str) -> Mapping[str, str] | None:
        """The values in a sentence as it was said, each as short as can be; None when it is another one."""
        first, *between = self.words
        if not said.startswith(first) or len(said) < len(first) + len(self.names):
            return None
        if not self.names:
            return {} if said == first else None
        at, found = len(first), dict[str, str]()
        for name, word in zip(self.names[:-1], between[:-1], strict=True):
            end = said.find(word, at + 1)
            if end < 0:
                return None
            found[name], at = said[at:end], end + len(word)
        end = len(said) - len(between[-1])
        return found | {self.names[-1]: said[at:end]} if at < end and said.endswith(between[-1]) else None


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
        Sentence(f"{family}.{name}", texts, *_parts(texts[ORIGINAL]))
        for family, members in table.items()
        for name, texts in members.items()
    )
    return tuple(sorted(found, key=lambda one: -_letters(one.texts[ORIGINAL])))


@lru_cache(MOST_KEPT)
def told(sentence: str, language: str) -> Told:
    """A sentence of the library in `language`, when it is known there; else as it is, in English."""
    if language != ORIGINAL and len(sentence) <= LONGEST:
        for one in sentences():
            values = one.values(sentence)
            if values is not None and language in one.texts:
                return Told(one.texts[language].format(**values), language)
    return Told(sentence, ORIGINAL)


def _parts(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of a text (one more than its values), and the names of the values between them."""
    words, names = [""], list[str]()
    for literal, name, _, _ in Formatter().parse(text):
        words[-1] += literal
        if name:
            names.append(name)
            words.append("")
    return tuple(words), tuple(names)


def _letters(text: str) -> int:
    return sum(len(literal) for literal, *_ in Formatter().parse(text))
