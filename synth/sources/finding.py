"""Finding one work at the sources that can be asked for it: every candidate is shown, nothing is guessed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from rapidfuzz import fuzz

from synth.errors import SourceError
from synth.sources.fetching import Event, ask
from synth.sources.identifiers import Identifier
from synth.sources.protocol import Source, Steps
from synth.text import fold

if TYPE_CHECKING:
    from synth.model import Record
    from synth.sources.pacing import Patience


@runtime_checkable
class Finder(Protocol):
    """A source that can be asked for one work."""

    @property
    def finds(self) -> frozenset[str]:
        """The kinds of identifiers it can be asked for."""

    def find(self, identifier: Identifier) -> Steps[tuple[str, ...]]:
        """Ask for a work; return the raw payloads of what fits, none when the source does not have it."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A work that may be meant: the record, and how alike its title is to what was typed (0 to 1)."""

    record: Record
    likeness: float


@dataclass(frozen=True, slots=True)
class Found:
    """What was found: candidates, the likeliest first, and what could not be asked, with the reason.

    `asked` are the sources that answered. No candidates and nothing unreachable means: it is not there.
    """

    identifier: Identifier
    candidates: tuple[Candidate, ...]
    asked: tuple[str, ...]
    unreachable: tuple[tuple[str, str], ...]

    @property
    def certain(self) -> bool:
        """Whether there is exactly one work that can be meant."""
        return self.identifier.exact and len(self.candidates) == 1


def find(
    identifier: Identifier,
    sources: Iterable[Source],
    *,
    on_event: Callable[[Event], None],
    patience: Patience | None = None,
) -> Found:
    """Ask the sources in turn; for an identifier the first that has it is enough, for a title all are asked.

    A source that gives no answer is told as unreachable: what it has stays unknown.
    """
    candidates: list[Candidate] = []
    asked: list[str] = []
    unreachable: list[tuple[str, str]] = []
    for source in sources:
        if not isinstance(source, Finder) or identifier.kind not in source.finds:
            continue
        try:
            payloads = _asked(source, identifier, on_event, patience)
        except SourceError as error:
            unreachable.append((source.facts.label, str(error)))
            continue
        asked.append(source.facts.label)
        candidates += [_candidate(source.read(payload), identifier) for payload in payloads]
        if candidates and identifier.exact:
            break
    return Found(identifier, tuple(_distinct(candidates)), tuple(asked), tuple(unreachable))


def _asked(
    source: Source, identifier: Identifier, on_event: Callable[[Event], None], patience: Patience | None
) -> tuple[str, ...]:
    if not isinstance(source, Finder):
        return ()
    finder: Finder = source
    return ask(source, lambda: finder.find(identifier), on_event=on_event, patience=patience)


def _candidate(record: Record, identifier: Identifier) -> Candidate:
    if identifier.exact:
        return Candidate(record, 1.0)
    alike = fuzz.token_sort_ratio(fold(record.title), fold(identifier.value))
    return Candidate(record, round(alike / 100, 2))


def _distinct(candidates: Iterable[Candidate]) -> Iterable[Candidate]:
    """The candidates, likeliest first; of several with one DOI the first source's."""
    seen: set[str] = set()
    for one in sorted(candidates, key=lambda candidate: -candidate.likeness):
        if one.record.doi and one.record.doi in seen:
            continue
        seen.add(one.record.doi)
        yield one
