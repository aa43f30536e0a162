"""The words of the project as small immutable classes; no input or output happens here.

Field names follow CSL 1.0.2 (in snake case) so that every format maps to one vocabulary.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from msgspec import Struct, structs

Language = str
"""ISO 639-1 code in lower case: `nl`, `de`, `en`; empty when unknown."""

Direction = Literal["success", "failure", "mixed", "neutral"]
Verdict = Literal["include", "exclude", "maybe"]
Stage = Literal["title-abstract", "full-text"]
Field = Literal["title", "abstract", "keywords"]
How = Literal["organisation", "website", "citation", "contact", "other"]

DIRECTIONS: tuple[Direction, ...] = ("success", "failure", "mixed", "neutral")
VERDICTS: tuple[Verdict, ...] = ("include", "exclude", "maybe")
STAGES: tuple[Stage, ...] = ("title-abstract", "full-text")
FIELDS: tuple[Field, ...] = ("title", "abstract", "keywords")
HOWS: tuple[How, ...] = ("organisation", "website", "citation", "contact", "other")
"""How a hand-picked work came to be known; PRISMA 2020 has boxes for the first three."""

SiteKind = Literal["website", "organisation", "register"]
SITE_KINDS: tuple[SiteKind, ...] = ("website", "organisation", "register")
"""What a site that was searched by hand is; PRISMA 2020 counts websites and organisations apart."""

DOCUMENT = "document"
"""The field of a passage that stands in the full text of the work."""

ADDED = "added"
"""The source of hand-picked works."""

CHASED = "citations/"
"""How the name of a source of references and citing works begins: `citations/openalex`."""


def other_method(source: str) -> bool:
    """Whether what came from `source` belongs to the other methods of PRISMA 2020, not to the databases."""
    return source == ADDED or source.startswith(CHASED)


@dataclass(frozen=True, slots=True)
class Name:
    """A person (`family`, `given`, particles kept in `family`) or, with `literal`, an institution."""

    family: str = ""
    given: str = ""
    literal: str = ""

    def __str__(self) -> str:
        return self.literal or ", ".join(part for part in (self.family, self.given) if part)


@dataclass(frozen=True, slots=True)
class Record:
    """A bibliographic record exactly as a source gave it.

    `source` and `source_id` identify it there (`openalex` / `W123`, `ris` / the ID tag, `bibtex` / the
    key); `raw` is the payload as received. `type` is a CSL type; `language` an ISO 639-1 code; `year` the
    year of publication; `doi` is bare and lower case; `isbn` and `issn` have no hyphens; `pmid` is digits
    only, `openalex` the id of a work there (`W123`).
    """

    source: str
    source_id: str
    raw: str
    title: str = ""
    authors: tuple[Name, ...] = ()
    year: int | None = None
    container_title: str = ""
    volume: str = ""
    issue: str = ""
    page: str = ""
    publisher: str = ""
    language: Language = ""
    type: str = ""
    doi: str = ""
    pmid: str = ""
    openalex: str = ""
    isbn: str = ""
    issn: str = ""
    url: str = ""
    abstract: str = ""
    keywords: tuple[str, ...] = ()
    note: str = ""


BIBLIOGRAPHIC = (
    "title",
    "authors",
    "year",
    "container_title",
    "volume",
    "issue",
    "page",
    "publisher",
    "language",
    "type",
    "doi",
    "pmid",
    "openalex",
    "isbn",
    "issn",
    "url",
    "abstract",
    "keywords",
    "note",
)
"""The fields of `Record` that describe the publication (all but source, source_id and raw)."""


@dataclass(frozen=True, slots=True)
class Work:
    """The publication that one or more records describe: merged fields, and where each came from.

    `key` is a short stable name (`koning-2008`); `record_ids` are database ids in ascending order;
    `origin` maps a field name to the id of the record that gave it. Field values are in `record`,
    whose `source` is `work` and whose `source_id` is the key.
    """

    id: int
    key: str
    record: Record
    record_ids: tuple[int, ...]
    origin: dict[str, int] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a term of a strategy matched: offsets count characters of the field's text."""

    term: str
    field: Field
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Decision:
    """A screening decision by a person on a work, at a stage; `criterion` is an id of the protocol.

    One that `settles` stands for the stage whatever others decided there.
    """

    work: str
    stage: Stage
    verdict: Verdict
    criterion: str = ""
    reason: str = ""
    coder: str = ""
    at: str = ""
    settles: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """What was read: where it stands in the work (`section`), and what it says.

    `quote` is literal text of `field` at `start`:`end` (empty when the passage is paraphrased);
    `paraphrase` maps a language to the coder's own words. With neither the whole work is meant. `arm` is the
    group of a study that is spoken of (empty: the whole study). In a full text (`field` is `DOCUMENT`) the
    offsets are those of the document with the id `document`, and `page` is the label of its page.
    """

    work: str
    section: str = ""
    quote: str = ""
    field: str = ""
    start: int = -1
    end: int = -1
    paraphrase: dict[str, str] = dataclasses.field(default_factory=dict)
    arm: str = ""
    document: str = ""
    page: str = ""

    @property
    def shown(self) -> bool:
        """Whether the work's words, or the coder's, are given."""
        return bool(self.quote or self.paraphrase)


