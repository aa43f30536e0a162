"""What a source is: it translates a strategy into requests, says what to ask for a page, and reads records.

Everything here is frozen data or a protocol. A source is pure: it never connects, waits, tries again or
stores. `fetch` is a generator that yields what is to be asked and is sent the answer (as the `auth_flow` of
httpx is); the one place that talks to servers is `synth.sources.fetching`.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias, TypeVar, runtime_checkable

from synth.errors import SourceError

if TYPE_CHECKING:
    from synth.errors import BudgetError
    from synth.model import Record
    from synth.sources.transport import Answer, Transport
    from synth.strategy.definition import Strategy

Result = TypeVar("Result")

MOST_WORKS = 10**12
"""More works than there are: a total beyond is a mistake of the source."""

FIRST = "*"
"""The cursor of the first page of a request."""


class TemporaryError(SourceError):
    """The source failed in a way that may pass; it asks to `wait` that many seconds, or says nothing."""

    def __init__(self, message: str, *, remedy: str = "", wait: float | None = None) -> None:
        super().__init__(message, remedy=remedy)
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Ask:
    """One call to the server of a source, without key: a GET, or a POST of a web `form` or of `json` text.

    `weight` is how many ordinary calls it counts for in the rate limit of the source.
    """

    url: str
    form: tuple[tuple[str, str], ...] = ()
    json: str = ""
    weight: float = 1.0

    @property
    def method(self) -> str:
        """POST when there is something to post."""
        return "POST" if self.form or self.json else "GET"


Steps: TypeAlias = "Generator[Ask, Answer, Result]"
"""Yields what is to be asked, is sent each answer, and returns the result."""


@dataclass(frozen=True, slots=True)
class Request:
    """One question to a source, as it is sent, without key, cursor and page size.

    `index` numbers the requests of one translation from 0; `url` is the request as a person can paste it;
    `params` are the same parameters, decoded, in order (a name may occur more than once); `description`
    says in words what is asked. `str()` is the line for the search log.
    """

    source: str
    index: int
    url: str
    params: tuple[tuple[str, str], ...] = ()
    description: str = ""

    def __str__(self) -> str:
        return self.url


@dataclass(frozen=True, slots=True)
class Translation:
    """A strategy in the words of one source: the union of `requests` holds everything that matches.

    `widened` are sentences: what the source cannot express, and how the requests were made wider for it.
    """

    requests: tuple[Request, ...]
    widened: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One answer to a request.

    `request` is the request's index; `cursor` was sent, `next_cursor` is for the next page (None at the
    end); `total` is the number of works the source says the request has, None when it says none that can be.
    `payloads` are the records as received, raw JSON, one string per record, and `ids` their ids at the
    source, in the same order. `complete` is False when the source itself says that the page may miss records;
    `version` is what the source says of itself (its release or the date of its data).
    """

    request: int
    cursor: str
    next_cursor: str | None
    total: int | None
    payloads: tuple[str, ...]
    ids: tuple[str, ...]
    cost_usd: float = 0.0
    complete: bool = True
    version: str = ""

    def __post_init__(self) -> None:
        if self.total is not None and not 0 <= self.total <= MOST_WORKS:
            object.__setattr__(self, "total", None)


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What is known of a source before it is asked: limits, cost, and what it cannot express.

    `page_size` is in records; `cost_usd` is per call; `daily_usd` is the free budget of a day with a key
    and `keyless_usd` without one (0 when nothing is counted), `daily_calls` and `keyless_calls` the same in
    calls; `per_second` and `keyless_per_second` are calls per second that the source bears.
    `key_variable` names the environment variable that holds the key, `key_page` is where a key is made, and
    `key_needed` says that nothing is answered without one.
    `sample` is the number of records fetched of a request at most, when the source can only rank works by
    likeness: such a search is never complete (0 for a source that can be asked). `reach` is the number of
    records of a request that can be reached at most, when there is such a limit: a larger search is capped.
    `coverage` and `dialect` say in words what the source holds and how it is asked. `in_flight` is how many
    requests may wait for their answer at the same time; the pages of one request come one after the other.
    """

    label: str
    documentation: str
    page_size: int
    cost_usd: float = 0.0
    daily_usd: float = 0.0
    keyless_usd: float = 0.0
    daily_calls: int = 0
    keyless_calls: int = 0
    per_second: float = 1.0
    keyless_per_second: float = 1.0
    key_variable: str = ""
    key_page: str = ""
    key_needed: bool = False
    values_per_list: int = 0
    url_bytes: int = 0
    sample: int = 0
    reach: int = 0
    in_flight: int = 1
    cannot: tuple[str, ...] = ()
    coverage: str = ""
    dialect: str = ""


@runtime_checkable
class Source(Protocol):
    """Something that answers a strategy."""

    @property
    def name(self) -> str:
        """The name that people type and that records carry: `openalex`."""

    @property
    def facts(self) -> SourceFacts:
        """The facts of this source."""

    @property
    def transport(self) -> Transport:
        """The way to its server."""

    def translate(self, strategy: Strategy) -> Translation:
        """Return requests that together hold every work at the source that matches `strategy`."""

    def fetch(self, request: Request, cursor: str) -> Steps[Page]:
        """Yield what to ask for one page, be sent each answer, and return the page.

        Raise `TemporaryError` when asking again may help, SourceError when not.
        """

    def read(self, payload: str) -> Record:
        """Return the record in one raw payload; raise SourceError when it is not a record."""


@runtime_checkable
class Metered(Protocol):
    """A source that says in its answers what is left of the budget of the day."""

    def left(self, answer: Answer) -> float | None:
        """Return the US dollars that are left after an answer; None when it does not say."""

    def used_up(self) -> BudgetError:
        """Return the error that what is left does not pay another call, with when to go on."""


@runtime_checkable
class Paged(Protocol):
    """A source that reads the page in one answer by itself, as `fetch` does: stored answers can be read."""

    def page(self, answer: Answer, request: Request, cursor: str) -> Page:
        """Return the page in an answer to `request` at `cursor`. Raises what `fetch` raises."""
