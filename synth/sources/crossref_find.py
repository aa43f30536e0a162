"""One work at Crossref: by DOI, by the ISBN of a book, or the likeliest ones for a title."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from synth.formats.clean import json_line
from synth.sources.answering import data
from synth.sources.identifiers import Identifier
from synth.sources.protocol import Ask, Steps

KINDS = frozenset({"doi", "isbn", "title"})
ONE_WORK = 0.3
"""What one work counts for beside a list: five a second may be asked for, ten with an e-mail address."""
MOST = 5
"""Candidates for a title or an ISBN."""


def find(
    identifier: Identifier, address: Callable[[str, dict[str, str]], str], label: str
) -> Steps[tuple[str, ...]]:
    """Ask for a work; `address` makes the address of a route with its parameters. Raises SourceError."""
    if identifier.kind == "doi":
        answer = yield Ask(address(f"works/{quote(identifier.value, safe='')}", {}), weight=ONE_WORK)
        if answer.status == 404:
            return ()
        message = data(answer, label).get("message")
        return (json_line(message),) if isinstance(message, dict) else ()
    asked = (
        {"filter": f"isbn:{identifier.value}"}
        if identifier.kind == "isbn"
        else {"query.bibliographic": identifier.value}
    )
    answer = yield Ask(address("works", {**asked, "rows": str(MOST)}))
    message = data(answer, label).get("message")
    items: Any = message.get("items") if isinstance(message, dict) else None
    return tuple(json_line(item) for item in items or () if isinstance(item, dict))
