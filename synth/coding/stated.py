"""Gaps that authors state themselves: sentences that say what is not known, or ask for research.

Cues stand in `stated.toml`. A sentence is graded: one cue that says so by itself is enough to be shown. Other
cues, hints and faint ones, add up below that: the wide setting is for who would rather read too much.
What the gap is about is taken from behind the cue, to the end of the clause.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import prod

from synth.coding.languages import reading_languages
from synth.coding.matching import Found, TermIndex
from synth.coding.reading import Reading, read
from synth.coding.sentences import sentences
from synth.coding.terms import parse_term
from synth.coding.wordlists import LANGUAGES
from synth.model import Language

GRADES = {"says": 0.7, "hints": 0.2, "faint": 0.11}
"""How far one cue of each kind closes the distance to certainty."""
STRICT, WIDE = 0.7, 0.2
"""The lowest score of either setting: a cue that says so by itself; a hint, or two faint ones."""
_HINTED = 0.69
"""The highest score without a cue that says so, and of a question."""

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


def stated(text: str, language: Language = "", *, least: float = STRICT) -> tuple[Stated, ...]:
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
        says = [hit for hit in hits if cues.grades[hit.term] == GRADES["says"]]
        counted = {h.term: cues.written[h.term] for h in hits if h in says or not _inside(h, says)}
        doubt = prod(1 - cues.grades[term] for term in counted)
        states = says and not _QUESTION.search(quote)
        score = round(1 - doubt if states else min(1 - doubt, _HINTED), 3)
        if counted:
            written = tuple(dict.fromkeys(counted.values()))
            yield Stated(span.start, span.end, quote, _about(reading, says), written, score)


def _inside(hit: Found, says: list[Found]) -> bool:
    return any(one.first <= hit.first and hit.last <= one.last for one in says)


def _about(reading: Reading, says: list[Found]) -> str:
    """What stands behind the last cue, up to the end of the clause."""
    if not says:
        return ""
    rest = reading.text[max(reading.span(hit.first, hit.last)[1] for hit in says) :]
    return _CLAUSE.split(rest, maxsplit=1)[0].strip()


@dataclass(frozen=True, slots=True)
class _Cues:
    """The cues of a language, each with its grade."""

    index: TermIndex
    written: tuple[str, ...]
    grades: tuple[float, ...]


@cache
def _cues(language: Language) -> _Cues:
    text = resources.files("synth.coding").joinpath("stated.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)[language]
    graded = [(cue, grade) for kind, grade in GRADES.items() for cue in table[kind]]
    index = TermIndex([parse_term(cue) for cue, _ in graded], language)
    return _Cues(index, tuple(cue.strip('"') for cue, _ in graded), tuple(grade for _, grade in graded))
