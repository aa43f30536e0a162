"""ERIC as a source: research on education of the US Department of Education, asked through its API."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from synth.formats.clean import json_line
from synth.sources import eric_record
from synth.sources.answering import data, unknown_shape
from synth.sources.boolean import translated
from synth.sources.dialect import Dialect
from synth.sources.protocol import FIRST, Ask, Page, Request, SourceFacts, Steps, Translation
from synth.sources.transport import Answer, Limits, Secret, Transport

if TYPE_CHECKING:
    from synth.model import Record
    from synth.strategy.definition import Strategy

URL = "https://api.ies.ed.gov/eric"
URL_VARIABLE = "SYNTH_ERIC_URL"
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


class EricSource:
    """Asks the API of ERIC; no key is needed.

    `url` comes from the environment (`SYNTH_ERIC_URL`) unless given. Raises UsageError for an unsafe address.
    """

    name = eric_record.SOURCE
    facts = FACTS
    count_usd = 0.0

    def __init__(self, *, url: str | None = None, limits: Limits | None = None) -> None:
        base = url or os.environ.get(URL_VARIABLE) or URL
        self.transport = Transport(FACTS.label, base, Secret("", name=URL_VARIABLE), limits or Limits())

    def __repr__(self) -> str:
        return f"EricSource(url={self.transport.base!r})"

    def translate(self, strategy: Strategy) -> Translation:
        """Return requests whose union holds every document of ERIC that matches `strategy`.

        Raises UsageError when the strategy cannot be asked or becomes too many requests.
        """
        return translated(strategy, DIALECT, self._request)

    def fetch(self, request: Request, cursor: str) -> Steps[Page]:
        """Ask for one page of documents; raise TemporaryError or SourceError."""
        start = "0" if cursor == FIRST else cursor
        answer = yield self._ask(request, {"start": start, "rows": str(PAGE_SIZE)})
        return self.page(answer, request, cursor)

    def page(self, answer: Answer, request: Request, cursor: str) -> Page:
        """Return the page in an answer; raise TemporaryError or SourceError when it holds none."""
        found = data(answer, FACTS.label).get("response")
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

    def count(self, request: Request) -> Steps[Page]:
        """Ask how many documents a request has, with none on the page."""
        answer = yield self._ask(request, {"start": "0", "rows": "0"})
        return Page(request.index, FIRST, None, self.page(answer, request, FIRST).total, (), ())

    def read(self, payload: str) -> Record:
        """Return the record in one document; raise SourceError when it is none."""
        return eric_record.read(payload)

    def _ask(self, request: Request, more: dict[str, str]) -> Ask:
        return Ask(f"{self.transport.base}/?{urlencode({**dict(request.params), **more})}")

    def _request(self, index: int, query: str, description: str) -> Request:
        params = (("search", query), ("format", "json"), ("fields", eric_record.FIELDS))
        return Request(self.name, index, f"{self.transport.base}/?{urlencode(params)}", params, description)
