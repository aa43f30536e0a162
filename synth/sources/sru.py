"""Catalogues that are asked by SRU: one source for every profile of `synth.sources.sru_profiles`."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import urlencode

from synth.errors import SourceError
from synth.formats.elements import Element, raw
from synth.formats.normalise import isbn_of_ten
from synth.sources import metadata, sru_profiles
from synth.sources.boolean import translated
from synth.sources.endpoints import named, private_allowed, split, variable
from synth.sources.newer import changed
from synth.sources.protocol import FIRST, Ask, Page, Request, Steps, Translation
from synth.sources.sru_answer import found
from synth.sources.sru_profiles import Profile
from synth.sources.transport import Answer, Limits, Secret, Transport
from synth.sources.xml_answering import element_of

if TYPE_CHECKING:
    from synth.model import Record
    from synth.sources.identifiers import Identifier
    from synth.strategy.definition import Strategy

MOST_FOUND = 10
"""Records that are looked at for one ISBN."""

YEARS = "The years are not asked, since the server is not known to take them; they are checked here."


class SruSource:
    """Asks one SRU server, described by a profile; no key is needed.

    `url` comes from the environment (`SYNTH_NAME_URL`) unless given; that of a profile that a review made
    must be one of a server on the internet. Raises UsageError for an unsafe address.
    """

    profile: ClassVar[Profile] = sru_profiles.DNB
    count_usd = 0.0

    def __init__(
        self, *, profile: Profile | None = None, url: str | None = None, limits: Limits | None = None
    ) -> None:
        self.asked = profile or self.profile
        self.name, self.facts = self.asked.name, self.asked.facts
        own = url or os.environ.get(variable(self.name))
        ours = self.name in sru_profiles.PROFILES
        self._endpoint = split(own) if own else split(self.asked.url) if ours else named(self.asked.url)
        key = Secret("", name=variable(self.name))
        accept = "application/xml, text/xml;q=0.9, */*;q=0.1"
        base = self._endpoint.base
        public = not (own or ours or private_allowed())
        label = self.facts.label
        self.transport = Transport(label, base, key, limits or Limits(), accept=accept, public_only=public)

    def __repr__(self) -> str:
        return f"SruSource({self.name!r}, url={self._endpoint.url!r})"

    def translate(self, strategy: Strategy) -> Translation:
        """Return requests whose union holds every record of the catalogue that matches `strategy`.

        Raises UsageError when the strategy cannot be asked or becomes too many requests.
        """
        translation = translated(strategy, self.asked.dialect, self._request)
        if strategy.years and not self.asked.dialect.years:
            return replace(translation, widened=(YEARS, *translation.widened))
        return translation

    def fetch(self, request: Request, cursor: str) -> Steps[Page]:
        """Ask for one page of records; raise TemporaryError or SourceError."""
        start = "1" if cursor == FIRST else cursor
        answer = yield self._ask(request, start, self.facts.page_size)
        return self.page(answer, request, cursor)

    def page(self, answer: Answer, request: Request, cursor: str) -> Page:
        """Return the page in an answer; raise TemporaryError or SourceError when it holds none."""
        answered = found(answer, self.facts.label)
        payloads = tuple(map(raw, answered.records))
        end = (1 if cursor == FIRST else int(cursor)) + len(payloads)
        more = bool(payloads) and (answered.total is None or end <= answered.total)
        return Page(
            request=request.index,
            cursor=cursor,
            next_cursor=str(end) if more else None,
            total=answered.total,
            payloads=payloads,
            ids=tuple(
                self._number(*pair) or f"?{cursor}-{i}"
                for i, pair in enumerate(zip(answered.records, payloads, strict=True))
            ),
        )

    def count(self, request: Request) -> Steps[Page]:
        """Ask how many records a request has, with one on the page."""
        answer = yield self._ask(request, "1", 1)
        return Page(request.index, FIRST, None, found(answer, self.facts.label).total, (), ())

    @property
    def finds(self) -> frozenset[str]:
        """The kinds of identifiers it can be asked for: ISBNs, where their index is known."""
        return frozenset({"isbn"} if self.asked.isbn else ())

    def find(self, identifier: Identifier) -> Steps[tuple[str, ...]]:
        """Ask for what has an ISBN, of thirteen digits or ten; raise TemporaryError or SourceError.

        What does not have it is left out: a server may look in another index than was asked for.
        """
        numbers = tuple(filter(None, (identifier.value, isbn_of_ten(identifier.value))))
        query = " or ".join(f"{self.asked.isbn}={number}" for number in numbers)
        answer = yield self._ask(self._request(0, query, "One ISBN"), "1", MOST_FOUND)
        payloads = map(raw, found(answer, self.facts.label).records)
        return tuple(one for one in payloads if any(number in one.replace("-", "") for number in numbers))

    def read(self, payload: str) -> Record:
        """Return the record in the data of one; raise SourceError when it is none, or in another format."""
        return metadata.read(element_of(payload, self.facts.label), payload, source=self.name)

    def _number(self, record: Element, payload: str) -> str:
        try:
            return metadata.read(record, payload, source=self.name).source_id
        except SourceError:
            return ""

    def _ask(self, request: Request, start: str, most: int) -> Ask:
        paging = {"startRecord": start, "maximumRecords": str(most)}
        return Ask(f"{self._endpoint.url}?{urlencode({**dict(request.params), **paging})}")

    def _request(self, index: int, query: str, description: str) -> Request:
        within = self.asked.within
        params = (
            *(("operation", "searchRetrieve"), ("version", self.asked.version)),
            *self.asked.params,
            ("query", f"{within} and ({query})" if within else query),
        )
        return Request(self.name, index, f"{self._endpoint.url}?{urlencode(params)}", params, description)


class DnbSource(SruSource):
    """The catalogue of the German National Library."""

    profile = sru_profiles.DNB


class K10plusSource(SruSource):
    """The union catalogue of the German library networks GBV and SWB."""

    profile = sru_profiles.K10PLUS


class KbSource(SruSource):
    """The Dutch union catalogue at the KB, the successor of Picarta for libraries' holdings."""

    profile = sru_profiles.KB


class OfficialSource(SruSource):
    """Official publications of Dutch governments, in the repository of overheid.nl."""

    profile = sru_profiles.OFFICIAL

    def since(self, request: Request, date: str) -> tuple[Request, str]:
        """Return the request for what was added or changed since `date`, and what that means."""
        query = f"{dict(request.params)['query']} and dt.modified>={date}"
        params = tuple((name, query if name == "query" else value) for name, value in request.params)
        url = f"{self._endpoint.url}?{urlencode(params)}"
        return replace(request, url=url, params=params), changed(self.facts.label, date)
