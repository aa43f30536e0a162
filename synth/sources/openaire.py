"""OpenAIRE as a source: the publications of the Graph, version 3 of its API."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from synth.sources import openaire_record
from synth.sources.dialect import Dialect
from synth.sources.protocol import Page, Request, SourceFacts
from synth.sources.service import Service, counted, page_of, works
from synth.sources.values import mapping

if TYPE_CHECKING:
    from synth.model import Record
    from synth.sources.transport import Answer
    from synth.strategy.definition import Years

PAGE_SIZE = 100
URL_BYTES = 4_000

FACTS = SourceFacts(
    label="OpenAIRE",
    documentation="https://graph.openaire.eu/docs/apis/graph-api/",
    page_size=PAGE_SIZE,
    per_second=2.0,
    keyless_per_second=60 / 3600,
    key_variable="OPENAIRE_ACCESS_TOKEN",
    key_page="https://develop.openaire.eu/personal-token",
    url_bytes=URL_BYTES,
    coverage="publications in repositories and journals, those of European projects first",
    dialect='AND, OR, `"phrase"` in the whole description; no `*`',
    cannot=(
        "NOT is not asked; it is checked on what comes back.",
        "`*` is not documented and not asked: an OR that holds one is left out of the request and is checked "
        "on what comes back.",
        "Fields are not asked: each is a parameter of its own, which OR cannot join; they are checked here.",
        "Languages are not asked; they are checked on what comes back.",
        "Publications only: no data sets, software or other products. A publication without a date is not "
        "found when the strategy has years.",
    ),
)
DIALECT = Dialect(label=FACTS.label, fields={"any": ("",)}, shortest=0, url_bytes=URL_BYTES)


class OpenAire(Service):
    """Asks the Graph API of OpenAIRE; without a token it answers 60 requests an hour."""

    name = openaire_record.SOURCE
    facts = FACTS
    dialect = DIALECT
    home = "https://api.openaire.eu/graph/v3"

    def params(self, query: str, years: Years) -> tuple[tuple[str, str], ...]:
        """Return the query, publications as the type, and the years as dates."""
        first = (("fromPublicationDate", f"{years.first}-01-01"),) if years.first is not None else ()
        last = (("toPublicationDate", f"{years.last}-12-31"),) if years.last is not None else ()
        return (("search", query), ("type", "publication"), *first, *last)

    def address(self, params: Sequence[tuple[str, str]]) -> str:
        """Return the address of the search."""
        return f"{self.transport.base}/research-products?{urlencode(params)}"

    def paged(self, request: Request, cursor: str) -> Sequence[tuple[str, str]]:
        """Return the parameters of a page."""
        return (*request.params, ("pageSize", str(PAGE_SIZE)), ("cursor", cursor))

    def smallest(self, request: Request) -> Sequence[tuple[str, str]]:
        """Return the parameters of a page of one product."""
        return (*request.params, ("pageSize", "1"), ("page", "1"))

    def page(self, answer: Answer, request: Request, cursor: str) -> Page:
        """Return a page of products; the last one gives no cursor, or the one that was sent."""
        found = self.found(answer)
        header = mapping(found.get("header"))
        listed = works(found, "results", FACTS.label)
        following = header.get("nextCursor")
        more = isinstance(following, str) and following not in ("", cursor) and listed
        return page_of(
            (request, cursor),
            listed,
            openaire_record.work_id,
            total=counted(header.get("numFound"), FACTS.label),
            following=str(following) if more else None,
        )

    def read(self, payload: str) -> Record:
        """Return the record in one product; raise SourceError when it is not one."""
        return openaire_record.read(payload)
