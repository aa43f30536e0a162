"""Every source with its stand-in and how works are made for it: one row a source, for the tests they share.

A new source adds its row to `DIALECTS`; soundness, paging, faults, keys and stored answers are then tested.
The stand-ins of `CATALOGUES` share one shape of works; soundness is tested of them here, the rest where their
formats are.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import zip_longest
from types import SimpleNamespace

from synth.sources.oai import OaiSource
from synth.sources.registry import get
from synth.sources.sru import SruSource
from synth.sources.sru_profiles import general
from synth.sources.transport import Answer
from tests.sources import (
    made,
    made_catalogue,
    made_core,
    made_crossref,
    made_datacite,
    made_doaj,
    made_europepmc,
    made_openaire,
    made_semanticscholar,
)
from tests.standin.eric import EricPlain, document
from tests.standin.oai import record
from tests.standin.pubmed import article
from tests.standin.server import DIALECTS as SERVERS
from tests.standin.server import Call
from tests.standin.sheets import Sheet
from tests.standin.sru import Sru, SruOverheid, SruPlain

_class = cache(get)


def as_json(work):
    """Return a work as most sources write it."""
    return json.dumps(work, ensure_ascii=False)


def eric_text(work):
    """Return a work as ERIC writes it."""
    return json.dumps(document(work))


NO_LIMITS = SimpleNamespace(keys=None, pay=lambda cost: True, credits=10**9)
NOWHERE = "http://127.0.0.1:1"
OUTSIDE = "https://made.example.org/here"
"""An address of a repository or catalogue that a review names: not one of this machine."""


@dataclass(frozen=True)
class Dialect:
    """A source for tests: `work` makes a work in the shape of its stand-in, `query` is a word they have.

    `ranked`: the source cannot be asked exactly, so that soundness is not promised. `keyed`: it takes a key.
    `makes` makes the source and `serves` its stand-in, unless they go by the name; `written` is the payload
    of a work. `like` names another dialect that differs by names only.
    """

    name: str
    work: Callable
    query: str = "werk"
    ranked: bool = False
    keyed: bool = False
    format: str = "json"
    makes: Callable | None = None
    serves: Callable | None = None
    written: Callable = as_json
    like: str = ""

    @property
    def server(self):
        """The class of the stand-in."""
        return self.serves or SERVERS[self.name]

    @cached_property
    def here(self):
        """A source for the stand-in in this process."""
        return self.makes() if self.makes else self.source(url=NOWHERE)

    def source(self, **options):
        """Return the source itself."""
        return _class(self.name)(**options)

    def read(self, work):
        """Return the record of a work."""
        return self.here.read(self.written(work))

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
        path = ask.url.removeprefix(self.source.transport.base).removeprefix("/here")
        form = ask.json or "&".join(f"{name}={value}" for name, value in ask.form)
        status, headers, body = self.server.answer(Call(ask.method, path, form), NO_LIMITS)
        body = body.text() if isinstance(body, Sheet) else body
        return Answer(status, headers, body if isinstance(body, str) else json.dumps(body))

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
                found.update(zip_longest(page.ids, page.payloads))
                cursor = page.next_cursor if page.ids else None
        return found


DIALECTS = {
    one.name: one
    for one in (
        Dialect("openalex", made.work, keyed=True),
        Dialect("crossref", made_crossref.work, ranked=True),
        Dialect("europepmc", made_europepmc.result),
        Dialect("semanticscholar", made_semanticscholar.work, keyed=True),
        Dialect("doaj", made_doaj.work),
        Dialect("core", made_core.work, keyed=True),
        Dialect("openaire", made_openaire.work, keyed=True),
        Dialect("datacite", made_datacite.work),
    )
}

CATALOGUES = {
    one.name: one
    for one in (
        Dialect(
            "pubmed",
            made_catalogue.work,
            makes=lambda: _class("pubmed")(url=OUTSIDE, key=""),
            written=article,
        ),
        Dialect("eric", made_catalogue.work, written=eric_text),
        Dialect(
            "eric, whole words",
            made_catalogue.work,
            makes=lambda: _class("eric")(url=NOWHERE),
            serves=EricPlain,
            written=eric_text,
            like="eric",
        ),
        Dialect("dnb", made_catalogue.work, written=Sru([]).record),
        Dialect("kb", made_catalogue.work, written=SruPlain([]).data),
        Dialect(
            "repository-overheid",
            made_catalogue.work,
            serves=SruOverheid,
            written=SruOverheid([]).data,
            like="kb",
        ),
        Dialect(
            "sru:mine",
            made_catalogue.work,
            makes=lambda: SruSource(profile=general("sru:mine", OUTSIDE)),
            serves=SruPlain,
            written=SruPlain([]).data,
            like="kb",
        ),
        Dialect(
            "oai", made_catalogue.work, makes=lambda: OaiSource(name="oai:x", url=OUTSIDE), written=record
        ),
    )
}
"""Databases, catalogues and repositories whose stand-ins share one plain shape of works."""

EXACT = {name: one for name, one in {**DIALECTS, **CATALOGUES}.items() if not one.ranked}
"""Every source that is asked exactly, so that nothing may be left out of what it gives."""
