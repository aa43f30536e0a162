"""What each set and each spelling of a strategy adds at a source, in numbers that the source itself tells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from synth.errors import SourceError, UsageError
from synth.sources.counting import Counted, count, count_usd
from synth.sources.planning import Plan, plan
from synth.strategy.parting import alone, sets_used, with_form, without

if TYPE_CHECKING:
    from synth.sources.fetching import Event
    from synth.sources.pacing import Patience
    from synth.sources.protocol import Request, Source
    from synth.strategy.definition import Strategy


@dataclass(frozen=True, slots=True)
class Spelling:
    """Another way to write a term: the set it belongs to, the term as it stands there, and the other form."""

    set: str
    term: str
    form: str


@dataclass(frozen=True, slots=True)
class Begins:
    """Event: a source is about to be asked `calls` times, for `usd` dollars."""

    source: str
    calls: int
    usd: float


@dataclass(frozen=True, slots=True)
class SetCount:
    """What a set does: how many works there are for it alone, and for the strategy without it.

    A number is None when the source does not tell it, or cannot be asked that.
    """

    name: str
    alone: int | None
    without: int | None


@dataclass(frozen=True, slots=True)
class SpellingCount:
    """How many works a spelling adds to the strategy; None when the source does not tell it."""

    spelling: Spelling
    adds: int | None


@dataclass(frozen=True, slots=True)
class Probed:
    """What a source told: totals of the strategy's requests, of its sets and spellings, and what that cost.

    `problem` says why the source could not be asked; then nothing was counted, which is not a count of zero.
    """

    plan: Plan
    sets: tuple[SetCount, ...] = ()
    spellings: tuple[SpellingCount, ...] = ()
    calls: int = 0
    usd: float = 0.0
    problem: str = ""


Part = Literal["whole", "alone", "without", "spelled"]
Question = tuple[Part, str]
"""What is counted: the whole, a set alone, the whole without it, or with a spelling; and its name."""


def probe(
    source: Source,
    strategy: Strategy,
    *,
    spellings: Sequence[Spelling] = (),
    on_event: Callable[[Event | Begins], None],
    patience: Patience | None = None,
) -> Probed:
    """Count what `strategy` has at `source`, and what each set and each of `spellings` does to it."""
    planned = plan(source, strategy)
    if planned.problem:
        return Probed(planned)
    asked = dict(_questions(source, strategy, planned, spellings))
    flat = [request for requests in asked.values() for request in requests]
    numbered = [replace(request, index=index) for index, request in enumerate(flat)]
    on_event(Begins(source.name, len(numbered), len(numbered) * count_usd(source)))
    try:
        counted = count(source, numbered, on_event=on_event, patience=patience)
    except SourceError as error:
        return Probed(planned, problem=str(error))
    totals = _divided(counted, asked)
    whole = totals[("whole", "")]
    return Probed(
        replace(planned, totals=counted.totals[: len(planned.requests)]),
        tuple(
            SetCount(name, totals.get(("alone", name)), totals.get(("without", name)))
            for name in sets_used(strategy)
        ),
        tuple(SpellingCount(one, _more(totals.get(("spelled", _named(one))), whole)) for one in spellings),
        counted.calls,
        counted.cost_usd,
    )


def _questions(
    source: Source, strategy: Strategy, planned: Plan, spellings: Iterable[Spelling]
) -> Iterator[tuple[Question, tuple[Request, ...]]]:
    yield ("whole", ""), planned.requests
    for name in sets_used(strategy):
        yield ("alone", name), _requests(source, alone(strategy, name))
        yield ("without", name), _requests(source, without(strategy, name))
    for one in spellings:
        yield ("spelled", _named(one)), _requests(source, with_form(strategy, one.set, one.form))


def _requests(source: Source, strategy: Strategy | None) -> tuple[Request, ...]:
    """The requests of a part of the strategy; none when it cannot be asked by itself."""
    try:
        return source.translate(strategy).requests if strategy else ()
    except (UsageError, SourceError):
        return ()


def _divided(counted: Counted, asked: dict[Question, tuple[Request, ...]]) -> dict[Question, int | None]:
    found: dict[Question, int | None] = {}
    at = 0
    for question, requests in asked.items():
        totals = counted.totals[at : at + len(requests)]
        at += len(requests)
        known = [total for total in totals if total is not None]
        found[question] = sum(known) if requests and len(known) == len(requests) else None
    return found


def _named(spelling: Spelling) -> str:
    return f"{spelling.set}\n{spelling.form}"


def _more(now: int | None, before: int | None) -> int | None:
    return None if now is None or before is None else now - before
