"""An answer of an SRU server: versions 1.1, 1.2 and 2.0, told apart by no more than their namespaces.

Library of Congress, *SRU 1.2*; OASIS searchRetrieve 2.0. Servers tell of mistakes with HTTP status 200.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from synth.errors import SourceError
from synth.formats.elements import Element, children, every, first, local, text
from synth.sources.answering import AGAIN, REPORT, said, unknown_shape
from synth.sources.protocol import TemporaryError
from synth.sources.values import whole
from synth.sources.xml_answering import document, root_of

if TYPE_CHECKING:
    from synth.sources.transport import Answer

PASSING = frozenset({"1", "2", "3"})
"""Diagnostics that may pass: general error, temporarily unavailable, authentication (of a busy server)."""
PAST_THE_END = "61"
"""The diagnostic of a first record beyond the last one."""

_NUMBER = re.compile(r"(?:diagnostic/1/)?(\d+)\s*\Z")


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: the `total` (None when not told), and the data of each record."""

    total: int | None
    records: tuple[Element, ...]


def found(answer: Answer, label: str) -> Found:
    """Return what an answer holds.

    Raises TemporaryError when it may pass or is none of SRU, SourceError with the server's words when the
    request is refused.
    """
    root = document(answer, label)
    if local(root) != "searchRetrieveResponse":
        diagnostics = list(_diagnostics(root))
        if not diagnostics:
            raise unknown_shape(label)
        raise _told(diagnostics, label)
    records = tuple(_data(root))
    diagnostics = [one for box in children(root, "diagnostics") for one in _diagnostics(box)]
    if diagnostics and not records and not _past_the_end(diagnostics):
        raise _told(diagnostics, label)
    return Found(whole(text(first(root, "numberOfRecords"))), records)


def _data(root: Element) -> Iterator[Element]:
    """Yield what is in each `recordData`; records that are packed as text are unpacked."""
    for record in every(root, "records", "record"):
        data = first(record, "recordData")
        if data is None:
            continue
        inside = [one for one in data if local(one)]
        unpacked = None if inside else root_of("".join(data.itertext()).strip())
        yield inside[0] if inside else data if unpacked is None else unpacked


def _diagnostics(element: Element) -> Iterator[Element]:
    return (one for one in element.iter() if local(one) == "diagnostic")


def _past_the_end(diagnostics: list[Element]) -> bool:
    return all(_code(one) == PAST_THE_END for one in diagnostics)


def _code(diagnostic: Element) -> str:
    number = _NUMBER.search(text(first(diagnostic, "uri")))
    return number.group(1) if number else ""


def _told(diagnostics: list[Element], label: str) -> SourceError:
    words = [text(first(one, name)) for one in diagnostics for name in ("message", "details")]
    message = said(" – ".join(filter(None, words)) or text(first(diagnostics[0], "uri")))
    if all(_code(one) in PASSING for one in diagnostics):
        return TemporaryError(f"{label} failed{message}", remedy=AGAIN)
    return SourceError(f"{label} refused the request{message}", remedy=REPORT)
