"""A DOI of DataCite as a record."""

from __future__ import annotations

from typing import Any

from synth.errors import SourceError
from synth.formats import normalise
from synth.formats.names import natural, parse, person
from synth.model import Name, Record
from synth.sources.values import first, items, loaded, mapping, prose, text

SOURCE = "datacite"

TYPES = {
    "audiovisual": "motion_picture",
    "book": "book",
    "bookchapter": "chapter",
    "computationalnotebook": "software",
    "conferencepaper": "paper-conference",
    "conferenceproceeding": "book",
    "datapaper": "article-journal",
    "dataset": "dataset",
    "dissertation": "thesis",
    "image": "graphic",
    "journalarticle": "article-journal",
    "model": "dataset",
    "outputmanagementplan": "report",
    "peerreview": "review",
    "preprint": "article",
    "presentation": "speech",
    "poster": "speech",
    "report": "report",
    "software": "software",
    "sound": "song",
    "standard": "standard",
}
"""General type at DataCite (letters only, lower case) and the CSL type."""

WORDS = {
    "thesis": "thesis",
    "dissertation": "thesis",
    "report": "report",
    "working paper": "report",
    "conference": "paper-conference",
    "chapter": "chapter",
    "book": "book",
    "preprint": "article",
    "journal article": "article-journal",
    "article": "article-journal",
}
"""Words in the free type of a text that say what it is, looked for in this order."""

RIS = {
    "THES": "thesis",
    "RPRT": "report",
    "CPAPER": "paper-conference",
    "CHAP": "chapter",
    "BOOK": "book",
    "JOUR": "article-journal",
    "DATA": "dataset",
    "COMP": "software",
}
"""The type that DataCite gives to RIS, when nothing else says more."""

CITEPROC = frozenset({*TYPES.values(), *RIS.values(), "article", "webpage", "entry", "map"})
"""Types of CSL that DataCite itself gives and that are taken over."""


def work_id(work: Any) -> str:
    """Return the id of a work as received, its DOI in lower case; an empty string when it has none."""
    found = mapping(work)
    return (text(found.get("id")) or text(mapping(found.get("attributes")).get("doi"))).lower()


def read(payload: str) -> Record:
    """Return the record in the JSON of one DOI. Raises SourceError when the payload is not one."""
    work = loaded(payload)
    about = mapping(work.get("attributes"))
    if not work_id(work) or not about:
        raise SourceError("DataCite gave something that is not a DOI.", remedy="It is kept as received.")
    container = _container(about)
    doi = normalise.doi(text(about.get("doi")) or work_id(work))
    return Record(
        source=SOURCE,
        source_id=work_id(work),
        raw=payload,
        title=_title(about),
        authors=tuple(filter(Name().__ne__, map(_author, map(mapping, items(about.get("creators")))))),
        year=normalise.year(text(about.get("publicationYear"))) or _issued(about),
        container_title=prose(container.get("title")),
        volume=text(container.get("volume")),
        issue=text(container.get("issue")),
        page=_page(container),
        publisher=_publisher(about.get("publisher")),
        language=normalise.language(text(about.get("language"))),
        type=_type(mapping(about.get("types"))),
        doi=doi,
        isbn=normalise.isbn(" ".join(_identifiers(about, container, "ISBN"))),
        issn=normalise.issn(" ".join(_identifiers(about, container, "ISSN"))),
        url=f"https://doi.org/{doi}" if doi else text(about.get("url")),
        abstract=_abstract(about),
        keywords=_keywords(about),
    )


def _title(about: dict[str, Any]) -> str:
    """Return the main title, with the subtitle when it is not in it already."""
    titles = [mapping(one) for one in items(about.get("titles"))]
    title = first(*(one.get("title") for one in titles if not text(one.get("titleType"))))
    title = title or first(*(one.get("title") for one in titles))
    subtitle = first(*(one.get("title") for one in titles if text(one.get("titleType")) == "Subtitle"))
    if not subtitle or subtitle.lower() in title.lower():
        return title
    return f"{title}: {subtitle}"


def _author(creator: dict[str, Any]) -> Name:
    name, family, given = (text(creator.get(one)) for one in ("name", "familyName", "givenName"))
    if text(creator.get("nameType")) == "Organizational":
        return Name(literal=name or family)
    if family:
        return person(family, given)
    return natural(name) if text(creator.get("nameType")) == "Personal" else parse(name)


def _issued(about: dict[str, Any]) -> int | None:
    dates = [mapping(one) for one in items(about.get("dates"))]
    return normalise.year(first(*(one.get("date") for one in dates if text(one.get("dateType")) == "Issued")))


def _publisher(publisher: Any) -> str:
    return prose(publisher) or prose(mapping(publisher).get("name"))


def _container(about: dict[str, Any]) -> dict[str, Any]:
    """Return the journal or book that a work is in: DataCite's own summary, or the related item."""
    container = mapping(about.get("container"))
    if text(container.get("title")):
        return container
    for one in map(mapping, items(about.get("relatedItems"))):
        if text(one.get("relationType")) in ("IsPublishedIn", "IsPartOf"):
            titles = [mapping(title).get("title") for title in items(one.get("titles"))]
            number = mapping(one.get("relatedItemIdentifier"))
            return {
                **one,
                "title": first(*titles),
                "identifier": number.get("relatedItemIdentifier"),
                "identifierType": number.get("relatedItemIdentifierType"),
            }
    return container


def _page(container: dict[str, Any]) -> str:
    start, end = text(container.get("firstPage")), text(container.get("lastPage"))
    return normalise.pages(f"{start}-{end}") if start and end and start != end else start or end


def _type(types: dict[str, Any]) -> str:
    general = "".join(filter(str.isalpha, text(types.get("resourceTypeGeneral")).lower()))
    if general in TYPES:
        return TYPES[general]
    free = text(types.get("resourceType")).lower()
    named = next((kind for word, kind in WORDS.items() if word in free), "")
    given = text(types.get("citeproc"))
    ris = RIS.get(text(types.get("ris")).upper(), "")
    return named or (given if given in CITEPROC else "") or ris or ("document" if general or free else "")


def _identifiers(about: dict[str, Any], container: dict[str, Any], kind: str) -> list[str]:
    """Return the numbers of a kind: of the work itself, of its journal or book, of what it is part of."""
    own = [mapping(one) for one in items(about.get("identifiers"))]
    found = [text(one.get("identifier")) for one in own if text(one.get("identifierType")) == kind]
    if text(container.get("identifierType")).upper().endswith(kind):
        found.append(text(container.get("identifier")))
    for one in map(mapping, items(about.get("relatedIdentifiers"))):
        within = text(one.get("relationType")) in ("IsPartOf", "IsPublishedIn", "IsIdenticalTo")
        if within and text(one.get("relatedIdentifierType")).upper().endswith(kind):
            found.append(text(one.get("relatedIdentifier")))
    return found


def _abstract(about: dict[str, Any]) -> str:
    listed = [mapping(one) for one in items(about.get("descriptions"))]
    return first(
        *(one.get("description") for one in listed if text(one.get("descriptionType")) == "Abstract")
    )


def _keywords(about: dict[str, Any]) -> tuple[str, ...]:
    words = (prose(mapping(one).get("subject")) for one in items(about.get("subjects")))
    return tuple(dict.fromkeys(filter(None, words)))
