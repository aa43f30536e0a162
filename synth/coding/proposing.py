"""Where an installed package may propose codings, a language model for one; none is asked unless it is named.

A package registers what it offers under the entry points `synth.suggesters`. Nothing is taken on trust: a
proposal whose quote does not stand literally in the text, or whose code or direction the codebook does not
have, is refused with the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from typing import Protocol

from synth.coding.codes import Codebook
from synth.errors import UsageError
from synth.model import Direction, Language, Passage, Suggestion

GROUP = "synth.suggesters"
MOST = 200
"""Proposals that are taken of one text."""
SHOWN = 120
"""Characters of a refused quote that are kept."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A code that a quote of the text may show; `start` counts characters, negative when not known."""

    dimension: str
    code: str
    direction: Direction
    quote: str
    score: float = 0.5
    start: int = -1


@dataclass(frozen=True, slots=True)
class Answer:
    """What was proposed for a text, and the whole prompt that it answers."""

    prompt: str
    proposals: tuple[Proposal, ...]


class Proposer(Protocol):
    """What an entry point gives when it is called without arguments; `model` names model and version."""

    model: str

    def propose(self, text: str, language: Language, codebook: Codebook) -> Answer:
        """Propose codings of a text (`language` in ISO 639-1, may be empty). Raises SynthError."""
        ...


@dataclass(frozen=True, slots=True)
class Refused:
    """A proposal that was not taken, with the reason."""

    proposal: Proposal
    why: str


@dataclass(frozen=True, slots=True)
class Checked:
    """The proposals of a text that hold, as suggestions, and those that do not."""

    suggestions: tuple[Suggestion, ...]
    refused: tuple[Refused, ...]


def proposer(name: str, found: Iterable[EntryPoint] | None = None) -> Proposer:
    """What the installed package offers as `name`. Raises UsageError, which tells what there is."""
    known = {entry.name: entry for entry in (entry_points(group=GROUP) if found is None else found)}
    if name not in known:
        there = f"Known: {', '.join(sorted(known))}." if known else "No installed package offers any."
        raise UsageError(f"Nothing that proposes codings is called `{name}`.", remedy=there)
    make: Callable[[], Proposer] = known[name].load()
    return make()


def checked(answer: Answer, place: Passage, text: str, codebook: Codebook, by: str) -> Checked:
    """Check what was proposed for `text`, which stands at `place` (work and field)."""
    suggestions, refused = [], []
    for number, one in enumerate(answer.proposals):
        why = next(_faults(one, text, codebook), "") if number < MOST else f"more than {MOST} proposals"
        if why:
            refused.append(Refused(one, why))
        else:
            suggestions.append(_suggestion(one, place, text, codebook, by))
    return Checked(tuple(suggestions), tuple(refused))


def _faults(one: Proposal, text: str, codebook: Codebook) -> Iterator[str]:
    if not one.quote.strip() or one.quote not in text:
        yield "the quote does not stand in the text"
    elif one.start >= 0 and not text.startswith(one.quote, one.start):
        yield "the quote does not stand at its place"
    if not codebook.has(one.dimension, one.code):
        yield "the codebook has no such code"
    elif one.direction not in (codebook.takes(one.dimension, one.code) or ("neutral",)):
        yield "the code cannot take that direction"
    if not 0 <= one.score <= 1:
        yield "the score is not between 0 and 1"


def _suggestion(one: Proposal, place: Passage, text: str, codebook: Codebook, by: str) -> Suggestion:
    start = one.start if one.start >= 0 else text.index(one.quote)
    return Suggestion(
        passage=Passage(
            place.work, quote=one.quote, field=place.field, start=start, end=start + len(one.quote)
        ),
        codebook=codebook.id,
        version=codebook.version,
        dimension=one.dimension,
        code=one.code,
        direction=one.direction,
        terms=(),
        score=round(one.score, 3),
        told=True,
        by=by,
    )