@dataclass(frozen=True, slots=True)
class Coding:
    """One code on one passage of one work by one coder; `uid` is unique and stable across exports.

    Codings on the same passage belong together: a factor, its phase and whose view it is are three
    codings that share a passage.
    """

    uid: str
    passage: Passage
    codebook: str
    version: str
    dimension: str
    code: str
    direction: Direction
    coder: str
    at: str


class Suggestion(Struct, frozen=True, gc=False):
    """A coding proposed by the program: it counts nowhere until a person accepts it.

    `passage.quote` is always literal text; `terms` are the indicator terms that matched; `score` is
    between 0 and 1 and orders suggestions only; `negated` marks a cue such as `geen`, `kein`, `no`;
    `told` says that the sentence itself tells the direction, so that it is no mere default. A suggestion
    learned from coders has no terms: `like` is the coded passage that its own is most like, of `like_work`.
    `by` names the package and model that proposed it; empty for the program itself. They are made by the
    hundred thousand: a struct takes a tenth of the time of a dataclass.
    """

    passage: Passage
    codebook: str
    version: str
    dimension: str
    code: str
    direction: Direction
    terms: tuple[str, ...]
    score: float
    negated: bool = False
    told: bool = False
    like: str = ""
    like_work: str = ""
    by: str = ""


Changed = TypeVar("Changed")


def changed(one: Changed, **values: Any) -> Changed:
    """The same record with other values, be it a struct or a dataclass."""
    change: Any = structs.replace if isinstance(one, Struct) else dataclasses.replace
    made: Changed = change(one, **values)
    return made


Aspect = Literal["confidence", "priority", "status"]
ASPECTS: tuple[Aspect, ...] = ("confidence", "priority", "status")


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a person made of a finding (`F-…`) or a gap (`G-…`), against what the rules propose, and why.

    `aspect` is the confidence of a finding, or the priority or status of a gap; `value` is a level or status.
    """

    subject: str
    aspect: Aspect
    value: str
    reason: str
    coder: str
    at: str = ""


@dataclass(frozen=True, slots=True)
class GapLink:
    """What a person says of a statement in a published list of gaps and a computed gap.

    `verdict` is same, partly, or none: with an empty `gap`, that no computed gap says it.
    """

    list: str
    statement: str
    gap: str
    verdict: str
    reason: str = ""
    coder: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class SearchRun:
    """One run of one strategy on one source, with the requests as sent and the counts.

    `reported` is the total the source claims, `fetched` the records received, `verified` those the
    strategy accepts locally, `unverifiable` those without an abstract that could not be decided on;
    the rest of `fetched` was rejected. `new` records were not in the review before. `first_reported` is what
    the source claimed at the beginning, `answered_at` when the oldest answer came (another search may have
    kept it), `cost_usd` what was paid; `version` is what the source says of itself. `status` is `running` or
    how the search ended, one of `ENDS`.
    """

    id: int
    source: str
    strategy: str
    started_at: str
    finished_at: str
    status: str
    requests: tuple[str, ...]
    reported: int | None
    fetched: int
    verified: int
    unverifiable: int
    rejected: int
    problems: int
    widened: tuple[str, ...] = ()
    note: str = ""
    new: int = 0
    searcher: str = ""
    version: str = ""
    digest: str = ""
    strategy_text: str = ""
    filters: tuple[str, ...] = ()
    since: str = ""
    first_reported: int | None = None
    answered_at: str = ""
    cost_usd: float = 0.0

    @property
    def whole(self) -> bool:
        """Whether the search gave everything that the source has for it, be it nothing."""
        return self.status in ("complete", "empty")


ENDS = {
    "complete": "everything that the source has for it came",
    "empty": "the source was asked and has nothing",
    "partial": "a part came: a ranked or capped sample, an answer cut short, or a total that drifted",
    "out-of-budget": "the budget of calls or money was used up before the end",
    "refused": "the source refused the request or the key, or cannot be asked this",
    "unreachable": "no usable answer came, however often it was tried",
}
"""How a search can end, from best to worst. In the last three it can go on."""


@dataclass(frozen=True, slots=True)
class SiteSearch:
    """A site that was searched by hand: when, by whom, with what terms, and what it gave.

    `date` is ISO 8601 (`2026-11-20`); `seen` is the number of hits that were looked at, None when nobody
    counted; `taken` the number of those that came into the review, `works` their keys where they are named.
    """

    site: str
    date: str
    terms: str
    kind: SiteKind = "website"
    url: str = ""
    by: str = ""
    seen: int | None = None
    taken: int = 0
    works: tuple[str, ...] = ()
    note: str = ""
