"""DOAJ as a source: articles of open access journals, at most 1,000 of a query."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from synth.sources import doaj_record
from synth.sources.dialect import FIRST_YEAR, LAST_YEAR, Dialect
from synth.sources.newer import FAR, added, with_condition
from synth.sources.protocol import FIRST, Page, Request, SourceFacts, Translation
from synth.sources.service import Service, counted, page_of, works
from synth.strategy.definition import Years

if TYPE_CHECKING:
    from synth.model import Record
    from synth.sources.transport import Answer
    from synth.strategy.definition import Strategy

PAGE_SIZE = 100
REACH = 1_000
"""Records of a query that can be reached."""
URL_BYTES = 4_000
FIRST_ASKED_ALONE, LAST_ASKED_ALONE = 2000, 2030
"""Years that are asked for one by one, so that each stays under the limit; those outside go together."""

FACTS = SourceFacts(
    label="DOAJ",
    documentation="https://doaj.org/docs/api/",
    page_size=PAGE_SIZE,
    per_second=2.0,
    keyless_per_second=2.0,
    url_bytes=URL_BYTES,
    reach=REACH,
    in_flight=2,
    coverage="articles of open access journals, in all languages",
    dialect='AND, OR, `"phrase"`, fields; no `*`',
    cannot=(
        "NOT is not asked; it is checked on what comes back.",
        "`*` is refused: an OR that holds one is left out of the request and is checked on what comes back.",
        f"At most {REACH:,} articles of a request come: with years in the strategy each year is a request of "
        "its own; one that has more is cut there, and the search is called capped.",
        "The languages are those of the journal; they are not asked.",
        "An article without a year is not found when the strategy has years.",
    ),
)
DIALECT = Dialect(
    label=FACTS.label,
    fields={
        "title": ("title",),
        "abstract": ("abstract",),
        "keywords": ("bibjson.keywords",),
        "any": ("title", "abstract", "bibjson.keywords"),
    },
    shortest=0,
    url_bytes=URL_BYTES - 200,
)
"""The years, and a date for what is new, are added to a query afterwards; there is room for them."""
PLAIN = "():'"
"""Signs that may stand in a path as they are."""
WITHIN = "bibjson.year:[{first} TO {last}]"


class Doaj(Service):
    """Asks the API of DOAJ; no key is needed."""

    name = doaj_record.SOURCE
    facts = FACTS
    dialect = DIALECT
    home = "https://doaj.org/api/v4"

    def translate(self, strategy: Strategy) -> Translation:
        """Return requests whose union holds every article that matches; years are asked one by one.

        Raises UsageError when the strategy cannot be asked or becomes too many requests.
        """
        whole = super().translate(replace(strategy, years=Years()))
        if not strategy.years:
            return whole
        requests = (self._in_years(one, years) for years in alone(strategy.years) for one in whole.requests)
        return replace(whole, requests=tuple(replace(one, index=i) for i, one in enumerate(requests)))

    def _in_years(self, request: Request, years: Years) -> Request:
        """Return a request limited to years."""
        within = WITHIN.format(first=years.first or FIRST_YEAR, last=years.last or LAST_YEAR)
        query = f"{dict(request.params)['query']} AND {within}"
        params = self.params(query, years)
        return replace(
            request, url=self.address(params), params=params, description=f"{request.description}, {years}"
        )

    def params(self, query: str, years: Years) -> tuple[tuple[str, str], ...]:
        """Return the query; its years are part of it."""
        return (("query", query),)

    def address(self, params: Sequence[tuple[str, str]]) -> str:
        """Return the address: the query is a part of the path."""
        (_, query), *rest = params
        path = f"{self.transport.base}/search/articles/{quote(query, safe=PLAIN)}"
        return f"{path}?{urlencode(rest)}" if rest else path

    def paged(self, request: Request, cursor: str) -> Sequence[tuple[str, str]]:
        """Return the parameters of a page, which has a number."""
        number = "1" if cursor == FIRST else cursor
        return (*request.params, ("page", number), ("pageSize", str(PAGE_SIZE)))

    def smallest(self, request: Request) -> Sequence[tuple[str, str]]:
        """Return the parameters of a page of one article."""
        return (*request.params, ("page", "1"), ("pageSize", "1"))

    def page(self, answer: Answer, request: Request, cursor: str) -> Page:
        """Return a page of articles; the last one that can be reached has no next."""
        found = self.found(answer)
        total = counted(found.get("total"), FACTS.label)
        listed = works(found, "results", FACTS.label)
        number = 1 if cursor == FIRST else int(cursor)
        more = number * PAGE_SIZE < min(total, REACH)
        return page_of(
            (request, cursor),
            listed,
            doaj_record.work_id,
            total=total,
            following=str(number + 1) if more else None,
        )

    def since(self, request: Request, date: str) -> tuple[Request, str]:
        """Return the request for what was added since `date`, by `created_date`, and what that leaves out."""
        params = with_condition(request, "query", f"created_date:[{date} TO {FAR}]")
        newer = replace(request, url=self.address(params), params=params)
        return newer, added(FACTS.label, date)

    def read(self, payload: str) -> Record:
        """Return the record in one article; raise SourceError when it is not one."""
        return doaj_record.read(payload)


def alone(years: Years) -> Iterator[Years]:
    """Yield years that together are `years`: single ones from 2000 to 2030, and what lies outside at once.

    >>> list(map(str, alone(Years(1998, 2001))))
    ['1998-1999', '2000-2000', '2001-2001']
    """
    first, last = years.first or 0, years.last or LAST_YEAR
    if first < FIRST_ASKED_ALONE:
        yield Years(years.first, min(last, FIRST_ASKED_ALONE - 1))
    for year in range(max(first, FIRST_ASKED_ALONE), min(last, LAST_ASKED_ALONE) + 1):
        yield Years(year, year)
    if last > LAST_ASKED_ALONE:
        yield Years(max(first, LAST_ASKED_ALONE + 1), years.last)
