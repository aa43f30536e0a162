"""Learning object metadata (LOM in the bindings of IMS and IEEE, NL-LOM): Edurep, SURFsharekit, and files."""

from __future__ import annotations

import re

from synth.formats import normalise
from synth.formats.elements import (
    Element,
    children,
    different,
    every,
    first,
    local,
    parsed,
    raw,
    text,
    texts,
    tree,
)
from synth.formats.entries import Parsed
from synth.formats.headings import heading
from synth.formats.names import parse as parse_name
from synth.model import Name, Record

SOURCE = "lom"
LITERAL = "langstring"

_OPENING = re.compile(r"<(?:[\w.-]+:)?lom[\s/>]")
_NAME = re.compile(r"^\s*FN:(.*)$", re.MULTILINE)
_ESCAPED = re.compile(r"\\([,;])")
_ORGANISATION = re.compile(r"^\s*ORG:", re.MULTILINE)


def looks_like(document: str) -> bool:
    """True for XML with a `lom` element in its first part."""
    start = document[:20_000]
    return start.lstrip().startswith("<") and _OPENING.search(start) is not None


def parse(document: str, name: str) -> Parsed:
    """Return the records of LOM. Raises FileError when it cannot be read as XML."""
    read_from = tree(document, name)
    found = [one for one in read_from.root.iter() if local(one) == "lom"]
    return parsed(read_from, found, lambda one: read(one, raw(one)), name)


def read(lom: Element, payload: str, *, source: str = SOURCE, number: str = "") -> Record | None:
    """Return the record in a `lom` element; None without title and identifier.

    `payload` is kept as received; `number` is the record's id, for LOM that has none of its own. Authors
    are contributors in that role; institutions such as a university stand in when there are none.
    """
    general, cycle = first(lom, "general"), next(iter(children(lom, "lifecycle", "lifeCycle")), None)
    title, own = _literal(general, "title"), number or _entry(general)
    if not (title or own):
        return None
    where = texts(lom, "technical", "location")
    publishers = _people(cycle, "publisher")
    return Record(
        source=source,
        source_id=own,
        raw=payload,
        title=title,
        authors=_people(cycle, "author") or _people(cycle, "hogeschool", "university"),
        year=_year(cycle),
        publisher=str(publishers[0]) if publishers else "",
        language=next(filter(None, map(normalise.language, texts(general, "language"))), ""),
        doi=next(filter(None, map(normalise.doi, [*where, *_entries(general)])), ""),
        url=where[0] if where else "",
        abstract=" ".join(_literals(general, "description")),
        keywords=different(_literals(general, "keyword")),
    )


def _literals(item: Element | None, name: str) -> list[str]:
    """Return the texts of an element in every language, each once."""
    found = [
        text(one) for element in children(item, name) for one in (*children(element, LITERAL, "string"),)
    ]
    return list(dict.fromkeys(filter(None, found)))


def _literal(item: Element | None, name: str) -> str:
    return next(iter(_literals(item, name)), "")


def _entries(general: Element | None) -> list[str]:
    ours = [one for name in ("catalogentry", "identifier") for one in every(general, name, "entry")]
    return [found for one in ours if (found := text(one))]


def _entry(general: Element | None) -> str:
    return next(iter(_entries(general)), "")


def _people(cycle: Element | None, *roles: str) -> tuple[Name, ...]:
    """Return those who contributed in one of these roles, by the name on their card (vCard)."""
    found = []
    for one in children(cycle, "contribute"):
        role = text(first(one, "role", "value")).lower()
        for card in (*every(one, "centity", "vcard"), *every(one, "entity")):
            shown = _NAME.search("".join(card.itertext()))
            if role in roles and shown:
                name = _ESCAPED.sub(r"\1", shown.group(1)).strip()
                institution = bool(_ORGANISATION.search("".join(card.itertext())))
                found.append(Name(literal=name) if institution else _person(name))
    return tuple(dict.fromkeys(name for name in found if name != Name()))


def _person(name: str) -> Name:
    """A card has a name as a catalogue writes it, or as people say it."""
    return heading(name) if "," in name else parse_name(name)


def _year(cycle: Element | None) -> int | None:
    dates = [
        text(one)
        for date in every(cycle, "contribute", "date")
        for one in children(date, "datetime", "dateTime")
    ]
    return next(filter(None, map(normalise.year, dates)), None)
