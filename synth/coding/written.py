"""A codebook file as people write it: its keys, and which values they take."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from synth.coding.codes import Appraised, Choice
from synth.documents import Tongue, Written
from synth.model import Direction

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,79}$")]
Text = Annotated[str, StringConstraints(min_length=1, max_length=4000)]
Texts = Annotated[dict[Tongue, Text], Field(min_length=1)]
Lists = dict[Tongue, list[Text]]
Version = Annotated[str, StringConstraints(pattern=r"^\d+\.\d+\.\d+$")]


class CodeFile(Written):
    """One code as written; directions and terms arrive as lists."""

    id: Slug
    label: Texts
    definition: dict[Tongue, Text] = Field(default_factory=dict)
    parent: str = ""
    directions: list[Direction] = Field(default_factory=list)
    terms: Lists = Field(default_factory=dict)
    context: Lists = Field(default_factory=dict)
    sources: list[Text] = Field(default_factory=list)
    questions: Lists = Field(default_factory=dict)
    examples: Lists = Field(default_factory=dict)
    counterexamples: Lists = Field(default_factory=dict)
    pairs: dict[Slug, list[Slug]] = Field(default_factory=dict)
    color: Annotated[str, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$")] = ""
    verified: bool = True


class PointFile(Written):
    """One answer of a scale as written."""

    value: float | int
    label: Texts


class DimensionFile(Written):
    """One dimension as written."""

    id: Slug
    label: Texts
    codes: Annotated[list[CodeFile], Field(min_length=1)]
    choice: Choice = "single"
    required: bool = False
    parent: str = ""
    scale: list[PointFile] = Field(default_factory=list)
    appraises: Appraised = ""


class ChangeFile(Written):
    """One change of codes as written: the codes `from` became the codes `to` in `version`."""

    version: Version
    dimension: Slug
    from_: Annotated[list[Slug], Field(alias="from", min_length=1)]
    to: list[Slug]
    note: Annotated[str, StringConstraints(max_length=4000)] = ""


class CodebookFile(Written):
    """A codebook file as written."""

    synth: Literal["codebook/1"]
    id: Slug
    version: Version
    title: Texts
    source: Text
    dimensions: Annotated[list[DimensionFile], Field(min_length=1)]
    changes: list[ChangeFile] = Field(default_factory=list)
