"""The stored state that a synthesis is made of: one frozen snapshot, handed over by whoever reads the store.

Nothing here touches a database or a file. Words follow `synth.model`; what the synthesis needs beyond
it (protocol facts, the codebook as a tree of labels, appearances of records in searches) is defined here
because steps do not import each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from math import inf

from synth.errors import UsageError
from synth.model import (
    STAGES,
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

Text = dict[str, str]
"""The same words in several languages: ISO 639-1 code to text."""

NOT_RETRIEVED = "not-retrieved"
"""The criterion of a full-text exclusion that says: the report could not be obtained."""


@dataclass(frozen=True, slots=True)
class GapParameters:
    """Thresholds of the gap rules; counts are independent studies, shares lie between 0 and 1.

    `thin`: a cell with 1 to this many studies is thin. `margin` and `expected`: an empty cell is a void
    only if its row and its column each hold at least `margin` studies and chance would put at least
    `expected` of them in the cell. `each_side` and `minority`: a factor is contradictory when this many
    studies stand on each side and the smaller side is at least this share. `phase_share` and
    `perspective_share`: share of coded studies that must carry the dimension before an absence is judged.
    `impossible`: pairs of codes that cannot meet and are never a gap.
    Defaults follow the literature named in docs/gaps.md.
    """

    thin: int = 2
    margin: int = 5
    expected: float = 1.0
    each_side: int = 2
    minority: float = 0.25
    phase_share: float = 0.6
    perspective_share: float = 0.5
    impossible: tuple[tuple[str, str], ...] = ()

    @classmethod
    def read(cls, values: Mapping[str, object]) -> GapParameters:
        """Parameters from the protocol's `gaps:` mapping; UsageError names an unknown or unusable one."""
        known = {one.name: one for one in fields(cls)}
        for name in values:
            if name not in known:
                raise UsageError(
                    f"review.yaml, gaps: {name!r} is not a parameter.",
                    remedy=f"Use one of {', '.join(known)}.",
                )
        return cls(**{name: _value(name, value) for name, value in values.items()})  # type: ignore[arg-type]


_COUNTS = {"thin": 0, "margin": 1, "each_side": 1}
"""The least that each count may be."""


def _value(name: str, value: object) -> object:
    if name != "impossible":
        return _number(name, value)
    pairs = [tuple(str(code) for code in pair) for pair in value] if isinstance(value, list | tuple) else [()]
    if any(len(pair) != 2 for pair in pairs):
        raise UsageError(
            "review.yaml, gaps: impossible must be a list of pairs of codes.",
            remedy="Write it as [[organisation, adoption]].",
        )
    return tuple(pairs)


def _number(name: str, value: object) -> int | float:
    """The value of a parameter that is a number; UsageError when it is none or makes no sense."""
    number = None if isinstance(value, bool) or not isinstance(value, int | float) else value
    if name in _COUNTS:
        wanted = f"a whole number of at least {_COUNTS[name]}"
        fits = isinstance(number, int) and number >= _COUNTS[name]
    elif name == "expected":
        wanted, fits = "a number of at least 0", number is not None and 0 <= number < inf
    else:
        wanted, fits = "a share between 0 and 1", number is not None and 0 <= number <= 1
    if number is None or not fits:
        raise UsageError(
            f"review.yaml, gaps: {name} is {value!r}.", remedy=f"Write {wanted}, or leave it out."
        )
    return number


@dataclass(frozen=True, slots=True)
class Criterion:
    """An eligibility criterion of the protocol; `verdict` is `include` or `exclude`."""

    id: str
    verdict: str
    label: Text = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Protocol:
    """What the synthesis needs from `review.yaml`; a work is included at the last of `stages`.

    `screeners` people have to decide on a work at a stage.

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
    gaps: GapParameters = GapParameters()


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
    """A code with its labels; `parent` is a code of the parent dimension, or empty."""

    id: str
    label: Text
    parent: str = ""
    definition: Text = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DimensionView:
    """A dimension of a codebook and its codes in the order of the file."""

    id: str
    label: Text
    codes: tuple[CodeView, ...]


@dataclass(frozen=True, slots=True)
class CodebookView:
    """The codebook that findings and gaps are read through.

    The synthesis reads the dimensions `determinant`, `factor`, `phase` and `perspective`; one that a
    codebook lacks leaves its rows, columns and rules out.
    """

    id: str
    version: str
    dimensions: tuple[DimensionView, ...]

    def codes(self, dimension: str) -> tuple[CodeView, ...]:
        """The codes of a dimension, in the order of the file; empty when there is no such dimension."""
        return next((one.codes for one in self.dimensions if one.id == dimension), ())


@dataclass(frozen=True, slots=True)
class State:
    """Everything a synthesis is made of; the order within each tuple does not matter.

    `decisions` and `codings` are the current ones (no undone events); a decision's and a passage's `work`
    is a work key. `suggestions` are those nobody has judged yet: they count nowhere, and only help to
    tell an uncoded passage from a silent corpus.
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
