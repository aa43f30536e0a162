"""A source behind a web service that takes boolean queries: what all of them do in the same way.

A source of this kind says its facts and its dialect, how a query becomes a request, a request and a page
marker an address, and an answer a page; the rest is here.
"""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from synth.errors import KeyRefused, SourceError
from synth.formats.clean import json_line
from synth.sources.answering import data, said, unknown_shape, words
from synth.sources.boolean import translated
from synth.sources.dialect import Dialect
from synth.sources.protocol import FIRST, Ask, Page, Request, SourceFacts, Steps, TemporaryError, Translation
from synth.sources.transport import Answer, Limits, Secret, Transport

if TYPE_CHECKING:
    from collections.abc import Callable

    from synth.model import Record
    from synth.strategy.definition import Strategy, Years

REFUSED = frozenset({401, 403})
"""HTTP states that say the key is wrong, or that there should be one."""


class Service(ABC):
    """A source that is asked with addresses; a subclass fills in the rest.

    `home` is the usual address; another one comes from `url` or the environment (`SYNTH_NAME_URL`), the key
    from `key` or the variable that the facts name. Raises UsageError for an unsafe address and KeyRefused
    for a key that cannot be one.
    """

    name: ClassVar[str]
    facts: SourceFacts
    dialect: ClassVar[Dialect]
    home: ClassVar[str]
    key_header: ClassVar[str] = "Authorization"
    count_usd: ClassVar[float] = 0.0

    def __init__(
        self, *, url: str | None = None, key: str | None = None, limits: Limits | None = None
    ) -> None:
        variable = self.facts.key_variable
        value = os.environ.get(variable, "") if key is None and variable else key or ""
        self._key = Secret(value, name=variable, header=self.key_header)
        base = url or os.environ.get(f"SYNTH_{self.name.upper()}_URL") or self.home
        self.transport = Transport(self.facts.label, base, self._key, limits or Limits())

    def __repr__(self) -> str:
        return f"{type(self).__name__}(url={self.transport.base!r})"

    def translate(self, strategy: Strategy) -> Translation:
        """Return requests whose union holds every work of the source that matches `strategy`.

        Raises UsageError when the strategy cannot be asked or becomes too many requests.
        """

        def asking(index: int, query: str, description: str) -> Request:
            params = self.params(query, strategy.years)
            return Request(self.name, index, self.address(params), params, description)

        return translated(strategy, self.dialect, asking)

    @abstractmethod
    def params(self, query: str, years: Years) -> tuple[tuple[str, str], ...]:
        """Return the parameters of a request for a query and years."""

    @abstractmethod
    def address(self, params: Sequence[tuple[str, str]]) -> str:
        """Return the address with these parameters."""

    @abstractmethod
    def paged(self, request: Request, cursor: str) -> Sequence[tuple[str, str]]:
        """Return the parameters of one page of a request."""

    def smallest(self, request: Request) -> Sequence[tuple[str, str]]:
        """Return the parameters of the smallest page of a request, from which its total is read."""
        return self.paged(request, FIRST)

    @abstractmethod
    def page(self, answer: Answer, request: Request, cursor: str) -> Page:
        """Return the page in an answer; raise TemporaryError, KeyRefused or SourceError with the reason."""

    @abstractmethod
    def read(self, payload: str) -> Record:
        """Return the record in one payload; raise SourceError when it is none."""

    def call(self, request: Request, params: Sequence[tuple[str, str]]) -> Ask:
        """Return the call for a part of a request."""
        return Ask(self.address(params))

    def fetch(self, request: Request, cursor: str) -> Steps[Page]:
        """Ask for one page of works; raise TemporaryError, KeyRefused or SourceError."""
        answer = yield self.call(request, self.paged(request, cursor))
        return self.page(answer, request, cursor)

    def count(self, request: Request) -> Steps[Page]:
        """Ask how many works a request has: a page without records. Raises what `fetch` raises."""
        answer = yield self.call(request, self.smallest(request))
        return replace(self.page(answer, request, FIRST), payloads=(), ids=(), next_cursor=None)

    def found(self, answer: Answer) -> dict[str, Any]:
        """Return the object in an answer. Raises KeyRefused, TemporaryError or SourceError.

        Where a key helps, the error says how to get one.
        """
        if answer.status in REFUSED and self.facts.key_variable:
            raise self._refused(answer)
        try:
            return data(answer, self.facts.label)
        except TemporaryError as error:
            if answer.status == 429 and self.facts.key_variable and not self._key:
                raise TemporaryError(error.message, remedy=self._key_help(), wait=error.wait) from error
            raise

    def _refused(self, answer: Answer) -> SourceError:
        label, variable = self.facts.label, self.facts.key_variable
        message = said(words(answer.json()))
        if self._key:
            remedy = f"Check the key, or get one at {self.facts.key_page}, or unset {variable}."
            return KeyRefused(f"{label} refused the key in {variable}{message}", remedy=remedy)
        return KeyRefused(f"{label} wants a key{message}", remedy=self._key_help())

    def _key_help(self) -> str:
        return (
            f"Get a key at {self.facts.key_page} and set {self.facts.key_variable}; then run the same "
            "command again: it goes on where it stopped."
        )


def works(found: Mapping[str, Any], name: str, label: str) -> list[dict[str, Any]]:
    """Return the works that an answer lists under `name`; raise TemporaryError when it lists none so."""
    listed = found.get(name)
    if not isinstance(listed, list) or not all(isinstance(work, dict) for work in listed):
        raise unknown_shape(label)
    return listed


def counted(value: Any, label: str) -> int:
    """Return a count; raise TemporaryError when it is no number."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise unknown_shape(label)
    return value


def page_of(
    place: tuple[Request, str],
    listed: Sequence[dict[str, Any]],
    id_of: Callable[[Any], str],
    *,
    total: int | None,
    following: str | None,
) -> Page:
    """Return a page of works as received at a `place`: a request and the page marker that was sent.

    A work without an id gets one from its place, so that it is kept and shown.
    """
    request, cursor = place
    ids = [id_of(work) for work in listed]
    return Page(
        request=request.index,
        cursor=cursor,
        next_cursor=following,
        total=total,
        payloads=tuple(map(json_line, listed)),
        ids=tuple(work_id or f"?{cursor}-{i}" for i, work_id in enumerate(ids)),
    )
