"""Every source with its stand-in and how works are made for it: one row a source, for the tests they share.

A new source adds its row to `DIALECTS`; soundness, paging, faults, keys and stored answers are then tested.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from types import SimpleNamespace

from synth.sources.registry import get
from synth.sources.transport import Answer
from tests.sources import (
    made,
    made_core,
    made_crossref,
    made_datacite,
    made_doaj,
    made_europepmc,
    made_openaire,
    made_semanticscholar,
)
from tests.standin.server import DIALECTS as SERVERS
from tests.standin.server import Call

_class = cache(get)

NO_LIMITS = SimpleNamespace(keys=None, pay=lambda cost: True, credits=10**9)


@dataclass(frozen=True)
class Dialect:
    """A source for tests: `work` makes a work in the shape of its answers, `body` a page of works.

    `ranked`: the source cannot be asked exactly, so that soundness is not promised. `keyed`: it takes a key.
    """

    name: str
    work: Callable
    query: str
    ranked: bool = False
    keyed: bool = False
    format: str = "json"

    @property
    def server(self):
        """The class of the stand-in."""
        return SERVERS[self.name]

    @cached_property
    def here(self):
        """A source for the stand-in in this process."""
        return self.source(url="http://127.0.0.1:1")

    def source(self, **options):
        """Return the source itself."""
        return _class(self.name)(**options)

    def body(self, works):
        """Return a page of works as the server sends it."""
        source = self.here
        served = Served(source, self.server(works))
        request = source.translate(made.strategy(self.query)).requests[0]
        return served.sent(next(source.fetch(request, "*"))).text


class Served:
    """A source with its stand-in in one process: nothing goes over a wire."""

    def __init__(self, source, server):
        self.source, self.server = source, server

    def sent(self, ask):
        """Return the answer of the stand-in to a call."""
        path = ask.url.removeprefix(self.source.transport.base)
        form = ask.json or "&".join(f"{name}={value}" for name, value in ask.form)
        status, headers, body = self.server.answer(Call(ask.method, path, form), NO_LIMITS)
        text = body if isinstance(body, str) else json.dumps(body)
        return Answer(status, headers, text)

    def page(self, request, cursor):
        """Return one page of a request."""
        steps = self.source.fetch(request, cursor)
        ask = next(steps)
        while True:
            try:
                ask = steps.send(self.sent(ask))
            except StopIteration as done:
                return done.value

    def payloads(self, plan):
        """Return everything that the source gives for a strategy, request by request, page by page."""
        found = {}
        for request in self.source.translate(plan).requests:
            cursor = "*"
            while cursor is not None:
                page = self.page(request, cursor)
                found.update(zip(page.ids, page.payloads, strict=True))
                cursor = page.next_cursor if page.ids else None
        return found


DIALECTS = {
    one.name: one
    for one in (
        Dialect("openalex", made.work, "werk", keyed=True),
        Dialect("crossref", made_crossref.work, "werk", ranked=True),
        Dialect("europepmc", made_europepmc.result, "werk"),
        Dialect("semanticscholar", made_semanticscholar.work, "werk", keyed=True),
        Dialect("doaj", made_doaj.work, "werk"),
        Dialect("core", made_core.work, "werk", keyed=True),
        Dialect("openaire", made_openaire.work, "werk", keyed=True),
        Dialect("datacite", made_datacite.work, "werk"),
    )
}
