"""Europe PMC as a source: what it is asked, and what its answers mean."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from synth.errors import SourceError
from synth.formats.clean import json_line
from synth.sources import europepmc_record
from synth.sources.answering import AGAIN, PASSING, REPORT, data, said, unknown_shape
from synth.sources.boolean import translated
from synth.sources.dialect import Dialect
from synth.sources.newer import FAR, added, with_condition
from synth.sources.protocol import FIRST, Ask, Page, Request, SourceFacts, Steps, TemporaryError, Translation
from synth.sources.transport import Answer, Limits, Secret, Transport

if TYPE_CHECKING:
    from synth.model import Record
    from synth.strategy.definition import Strategy

URL = "https://www.ebi.ac.uk/europepmc/webservices/rest"
URL_VARIABLE = "SYNTH_EUROPEPMC_URL"
PAGE_SIZE = 500
URL_BYTES = 2_000
"""A longer address is sent as a form instead."""

DIALECT = Dialect(
    label="Europe PMC",
    fields={
        "title": ("TITLE",),
        "abstract": ("ABSTRACT",),
        "keywords": ("KW",),
        "any": ("TITLE", "ABSTRACT", "KW"),
    },
    years="(PUB_YEAR:[{first} TO {last}] OR FIRST_PDATE:[{first}-01-01 TO {last}-12-31])",
    clauses=900,
)
"""The number of words and phrases that the server takes is not documented; Lucene's own is 1,024."""

FACTS = SourceFacts(
    label="Europe PMC",
    documentation="https://europepmc.org/RestfulWebService",
    page_size=PAGE_SIZE,
    per_second=10.0,
    keyless_per_second=10.0,
    in_flight=4,
    url_bytes=URL_BYTES,
    coverage="the life sciences: PubMed, PMC, preprints, theses, guidelines",
    dialect='AND, OR, `"phrase"`, `word*`, fields',
    cannot=(
        "NOT is not asked; it is checked on what comes back.",
        "Languages are not asked, since works of unknown language would be lost; they are checked here.",
        "A phrase with a `*` is asked as its parts in one field; a `*` inside or before a word, or after "
        "fewer than three letters, is asked more widely.",
        "Hyphens, apostrophes and accents are asked in the usual spellings (docs/sources.md); a text that "
        "cuts or accents a word elsewhere is not found.",
    ),
)

AS_FORM = ", sent as a form"


class EuropePmcSource:
    """Asks the REST service of Europe PMC; no key is needed.

    `url` comes from the environment (`SYNTH_EUROPEPMC_URL`) unless given. Raises UsageError for an unsafe
    address.
    """

    name = europepmc_record.SOURCE
    facts = FACTS
    count_usd = 0.0

    def __init__(self, *, url: str | None = None, limits: Limits | None = None) -> None:
        base = url or os.environ.get(URL_VARIABLE) or URL
        self.transport = Transport(FACTS.label, base, Secret("", name=URL_VARIABLE), limits or Limits())

    def __repr__(self) -> str:
        return f"EuropePmcSource(url={self.transport.base!r})"

    def translate(self, strategy: Strategy) -> Translation:
        """Return requests whose union holds every work at Europe PMC that matches `strategy`.

        Raises UsageError when the strategy cannot be asked or becomes too many requests.
        """
        return translated(strategy, DIALECT, self._request)

    def fetch(self, request: Request, cursor: str) -> Steps[Page]:
        """Ask for one page of works; raise TemporaryError or SourceError."""
        asked = self._ask(request, {"pageSize": str(PAGE_SIZE), "cursorMark": cursor})
        return self.page((yield asked), request, cursor)

    def page(self, answer: Answer, request: Request, cursor: str) -> Page:
        """Return the page in an answer. Raises what `fetch` raises."""
        found = checked(data(answer, FACTS.label))
        results = _results(found)
        ids = [europepmc_record.work_id(work) for work in results]
        following = found.get("nextCursorMark")
        return Page(
            request=request.index,
            cursor=cursor,
            next_cursor=following if isinstance(following, str) and following not in ("", cursor) else None,
            total=found["hitCount"],
            version=_version(found),
            payloads=tuple(map(json_line, results)),
            ids=tuple(work_id or f"?{cursor}-{i}" for i, work_id in enumerate(ids)),
        )

    def count(self, request: Request) -> Steps[Page]:
        """Ask how many works a request has, with one record on the page."""
        asked = self._ask(request, {"resultType": "idlist", "pageSize": "1"})
        found = checked(data((yield asked), FACTS.label))
        return Page(request.index, FIRST, None, found["hitCount"], (), ())

    def since(self, request: Request, date: str) -> tuple[Request, str]:
        """Return the request for what was added since `date`, by CREATION_DATE, and what that leaves out."""
        params = with_condition(request, "query", f"CREATION_DATE:[{date} TO {FAR}]")
        return self._request(request.index, dict(params)["query"], _words(request)), added(FACTS.label, date)

    def read(self, payload: str) -> Record:
        """Return the record in one result; raise SourceError when it is not one."""
        return europepmc_record.read(payload)

    def _ask(self, request: Request, more: dict[str, str]) -> Ask:
        """Return the call for a request with more parameters; a long one is sent as a form."""
        asked = {**dict(request.params), **more}
        if len(request.url) > URL_BYTES:
            return Ask(f"{self.transport.base}/searchPOST", form=tuple(asked.items()))
        return Ask(f"{self.transport.base}/search?{urlencode(asked)}")

    def _request(self, index: int, query: str, description: str) -> Request:
        params = (
            ("query", query),
            ("resultType", "core"),
            ("format", "json"),
            ("synonym", "false"),
        )
        url = f"{self.transport.base}/search?{urlencode(params)}"
        sent = AS_FORM if len(url) > URL_BYTES else ""
        return Request(self.name, index, url, params, description + sent)


def checked(found: dict[str, Any]) -> dict[str, Any]:
    """Return an answer with a count and results.

    Raises SourceError with the server's message when it tells of a mistake, which it does with HTTP status
    200; TemporaryError when its code may pass, or when the answer has another shape.
    """
    code = found.get("errCode")
    if code is not None:
        message = said(str(found.get("errMsg") or ""))
        if code in PASSING:
            raise TemporaryError(f"Europe PMC failed (code {code}){message}", remedy=AGAIN)
        raise SourceError(f"Europe PMC refused the request (code {code}){message}", remedy=REPORT)
    counted = isinstance(found.get("hitCount"), int) and isinstance(found.get("resultList"), dict)
    if not counted or not all(isinstance(work, dict) for work in _results(found)):
        raise unknown_shape(FACTS.label)
    return found


def _version(found: dict[str, Any]) -> str:
    """Return the version of the service that an answer tells; empty when it tells none."""
    version = found.get("version")
    return f"REST service {version}" if isinstance(version, str) and version else ""


def _words(request: Request) -> str:
    return request.description.removesuffix(AS_FORM)


def _results(found: dict[str, Any]) -> list[Any]:
    results = found["resultList"].get("result")
    return results if isinstance(results, list) else []
