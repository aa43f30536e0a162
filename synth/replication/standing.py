"""Where each known work stands with each strategy at each source, and why it is missed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from synth.model import Record
from synth.strategy.definition import Strategy
from synth.strategy.matching import Matcher
from synth.strategy.truth import Judge

State = Literal[
    "found",
    "unverifiable",
    "set-failed",
    "year-outside",
    "language-outside",
    "not-brought",
    "not-in-source",
    "not-asked",
    "not-searched",
]
"""How a known work stands; docs/replication.md explains each."""

STATES: tuple[State, ...] = (
    "found",
    "unverifiable",
    "set-failed",
    "year-outside",
    "language-outside",
    "not-brought",
    "not-in-source",
    "not-asked",
    "not-searched",
)


@dataclass(frozen=True, slots=True)
class Reference:
    """A known work: its number in the file, its record there, and the best record there is of it."""

    number: int
    given: Record
    best: Record


@dataclass(frozen=True, slots=True)
class Looked:
    """What a source said when it was asked for a work: the record it has, or that it has none.

    `record` is None when it is not there; `asked` is False when the source could not be asked or could not
    be sure, and `how` says how it was asked, or why not.
    """

    record: Record | None
    asked: bool = True
    how: str = ""


@dataclass(frozen=True, slots=True)
class Searched:
    """One strategy at one source: the records it brought of the known works, by the work's number.

    `status` is that of the search, empty when there was none; `whole` says that every record of the source
    is here (a file), so that what is not here is not in it.
    """

    strategy: str
    source: str
    brought: Mapping[int, tuple[Record, ...]]
    status: str = ""
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """How one known work stands with one strategy at one source; `sets` failed, `detail` says the rest."""

    reference: int
    strategy: str
    source: str
    state: State
    sets: tuple[str, ...] = ()
    detail: str = ""


class Diagnosis:
    """Why a record is not accepted by a strategy."""

    def __init__(self, strategy: Strategy) -> None:
        self.judge, self.matcher = Judge(strategy), Matcher(strategy)

    def of(self, record: Record) -> tuple[State, tuple[str, ...]]:
        """Return the state of a record that the source has, and the sets that fail."""
        match = self.matcher.match(record)
        if match.accepted:
            return "found", ()
        if match.undecidable:
            return "unverifiable", self._failed(record)
        if "year-outside" in match.reasons:
            return "year-outside", ()
        if "language-outside" in match.reasons:
            return "language-outside", ()
        return "set-failed", self._failed(record)

    def _failed(self, record: Record) -> tuple[str, ...]:
        return self.judge.failed(self.judge.true(record), record.language)


def standings(
    references: Sequence[Reference],
    searched: Searched,
    diagnosis: Diagnosis,
    looked: Mapping[int, Looked],
) -> Iterator[Standing]:
    """Yield how each known work stands with one strategy at one source."""
    for one in references:
        state, sets, detail = _stand(one, searched, diagnosis, looked.get(one.number))
        yield Standing(one.number, searched.strategy, searched.source, state, sets, detail)


def _stand(
    one: Reference, searched: Searched, diagnosis: Diagnosis, looked: Looked | None
) -> tuple[State, tuple[str, ...], str]:
    if not searched.status:
        return "not-searched", (), "This strategy was not run at this source."
    records = searched.brought.get(one.number, ())
    if records:
        state, sets = _best(diagnosis.of(record) for record in records)
        return state, sets, "No abstract: with one it could match." if state == "unverifiable" else ""
    if searched.whole:
        return "not-in-source", (), "The whole file was read."
    return _not_brought(searched, diagnosis, looked)


def _not_brought(
    searched: Searched, diagnosis: Diagnosis, looked: Looked | None
) -> tuple[State, tuple[str, ...], str]:
    if looked is None:
        return "not-asked", (), "The source was not asked for it."
    if not looked.asked:
        return "not-asked", (), looked.how
    if looked.record is None:
        return "not-in-source", (), looked.how
    state, sets = diagnosis.of(looked.record)
    if state in ("found", "unverifiable"):
        ended = "" if searched.status == "complete" else f" The search is {searched.status}."
        return "not-brought", sets, f"The source has it, and the search did not bring it.{ended}"
    return state, sets, looked.how


def _best(found: Iterator[tuple[State, tuple[str, ...]]]) -> tuple[State, tuple[str, ...]]:
    """Return the state nearest to being found, of several records of one work."""
    return min(found, key=lambda one: (STATES.index(one[0]), len(one[1])))
