"""The stored state that a synthesis is made of: one frozen snapshot, handed over by whoever reads the store.

Nothing here touches a database or a file. Words follow `synth.model`; what the synthesis needs beyond
it (protocol facts, the codebook as a tree of labels, appearances of records in searches) is defined here
because steps do not import each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol as Protocol_

from synth.judging import NotReported
from synth.model import (
    STAGES,
    Assessment,
    Coding,
    Decision,
    Hit,
    Passage,
    Record,
    SearchRun,
    SiteSearch,
    Stage,
    Suggestion,
    Work,
)
from synth.synthesis.parameters import GapParameters

Text = dict[str, str]
"""The same words in several languages: ISO 639-1 code to text."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """An eligibility criterion of the protocol; `verdict` is `include` or `exclude`."""

    id: str
    verdict: str
    label: Text = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Protocol:
    """What the synthesis needs from `review.yaml`; a work is included at the last of `stages`.

    `screeners` people have to decide on a work at a stage. `previous_studies` and `previous_reports` were
    included in an earlier version of the review.

    `search` holds what people wrote about how was searched, by the field of `search:` in the protocol.
    """

    id: str
    title: Text
    question: Text
    languages: tuple[str, ...] = ()
    year_from: int | None = None
    year_to: int | None = None
    criteria: tuple[Criterion, ...] = ()
    search: Mapping[str, Text] = field(default_factory=dict)
    stages: tuple[Stage, ...] = STAGES
    screeners: int = 1
    previous_studies: int = 0
    previous_reports: int = 0
    gaps: GapParameters = field(default_factory=GapParameters)


@dataclass(frozen=True, slots=True)
class Appearance:
    """A record in the results of one search: `status` is `verified`, `unverifiable` or `rejected`.

    `rank` counts from 1; `how` (how it came to be known) and `reason` (why it came in) are set for records of
    a search whose source is `added`.
    """

    search_id: int
    rank: int
    status: str = "verified"
    hits: tuple[Hit, ...] = ()
    how: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FoundRecord:
    """A stored record with every search that brought it."""

    id: int
    record: Record
    appearances: tuple[Appearance, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Why a record belongs to its work (what de-duplication or a person said)."""

    record_id: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class LinkedWork:
    """A work and the reason for each of its records."""

    work: Work
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """What is counted of a work that nothing else is said of; `cited` is its citation, without a letter."""

    key: str
    record_ids: tuple[int, ...]
    cited: str
    year: int | None = None


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage with its database id."""

    id: int
    passage: Passage


@dataclass(frozen=True, slots=True)
class StoredCoding:
    """A current coding and the id of the passage it stands on."""

    passage_id: int
    coding: Coding


@dataclass(frozen=True, slots=True)
class CodeView:
    """A code with its labels; `parent` is a code of the parent dimension, or empty.

    `point` is the answer of a scale that it stands for; its parent is then the criterion.
    """

    id: str
    label: Text
    parent: str = ""
    definition: Text = field(default_factory=dict)
    point: float | None = None


@dataclass(frozen=True, slots=True)
class DimensionView:
    """A dimension of a codebook and its codes in the order of the file.

    One that `appraises` studies or interventions belongs to a rating instrument, which it names.
    """

    id: str
    label: Text
    codes: tuple[CodeView, ...]
    appraises: str = ""
    instrument: Text = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CodebookView:
    """The codebook that findings and gaps are read through.

    The synthesis reads the dimensions that `synth.synthesis.facets` names; one that a codebook lacks leaves
    its rows, columns and rules out. `joined` are the ids of other codebooks whose dimensions it has as well:
    codings made with those count too.
    """

    id: str
    version: str
    dimensions: tuple[DimensionView, ...]
    joined: tuple[str, ...] = ()

    def codes(self, dimension: str) -> tuple[CodeView, ...]:
        """The codes of a dimension, in the order of the file; empty when there is no such dimension."""
        return next((one.codes for one in self.dimensions if one.id == dimension), ())


class Shelf(Protocol_):
    """Works in the order of keys and records in that of ids, whole, read each time they are asked for."""

    @property
    def works(self) -> Iterable[LinkedWork]:
        """Every work."""

    @property
    def records(self) -> Iterable[FoundRecord]:
        """Every record."""


@dataclass(frozen=True, slots=True)
class State:
    """Everything a synthesis is made of; the order within each tuple does not matter.

    `decisions` and `codings` are the current ones (no undone events); a decision's and a passage's `work`
    is a work key. `outlined` are works that `works` leaves out; none of those is included. `suggestions` are
    those nobody has judged yet: they count nowhere, and only help to tell an uncoded passage from a silent
    corpus. `assessments` are what people made of findings and gaps.
    `not_reported` is what coders looked for in a work and did not find.
    `being_coded` are the works of which nothing that coders said is here yet, because they are not done.
    """

    protocol: Protocol
    codebook: CodebookView
    searches: tuple[SearchRun, ...] = ()
    records: tuple[FoundRecord, ...] = ()
    works: tuple[LinkedWork, ...] = ()
    decisions: tuple[Decision, ...] = ()
    passages: tuple[StoredPassage, ...] = ()
    codings: tuple[StoredCoding, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    sites: tuple[SiteSearch, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    not_reported: tuple[NotReported, ...] = ()
    being_coded: frozenset[str] = frozenset()
    outlined: tuple[Outline, ...] = ()

    @property
    def n_works(self) -> int:
        """The number of all works."""
        return len(self.works) + len(self.outlined)

    def homes(self) -> Iterator[tuple[str, tuple[int, ...]]]:
        """The key of every work with the ids of its records."""
        yield from ((one.work.key, one.work.record_ids) for one in self.works)
        yield from ((one.key, one.record_ids) for one in self.outlined)

    def years(self) -> Iterator[int]:
        """The years of publication that are known, one for each work."""
        yield from (one.work.record.year for one in self.works if one.work.record.year)
        yield from (one.year for one in self.outlined if one.year)
