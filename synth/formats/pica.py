"""PICA XML: the records of the catalogues of GBV and of the Dutch union catalogue, as they are sent.

Fields are those of the PICA+ format of K10plus (GBV, *K10plus-Format-Dokumentation*).
"""

from __future__ import annotations

import re

from synth.formats import normalise
from synth.formats.elements import Element, children, different, local, parsed, raw, text, tree
from synth.formats.entries import Parsed
from synth.formats.names import person
from synth.model import Name, Record

SOURCE = "pica"
AUTHORS = ("028A", "028B")
OTHERS = ("028C", "028G")
CORPORATIONS = ("029A", "029F")
SUBJECTS = ("041A", "044K", "044N", "044A", "145S")

_FIELD = re.compile(r"<(?:[\w.-]+:)?datafield [^<>]*\btag=[\"'](?:003@|021A)[\"']")


def looks_like(document: str) -> bool:
    """True for XML that names the PICA format, or has a field of it, in its first part."""
    start = document[:20_000]
    return start.lstrip().startswith("<") and ("picaxml" in start.lower() or _FIELD.search(start) is not None)


def parse(document: str, name: str) -> Parsed:
    """Return the records of PICA XML. Raises FileError when it cannot be read as XML."""
    read_from = tree(document, name)
    found = [one for one in read_from.root.iter() if is_record(one)]
    return parsed(read_from, found, lambda one: read(one, raw(one)), name)


def is_record(element: Element) -> bool:
    """True for a `record` with PICA fields, whose tags are three digits and a letter or `@`."""
    tags = [one.get("tag", "") for one in children(element, "datafield")]
    return local(element) == "record" and any(len(tag) == 4 for tag in tags)


def read(element: Element, payload: str, *, source: str = SOURCE) -> Record | None:
    """Return the record in a PICA `record`; None without title and number (PPN).

    `payload` is kept as received. Contributors stand in for authors when there are none.
    """
    number, title = _one(element, "003@", "0"), _title(element)
    if not (number or title):
        return None
    container = _unsorted(_one(element, "039B", "t", "a"))
    doi = normalise.doi(" ".join(_all(element, "004V", "0") + _all(element, "004P", "0")))
    return Record(
        source=source,
        source_id=number,
        raw=payload,
        title=title,
        authors=_authors(element),
        year=next(filter(None, map(normalise.year, _all(element, "011@", "a", "n"))), None),
        container_title=container,
        volume=_one(element, "031A", "d"),
        issue=_one(element, "031A", "e"),
        page=normalise.pages(_one(element, "031A", "h")),
        publisher=_one(element, "033A", "n"),
        language=next(filter(None, map(normalise.language, _all(element, "010@", "a"))), ""),
        type="" if container else "book" if _one(element, "002@", "0")[:2] in ("Aa", "Oa") else "",
        doi=doi,
        isbn=normalise.isbn(" ; ".join(_all(element, "004A", "0", "A"))),
        issn=normalise.issn(" ; ".join(_all(element, "005A", "0") + _all(element, "039B", "i"))),
        url=f"https://doi.org/{doi}" if doi else _one(element, "017C", "u"),
        abstract=" ".join(_all(element, "047I", "a")),
        keywords=different(word for tag in SUBJECTS for word in _all(element, tag, "a")),
    )


def _all(element: Element, tag: str, *codes: str) -> list[str]:
    """Return the subfields with these codes of every field with a tag, in order, without empty ones."""
    fields = (one for one in children(element, "datafield") if one.get("tag") == tag)
    pieces = (one for field in fields for one in children(field, "subfield") if one.get("code") in codes)
    return [value for piece in pieces if (value := text(piece))]


def _one(element: Element, tag: str, *codes: str) -> str:
    return next((value for code in codes for value in _all(element, tag, code)), "")


def _unsorted(title: str) -> str:
    """Return a title without the sign after words that are left out in sorting: `Die @Reform`."""
    return title.replace("@", "", 1)


def _title(element: Element) -> str:
    title = _unsorted(_one(element, "021A", "a") or _one(element, "036C", "a"))
    subtitle = _one(element, "021A", "d")
    return f"{title}: {subtitle}" if title and subtitle else title or subtitle


def _authors(element: Element) -> tuple[Name, ...]:
    for tags in (AUTHORS, CORPORATIONS, OTHERS):
        names = tuple(_name(one) for one in children(element, "datafield") if one.get("tag") in tags)
        if found := tuple(dict.fromkeys(name for name in names if name != Name())):
            return found
    return ()


def _name(field: Element) -> Name:
    """Return a person (`a`, `d`, and `c` for what stands before the family name) or an institution."""
    parts = {one.get("code", ""): text(one) for one in reversed(children(field, "subfield"))}
    family, given = parts.get("a") or parts.get("A", ""), parts.get("d") or parts.get("D", "")
    if field.get("tag") in CORPORATIONS or not given:
        return Name(literal=family or parts.get("8", "").partition(" ;")[0])
    return person(" ".join(filter(None, (parts.get("c"), family))), given)
