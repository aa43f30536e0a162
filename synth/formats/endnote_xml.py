"""EndNote XML, which EndNote, Mendeley, Zotero and others write: `<xml><records><record>`."""

from __future__ import annotations

import re
from collections.abc import Mapping

from synth.formats.elements import Element, every, first, local, parsed, raw, text, texts, tree
from synth.formats.entries import Parsed
from synth.formats.roles import Role, to_record
from synth.model import Record

SOURCE = "endnote-xml"

_PATHS: Mapping[Role, tuple[str, ...]] = {
    "id": ("rec-number", "label", "accession-num"),
    "type": ("work-type",),
    "title": ("titles/title", "titles/translated-title"),
    "people": ("contributors/authors/author",),
    "editors": ("contributors/secondary-authors/author", "contributors/tertiary-authors/author"),
    "year": ("dates/year", "dates/pub-dates/date"),
    "container": (
        *("periodical/full-title", "titles/secondary-title", "alt-periodical/full-title"),
        *("titles/alt-title", "periodical/abbr-1", "titles/tertiary-title"),
    ),
    "volume": ("volume",),
    "issue": ("number", "issue"),
    "pages": ("pages",),
    "first_page": ("start-page",),
    "publisher": ("publisher",),
    "language": ("language",),
    "doi": ("electronic-resource-num",),
    "isbn": ("isbn",),
    "issn": ("isbn",),
    "url": ("urls/related-urls/url", "urls/web-urls/url", "urls/related-urls/related-url"),
    "abstract": ("abstract",),
    "keyword": ("keywords/keyword",),
    "note": ("notes",),
}
"""Role → elements of a record, in order of trust (EndNote's DTD, RSXML)."""

_MEDLINE = re.compile(r"(?i)\b(?:pubmed|medline|nlm)\b")


def looks_like(document: str) -> bool:
    """True for XML in which a record has EndNote's type of reference or titles."""
    start = document[:20_000]
    return (
        start.lstrip().startswith("<")
        and re.search(r"<records?[ />]", start) is not None
        and re.search(r"<(?:ref-type|contributors|titles|foreign-keys|rec-number)[ />]", start) is not None
    )


def parse(document: str, name: str) -> Parsed:
    """Return the records of EndNote XML. Raises FileError when it cannot be read as XML."""
    read_from = tree(document, name)
    found = [one for one in read_from.root.iter() if local(one) == "record"]
    return parsed(read_from, found, lambda one: read(one, raw(one)), name)


def read(entry: Element, payload: str) -> Record | None:
    """Return the record in a `record`; None when nothing in it says which publication it is."""
    values: dict[str, list[str]] = {role: _all(entry, paths) for role, paths in _PATHS.items()}
    values["keyword"] = [part for keyword in values["keyword"] for part in keyword.split(";")]
    kind = first(entry, "ref-type")
    values["type"].insert(0, kind.get("name", "") if kind is not None else "")
    values["pmid"] = _pubmed(entry)
    record = to_record(SOURCE, values, raw=payload)
    return record if record.title or record.doi or record.pmid or record.authors else None


def _all(entry: Element, paths: tuple[str, ...]) -> list[str]:
    return [found for path in paths for found in texts(entry, *path.split("/"))]


def _pubmed(entry: Element) -> list[str]:
    """The accession number of a record that came from PubMed."""
    databases = " ".join(text(one) for name in _DATABASES for one in every(entry, name))
    return texts(entry, "accession-num") if _MEDLINE.search(databases) else []


_DATABASES = ("remote-database-name", "remote-database-provider")
