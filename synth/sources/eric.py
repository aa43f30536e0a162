"""ERIC as a source: research on education of the US Department of Education, asked through its API."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from synth.formats.clean import json_line
from synth.sources import eric_record
from synth.sources.answering import unknown_shape
from synth.sources.dialect import Dialect
from synth.sources.protocol import FIRST, Page, Request, SourceFacts
from synth.sources.service import Service

if TYPE_CHECKING:
    from synth.model import Record
    from synth.sources.transport import Answer
    from synth.strategy.definition import Years

PAGE_SIZE = 200
"""Of 200 every description of the API says that it is allowed; some say 2,000."""
URL_BYTES = 4_000

DIALECT = Dialect(
    label="ERIC",
    fields={
        "any": ("title", "description", "subject"),
        "title": ("title",),
        "abstract": ("description",),
        "keywords": ("subject",),
    },
    years="publicationdateyear:[{first} TO {last}]",
    stems=True,
    url_bytes=URL_BYTES,
)
"""The index is Solr's; whether it keeps English stems is not documented, so that both are allowed for."""

FACTS = SourceFacts(
    label="ERIC",
    documentation="https://eric.ed.gov/?api",
    page_size=PAGE_SIZE,
    per_second=2.0,
    keyless_per_second=2.0,
    url_bytes=URL_BYTES,
    coverage="Research on education since 1966: 2 million articles, reports, books, with descriptors.",
    dialect="Solr: fields, AND, OR, phrases, `*` at the end of a word",
    cannot=(
        "NOT is not asked; it is checked on what comes back.",
        "Languages are not asked, since works of unknown language would be lost; they are checked here.",
        "A phrase with a `*` is asked as its parts in one field; truncation is not documented by ERIC.",
    ),
)


class EricSource(Service):
    """Asks the API of ERIC; no key is needed."""

    name = eric_record.SOURCE
    facts = FACTS
    dialect = DIALECT
    home = "https://api.ies.ed.gov/eric"

    def params(self, query: str, years: Years) -> tuple[tuple[str, str], ...]:
        """Return the query and the fields wanted; its years are part of it."""
        return (("search", query), ("format", "json"), ("fields", eric_record.FIELDS))

    def address(self, params: Sequence[tuple[str, str]]) -> str:
        """Return the address of the search."""
        return f"{self.transport.base}/?{urlencode(params)}"

    def paged(self, request: Request, cursor: str) -> Sequence[tuple[str, str]]:
        """Return the parameters of a page: from which document on, and how many."""
        start = "0" if cursor == FIRST else cursor
        return (*request.params, ("start", start), ("rows", str(PAGE_SIZE)))

    def smallest(self, request: Request) -> Sequence[tuple[str, str]]:
        """Return the parameters of a page without documents."""
        return (*request.params, ("start", "0"), ("rows", "0"))

    def page(self, answer: Answer, request: Request, cursor: str) -> Page:
        """Return the page in an answer; raise TemporaryError or SourceError when it holds none."""
        found = self.found(answer).get("response")
        if not isinstance(found, dict) or not isinstance(found.get("docs"), list):
            raise unknown_shape(FACTS.label)
        documents, total = found["docs"], found.get("numFound")
        if not isinstance(total, int) or not all(isinstance(one, dict) for one in documents):
            raise unknown_shape(FACTS.label)
        end = (0 if cursor == FIRST else int(cursor)) + len(documents)
        return Page(
            request=request.index,
            cursor=cursor,
            next_cursor=str(end) if documents and end < total else None,
            total=total,
            payloads=tuple(map(json_line, documents)),
            ids=tuple(eric_record.work_id(one) or f"?{cursor}-{i}" for i, one in enumerate(documents)),
        )

    def read(self, payload: str) -> Record:
        """Return the record in one document; raise SourceError when it is none."""
        return eric_record.read(payload)
