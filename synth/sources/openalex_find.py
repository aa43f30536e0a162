"""One work at OpenAlex: by identifier, which costs nothing, or by the words of its title."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote, urlencode

from synth.formats.clean import json_line
from synth.sources.identifiers import Identifier
from synth.sources.openalex_client import checked, failure
from synth.sources.protocol import Ask, Steps
from synth.sources.transport import Transport

KINDS = frozenset({"doi", "pmid", "openalex", "title"})
MOST = 10
"""Candidates for a title."""

WORDS = 8
"""Words of a title that are asked for, the longest first."""

_PREFIX = {"doi": "doi:", "pmid": "pmid:", "openalex": ""}
_WORD = re.compile(r"[^\W_]{3,}")


def find(identifier: Identifier, transport: Transport, fields: tuple[str, ...]) -> Steps[tuple[str, ...]]:
    """Ask for a work; `fields` are the root fields to give. Raises SourceError and its kin."""
    select = ("select", ",".join(fields))
    if identifier.kind != "title":
        name = quote(_PREFIX[identifier.kind] + identifier.value, safe="/:")
        answer = yield Ask(f"{transport.base}/works/{name}?{urlencode([select])}", weight=0.1)
        if answer.status == 404:
            return ()
        found = answer.json()
        if answer.status != 200 or not isinstance(found, dict):
            raise failure(answer, found if isinstance(found, dict) else {}, keyed=bool(transport.key))
        return (json_line(found),)
    words = title_words(identifier.value)
    if not words:
        return ()
    filters = ",".join(f'title.search.exact:"{word}"' for word in words)
    asked = [("filter", filters), select, ("per_page", str(MOST)), ("cursor", "*")]
    answer = yield Ask(f"{transport.base}/works?{urlencode(asked)}")
    results: list[Any] = checked(answer, transport)["results"]
    return tuple(map(json_line, results))


def title_words(title: str) -> tuple[str, ...]:
    """Return the longest plain words of a title, which one typed a little differently has too."""
    words = dict.fromkeys(word for word in _WORD.findall(title.lower()) if word.isascii())
    return tuple(sorted(words, key=len, reverse=True)[:WORDS])
