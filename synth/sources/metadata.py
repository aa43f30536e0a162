"""The metadata in an answer of a catalogue or repository, whatever format it is in, as a record."""

from __future__ import annotations

from collections.abc import Iterator

from synth.errors import SourceError
from synth.formats import dublin_core, lom, marcxml, mods, pica
from synth.formats.elements import Element, children, local, text
from synth.formats.entries import identify
from synth.model import Record

KEPT = "It is kept as received."


def read(element: Element, payload: str, *, source: str, number: str = "") -> Record:
    """Return the record in an element of metadata: MARCXML, PICA, MODS, LOM or Dublin Core, alone or wrapped.

    `number` is the id that the answer gives; without any, the record gets one made from `payload`. Raises
    SourceError when it is another format, a diagnostic, or a record without title and id.
    """
    record = next(_found(element, payload, source, number), None)
    if record is None:
        raise SourceError(_why(element), remedy=KEPT)
    return identify(record)


def _found(element: Element, payload: str, source: str, number: str) -> Iterator[Record]:
    for one in element.iter():
        record = None
        if pica.is_record(one):
            record = pica.read(one, payload, source=source)
        elif marcxml.is_record(one):
            record = marcxml.read(one, payload, source=source)
        elif local(one) == "mods":
            record = mods.read(one, payload, source=source)
        elif local(one) == "lom":
            record = lom.read(one, payload, source=source, number=number)
        elif dublin_core.is_record(one):
            record = dublin_core.read(one, payload, source=source, number=number)
        if record is not None:
            yield record


def _why(element: Element) -> str:
    """Say why an element holds no record: the server's own words, or the format that it is in."""
    for one in element.iter():
        if local(one) == "diagnostic":
            words = [text(child) for child in children(one, "message", "details")]
            return (
                f"The server could not give a record: {'; '.join(filter(None, words)) or 'no reason given'}."
            )
    name, inside = local(element), [local(one) for one in element]
    if name in ("record", "metadata", "recordData") and len(inside) == 1:
        name = inside[0]
    return f"The metadata `{name}` is no Dublin Core, MODS, LOM, PICA or MARC with a title."
