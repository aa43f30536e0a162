"""A document of ERIC as a record, as its API sends it (Solr, JSON)."""

from __future__ import annotations

import re
from typing import Any

from synth.errors import SourceError
from synth.formats import normalise
from synth.formats.hosts import details
from synth.formats.names import parse
from synth.model import Name, Record
from synth.sources.values import items, loaded, mapping, prose, text

SOURCE = "eric"
FIELDS = (
    "id,title,author,description,subject,source,sourceid,publicationdateyear,publisher,publicationtype,"
    "language,issn,isbn,url,peerreviewed"
)
"""What is asked for; a document has only those that are filled."""

JOURNAL = "EJ"
"""Beginning of the number of a journal article; `ED` is that of every other document."""

TYPES = {
    "journal articles": "article-journal",
    "books": "book",
    "dissertations/theses": "thesis",
    "speeches/meeting papers": "paper-conference",
    "reports": "report",
    "numerical/quantitative data": "dataset",
}
"""Publication type, up to ` - `, in lower case → CSL type; the first of the table that a document has."""

_PLACE = re.compile(r"\bv(?P<volume>[\w-]+)(?:\s+n(?P<issue>[\w/-]+))?(?:\s+p(?P<page>[\w-]+))?")
_ADDRESS = re.compile(r"(?<=[a-z)]{3})\.\s.*|;.*")


def work_id(document: Any) -> str:
    """Return the number (`EJ1286736`) of a document; an empty string when it has none."""
    return text(mapping(document).get("id"))


def read(payload: str) -> Record:
    """Return the record in the JSON of one document; raise SourceError when the payload is none.

    The source of an article is its journal (which some answers name as the publisher only), that of another
    document its publisher.
    """
    document = loaded(payload)
    number = work_id(document)
    if not number:
        raise SourceError("ERIC gave something that is not a document.", remedy="It is kept as received.")
    source, publisher = text(document.get("source")), _ADDRESS.sub("", text(document.get("publisher")))
    kind = _type(document, number)
    article = kind == "article-journal"
    place = _PLACE.search(f"{source} {text(document.get('sourceid'))}")
    url = text(document.get("url"))
    return Record(
        source=SOURCE,
        source_id=number,
        raw=payload,
        title=prose(document.get("title")),
        authors=_authors(document),
        year=normalise.year(text(document.get("publicationdateyear"))),
        container_title=(_PLACE.sub("", source).strip(" ,;") or publisher) if article else "",
        volume=place["volume"] if place else "",
        issue=(place["issue"] or "") if place else "",
        page=normalise.pages(place["page"] or "") if place else details(source).page,
        publisher=publisher or ("" if article else source),
        language=next(filter(None, map(normalise.language, _listed(document, "language"))), ""),
        type=kind,
        doi=normalise.doi(url),
        isbn=normalise.isbn(" ; ".join(_listed(document, "isbn"))),
        issn=normalise.issn(" ; ".join(_listed(document, "issn"))),
        url=url or f"https://eric.ed.gov/?id={number}",
        abstract=prose(document.get("description")),
        keywords=tuple(dict.fromkeys(_listed(document, "subject"))),
    )


def _listed(document: dict[str, Any], name: str) -> list[str]:
    """Return the texts of a field, which is a list in most answers and one text in some."""
    value = document.get(name)
    return list(filter(None, map(prose, items(value) or ([value] if isinstance(value, str) else []))))


def _authors(document: dict[str, Any]) -> tuple[Name, ...]:
    return tuple(parse(one.removesuffix(", Ed.")) for one in _listed(document, "author"))


def _type(document: dict[str, Any], number: str) -> str:
    kinds = {one.lower().split(" - ")[0] for one in _listed(document, "publicationtype")}
    known = next((csl for kind, csl in TYPES.items() if kind in kinds), "")
    return "article-journal" if number.startswith(JOURNAL) else known
