"""Gaps that authors state themselves: sentences that say what is not known, or ask for research.

Cues stand in `stated.toml`. A sentence is graded: one cue that says so by itself is enough; hints add up.
What the gap is about is taken from behind the cue, to the end of the clause.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from synth.coding.languages import reading_languages
from synth.coding.matching import Found, TermIndex
from synth.coding.reading import Reading, read
from synth.coding.sentences import sentences
from synth.coding.terms import parse_term
from synth.coding.wordlists import LANGUAGES
from synth.model import Language

SAYS, HINTS = 0.7, 0.2
"""What one cue of each kind adds to the score."""
SHOWN = 0.7
"""The lowest score of a statement: at least one cue that says so by itself."""

_CLAUSE = re.compile(r"[;:.!?()]|,(?=\s)")
_QUESTION = re.compile(r"\?\s*\Z")


@dataclass(frozen=True, slots=True)
class Stated:
    """A sentence at its place that states a gap: what it is about (may be empty), the cues, the score."""

    start: int
    end: int
    quote: str
    about: str
    cues: tuple[str, ...]
    score: float


def stated(text: str, language: Language = "", *, least: float = SHOWN) -> tuple[Stated, ...]:
    """The sentences of a text that state a gap, in its order, with a score of at least `least` (0 to 1)."""
    languages = reading_languages(text, language, LANGUAGES)
    found: dict[int, Stated] = {}
    for one in (one for spoken in languages for one in _in_language(text, spoken)):
        if one.score >= least and one.score > (found[one.start].score if one.start in found else 0):
            found[one.start] = one
    return tuple(found[start] for start in sorted(found))


def _in_language(text: str, language: Language) -> Iterator[Stated]:
    cues = _cues(language)
    for span in sentences(text):
        quote = text[span.start : span.end]
        reading = read(quote, language)
        hits = [hit for hit in cues.index.find(reading) if hit.how != "compound"]
        says = [hit for hit in hits if hit.term < cues.says]
        hints = {hit.term for hit in hits if hit.term >= cues.says and not _inside(hit, says)}
        doubt = (1 - SAYS) ** len({hit.term for hit in says}) * (1 - HINTS) ** len(hints)
        written = tuple(
            dict.fromkeys(cues.written[hit.term] for hit in hits if hit in says or hit.term in hints)
        )
        if written and not _QUESTION.search(quote):
            about = _about(reading, says)
            yield Stated(span.start, span.end, quote, about, written, round(1 - doubt, 3))


def _inside(hit: Found, says: list[Found]) -> bool:
    return any(one.first <= hit.first and hit.last <= one.last for one in says)


def _about(reading: Reading, says: list[Found]) -> str:
    """What stands behind the last cue, up to the end of the clause."""
    if not says:
        return ""
    rest = reading.text[max(hit.end for hit in says) :]
    return _CLAUSE.split(rest, maxsplit=1)[0].strip()


@dataclass(frozen=True, slots=True)
class _Cues:
    """The cues of a language: those before `says` say so by themselves, the others hint."""

    index: TermIndex
    written: tuple[str, ...]
    says: int


@cache
def _cues(language: Language) -> _Cues:
    text = resources.files("synth.coding").joinpath("stated.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)[language]
    written = (*table["says"], *table["hints"])
    index = TermIndex([parse_term(cue) for cue in written], language)
    return _Cues(index, tuple(cue.strip('"') for cue in written), len(table["says"]))
