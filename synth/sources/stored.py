"""Reading answers that were stored as a source sent them: the same code that reads them when they arrive.

A stored body has no status and no headers. What it says of itself is taken: a code in an error, or the words
`error` and `message` where records should be.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import httpx

from synth.errors import SourceError, UsageError
from synth.formats.clean import json_line
from synth.sources.protocol import FIRST, Page, Paged, Request, TemporaryError
from synth.sources.transport import Answer
from synth.sources.values import items, mapping

if TYPE_CHECKING:
    from synth.model import Record
    from synth.sources.protocol import Source

_ERRORS = range(400, 600)
_WRAPPED = ("message", "data", "result")
"""Where servers put the record when one is asked for by its id."""
_WITH_STATUS = frozenset({"status", "headers", "body"})


def records(source: Source, text: str) -> Iterator[Record | SourceError]:
    """Yield the records of a stored answer, and an error for each one that is none.

    Raises SourceError with the reason when the answer is no page of records, and UsageError when the source
    cannot read stored answers.
    """
    try:
        payloads = page(source, text).payloads
    except TemporaryError:
        alone = tuple(_alone(source, text))
        if not alone:
            raise
        yield from alone
        return
    for payload in payloads:
        try:
            yield source.read(payload)
        except SourceError as error:
            yield error


def _alone(source: Source, text: str) -> Iterator[Record]:
    """Yield the records of an answer that is no page, but one record or a bare list of them."""
    found = answer(text).json()
    named = [found, *(found.get(name) for name in _WRAPPED)] if isinstance(found, dict) else items(found)
    for one in named:
        try:
            yield source.read(json_line(mapping(one)))
        except SourceError:
            continue


def page(source: Source, text: str) -> Page:
    """Return the page in a stored answer. Raises SourceError and UsageError."""
    if not isinstance(source, Paged):
        raise UsageError(
            f"The source `{source.name}` cannot read stored answers.", remedy="Search with it instead."
        )
    return source.page(answer(text), Request(source.name, 0, ""), FIRST)


def answer(text: str) -> Answer:
    """Return the answer that a stored text was: a body, or an object of `status`, `headers` and `body`."""
    text = text.removeprefix("\ufeff")
    found = Answer(200, httpx.Headers(), text).json()
    if isinstance(found, dict) and _WITH_STATUS.issuperset(found) and "body" in found:
        body, status = found["body"], found.get("status")
        sent = body if isinstance(body, str) else json.dumps(body)
        named = {str(name): str(value) for name, value in mapping(found.get("headers")).items()}
        return Answer(status if isinstance(status, int) else 200, httpx.Headers(named), sent)
    return Answer(_status(found), httpx.Headers(), text)


def _status(found: Any) -> int:
    """Return the status that a body must have had: 200 unless it tells of an error."""
    if not isinstance(found, Mapping) or not _tells_of_an_error(found):
        return 200
    codes = [found.get("code"), found.get("status"), found.get("errCode")]
    codes += [mapping(one).get("status") for one in items(found.get("errors"))]
    for code in codes:
        if str(code).isdecimal() and int(str(code)) in _ERRORS:
            return int(str(code))
    return 400


def _tells_of_an_error(found: Mapping[str, Any]) -> bool:
    message = found.get("message")
    said = isinstance(message, str) or (isinstance(message, list) and bool(message))
    named = isinstance(found.get("error"), str) or bool(items(found.get("errors")))
    return said or named
