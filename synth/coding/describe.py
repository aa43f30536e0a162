"""A suggestion as plain text for a person: its passage with the found words marked, its code, direction."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from synth.coding.codes import Codebook
from synth.coding.direction import cues
from synth.coding.lemmas import Split
from synth.coding.matching import TermIndex
from synth.coding.reading import read
from synth.coding.terms import parse_term
from synth.coding.wordlists import LANGUAGES, wordlist
from synth.i18n import spoken
from synth.model import Language, Suggestion
from synth.text import visible

MARKS = ("»", "«")

_SPACE = re.compile(r"\s+")


class _Placed(NamedTuple):
    """A term at its place in characters, and how a compound that it stands in was taken apart."""

    start: int
    end: int
    split: Split | None


@dataclass(frozen=True, slots=True)
class _Seen:
    """The terms as they stand in the quote, and whether the sentence tells a direction."""

    found: tuple[_Placed, ...] = ()
    told: bool = True


def describe(suggestion: Suggestion, codebook: Codebook, language: Language) -> str:
    """The suggestion in four lines of plain text, in `language` (nl, de or en; else English).

    The words that were found stand between » and «, with the split of a compound behind them. Control
    characters of the record are shown as escapes, so the text is safe in a terminal.
    """
    say = wordlist(language if language in LANGUAGES else "en").say
    passage = suggestion.passage
    code = codebook.code(suggestion.dimension, suggestion.code)
    seen = _look(suggestion, codebook)
    dimension, label = (spoken(t, language) for t in (codebook.dimension(code.dimension).label, code.label))
    notes = [say[suggestion.direction]] if code.directions else []
    if code.directions and not seen.told and len(code.directions) > 1:
        notes = [f"{say[suggestion.direction]}? ({say['untold']})"]
    if suggestion.negated:
        notes.append(say["negated"])
    if suggestion.like:
        notes.append(f"{say['like']}: {_on_one_line(suggestion.like)} ({suggestion.like_work})")
    elif suggestion.by:
        notes.append(f"{say['by']}: {_on_one_line(suggestion.by)}")
    else:
        notes.append(f"{say['found']}: {', '.join(suggestion.terms)}")
    lines = [
        f"{passage.work} · {passage.field} {passage.start}–{passage.end}",
        f"  {_marked(passage.quote, seen.found)}",
        f"{dimension}: {label} [{code.id}] {spoken(code.definition, language)}".rstrip(),
        f"  {' · '.join(notes)}",
    ]
    return "\n".join(lines)


def _on_one_line(text: str) -> str:
    return visible(_SPACE.sub(" ", text))


def _look(suggestion: Suggestion, codebook: Codebook) -> _Seen:
    code = codebook.code(suggestion.dimension, suggestion.code)
    for language, terms in code.terms.items():
        written = [term for term in terms if term in suggestion.terms]
        reading = read(suggestion.passage.quote, language)
        found = TermIndex([parse_term(term) for term in written], language).find(reading) if written else ()
        if found:
            judgements = [one.judge(hit) for one in cues(reading) for hit in found] if code.directions else []
            placed = tuple(_Placed(*reading.span(hit.first, hit.last), hit.split) for hit in found)
            return _Seen(placed, any(judgement.sign or judgement.mixed for judgement in judgements))
    return _Seen()


def _marked(quote: str, found: Sequence[_Placed]) -> str:
    pieces, at = [], 0
    for hit in sorted(found, key=lambda f: (f.start, -f.end)):
        if hit.start < at:
            continue
        split = f" ({hit.split})" if hit.split else ""
        before, inside = _on_one_line(quote[at : hit.start]), _on_one_line(quote[hit.start : hit.end])
        pieces += [before, MARKS[0], inside, MARKS[1], split]
        at = hit.end
    return "".join([*pieces, _on_one_line(quote[at:])])
