"""References at Crossref, as publishers deposited them: for works of which no other source knows any.

A reference may be no more than a DOI or a line of text; it is kept as it is. Who cites is not told.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from synth.errors import SourceError
from synth.formats import normalise
from synth.formats.clean import json_line
from synth.model import CHASED, Name, Record
from synth.sources.answering import data
from synth.sources.citing import Asked, Direction, Known, Seed
from synth.sources.crossref import FACTS, CrossrefSource
from synth.sources.crossref_find import ONE_WORK
from synth.sources.protocol import Ask, Page, Request, Steps, Translation
from synth.sources.values import items, loaded, mapping, text

if TYPE_CHECKING:
    from synth.strategy.definition import Strategy

OF, KEY = "of", "key"
TITLES = ("article-title", "volume-title", "unstructured")
"""Where a reference may say what the work is called; the last is the whole reference as it was printed."""


class CrossrefCitations(CrossrefSource):
    """Asks Crossref for the references of works; url and mailto as for searches."""

    name = CHASED + "crossref"
    directions: tuple[Direction, ...] = ("backward",)
    batch = 1

    def __init__(self, *, url: str | None = None) -> None:
        super().__init__(url=url)
        self._asked: Sequence[Asked] = ()

    def known(self, seeds: Sequence[Seed]) -> Steps[tuple[Known, ...]]:
        """Ask for each work by its DOI; raise what `fetch` raises."""
        known: list[Known] = []
        for seed in seeds:
            work = (yield from self._work(seed.doi)) if seed.doi else None
            if work is not None:
                known.append(Known(seed, seed.doi, len(items(work.get("reference")))))
        return tuple(known)

    def follow(self, asked: Sequence[Asked]) -> None:
        """Take what is to be asked."""
        self._asked = tuple(asked)

    def translate(self, strategy: Strategy) -> Translation:
        """Return one request for each work; `strategy` is not asked, only verified."""
        return Translation(tuple(self._citing(index, one) for index, one in enumerate(self._asked)))

    def fetch(self, request: Request, cursor: str) -> Steps[Page]:
        """Ask for a work, and give its references; raise TemporaryError or SourceError."""
        doi = dict(request.params)["doi"]
        work = (yield from self._work(doi)) or {}
        listed = [
            {**mapping(one), OF: doi, KEY: text(mapping(one).get(KEY)) or str(n)}
            for n, one in enumerate(items(work.get("reference")))
        ]
        return Page(
            request.index, cursor, None, len(listed), tuple(map(json_line, listed)), tuple(map(_id, listed))
        )

    def read(self, payload: str) -> Record:
        """Return the record in one reference; raise SourceError when it is none."""
        return read(payload)

    def _citing(self, index: int, asked: Asked) -> Request:
        doi = asked.known.id
        return Request(self.name, index, self._route(doi), (("doi", doi),), asked.description)

    def _route(self, doi: str) -> str:
        return f"{self.transport.base}/works/{quote(doi, safe='')}"

    def _work(self, doi: str) -> Steps[dict[str, Any] | None]:
        """The work with a DOI; None when Crossref has none."""
        answer = yield Ask(self._route(doi), weight=ONE_WORK)
        return None if answer.status == 404 else mapping(data(answer, FACTS.label).get("message"))


def read(payload: str) -> Record:
    """Return the record in a reference as deposited; raise SourceError when it says nothing."""
    found = loaded(payload)
    title = next((said for name in TITLES if (said := text(found.get(name)))), "")
    doi = normalise.doi(text(found.get("DOI")))
    if not (title or doi):
        raise SourceError("The reference holds neither a title nor a DOI.", remedy="It is kept as received.")
    author = text(found.get("author"))
    return Record(
        source="crossref",
        source_id=_id(found),
        raw=payload,
        title=title,
        authors=(Name(family=author),) if author else (),
        year=normalise.year(text(found.get("year"))),
        container_title=text(found.get("journal-title")),
        volume=text(found.get("volume")),
        page=text(found.get("first-page")),
        doi=doi,
        url=f"https://doi.org/{doi}" if doi else "",
    )


def _id(reference: dict[str, Any]) -> str:
    return normalise.doi(text(reference.get("DOI"))) or f"{reference[OF]}#{reference[KEY]}"
