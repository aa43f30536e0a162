"""Semantic Scholar as a source: the bulk search, whose operators are signs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from synth.sources import semanticscholar_record
from synth.sources.dialect import Dialect
from synth.sources.protocol import FIRST, Page, Request, SourceFacts
from synth.sources.service import Service, counted, page_of, works

if TYPE_CHECKING:
    from synth.model import Record
    from synth.sources.transport import Answer
    from synth.strategy.definition import Years

PAGE_SIZE = 1_000
URL_BYTES = 4_000
_FIELDS = (
    *("externalIds", "title", "abstract", "venue", "publicationVenue", "journal", "year", "publicationDate"),
    *("publicationTypes", "authors", "url", "openAccessPdf"),
)
FIELDS = ",".join(_FIELDS)
"""What is asked of a paper; its id always comes."""

FACTS = SourceFacts(
    label="Semantic Scholar",
    documentation="https://api.semanticscholar.org/api-docs/graph",
    page_size=PAGE_SIZE,
    per_second=1.0,
    keyless_per_second=1.0,
    key_variable="SEMANTIC_SCHOLAR_API_KEY",
    key_page="https://www.semanticscholar.org/product/api#api-key-form",
    url_bytes=URL_BYTES,
    coverage="papers of all fields, mostly English; without languages",
    dialect='`+` (AND), `|` (OR), `"phrase"`, `word*`; title and abstract together',
    cannot=(
        "NOT is not asked; it is checked on what comes back.",
        "Title and abstract are searched together: a field is checked on what comes back.",
        "Papers have no language and no keywords of authors: neither can be asked or checked.",
        "The index is taken to keep English stems: a word with `*` is asked from before its ending.",
        "A paper without a year is not found when the strategy has years.",
    ),
)
DIALECT = Dialect(
    label=FACTS.label,
    fields={"any": ("",)},
    both=" + ",
    either=" | ",
    stems=True,
    url_bytes=URL_BYTES,
)


class SemanticScholar(Service):
    """Asks the bulk search of Semantic Scholar; a key of one's own is advised."""

    name = semanticscholar_record.SOURCE
    facts = FACTS
    dialect = DIALECT
    home = "https://api.semanticscholar.org/graph/v1"
    key_header = "x-api-key"

    def params(self, query: str, years: Years) -> tuple[tuple[str, str], ...]:
        """Return the query, the fields to give, and the years."""
        limits = (("year", f"{years.first or ''}-{years.last or ''}"),) if years else ()
        return (("query", query), ("fields", FIELDS), *limits)

    def address(self, params: Sequence[tuple[str, str]]) -> str:
        """Return the address of the bulk search."""
        return f"{self.transport.base}/paper/search/bulk?{urlencode(params)}"

    def paged(self, request: Request, cursor: str) -> Sequence[tuple[str, str]]:
        """Return the parameters of a page, with the token that the page before it gave."""
        return request.params if cursor == FIRST else (*request.params, ("token", cursor))

    def smallest(self, request: Request) -> Sequence[tuple[str, str]]:
        """Return the parameters of a page with ids only: its size cannot be chosen."""
        return [(name, "paperId" if name == "fields" else value) for name, value in request.params]

    def page(self, answer: Answer, request: Request, cursor: str) -> Page:
        """Return a page of papers; an answer without any has no list of them."""
        found = self.found(answer)
        total = counted(found["total"], FACTS.label) if "total" in found else None
        listed = works({"data": [], **found} if total == 0 else found, "data", FACTS.label)
        token = found.get("token")
        return page_of(
            (request, cursor),
            listed,
            semanticscholar_record.work_id,
            total=total,
            following=token if isinstance(token, str) and token else None,
        )

    def read(self, payload: str) -> Record:
        """Return the record in one paper; raise SourceError when it is not a paper."""
        return semanticscholar_record.read(payload)
