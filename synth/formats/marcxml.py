"""MARCXML: MARC 21 records as XML, alone, in a collection or inside the answer of a catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from synth.formats import marc_record
from synth.formats.elements import Element, children, local, parsed, raw, tree
from synth.formats.entries import Parsed

if TYPE_CHECKING:
    from pymarc import Record as Marc

    from synth.model import Record

SOURCE = "marcxml"
LEADER = 24
"""Characters of a leader; one that is four or more short has lost its places and is not looked at."""
NOT_WORKS = tuple("uvxyzqw")
"""Kinds of record (leader, place 6) that are holdings, authorities, classification or community data."""


def looks_like(document: str) -> bool:
    """True for XML with a MARC record in its first part."""
    start = document[:20_000]
    return (
        start.lstrip().startswith("<") and "datafield" in start and "subfield" in start and "ind1=" in start
    )


def parse(document: str, name: str) -> Parsed:
    """Return the records of MARCXML. Raises FileError when it cannot be read as XML."""
    read_from = tree(document, name)
    found = [one for one in read_from.root.iter() if is_record(one)]
    return parsed(read_from, found, lambda one: read(one, raw(one)), name)


def is_record(element: Element) -> bool:
    """True for a `record` with MARC fields about a work.

    Catalogues wrap it in another `record`, and send records of holdings and authorities (leader, place 6)
    beside it.
    """
    if local(element) != "record" or not children(element, "datafield", "controlfield"):
        return False
    leader = "".join(one.text or "" for one in children(element, "leader"))
    kind = leader[6:7] if len(leader) >= LEADER - 4 else ""
    return element.get("type", "Bibliographic") == "Bibliographic" and kind not in NOT_WORKS


def read(element: Element, payload: str, *, source: str = SOURCE) -> Record | None:
    """Return the record in a MARC `record`; None without title and control number."""
    return marc_record.read(as_marc(element), payload, source=source)


def as_marc(element: Element) -> Marc:
    """Return a `record` as pymarc holds it; what has no tag of three characters is left out."""
    from pymarc import Field, Indicators, Leader, Subfield
    from pymarc import Record as Marc

    marc: Any = Marc()
    for leader in children(element, "leader"):
        written = leader.text or ""
        marc.leader = Leader(written.ljust(LEADER)[:LEADER] if len(written) >= LEADER - 4 else " " * LEADER)
    for field in children(element, "controlfield", "datafield"):
        tag = field.get("tag", "")
        if len(tag) != 3:
            continue
        if tag.isdigit() and tag < "010":
            marc.add_field(Field(tag=tag, data="".join(field.itertext())))
            continue
        pieces = [
            Subfield(one.get("code", ""), "".join(one.itertext())) for one in children(field, "subfield")
        ]
        both = Indicators(*(field.get(name, " ") or " " for name in ("ind1", "ind2")))
        marc.add_field(Field(tag=tag, indicators=both, subfields=pieces))
    return cast("Marc", marc)
