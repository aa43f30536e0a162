"""Records that are at hand, searched with the strategy as written: the bundled corpus, a folder."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING

from synth.errors import SourceError
from synth.model import Name, Record
from synth.sources.protocol import Page, Request, SourceFacts, Translation
from synth.strategy.expression import to_text

if TYPE_CHECKING:
    from synth.strategy.definition import Strategy

FACTS = SourceFacts(
    label="Corpus",
    documentation="docs/sources.md",
    page_size=1_000_000,
    cannot=("Only the local matcher decides, so nothing is widened.",),
)


class CorpusSource:
    """Gives all `records` on one page; the local matcher says which of them the strategy accepts.

    `location` names where they come from, in the search log. Two records with the same source and id are
    one record given twice: SourceError.
    """

    name = "corpus"
    facts = FACTS

    def __init__(self, records: Iterable[Record] = (), *, location: str = "") -> None:
        given = tuple(records)
        self.records = {f"{record.source}:{record.source_id}": record for record in given}
        self.location = location
        if len(self.records) < len(given):
            raise SourceError(
                f"The corpus {location} gives {len(given)} records, but {len(self.records)} different ids.",
                remedy="Give each entry an id of its own.",
            )

    def translate(self, strategy: Strategy) -> Translation:
        """Return one request: the expression of the strategy itself."""
        expression = to_text(strategy.expression)
        params = (("expression", expression), ("filters", strategy.text.removeprefix(expression).strip()))
        url = f"corpus:{self.location} {strategy.text}".replace("\n", "; ")
        return Translation((Request(self.name, 0, url, params, f"All {len(self.records)} records"),))

    def fetch(self, request: Request, cursor: str) -> Page:
        """Return every record."""
        payloads = tuple(dumps(record) for record in self.records.values())
        ids = tuple(self.records)
        return Page(request.index, cursor, None, len(ids), payloads, ids)

    def read(self, payload: str) -> Record:
        """Return the record that `fetch` wrote; raise SourceError when it is something else."""
        return loads(payload)

    def close(self) -> None:
        """There is nothing to close."""


def dumps(record: Record) -> str:
    """Return a record as one line of JSON."""
    return json.dumps(asdict(record), ensure_ascii=False)


def loads(payload: str) -> Record:
    """Return the record that `dumps` wrote; raise SourceError when it is something else."""
    try:
        data = json.loads(payload)
        authors = tuple(Name(**author) for author in data.pop("authors"))
        return Record(**{**data, "authors": authors, "keywords": tuple(data.pop("keywords"))})
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise SourceError("This is not a record of the corpus.") from error
