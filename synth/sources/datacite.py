"""DataCite as a source: theses, reports, preprints and data sets that repositories register."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode, urlsplit

from synth.sources import datacite_record
from synth.sources.dialect import Dialect
from synth.sources.newer import FAR, added, with_condition
from synth.sources.protocol import FIRST, Page, Request, SourceFacts
from synth.sources.service import Service, counted, page_of, works
from synth.sources.values import mapping, text

if TYPE_CHECKING:
    from synth.model import Record
    from synth.sources.transport import Answer
    from synth.strategy.definition import Years

PAGE_SIZE = 500
URL_BYTES = 4_000
CURSOR = "page[cursor]"

FACTS = SourceFacts(
    label="DataCite",
    documentation="https://support.datacite.org/docs/api-queries",
    page_size=PAGE_SIZE,
    per_second=500 / 300,
    keyless_per_second=500 / 300,
    in_flight=3,
    url_bytes=URL_BYTES,
    coverage="what repositories register a DOI for: data sets, theses, reports, preprints",
    dialect='AND, OR, `"phrase"`, `word*`, fields',
    cannot=(
        "NOT is not asked; it is checked on what comes back.",
        "Languages are not asked; they are checked on what comes back.",
        "A term of any field is looked for among creators and publishers too.",
        "A phrase also finds its words with one word between them; it is checked on what comes back.",
        "A `*` is asked for at the end of a word of three letters or more, never inside a phrase.",
        "A work without a year of publication is not found when the strategy has years.",
    ),
)
DIALECT = Dialect(
    label=FACTS.label,
    fields={
        "title": ("titles.title",),
        "abstract": ("descriptions.description",),
        "keywords": ("subjects.subject",),
        "any": ("",),
    },
    years="publicationYear:[{first} TO {last}]",
    url_bytes=URL_BYTES - 100,
)
"""A word without a field is looked for in titles, descriptions, subjects, creators and publisher.

Years are part of the query: the parameter `publication-year` is silently ignored.
There is room left in the address for the date of what is new.
"""


class DataCite(Service):
    """Asks the REST API of DataCite; no key is needed."""

    name = datacite_record.SOURCE
    facts = FACTS
    dialect = DIALECT
    home = "https://api.datacite.org"

    def params(self, query: str, years: Years) -> tuple[tuple[str, str], ...]:
        """Return the query; its years are part of it."""
        return (("query", query),)

    def address(self, params: Sequence[tuple[str, str]]) -> str:
        """Return the address of the search."""
        return f"{self.transport.base}/dois?{urlencode(params)}"

    def paged(self, request: Request, cursor: str) -> Sequence[tuple[str, str]]:
        """Return the parameters of a page: by cursor, since page numbers end and then repeat the last."""
        marker = "1" if cursor == FIRST else cursor
        return (*request.params, ("page[size]", str(PAGE_SIZE)), (CURSOR, marker))

    def smallest(self, request: Request) -> Sequence[tuple[str, str]]:
        """Return the parameters of a page of one work."""
        return (*request.params, ("page[size]", "1"))

    def page(self, answer: Answer, request: Request, cursor: str) -> Page:
        """Return a page of works; of the link to the next one only the cursor is used."""
        found = self.found(answer)
        listed = works(found, "data", FACTS.label)
        following = next_cursor(mapping(found.get("links")).get("next"))
        return page_of(
            (request, cursor),
            listed,
            datacite_record.work_id,
            total=counted(mapping(found.get("meta")).get("total"), FACTS.label),
            following=following if following != cursor and listed else None,
        )

    def since(self, request: Request, date: str) -> tuple[Request, str]:
        """Return the request for what was added since `date`, by `created`, and what that leaves out."""
        params = with_condition(request, "query", f"created:[{date} TO {FAR}]")
        newer = replace(request, url=self.address(params), params=params)
        return newer, added(FACTS.label, date)

    def read(self, payload: str) -> Record:
        """Return the record in one work; raise SourceError when it is not one."""
        return datacite_record.read(payload)


def next_cursor(link: object) -> str | None:
    """Return the cursor in a link to the next page; None without one."""
    try:
        named = parse_qs(urlsplit(text(link)).query)
    except ValueError:
        return None
    return next(iter(named.get(CURSOR, [])), None)
