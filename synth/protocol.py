"""The protocol of a review: `review.yaml`, read with every mistake placed."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from synth.documents import Document, Tongue, load, validate
from synth.errors import FileError, Position, Problem
from synth.i18n import LANGUAGES

FILE = "review.yaml"

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,79}$")]
Text = dict[Tongue, Annotated[str, StringConstraints(min_length=1, max_length=4000)]]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Years(_File):
    """Years of publication, both ends included; an end left out is open."""

    from_: Annotated[int | None, Field(alias="from", ge=1000, le=2999)] = None
    to: Annotated[int | None, Field(ge=1000, le=2999)] = None


class Criterion(_File):
    """A reason to include or exclude a work; `terms`, in the strategy syntax, are marked while screening."""

    id: Slug
    label: Text
    terms: tuple[Annotated[str, StringConstraints(min_length=1, max_length=400)], ...] = ()


NOT_RETRIEVED = "not-retrieved"
"""The criterion of a full-text exclusion that says: the report could not be obtained."""


class Criteria(_File):
    """The eligibility criteria."""

    include: tuple[Criterion, ...] = ()
    exclude: tuple[Criterion, ...] = ()

    def excluding(self, stage: str) -> tuple[Criterion, ...]:
        """Those to exclude by at a stage: by title and abstract, nobody has asked for a full text yet."""
        fit = tuple(one for one in self.exclude if stage == "full-text" or one.id != NOT_RETRIEVED)
        return fit or self.exclude


Said = Text | Annotated[str, StringConstraints(min_length=1, max_length=4000)]
"""A text in several languages, or one text for all of them."""


class SearchReport(_File):
    """What PRISMA-S asks about the search that no log can know (Rethlefsen et al. 2021)."""

    platforms: Said = ""
    registries: Said = ""
    browsing: Said = ""
    citations: Said = ""
    contacts: Said = ""
    other_methods: Said = ""
    limits: Said = ""
    filters: Said = ""
    prior_work: Said = ""
    updates: Said = ""
    peer_review: Said = ""
    deduplication: Said = ""

    @property
    def texts(self) -> dict[str, dict[str, str]]:
        """What was written, by field and language; one text stands for every language."""
        written = {name: getattr(self, name) for name in type(self).model_fields}
        return {
            name: dict(said) if isinstance(said, dict) else dict.fromkeys(LANGUAGES, said)
            for name, said in written.items()
            if said
        }


class Person(_File):
    """Someone who screens or codes, under the id that decisions and codings carry."""

    id: Slug
    name: str = ""
    role: str = ""


Rule = Literal["curve", "urn", "biased urn"]


class Stopping(_File):
    """When enough is read: the rule of docs/screening.md, the recall it should reach, and how surely."""

    rule: Rule = "curve"
    recall: Annotated[float, Field(gt=0, lt=1)] = 0.95
    confidence: Annotated[float, Field(gt=0.5, lt=1)] = 0.95


class Screening(_File):
    """How people screen.

    `screeners` decide on each work at each stage, each without seeing what others said (`blinded`). The
    works of the `pilot`, drawn by chance, come first and are read by everyone.
    """

    screeners: Annotated[int, Field(ge=1, le=9)] = 1
    blinded: bool = True
    pilot: Annotated[int, Field(ge=0, le=10_000)] = 0
    stopping: Stopping = Stopping()


Count = Annotated[int, Field(ge=0, le=10_000_000)]


class Previous(_File):
    """What an earlier version of the review included, for the diagram of an updated review (PRISMA 2020).

    `reports` are its publications, `studies` those behind them; what this review includes is not among them.
    """

    studies: Count = 0
    reports: Count = 0


Joined = Literal["same", "version", "ask", "different"]


class Deduplication(_File):
    """What becomes of pairs of records that reviewers treat differently; docs/dedupe.md says which they are.

    A choice left out takes the default of that page.
    """

    errata: Joined | None = None
    parts: Joined | None = None
    chapters: Joined | None = None
    conferences: Joined | None = None
    columns: Joined | None = None
    updates: Joined | None = None
    preprints: Joined | None = None
    translations: Joined | None = None
    editions: Joined | None = None

    @property
    def choices(self) -> dict[str, Joined]:
        """The choices that were made, by name."""
        return {name: choice for name, choice in self.model_dump().items() if choice is not None}


class CodingRules(_File):
    """How several people code; docs/coding.md says what each choice does.

    `coders` is how many people code each work; `blinded` whether each sees only their own until then;
    `conflicts` what becomes of codes on which coders differ until they are settled; `settled_by` who may.
    """

    coders: Annotated[int, Field(ge=1, le=20)] = 1
    blinded: bool = True
    conflicts: Literal["count", "wait"] = "count"
    settled_by: Literal["third", "anyone"] = "third"


SourceName = Annotated[str, StringConstraints(pattern=r"^((oai|sru):)?[a-z][a-z0-9-]{0,79}$")]
"""The name of a source; `oai:NAME` and `sru:NAME` are servers that the review names under `endpoints`."""


class Endpoint(_File):
    """A repository or catalogue that only this review names: its address, and what it is asked for.

    `set` and `prefix` (metadata format) are those of OAI-PMH; `record_schema` and `version` those of SRU.
    """

    url: Annotated[str, StringConstraints(pattern=r"^https?://\S+$", max_length=500)]
    set: Annotated[str, StringConstraints(max_length=200)] = ""
    prefix: Annotated[str, StringConstraints(pattern=r"^[\w.-]{1,80}$")] = "oai_dc"
    record_schema: Annotated[str, StringConstraints(max_length=200)] = "dc"
    version: Literal["1.1", "1.2", "2.0"] = "1.2"


class Protocol(_File):
    """Question, scope, eligibility, sources, codebooks and people of one review."""

    synth: Literal["review/1"]
    id: Slug
    title: Text
    question: Text
    years: Years = Years()
    languages: tuple[Tongue, ...] = ()
    strategies: tuple[Slug, ...] = ()
    sources: tuple[SourceName, ...] = ("openalex",)
    endpoints: dict[Slug, Endpoint] = Field(default_factory=dict)
    codebooks: Annotated[tuple[Slug, ...], Field(min_length=1)] = ("determinants",)
    corpus: str = ""
    criteria: Criteria = Criteria()
    screening: Screening = Screening()
    deduplication: Deduplication = Deduplication()
    coding: CodingRules = CodingRules()
    people: tuple[Person, ...] = ()
    search: SearchReport = SearchReport()
    previous: Previous = Previous()
    gaps: dict[str, Any] = Field(default_factory=dict)
    description: Text = Field(default_factory=dict)

    @property
    def criterion_ids(self) -> frozenset[str]:
        """The ids of all criteria."""
        return frozenset(c.id for c in (*self.criteria.include, *self.criteria.exclude))

    def criteria_for(self, verdict: str) -> tuple[str, ...]:
        """The ids of the criteria by which one can include or exclude; those of both for maybe."""
        include, exclude = (
            tuple(c.id for c in kind) for kind in (self.criteria.include, self.criteria.exclude)
        )
        return {"include": include, "exclude": exclude}.get(verdict, include + exclude)

    @property
    def digest(self) -> str:
        """A hash that changes when what is decided by changes; decisions carry it."""
        return hashlib.sha256(self.model_dump_json(exclude={"search", "previous"}).encode()).hexdigest()[:16]


def load_protocol(folder: Path) -> Protocol:
    """Read the protocol in `folder`. Raises FileError with the place of every mistake."""
    path = folder / FILE
    if not path.is_file():
        message = "is not there: this folder holds no review."
        remedy = "Go to the folder of your review or name it with -C, or make one: `synth new DIR`."
        raise FileError((Problem(Position(str(path)), message, remedy),))
    document = load(path)
    protocol = validate(document, Protocol)
    problems = tuple(_doubles(document, protocol))
    if problems:
        raise FileError(problems)
    return protocol


def _doubles(document: Document, protocol: Protocol) -> list[Problem]:
    seen: set[str] = set()
    problems = []
    for kind, criteria in (("include", protocol.criteria.include), ("exclude", protocol.criteria.exclude)):
        for index, criterion in enumerate(criteria):
            if criterion.id in seen:
                message = f"The criterion `{criterion.id}` stands twice."
                problems.append(
                    document.problem(message, "criteria", kind, index, "id", remedy="Rename one of them.")
                )
            seen.add(criterion.id)
    return problems
