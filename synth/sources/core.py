"""CORE as a source: works in repositories all over the world, by offset, or by scroll when there are many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlencode

from synth.errors import SourceError
from synth.sources import core_record
from synth.sources.answering import PASSING
from synth.sources.dialect import Dialect
from synth.sources.protocol import FIRST, Page, Request, SourceFacts
from synth.sources.service import REFUSED, Service, counted, page_of, works

if TYPE_CHECKING:
    from synth.model import Record
    from synth.sources.transport import Answer
    from synth.strategy.definition import Years

PAGE_SIZE = 100
URL_BYTES = 4_000
SCROLL = "scroll"
"""What a page marker of ours begins with once a request is scrolled: `scroll:2:ID`."""

FACTS = SourceFacts(
    label="CORE",
    documentation="https://api.core.ac.uk/docs/v3",
    page_size=PAGE_SIZE,
    per_second=10 / 60,
    keyless_per_second=10 / 60,
    daily_calls=1_000,
    keyless_calls=100,
    key_variable="CORE_API_KEY",
    key_page="https://core.ac.uk/services/api",
    url_bytes=URL_BYTES,
    coverage="works in repositories and open journals all over the world, with theses and grey literature",
    dialect='AND, OR, `"phrase"`, fields; no `*`',
    cannot=(
        "NOT is not asked; it is checked on what comes back.",
        "`*` is not documented and not asked: an OR that holds one is left out of the request and is checked "
        "on what comes back.",
        "Languages are not asked; they are checked on what comes back.",
        "Works have no keywords of authors.",
        "More than 10,000 works of a request are scrolled: a page costs several calls of the day, one that "
        "is lost on the way cannot be asked for again, and after some minutes the scroll is gone.",
        "A work without a year is not found when the strategy has years.",
    ),
)
DIALECT = Dialect(
    label=FACTS.label,
    fields={"title": ("title",), "abstract": ("abstract",), "any": ("title", "abstract")},
    shortest=0,
    years="(yearPublished>={first} AND yearPublished<={last})",
    url_bytes=URL_BYTES,
)


class Core(Service):
    """Asks the API of CORE; a key of one's own is advised."""

    name = core_record.SOURCE
    facts = FACTS
    dialect = DIALECT
    home = "https://api.core.ac.uk/v3"
    by_offset: ClassVar[int] = 10_000

    def params(self, query: str, years: Years) -> tuple[tuple[str, str], ...]:
        """Return the query; its years are part of it."""
        return (("q", query),)

    def address(self, params: Sequence[tuple[str, str]]) -> str:
        """Return the address of the search: without the slash at its end it would be a redirect."""
        return f"{self.transport.base}/search/works/?{urlencode(params)}"

    def paged(self, request: Request, cursor: str) -> Sequence[tuple[str, str]]:
        """Return the parameters of a page, by offset or by scroll.

        The id of a scroll may be the same on every page; the number in our marker keeps them apart.
        """
        limited = (*request.params, ("limit", str(PAGE_SIZE)))
        if not cursor.startswith(SCROLL):
            return (*limited, ("offset", "0" if cursor == FIRST else cursor))
        scroll = cursor.split(":", 2)[2]
        return (*limited, ("scroll", "true"), *((("scrollId", scroll),) if scroll else ()))

    def smallest(self, request: Request) -> Sequence[tuple[str, str]]:
        """Return the parameters of a page of one work, which begins no scroll."""
        return (*request.params, ("limit", "1"))

    def page(self, answer: Answer, request: Request, cursor: str) -> Page:
        """Return a page of works; a scroll that has ended meanwhile is told as such."""
        scrolled = cursor.startswith(SCROLL)
        if scrolled and answer.status not in {200, *PASSING, *REFUSED}:
            raise SourceError(
                f"CORE no longer knows the place where this search stopped (HTTP {answer.status}).",
                remedy="Search it again from the start: what was found stays, and counts once.",
            )
        found = self.found(answer)
        total = counted(found.get("totalHits"), FACTS.label)
        listed = works(found, "results", FACTS.label)
        following = scrolling(found, cursor) if scrolled else self._by_offset(total, cursor)
        return page_of(
            (request, cursor),
            listed,
            core_record.work_id,
            total=total,
            following=following if listed else None,
        )

    def _by_offset(self, total: int, cursor: str) -> str | None:
        """Return the marker of the next page; of too many works, that of the start of a scroll."""
        if total > self.by_offset:
            return f"{SCROLL}:1:"
        end = (0 if cursor == FIRST else int(cursor)) + PAGE_SIZE
        return str(end) if end < total else None

    def read(self, payload: str) -> Record:
        """Return the record in one work; raise SourceError when it is not a work."""
        return core_record.read(payload)


def scrolling(found: Mapping[str, Any], cursor: str) -> str | None:
    """Return the marker of the page after `cursor` in a scroll; None at the end, or without a scroll."""
    number, scroll = int(cursor.split(":", 2)[1]), found.get("scrollId")
    more = isinstance(scroll, str) and scroll and number * PAGE_SIZE < found["totalHits"]
    return f"{SCROLL}:{number + 1}:{scroll}" if more else None
