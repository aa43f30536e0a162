"""MODS (Library of Congress, version 3): the records of repositories and of catalogues in the web."""

from __future__ import annotations

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
from synth.formats.names import person
from synth.model import Name, Record

SOURCE = "mods"

TYPES = {
    "article": "article-journal",
    "journal article": "article-journal",
    "academic journal": "article-journal",
    "book": "book",
    "monograph": "book",
    "book chapter": "chapter",
    "chapter": "chapter",
    "thesis": "thesis",
    "theses": "thesis",
    "dissertation": "thesis",
    "doctoral thesis": "thesis",
    "master thesis": "thesis",
    "report": "report",
    "technical report": "report",
    "government publication": "report",
    "conference paper": "paper-conference",
    "conference publication": "paper-conference",
    "newspaper article": "article-newspaper",
    "preprint": "article",
    "dataset": "dataset",
    "web site": "webpage",
}
"""Genre (lower case) → CSL type."""

WRITERS = frozenset(("aut", "author", "cre", "creator", "auteur", "verfasser", "dis", ""))
EDITORS = frozenset(("edt", "editor", "redacteur", "herausgeber"))
DATES = ("dateIssued", "copyrightDate", "dateCreated", "dateOther")
FAMILY, GIVEN = "family", "given"


def looks_like(document: str) -> bool:
    """True for XML that names MODS in its first part."""
    start = document[:20_000]
    return start.lstrip().startswith("<") and (
        "<mods" in start or ":mods" in start or "loc.gov/mods" in start
    )


def parse(document: str, name: str) -> Parsed:
    """Return the records of MODS. Raises FileError when it cannot be read as XML."""
    read_from = tree(document, name)
    found = [one for one in read_from.root.iter() if local(one) == "mods"]
    return parsed(read_from, found, lambda one: read(one, raw(one)), name)


def read(mods: Element, payload: str, *, source: str = SOURCE) -> Record | None:
    """Return the record in a `mods` element; None without title and identifier.

    `payload` is kept as received. Writers are authors; editors when a work names no writer. The container
    is the related item of type `host`.
    """
    number, title = _number(mods), _title(mods)
    if not (number or title):
        return None
    host = next((one for one in children(mods, "relatedItem") if one.get("type") == "host"), None)
    part = first(host, "part") if first(host, "part") is not None else first(mods, "part")
    doi = normalise.doi(_identifier(mods, "doi")) or normalise.doi(" ".join(texts(mods, "location", "url")))
    return Record(
        source=source,
        source_id=number,
        raw=payload,
        title=title,
        authors=_authors(mods),
        year=_year(mods) or _year(host) or normalise.year(text(first(part, "date"))),
        container_title=_title(host),
        volume=_detail(part, "volume"),
        issue=_detail(part, "issue", "number"),
        page=_pages(part),
        publisher=_publisher(mods) or _publisher(host),
        language=_language(mods),
        type=_type(mods, host),
        doi=doi,
        isbn=normalise.isbn(_identifier(mods, "isbn")) or normalise.isbn(_identifier(host, "isbn")),
        issn=normalise.issn(_identifier(mods, "issn")) or normalise.issn(_identifier(host, "issn")),
        url=_url(mods),
        abstract=" ".join(texts(mods, "abstract")),
        keywords=_keywords(mods),
    )


def _number(mods: Element) -> str:
    ids = [*texts(mods, "recordInfo", "recordIdentifier"), *(texts(mods, "identifier"))]
    return next(iter(ids), "")


def _title(item: Element | None) -> str:
    """Return the first title that is neither an alternative nor a uniform one, with its subtitle and part."""
    infos = children(item, "titleInfo")
    info = next((one for one in infos if not one.get("type")), next(iter(infos), None))
    if info is None:
        return ""
    title = " ".join(filter(None, (text(first(info, "nonSort")), text(first(info, "title")))))
    title = title.replace("' ", "'") if title[:3].endswith("' ") else title
    part = ", ".join(texts(info, "partNumber") + texts(info, "partName"))
    subtitle = text(first(info, "subTitle"))
    whole = f"{title}: {subtitle}" if title and subtitle else title or subtitle
    return f"{whole}. {part}" if whole and part else whole or part


def _authors(mods: Element) -> tuple[Name, ...]:
    people = children(mods, "name")
    writers = [one for one in people if _roles(one) & WRITERS]
    editors = [one for one in people if _roles(one) & EDITORS]
    names = map(_name, writers or editors)
    return tuple(dict.fromkeys(name for name in names if name != Name()))


def _roles(name: Element) -> frozenset[str]:
    written = (one.lower().rstrip(".") for one in texts(name, "role", "roleTerm"))
    return frozenset(written) or frozenset(("",))


def _name(name: Element) -> Name:
    parts = children(name, "namePart")
    family = " ".join(text(one) for one in parts if one.get("type") == FAMILY)
    given = " ".join(text(one) for one in parts if one.get("type") == GIVEN)
    plain = " ".join(text(one) for one in parts if not one.get("type"))
    if family or given:
        return person(family, given)
    if name.get("type") in ("corporate", "conference") or "," not in plain:
        return Name(literal=plain or text(first(name, "displayForm")))
    return heading(plain)


def _year(item: Element | None) -> int | None:
    """Return the year of issue; of copyright or creation without one. Of a range, the first year."""
    found = [
        text(one) for kind in DATES for one in every(item, "originInfo", kind) if one.get("point") != "end"
    ]
    return next(filter(None, map(normalise.year, found)), None)


def _publisher(item: Element | None) -> str:
    return next(iter(texts(item, "originInfo", "publisher")), "").rstrip(" ,;:")


def _detail(part: Element | None, *kinds: str) -> str:
    for kind in kinds:
        for detail in children(part, "detail"):
            if detail.get("type") == kind:
                return text(first(detail, "number")) or text(first(detail, "caption"))
    return ""


def _pages(part: Element | None) -> str:
    for extent in children(part, "extent"):
        if extent.get("unit", "page").startswith("page"):
            ends = filter(None, (text(first(extent, "start")), text(first(extent, "end"))))
            return normalise.pages("-".join(ends) or text(first(extent, "list")))
    return ""


def _language(mods: Element) -> str:
    written = [*texts(mods, "language", "languageTerm"), *texts(mods, "language")]
    return next(filter(None, map(normalise.language, written)), "")


def _identifier(item: Element | None, kind: str) -> str:
    """Return the identifiers of a kind as one text; those that are marked invalid are left out."""
    valid = (one for one in children(item, "identifier") if one.get("invalid") != "yes")
    return " ; ".join(text(one) for one in valid if one.get("type", "").lower() == kind)


def _type(mods: Element, host: Element | None) -> str:
    genres = [one.lower() for one in texts(mods, "genre")]
    known = next((TYPES[genre] for genre in genres if genre in TYPES), "")
    if known:
        return known
    issuance = {*texts(mods, "originInfo", "issuance"), *texts(host, "originInfo", "issuance")}
    if host is not None:
        serial = issuance & {"continuing", "serial"} or _identifier(host, "issn")
        return "article-journal" if serial else "chapter"
    return "book" if "monographic" in issuance else ""


def _url(mods: Element) -> str:
    places = [one for one in every(mods, "location", "url") if one.get("access") != "preview"]
    places.sort(key=lambda one: one.get("usage") not in ("primary", "primary display"))
    return next((text(one) for one in places if text(one)), "")


def _keywords(mods: Element) -> tuple[str, ...]:
    kinds = ("topic", "geographic", "temporal")
    return different(
        word for subject in children(mods, "subject") for kind in kinds for word in texts(subject, kind)
    )
