"""A codebook in memory: the dimensions, codes, directions and indicator terms passages are coded with.

A code's `parent` is a code of the dimension named by its dimension's `parent`, or of its own dimension.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from synth.errors import UsageError
from synth.i18n import spoken
from synth.model import Direction, Language

Choice = Literal["single", "multiple"]
Place = tuple[str, str]
"""A code's full name: dimension id, code id."""

Appraised = Literal["", "study", "intervention"]
"""What a rating instrument appraises: how a study was done, or what is known of an intervention."""


@dataclass(frozen=True, slots=True)
class Code:
    """One thing a passage can be about.

    `label`, `definition`, `terms` and `context` map an ISO 639-1 code to text; `directions` are those
    that the code can take (empty: the code has none, its codings are neutral); `sources` say where it comes
    from. A term of `terms` shows the code; one of `context` only makes it likelier where another shows it.
    `questions` are what to ask of a text or a person; `examples` belong to the code, `counterexamples` look
    like it and do not; `pairs` are codes of other dimensions that the source sets beside it; `color` is what
    other programs show it in; `verified` is false for what could not be checked against the source. `point`
    is the answer of a scale that it stands for: such a code is no line of the file.
    """

    id: str
    dimension: str
    label: Mapping[Language, str]
    definition: Mapping[Language, str] = field(default_factory=dict)
    parent: str = ""
    directions: tuple[Direction, ...] = ()
    terms: Mapping[Language, tuple[str, ...]] = field(default_factory=dict)
    context: Mapping[Language, tuple[str, ...]] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    questions: Mapping[Language, tuple[str, ...]] = field(default_factory=dict)
    examples: Mapping[Language, tuple[str, ...]] = field(default_factory=dict)
    counterexamples: Mapping[Language, tuple[str, ...]] = field(default_factory=dict)
    pairs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    color: str = ""
    verified: bool = True
    point: float | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """One answer of a scale: its number and its label per language."""

    value: float
    label: Mapping[Language, str]


@dataclass(frozen=True, slots=True)
class Change:
    """Codes of a dimension that others took the place of in `version`.

    One for one is a rename, several for one a merger, one for several a split, one for none an end.
    """

    version: str
    dimension: str
    replaced: tuple[str, ...]
    by: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Dimension:
    """One question asked of every passage; `parent` is the dimension whose codes its codes refine.

    With a `scale` each of its codes is a criterion, rated with one of these points, lowest first. Then
    `appraises` says what the ratings tell of, and `instrument` is the title of its codebook.
    """

    id: str
    label: Mapping[Language, str]
    codes: tuple[Code, ...]
    choice: Choice = "single"
    required: bool = False
    parent: str = ""
    scale: tuple[Point, ...] = ()
    appraises: Appraised = ""
    instrument: Mapping[Language, str] = field(default_factory=dict)

    @property
    def answered(self) -> tuple[Code, ...]:
        """Its codes, each criterion of a scale followed by its answers: `c1-1=2` answers `c1-1` with 2."""
        return tuple(one for code in self.codes for one in (code, *(_answer(code, at) for at in self.scale)))


def _answer(criterion: Code, point: Point) -> Code:
    label = {
        language: f"{text}{' ' if text.endswith('?') else ': '}{point.label.get(language, '')}"
        for language, text in criterion.label.items()
    }
    return Code(
        f"{criterion.id}={point.value:g}",
        criterion.dimension,
        label,
        parent=criterion.id,
        sources=criterion.sources,
        point=point.value,
    )


@dataclass(frozen=True)
class Codebook:
    """A codebook as written in `codebooks/<id>.yaml`; dimensions and codes keep the order of the file."""

    id: str
    version: str
    title: Mapping[Language, str]
    source: str
    dimensions: tuple[Dimension, ...]
    changes: tuple[Change, ...] = ()

    @cached_property
    def _codes(self) -> dict[Place, Code]:
        return {(code.dimension, code.id): code for dim in self.dimensions for code in dim.answered}

    @cached_property
    def _roots(self) -> dict[Place, Place]:
        return {}

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages of the title: every label and definition has them all."""
        return tuple(self.title)

    def dimension(self, dimension: str) -> Dimension:
        """The dimension with this id; raises UsageError that lists the known ones."""
        for candidate in self.dimensions:
            if candidate.id == dimension:
                return candidate
        raise self._unknown("dimension", dimension, [dim.id for dim in self.dimensions])

    def has(self, dimension: str, code: str) -> bool:
        """Whether the codebook has this code."""
        return (dimension, code) in self._codes

    def code(self, dimension: str, code: str) -> Code:
        """The code with this id in `dimension`; raises UsageError that lists the known ones."""
        found = self._codes.get((dimension, code))
        if found is None:
            raise self._unknown("code", code, [known.id for known in self.dimension(dimension).codes])
        return found

    def codes(self) -> Iterator[Code]:
        """Every code, in the order of the file; criteria of a scale are followed by their answers."""
        return iter(self._codes.values())

    def parent_of(self, dimension: str, code: str) -> Code | None:
        """The code that this one refines, or None."""
        child = self.code(dimension, code)
        if not child.parent:
            return None
        above = self._codes.get((self.dimension(dimension).parent, child.parent))
        return above or self._codes[dimension, child.parent]

    def directed(self, dimension: str) -> bool:
        """Whether codings of this dimension carry a direction: true when any of its codes can take one."""
        return any(code.directions for code in self.dimension(dimension).codes)

    def implied(self, dimension: str, code: str) -> tuple[Code, ...]:
        """The codes that follow from this one, nearest first: a factor implies its determinant."""
        found: list[Code] = []
        above = self.parent_of(dimension, code)
        while above is not None:
            found.append(above)
            above = self.parent_of(above.dimension, above.id)
        return tuple(found)

    def root(self, dimension: str, code: str) -> Place:
        """The topmost code that this one refines, or the code itself: a factor's determinant."""
        if (dimension, code) not in self._roots:
            above = self.implied(dimension, code)
            self._roots[dimension, code] = (above[-1].dimension, above[-1].id) if above else (dimension, code)
        return self._roots[dimension, code]

    def refined(self, dimension: str) -> bool:
        """Whether another dimension refines this one, as factors do determinants: people code the finer."""
        return any(dimension == one.parent for one in self.dimensions)

    def takes(self, dimension: str, code: str) -> tuple[Direction, ...]:
        """The directions a suggestion of this code can have: its own, or those of what refines it."""
        own = self.code(dimension, code).directions
        below = (c for c in self.codes() if (c.dimension, c.id) != (dimension, code))
        finer = (d for c in below if (dimension, code) == self.root(c.dimension, c.id) for d in c.directions)
        return own or tuple(dict.fromkeys(finer))

    def label(self, dimension: str, code: str, language: Language) -> str:
        """The code's label in `language`, or in the first language it has."""
        return spoken(self.code(dimension, code).label, language)

    def _unknown(self, what: str, given: str, known: list[str]) -> UsageError:
        return UsageError(
            f"The codebook `{self.id}` has no {what} `{given}`.", remedy=f"Known: {', '.join(known)}."
        )


def joined(codebooks: Sequence[Codebook]) -> Codebook:
    """Codebooks used side by side as one: the first gives id and version, the others dimensions it lacks.

    A dimension that an earlier one has stays as it is there. What a later codebook requires is not required
    of every passage, and its changes between versions are not followed.
    """
    first, *others = codebooks
    dimensions = list(first.dimensions)
    for other in others:
        own = {one.id for one in dimensions}
        dimensions += [replace(one, required=False) for one in other.dimensions if one.id not in own]
    return replace(first, dimensions=tuple(dimensions))
