"""References and citing works at Semantic Scholar: `/paper/{id}/references` and `/citations`.

Pages are reached by their offset. A publisher may have its references left out: the list is then null, though
the paper says how many there are; that is an incomplete answer, never one without references.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from synth.model import CHASED
from synth.sources.answering import unknown_shape
from synth.sources.citing import DIRECTIONS, Asked, Known, Seed
from synth.sources.protocol import FIRST, Ask, Page, Request, Steps, Translation
from synth.sources.semanticscholar import FACTS, FIELDS, SemanticScholar
from synth.sources.semanticscholar_record import work_id
from synth.sources.service import page_of
from synth.sources.transport import Limits
from synth.sources.values import items, mapping

if TYPE_CHECKING:
    from synth.sources.transport import Answer
    from synth.strategy.definition import Strategy

PAGE_SIZE = 1_000
ROUTES = {"backward": ("references", "citedPaper"), "forward": ("citations", "citingPaper")}
COUNTS = "paperId,referenceCount,citationCount"


class SemanticScholarCitations(SemanticScholar):
    """Asks Semantic Scholar for references and citing works; url and key as for searches."""

    name = CHASED + "semanticscholar"
    directions = DIRECTIONS
    batch = 500

    def __init__(
        self, *, url: str | None = None, key: str | None = None, limits: Limits | None = None
    ) -> None:
        super().__init__(url=url or os.environ.get("SYNTH_SEMANTICSCHOLAR_URL"), key=key, limits=limits)
        self._asked: Sequence[Asked] = ()

    def known(self, seeds: Sequence[Seed]) -> Steps[tuple[Known, ...]]:
        """Ask for papers by DOI or PubMed id, at most 500; raise what `fetch` raises."""
        named = [seed for seed in seeds if _name(seed)]
        if not named:
            return ()
        url = f"{self.transport.base}/paper/batch?{urlencode({'fields': COUNTS})}"
        answer = yield Ask(url, json=json.dumps({"ids": [_name(seed) for seed in named]}))
        papers = self._batch(answer, len(named))
        return tuple(_known(seed, one) for seed, one in zip(named, papers, strict=True) if work_id(one))

    def follow(self, asked: Sequence[Asked]) -> None:
        """Take what is to be asked."""
        self._asked = tuple(asked)

    def translate(self, strategy: Strategy) -> Translation:
        """Return one request for each work and direction; `strategy` is not asked, only verified."""
        return Translation(tuple(self._citing(index, one) for index, one in enumerate(self._asked)))

    def fetch(self, request: Request, cursor: str) -> Steps[Page]:
        """Ask for one page of a list; raise what a search raises."""
        params = dict(request.params)
        route, name = ROUTES[params["direction"]]
        start = 0 if cursor == FIRST else int(cursor)
        asked = {"fields": FIELDS, "offset": str(start), "limit": str(PAGE_SIZE)}
        answer = yield Ask(f"{self._list(params['paper'], route)}?{urlencode(asked)}")
        found = self.found(answer)
        if "data" not in found:
            raise unknown_shape(FACTS.label)
        papers = [mapping(mapping(one).get(name)) for one in items(found["data"])]
        following = found.get("next")
        return page_of(
            (request, cursor),
            papers,
            work_id,
            total=int(params["total"]) if params["total"] else None,
            following=str(following) if isinstance(following, int) and papers else None,
        )

    def _citing(self, index: int, asked: Asked) -> Request:
        total = asked.known.total(asked.direction)
        params = (
            ("paper", asked.known.id),
            ("direction", asked.direction),
            ("total", "" if total is None else str(total)),
        )
        url = f"{self._list(asked.known.id, ROUTES[asked.direction][0])}?{urlencode({'fields': FIELDS})}"
        return Request(self.name, index, url, params, asked.description)

    def _list(self, paper: str, route: str) -> str:
        return f"{self.transport.base}/paper/{quote(paper, safe='')}/{route}"

    def _batch(self, answer: Answer, size: int) -> list[Any]:
        """The papers of a batch, None for each that is not known."""
        found = answer.json() if answer.status == 200 else self.found(answer)
        if not isinstance(found, list) or len(found) != size:
            raise unknown_shape(FACTS.label)
        return found


def _name(seed: Seed) -> str:
    return f"DOI:{seed.doi}" if seed.doi else f"PMID:{seed.pmid}" if seed.pmid else ""


def _known(seed: Seed, paper: Any) -> Known:
    counts = [paper.get(name) for name in ("referenceCount", "citationCount")]
    backward, forward = (one if isinstance(one, int) else None for one in counts)
    return Known(seed, work_id(paper), backward, forward)
