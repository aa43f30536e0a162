"""open.overheid.nl as a source: what Dutch governments publish of their own accord, as a ranked sample.

The service is used by the website and not documented, so that no operator is relied on: it is asked for one
word or phrase at a time, and what comes is called a sample.
"""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from synth.errors import UsageError
from synth.formats.clean import json_line
from synth.sources import open_overheid_record
from synth.sources.answering import data, unknown_shape
from synth.sources.open_overheid_record import work_id
from synth.sources.protocol import FIRST, Ask, Page, Request, SourceFacts, Steps, Translation
from synth.sources.spelling import forms
from synth.sources.transport import Answer, Limits, Secret, Transport
from synth.strategy.translate import alternatives

if TYPE_CHECKING:
    from synth.model import Record
    from synth.strategy.definition import Strategy, Years
    from synth.strategy.expression import Leaf
    from synth.strategy.translate import Alternative, Group

URL = "https://open.overheid.nl/overheid/openbaarmakingen/api/v0"
URL_VARIABLE = "SYNTH_OVERHEID_URL"
PAGE_SIZE = 50
SAMPLE = 500
FROM = "publicatiedatumVan"

FACTS = SourceFacts(
    label="open.overheid.nl",
    documentation="https://open.overheid.nl",
    page_size=PAGE_SIZE,
    per_second=1.0,
    keyless_per_second=1.0,
    sample=SAMPLE,
    coverage="Documents that Dutch ministries and other governments make public (Woo): reports, decisions.",
    dialect="one word or phrase at a time, ranked",
    cannot=(
        "AND, OR, NOT, fields and `*` are not known to be taken: one request is sent for each term of one "
        "set, and what comes is a ranked sample.",
        "Titles and descriptions are matched here; the text of the documents is not.",
        "Languages are not asked; nearly everything is Dutch.",
    ),
)


class OpenOverheidSource:
    """Asks the search service of open.overheid.nl; no key is needed.

    `url` comes from the environment (`SYNTH_OVERHEID_URL`) unless given. Raises UsageError for an unsafe
    address.
    """

    name = open_overheid_record.SOURCE
    facts = FACTS

    def __init__(self, *, url: str | None = None, limits: Limits | None = None) -> None:
        base = url or os.environ.get(URL_VARIABLE) or URL
        self.transport = Transport(FACTS.label, base, Secret("", name=URL_VARIABLE), limits or Limits())

    def __repr__(self) -> str:
        return f"OpenOverheidSource(url={self.transport.base!r})"

    def translate(self, strategy: Strategy) -> Translation:
        """Return a request for each term of the set with the fewest that can be asked, and say what is lost.

        Raises UsageError when no set has only terms that can be asked.
        """
        requests: list[Request] = []
        widened = [
            "open.overheid.nl is not known to take AND, OR, NOT or `*`: it is asked for the terms of one "
            f"set, one at a time, and at most {SAMPLE} documents of each are fetched: a ranked sample, not a "
            "complete search."
        ]
        asked: dict[str, None] = {}
        for alternative in alternatives(strategy.expression):
            group = _best(alternative)
            widened += [
                f"`{leaf.text}` was asked for as `{_words(leaf)}`: other endings are missed."
                for leaf in group
                if any("*" in word for word in leaf.words)
            ]
            asked.update(dict.fromkeys(map(_words, group)))
        for words in asked:
            requests.append(self._request(len(requests), words, strategy.years))
        return Translation(tuple(requests), tuple(dict.fromkeys(widened)))

    def since(self, request: Request, date: str) -> tuple[Request, str]:
        """Return the request for what was made public since `date`, and that in a sentence.

        The dates that the service takes are those of making public, so that the later one counts.
        """
        params = dict(request.params)
        given = params.get(FROM, "")
        params[FROM] = max((_day_first(date), given), key=lambda day: day.split("-")[::-1])
        url = f"{self.transport.base}/zoek?{urlencode(params)}"
        said = f"New is what was made public since {date}."
        return replace(request, url=url, params=tuple(params.items())), said

    def fetch(self, request: Request, cursor: str) -> Steps[Page]:
        """Ask for one page of documents; raise TemporaryError or SourceError."""
        paging = {"start": "0" if cursor == FIRST else cursor, "aantalResultaten": str(PAGE_SIZE)}
        asked = Ask(f"{self.transport.base}/zoek?{urlencode({**dict(request.params), **paging})}")
        return self.page((yield asked), request, cursor)

    def page(self, answer: Answer, request: Request, cursor: str) -> Page:
        """Return the page in an answer; raise TemporaryError or SourceError when it holds none."""
        found = data(answer, FACTS.label)
        results, total = found.get("resultaten"), found.get("totaal")
        if results is None and isinstance(found.get("document"), dict):
            results, total = [found], 1
        if not isinstance(results, list) or not isinstance(total, int):
            raise unknown_shape(FACTS.label)
        if not all(isinstance(one, dict) for one in results):
            raise unknown_shape(FACTS.label)
        end = (0 if cursor == FIRST else int(cursor)) + len(results)
        return Page(
            request=request.index,
            cursor=cursor,
            next_cursor=str(end) if results and end < min(total, SAMPLE) else None,
            total=total,
            payloads=tuple(map(json_line, results)),
            ids=tuple(work_id(one) or f"?{cursor}-{i}" for i, one in enumerate(results)),
        )

    def read(self, payload: str) -> Record:
        """Return the record in one result; raise SourceError when it is none."""
        return open_overheid_record.read(payload)

    def _request(self, index: int, words: str, years: Years) -> Request:
        params = (("zoektekst", words), *_dates(years))
        url = f"{self.transport.base}/zoek?{urlencode(params)}"
        return Request(self.name, index, url, params, f"`{words}`, ranked")


def _best(alternative: Alternative) -> Group:
    """Return the set that is asked for: terms without `*` first, then the fewest terms."""
    able = [group for group in alternative.groups if all(map(_words, group))]
    if not able:
        raise UsageError(
            "open.overheid.nl cannot be asked for any set of the strategy: each has a term without a whole "
            "word.",
            remedy="Write a set whose terms begin with letters.",
        )
    return min(able, key=lambda group: (sum("*" in leaf.text for leaf in group), len(group)))


def _words(leaf: Leaf) -> str:
    """Return a term as it is asked: a phrase in quotes, without `*`; empty when nothing is left."""
    words = [word.rstrip("*") for word in forms(leaf.words)[0]]
    words = [word for word in words if word.strip("?")]
    return f'"{" ".join(words)}"' if len(words) > 1 else "".join(words)


def _day_first(day: str) -> str:
    return "-".join(reversed(day.split("-")))


def _dates(years: Years) -> tuple[tuple[str, str], ...]:
    """Return the parameters for the dates of publication, day first as the service wants them."""
    first = [(FROM, f"{date(years.first, 1, 1):%d-%m-%Y}")] if years and years.first else []
    last = [("publicatiedatumTot", f"{date(years.last, 12, 31):%d-%m-%Y}")] if years and years.last else []
    return (*first, *last)
