"""References and citing works at OpenAlex: the filters `cited_by` and `cites`, a tenth of a search each.

`cited_by:W1` are the works in the reference list of W1, `cites:W1` those that have W1 in theirs
(developers.openalex.org, filters of works).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from synth.model import CHASED
from synth.sources.citing import DIRECTIONS, Asked, Known, Seed
from synth.sources.identifiers import Identifier, Kind
from synth.sources.openalex import FACTS, SELECT, OpenAlexSource
from synth.sources.openalex_client import Works
from synth.sources.openalex_find import find
from synth.sources.protocol import Request, Steps, Translation
from synth.sources.values import loaded

if TYPE_CHECKING:
    from synth.strategy.definition import Strategy

FILTERS = {"backward": "cited_by", "forward": "cites"}
COUNTS = ("id", "referenced_works_count", "cited_by_count")
NAMES: tuple[Kind, ...] = ("openalex", "doi", "pmid")
"""By which identifiers a work is looked up, in this order; each look-up is free of charge."""


class OpenAlexCitations(OpenAlexSource):
    """Asks OpenAlex for references and citing works; url and key as for searches."""

    name = CHASED + "openalex"
    facts = replace(FACTS, cost_usd=0.0001)
    directions = DIRECTIONS
    batch = 1

    _asked: Sequence[Asked] = ()

    def known(self, seeds: Sequence[Seed]) -> Steps[tuple[Known, ...]]:
        """Ask for each work by its identifiers until one is known; raise what `fetch` raises."""
        known: list[Known] = []
        for seed in seeds:
            work = yield from self._work(seed)
            if work is not None:
                known.append(_known(seed, work))
        return tuple(known)

    def follow(self, asked: Sequence[Asked]) -> None:
        """Take what is to be asked."""
        self._asked = tuple(asked)

    def translate(self, strategy: Strategy) -> Translation:
        """Return one request for each work and direction; `strategy` is not asked, only verified."""
        return Translation(tuple(self._citing(index, one) for index, one in enumerate(self._asked)))

    def _work(self, seed: Seed) -> Steps[dict[str, Any] | None]:
        """The work with the first identifier that OpenAlex knows; None when it knows none."""
        for kind in NAMES:
            if value := getattr(seed, kind):
                payloads = yield from find(Identifier(kind, value, value), self.transport, COUNTS)
                if payloads:
                    return loaded(payloads[0])
        return None

    def _citing(self, index: int, asked: Asked) -> Request:
        wanted = f"{FILTERS[asked.direction]}:{asked.known.id}"
        params = (("filter", wanted), *(("select", field) for field in SELECT))
        url = Works({"filter": (wanted,), "select": SELECT}, transport=self.transport).url
        return Request(self.name, index, url, params, asked.description)


def _known(seed: Seed, work: dict[str, Any]) -> Known:
    return Known(
        seed,
        str(work.get("id", "")).rpartition("/")[2],
        _number(work.get("referenced_works_count")),
        _number(work.get("cited_by_count")),
    )


def _number(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
