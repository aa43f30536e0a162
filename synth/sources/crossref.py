"""Crossref as a source: it only ranks works, so that what comes from it is a sample, and is called so."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from synth.errors import UsageError
from synth.formats.clean import json_line
from synth.sources import crossref_find, crossref_record
from synth.sources.answering import data, unknown_shape
from synth.sources.crossref_query import dates, question
from synth.sources.newer import added
from synth.sources.protocol import FIRST, Ask, Page, Request, SourceFacts, Steps, Translation
from synth.sources.transport import Answer, Limits, Secret, Transport
from synth.strategy.translate import alternatives

if TYPE_CHECKING:
    from synth.model import Record
    from synth.sources.identifiers import Identifier
    from synth.strategy.definition import Strategy

URL = "https://api.crossref.org"
URL_VARIABLE = "SYNTH_CROSSREF_URL"
MAILTO_VARIABLE = "SYNTH_MAILTO"
PAGE_SIZE = 200
SAMPLE = 1_000
POLITE = 3
"""Calls at the same time that the pool with an e-mail address allows (`x-concurrency-limit`); else one."""
POLITE_RATE = 3.0
"""Lists a second in that pool; without an address it is one a second (rate limits of 1 December 2025)."""
MOST = 10_000
"""Records that can be reached by offset."""

FACTS = SourceFacts(
    label="Crossref",
    documentation="https://www.crossref.org/documentation/retrieve-metadata/rest-api/",
    page_size=PAGE_SIZE,
    per_second=1.0,
    keyless_per_second=1.0,
    sample=SAMPLE,
    coverage="works that publishers register a DOI for",
    dialect="words; works are ranked by how many they share",
    cannot=(
        "AND, OR, NOT, phrases, fields and `*` are not known: works are ranked by the words they share.",
        "Languages are not asked; they are checked here.",
        "Crossref has no keywords of authors, and abstracts of a part of its works.",
    ),
)
POLITE_FACTS = replace(FACTS, in_flight=POLITE, per_second=POLITE_RATE, keyless_per_second=POLITE_RATE)
"""The same for who gives an e-mail address."""


class CrossrefSource:
    """Asks the REST API of Crossref; no key is needed.

    `url` comes from the environment (`SYNTH_CROSSREF_URL`) unless given, `mailto` (an e-mail address that
    Crossref may write to, for its more reliable pool) from `SYNTH_MAILTO`. `sample` is the number of
    records fetched of a request at most, up to 10,000. Raises UsageError for an unsafe address or another
    number.
    """

    name = crossref_record.SOURCE
    count_usd = 0.0
    finds = crossref_find.KINDS

    def __init__(
        self,
        *,
        url: str | None = None,
        mailto: str | None = None,
        sample: int = SAMPLE,
        limits: Limits | None = None,
    ) -> None:
        if not 1 <= sample <= MOST:
            raise UsageError(
                f"Crossref gives a sample of 1 to {MOST:,} records, not {sample}.",
                remedy="Choose a number between.",
            )
        base = url or os.environ.get(URL_VARIABLE) or URL
        self._mailto = os.environ.get(MAILTO_VARIABLE, "") if mailto is None else mailto
        self.facts = replace(POLITE_FACTS if self._mailto else FACTS, sample=sample)
        self.transport = Transport(FACTS.label, base, Secret("", name=URL_VARIABLE), limits or Limits())

    def __repr__(self) -> str:
        return f"CrossrefSource(url={self.transport.base!r})"

    def translate(self, strategy: Strategy) -> Translation:
        """Return requests with the words of each alternative; what they hold is a sample, which is said.

        Raises UsageError when no word can be asked for.
        """
        requests: list[Request] = []
        widened = [
            "Crossref cannot be asked with AND, OR, NOT, phrases, fields or `*`: it ranks works by the words "
            f"they share with the request. At most {self.facts.sample:,} records of a request are fetched: a "
            "ranked sample, not a complete search."
        ]
        if strategy.languages:
            widened.append("The languages are not asked; they are checked here.")
        for number, alternative in enumerate(alternatives(strategy.expression), start=1):
            asked = question(alternative)
            widened += asked.widened
            for words in asked.lists:
                description = f"Combination {number}: {len(words)} words, ranked"
                requests.append(self._request(len(requests), words, dates(strategy.years), description))
        return Translation(tuple(requests), tuple(dict.fromkeys(widened)))

    def fetch(self, request: Request, cursor: str) -> Steps[Page]:
        """Ask for one page of works; raise TemporaryError or SourceError.

        Pages are reached by their offset: Crossref's own cursors stay the same text and cannot be resumed.
        """
        start = 0 if cursor == FIRST else int(cursor)
        rows = min(PAGE_SIZE, self.facts.sample - start)
        asked = self._ask(request, {"rows": str(rows), "offset": str(start)})
        return self.page((yield asked), request, cursor)

    def page(self, answer: Answer, request: Request, cursor: str) -> Page:
        """Return the page in an answer. Raises what `fetch` raises."""
        message = checked(answer)
        found, end = message["items"], (0 if cursor == FIRST else int(cursor)) + PAGE_SIZE
        ids = [crossref_record.work_id(work) for work in found]
        return Page(
            request=request.index,
            cursor=cursor,
            next_cursor=str(end) if end < min(message["total-results"], self.facts.sample) else None,
            total=message["total-results"],
            payloads=tuple(map(json_line, found)),
            ids=tuple(work_id or f"?{cursor}-{i}" for i, work_id in enumerate(ids)),
        )

    def count(self, request: Request) -> Steps[Page]:
        """Ask how many works share a word with a request, without records."""
        message = checked((yield self._ask(request, {"rows": "0"})))
        return Page(request.index, FIRST, None, message["total-results"], (), ())

    def find(self, identifier: Identifier) -> Steps[tuple[str, ...]]:
        """Ask for one work; raise TemporaryError or SourceError."""
        return crossref_find.find(identifier, self._address, FACTS.label)

    def since(self, request: Request, date: str) -> tuple[Request, str]:
        """Return the request for what was added since `date`, by first deposit, and what that leaves out."""
        params = dict(request.params)
        limits = ",".join(filter(None, (params.get("filter", ""), f"from-created-date:{date}")))
        words = tuple(params["query.bibliographic"].split())
        return self._request(request.index, words, limits, request.description), added(FACTS.label, date)

    def read(self, payload: str) -> Record:
        """Return the record in one work; raise SourceError when it is not a work."""
        return crossref_record.read(payload)

    def _ask(self, request: Request, more: dict[str, str]) -> Ask:
        return Ask(self._address("works", {**dict(request.params), **more}))

    def _address(self, route: str, params: dict[str, str]) -> str:
        asked = {**params, **({"mailto": self._mailto} if self._mailto else {})}
        return f"{self.transport.base}/{route}" + (f"?{urlencode(asked)}" if asked else "")

    def _request(self, index: int, words: tuple[str, ...], years: str, description: str) -> Request:
        params = (("query.bibliographic", " ".join(words)), *((("filter", years),) if years else ()))
        url = f"{self.transport.base}/works?{urlencode(params)}"
        return Request(self.name, index, url, params, description)


def checked(answer: Answer) -> dict[str, Any]:
    """Return the message of an answer: a count and works. Raises TemporaryError or SourceError.

    Without a Retry-After, the interval of the rate limit is waited.
    """
    message = data(answer, FACTS.label, wait=interval(answer)).get("message")
    if not isinstance(message, dict) or not isinstance(message.get("total-results"), int):
        raise unknown_shape(FACTS.label)
    found = message.get("items")
    if not isinstance(found, list) or not all(isinstance(work, dict) for work in found):
        raise unknown_shape(FACTS.label)
    return message


def interval(answer: Answer) -> float | None:
    """Return the seconds in which Crossref counts requests (`x-rate-limit-interval: 1s`); None if unsaid."""
    said = answer.headers.get("x-rate-limit-interval", "").removesuffix("s")
    return float(said) if said.isdecimal() else None
