"""OpenAlex as a source: what it is asked, and what its answers mean."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from math import inf
from typing import TYPE_CHECKING, Any

from synth.sources import openalex_find, openalex_list, openalex_oql, openalex_record
from synth.sources.openalex_client import KEY_VARIABLE, Works, budget_error, left, listed, midnight, total
from synth.sources.openalex_query import MAX_PARTS, VALUES_PER_LIST, Clauses, parts, question
from synth.sources.protocol import FIRST, Ask, Page, Request, SourceFacts, Steps, Translation
from synth.sources.transport import Answer, Limits, Secret, Transport
from synth.strategy.translate import Alternative, TooMuchError, alternatives

if TYPE_CHECKING:
    from synth.errors import BudgetError
    from synth.model import Record
    from synth.sources.identifiers import Identifier
    from synth.strategy.definition import Strategy

URL = "https://api.openalex.org"
URL_VARIABLE = "SYNTH_OPENALEX_URL"
PAGE_SIZE = 100
URL_BYTES = 4_000
_ROOM = 400
"""Bytes of an address kept free for the page size and the page marker."""

SELECT = (
    *("id", "doi", "ids", "title", "publication_year", "publication_date", "language", "type", "authorships"),
    *("primary_location", "biblio", "abstract_inverted_index", "is_retracted", "topics", "keywords"),
)
"""The root fields that are asked for."""

FACTS = SourceFacts(
    label="OpenAlex",
    documentation="https://developers.openalex.org/",
    page_size=PAGE_SIZE,
    cost_usd=0.001,
    daily_usd=1.0,
    keyless_usd=0.1,
    per_second=30.0,
    keyless_per_second=10.0,
    in_flight=16,
    key_variable=KEY_VARIABLE,
    key_page="https://openalex.org/settings/api",
    values_per_list=VALUES_PER_LIST,
    url_bytes=URL_BYTES,
    coverage="works of all fields, from Crossref, repositories and more",
    dialect='lists of values in exact fields: AND of ORs, `"phrase"`, `word*`, `word?`; else one OQL query',
    cannot=(
        "NOT is not asked; it is checked on what comes back.",
        "OpenAlex has no keywords of authors: works that have a term only there are not found.",
        "A `*` inside or before a word, or after fewer than three letters, is asked more widely.",
        "Hyphens, apostrophes and accents are asked in the usual spellings (docs/sources.md); a text that "
        "cuts or accents a word elsewhere is not found.",
    ),
)


class OpenAlexSource:
    """Asks the API of OpenAlex.

    `url` and `key` come from the environment (`SYNTH_OPENALEX_URL`, `OPENALEX_API_KEY`) unless given; no
    key works too, with a tenth of the daily budget. Raises UsageError for an unsafe address and KeyRefused
    for a key that cannot be one.
    """

    name = openalex_record.SOURCE
    facts = FACTS
    count_usd = 0.0001
    finds = openalex_find.KINDS

    def __init__(
        self, *, url: str | None = None, key: str | None = None, limits: Limits | None = None
    ) -> None:
        base = url or os.environ.get(URL_VARIABLE) or URL
        secret = Secret(os.environ.get(KEY_VARIABLE, "") if key is None else key, name=KEY_VARIABLE)
        self.transport = Transport(FACTS.label, base, secret, limits or Limits())

    def __repr__(self) -> str:
        return f"OpenAlexSource(url={self.transport.base!r})"

    def translate(self, strategy: Strategy) -> Translation:
        """Return requests whose union holds every work at OpenAlex that matches `strategy`.

        What would become more than 100 lists of filters is asked as one query in OQL. Raises UsageError when
        the strategy cannot be asked.
        """
        try:
            return self.in_lists(strategy)
        except TooMuchError:
            return self.in_oql(strategy)

    def in_lists(self, strategy: Strategy) -> Translation:
        """Return requests that are lists of filters. Raises UsageError, TooMuchError for too many."""
        requests: list[Request] = []
        widened: list[str] = []
        limits = tuple(_limits(strategy))
        for number, alternative in enumerate(alternatives(strategy.expression), start=1):
            asked = question(alternative)
            widened += asked.widened
            cut = parts(asked.clauses, lambda clauses: self._fits(clauses, limits))
            if len(requests) + len(cut) > MAX_PARTS:
                raise TooMuchError(f"The strategy becomes more than {MAX_PARTS} requests to OpenAlex.")
            for part, clauses in enumerate(cut, start=1):
                description = _description(alternative, number) + (
                    f", part {part} of {len(cut)}" * (len(cut) > 1)
                )
                requests.append(self._request(len(requests), (*map(str, clauses), *limits), description))
        return Translation(tuple(requests), tuple(dict.fromkeys(widened)))

    def in_oql(self, strategy: Strategy) -> Translation:
        """Return one request that is a query in OQL. Raises UsageError when nothing of it can be asked."""
        query, widened = openalex_oql.query(strategy)
        return Translation((openalex_oql.request(0, query, self.transport, SELECT),), widened)

    def fetch(self, request: Request, cursor: str) -> Steps[Page]:
        """Ask for one page of works; raise TemporaryError, BudgetError, KeyRefused or SourceError."""
        if openalex_oql.is_oql(request):
            call = openalex_oql.ask(request, self.transport, size=PAGE_SIZE, cursor=cursor)
        else:
            works = Works({**_params(request), "per_page": str(PAGE_SIZE)}, transport=self.transport)
            call = Ask(works.at(cursor))
        return self.page((yield call), request, cursor)

    def page(self, answer: Answer, request: Request, cursor: str) -> Page:
        """Return the page in an answer. Raises what `fetch` raises."""
        found = listed(answer, self.transport)
        meta, works = found.meta, found.works
        ids = [openalex_record.work_id({"id": openalex_list.name(work)}) for work in works]
        return Page(
            request=request.index,
            cursor=cursor,
            next_cursor=str(meta["next_cursor"]) if meta.get("next_cursor") else None,
            total=meta["count"],
            payloads=works,
            ids=tuple(work_id or f"?{cursor}-{i}" for i, work_id in enumerate(ids)),
            cost_usd=_cost(meta.get("cost_usd")),
            complete=meta.get("timed_out") is not True,
        )

    def count(self, request: Request) -> Steps[Page]:
        """Ask how many works a request has: as groups, a tenth of the price; OQL as a page of one."""
        if openalex_oql.is_oql(request):
            call = openalex_oql.ask(request, self.transport, size=1, cursor=FIRST)
            return replace(self.page((yield call), request, FIRST), next_cursor=None, payloads=(), ids=())
        asked = {name: values for name, values in _params(request).items() if name != "select"}
        url = Works({**asked, "group_by": "type"}, transport=self.transport).url
        count, cost = total((yield Ask(url)), self.transport)
        paid = self.count_usd if cost is None else _cost(cost)
        return Page(request.index, FIRST, None, count, (), (), cost_usd=paid)

    def left(self, answer: Answer) -> float | None:
        """Return what is left of today's budget in US dollars; None when an answer does not say."""
        return left(answer)

    def used_up(self) -> BudgetError:
        """Return the error that the budget of today does not pay another page."""
        return budget_error(midnight(), keyed=bool(self.transport.key))

    def find(self, identifier: Identifier) -> Steps[tuple[str, ...]]:
        """Ask for one work; raise what `fetch` raises."""
        return openalex_find.find(identifier, self.transport, SELECT)

    def since(self, request: Request, date: str) -> tuple[Request, str]:
        """Return the request for what was published since `date`, and what that leaves out."""
        if openalex_oql.is_oql(request):
            newer = openalex_oql.since(request, date, self.transport)
        else:
            filters = (*_params(request)["filter"], f"from_publication_date:{date}")
            newer = self._request(request.index, filters, request.description)
        return newer, (
            f"New is what was published since {date}. When it added a work, OpenAlex tells paid plans only: "
            "works that it added later with an earlier date are missed."
        )

    def read(self, payload: str) -> Record:
        """Return the record in one work; raise SourceError when it is not a work."""
        return openalex_record.read(payload)

    def _request(self, index: int, filters: tuple[str, ...], description: str) -> Request:
        params = (*(("filter", text) for text in filters), *(("select", field) for field in SELECT))
        return Request(self.name, index, self._url(filters), params, description)

    def _url(self, filters: tuple[str, ...]) -> str:
        return Works({"filter": filters, "select": SELECT}, transport=self.transport).url

    def _fits(self, clauses: Clauses, limits: tuple[str, ...]) -> bool:
        return len(self._url((*map(str, clauses), *limits)).encode()) <= URL_BYTES - _ROOM


def _limits(strategy: Strategy) -> Iterator[str]:
    """Yield the filters on language and years; a work whose language is unknown is asked for too."""
    if strategy.languages:
        yield "language:" + "|".join([*strategy.languages, "null"])
    if strategy.years.first is not None:
        yield f"from_publication_date:{strategy.years.first}-01-01"
    if strategy.years.last is not None:
        yield f"to_publication_date:{strategy.years.last}-12-31"


def _description(alternative: Alternative, number: int) -> str:
    sizes = " AND ".join(f"one of {len(group)} terms" for group in alternative.groups)
    return f"Combination {number}: {sizes}"


def _params(request: Request) -> dict[str, list[str]]:
    params: dict[str, list[str]] = {}
    for name, value in request.params:
        params.setdefault(name, []).append(value)
    return params


def _cost(value: Any) -> float:
    said = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < inf
    return float(value) if said else FACTS.cost_usd
