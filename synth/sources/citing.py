"""References and citing works of known works: what every source of citations does in the same way.

A source of citations is a source whose requests come from works instead of a strategy: one request for the
references of a work (backward), and one for the works that cite it (forward). What comes is verified
against the strategy like anything else, and fetched, kept and gone on with by the same machinery.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from synth.sources.protocol import Source, Steps

Direction = Literal["backward", "forward"]
DIRECTIONS: tuple[Direction, ...] = ("backward", "forward")
ASKED = {"backward": "References of {key}", "forward": "Works that cite {key}"}


@dataclass(frozen=True, slots=True)
class Seed:
    """A work whose citations are looked at, with the identifiers that a source may know it by."""

    key: str
    doi: str = ""
    pmid: str = ""
    openalex: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """A work as a source of citations knows it: its id there, and how many citations it says there are.

    A number is None when the source does not tell it before it is asked for the list.
    """

    seed: Seed
    id: str
    backward: int | None = None
    forward: int | None = None

    def total(self, direction: Direction) -> int | None:
        """How many there are in a direction."""
        return self.backward if direction == "backward" else self.forward


@dataclass(frozen=True, slots=True)
class Asked:
    """What one request asks: in which direction, of which work."""

    known: Known
    direction: Direction

    @property
    def lead(self) -> tuple[str, str]:
        """How what comes is related to the work: `cited by` or `cites`, and the key of the work."""
        return ("cited-by" if self.direction == "backward" else "cites"), self.known.seed.key

    @property
    def description(self) -> str:
        """The request in words."""
        return ASKED[self.direction].format(key=self.known.seed.key)


class CitationSource(Source, Protocol):
    """A source of citations, whose requests come from works instead of a strategy."""

    @property
    def directions(self) -> tuple[Direction, ...]:
        """The directions in which it can be asked."""

    @property
    def batch(self) -> int:
        """How many works `known` takes at once."""

    def known(self, seeds: Sequence[Seed]) -> Steps[tuple[Known, ...]]:
        """Ask which of the works the source knows; those that are not in the result it does not know."""

    def follow(self, asked: Sequence[Asked]) -> None:
        """Take what is to be asked; `translate` then gives the requests."""
