"""Europe PMC as a source: what it is asked, and what its answers mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from synth.errors import SourceError
from synth.sources import europepmc_record
from synth.sources.answering import AGAIN, PASSING, REPORT, said, unknown_shape
from synth.sources.dialect import Dialect
from synth.sources.newer import FAR, added, with_condition
from synth.sources.protocol import Ask, Page, Request, SourceFacts, TemporaryError, Translation
from synth.sources.service import Service, page_of

if TYPE_CHECKING:
    from synth.model import Record
    from synth.sources.transport import Answer
    from synth.strategy.definition import Strategy, Years

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


class EuropePmcSource(Service):
    """Asks the REST service of Europe PMC; no key is needed."""

    name = europepmc_record.SOURCE
    facts = FACTS
    dialect = DIALECT
    home = "https://www.ebi.ac.uk/europepmc/webservices/rest"

    def translate(self, strategy: Strategy) -> Translation:
        """Return requests whose union holds every work at Europe PMC that matches `strategy`.

        Raises UsageError when the strategy cannot be asked or becomes too many requests.
        """
        translation = super().translate(strategy)
        return replace(translation, requests=tuple(map(_told, translation.requests)))

    def params(self, query: str, years: Years) -> tuple[tuple[str, str], ...]:
        """Return the query, of which the years are a part, for whole records without synonyms."""
        return (("query", query), ("resultType", "core"), ("format", "json"), ("synonym", "false"))

    def address(self, params: Sequence[tuple[str, str]]) -> str:
        """Return the address of the search."""
        return f"{self.transport.base}/search?{urlencode(params)}"

    def paged(self, request: Request, cursor: str) -> Sequence[tuple[str, str]]:
        """Return the parameters of a page: from which page marker on, and how many."""
        return (*request.params, ("pageSize", str(PAGE_SIZE)), ("cursorMark", cursor))

    def smallest(self, request: Request) -> Sequence[tuple[str, str]]:
        """Return the parameters of a page with one id on it."""
        return tuple({**dict(request.params), "resultType": "idlist", "pageSize": "1"}.items())

    def call(self, request: Request, params: Sequence[tuple[str, str]]) -> Ask:
        """Return the call for a part of a request; a long one is sent as a form."""
        if len(request.url) > URL_BYTES:
            return Ask(f"{self.transport.base}/searchPOST", form=tuple(params))
        return super().call(request, params)

    def page(self, answer: Answer, request: Request, cursor: str) -> Page:
        """Return the page in an answer. Raises what `fetch` raises."""
        found = checked(self.found(answer))
        following = found.get("nextCursorMark")
        page = page_of(
            (request, cursor),
            _results(found),
            europepmc_record.work_id,
            total=found["hitCount"],
            following=following if isinstance(following, str) and following not in ("", cursor) else None,
        )
        return replace(page, version=_version(found))

    def since(self, request: Request, date: str) -> tuple[Request, str]:
        """Return the request for what was added since `date`, by CREATION_DATE, and what that leaves out."""
        params = with_condition(request, "query", f"CREATION_DATE:[{date} TO {FAR}]")
        newer = replace(request, params=params, url=self.address(params))
        return _told(newer), added(FACTS.label, date)

    def read(self, payload: str) -> Record:
        """Return the record in one result; raise SourceError when it is not one."""
        return europepmc_record.read(payload)


def _told(request: Request) -> Request:
    """Return a request that says so when it is sent as a form."""
    sent = AS_FORM if len(request.url) > URL_BYTES else ""
    return replace(request, description=request.description.removesuffix(AS_FORM) + sent)


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


def _results(found: dict[str, Any]) -> list[Any]:
    results = found["resultList"].get("result")
    return results if isinstance(results, list) else []
