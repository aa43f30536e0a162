"""Repositories that can only be harvested: everything is fetched by OAI-PMH, and matched here."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from synth.errors import SourceError
from synth.formats.elements import first, raw
from synth.sources import metadata
from synth.sources.endpoints import named, private_allowed, split, variable
from synth.sources.newer import changed
from synth.sources.oai_answer import harvested, identifier
from synth.sources.protocol import FIRST, Ask, Page, Request, SourceFacts, Steps, Translation
from synth.sources.transport import Answer, Limits, Secret, Transport
from synth.sources.xml_answering import element_of

if TYPE_CHECKING:
    from synth.model import Record
    from synth.strategy.definition import Strategy

PREFIX = "oai_dc"
"""The metadata format that every repository has."""

EMPTY_PAGES = 20
"""Pages without any record, one after the other, before fetching stops."""

WIDENED = (
    "OAI-PMH cannot search: every record of the repository (or of the set that is named) is fetched and "
    "matched here.",
)


def facts(label: str, documentation: str) -> SourceFacts:
    """Return what is known of a repository: the size of its pages is its own matter."""
    return SourceFacts(
        label=label,
        documentation=documentation,
        page_size=1,
        per_second=1.0,
        keyless_per_second=1.0,
        coverage="All of one repository, or of a set in it.",
        dialect="OAI-PMH 2.0: no search, harvest only",
        cannot=(
            "Nothing is asked: all records are fetched, which takes long in a large repository.",
            "Its dates are those of change, not of publication; years and languages are checked here.",
            "A harvest that was interrupted goes on as long as the repository knows its page marker.",
        ),
    )


class OaiSource:
    """Harvests one repository. `url` is its base address, which a review names.

    The environment can name another one (`SYNTH_OAI_NAME_URL`), which is the user's own and not looked at.
    `set_name` narrows the harvest to one set, `prefix` is the metadata format. Raises UsageError for an
    address that is not one of a server on the internet (`synth.sources.endpoints`).
    """

    def __init__(
        self,
        *,
        name: str = "oai",
        url: str | None = None,
        set_name: str = "",
        prefix: str = PREFIX,
        limits: Limits | None = None,
    ) -> None:
        self.name, self._set, self._prefix = name, set_name, prefix
        own = os.environ.get(variable(name))
        self._endpoint = split(own) if own else named(url or "")
        self.facts = facts(name, self._endpoint.url)
        key = Secret("", name=name)
        accept = "text/xml, application/xml, */*;q=0.1"
        base, public = self._endpoint.base, not (own or private_allowed())
        self.transport = Transport(name, base, key, limits or Limits(), accept=accept, public_only=public)

    def __repr__(self) -> str:
        return f"OaiSource({self.name!r}, url={self._endpoint.url!r})"

    def translate(self, strategy: Strategy) -> Translation:
        """Return the one request that holds every record of the repository."""
        params = [("verb", "ListRecords"), ("metadataPrefix", self._prefix)]
        params += [("set", self._set)] * bool(self._set)
        described = f"Everything in the set {self._set}" if self._set else "Everything in the repository"
        url = f"{self._endpoint.url}?{urlencode(params)}"
        return Translation((Request(self.name, 0, url, tuple(params), described),), WIDENED)

    def since(self, request: Request, date: str) -> tuple[Request, str]:
        """Return the request for what was added or changed since `date`, and what that means."""
        params = (*request.params, ("from", date))
        url = f"{self._endpoint.url}?{urlencode(params)}"
        return replace(request, url=url, params=params), changed(self.name, date)

    def fetch(self, request: Request, cursor: str) -> Steps[Page]:
        """Ask for one page of records; pages without records are passed over.

        Raises TemporaryError or SourceError.
        """
        token = cursor
        for _ in range(EMPTY_PAGES):
            page = self.page((yield self._ask(request, token)), request, cursor)
            if page.ids or page.next_cursor is None:
                return page
            token = page.next_cursor
        raise SourceError(
            f"{self.name} gave {EMPTY_PAGES} pages without a record, one after the other; fetching stopped."
        )

    def page(self, answer: Answer, request: Request, cursor: str) -> Page:
        """Return the page in an answer; raise TemporaryError or SourceError when it holds none.

        Deleted records count as come, since the repository counts them; they have no payload.
        """
        found = harvested(answer, self.name)
        ids = [identifier(one) or f"?{cursor}-{i}" for i, one in enumerate(found.records)]
        return Page(
            request=request.index,
            cursor=cursor,
            next_cursor=found.token or None,
            total=found.total,
            payloads=tuple(map(raw, found.records)),
            ids=(*ids, *found.deleted),
        )

    def read(self, payload: str) -> Record:
        """Return the record in one payload; raise SourceError when it is none, or in another format."""
        record = element_of(payload, self.name)
        inside = first(record, "metadata")
        number = identifier(record)
        return metadata.read(record if inside is None else inside, payload, source=self.name, number=number)

    def _ask(self, request: Request, token: str) -> Ask:
        params = request.params if token == FIRST else (("verb", "ListRecords"), ("resumptionToken", token))
        return Ask(f"{self._endpoint.url}?{urlencode(params)}")
