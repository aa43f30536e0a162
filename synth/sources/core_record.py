"""A work of CORE as a record."""

from __future__ import annotations

from typing import Any

from synth.errors import SourceError
from synth.formats import normalise
from synth.formats.names import natural
from synth.model import Name, Record
from synth.sources.values import first, items, loaded, mapping, prose, text

SOURCE = "core"

TYPES = {
    "research": "article-journal",
    "journal article": "article-journal",
    "thesis": "thesis",
    "dissertation": "thesis",
    "book": "book",
    "book chapter": "chapter",
    "conference paper": "paper-conference",
    "presentation": "speech",
    "slides": "speech",
    "preprint": "article",
    "report": "report",
    "dataset": "dataset",
}
"""Type of document at CORE (lower case) and the CSL type; others: `document`."""

_WHITE = "' \""


def work_id(work: Any) -> str:
    """Return the id (a number) of a work as received; an empty string when it has none."""
    return text(mapping(work).get("id"))


def read(payload: str) -> Record:
    """Return the record in the JSON of one work.

    The field of study is made by machine: it stays in `raw` only. Raises SourceError when the payload is not
    a work.
    """
    work = loaded(payload)
    if not work_id(work):
        raise SourceError("CORE gave something that is not a work.", remedy="It is kept as received.")
    journals = [mapping(one) for one in items(work.get("journals"))]
    doi = normalise.doi(text(work.get("doi"))) or normalise.doi(_identifier(work, "DOI"))
    kind = first(work.get("documentType")).lower()
    return Record(
        source=SOURCE,
        source_id=work_id(work),
        raw=payload,
        title=prose(work.get("title")),
        authors=tuple(filter(Name().__ne__, map(_author, items(work.get("authors"))))),
        year=_year(work),
        container_title=first(*(one.get("title") for one in journals)),
        publisher=prose(work.get("publisher")).strip(_WHITE),
        language=_language(work.get("language")),
        type=TYPES.get(kind, "document" if kind else ""),
        doi=doi,
        pmid=normalise.pmid(text(work.get("pubmedId"))),
        issn=normalise.issn(" ".join(_identifiers(journals))),
        url=_url(work, doi),
        abstract=prose(work.get("abstract")),
    )


def _author(author: Any) -> Name:
    return natural(text(author) or text(mapping(author).get("name")))


def _year(work: dict[str, Any]) -> int | None:
    """Return the year of publication, or that of another date that is known."""
    dates = map(text, map(work.get, ("yearPublished", "publishedDate", "acceptedDate", "depositedDate")))
    return next(filter(None, map(normalise.year, dates)), None)


def _identifier(work: dict[str, Any], kind: str) -> str:
    listed = map(mapping, items(work.get("identifiers")))
    return first(*(one.get("identifier") for one in listed if text(one.get("type")) == kind))


def _identifiers(journals: list[dict[str, Any]]) -> list[str]:
    """Return what identifies the journals: `issn:1234-5678`."""
    return [text(one) for journal in journals for one in items(journal.get("identifiers"))]


def _language(language: Any) -> str:
    named = mapping(language)
    code = text(language) or text(named.get("code"))
    return normalise.language(code) or normalise.language(text(named.get("name")))


def _url(work: dict[str, Any], doi: str) -> str:
    if doi:
        return f"https://doi.org/{doi}"
    links = map(mapping, items(work.get("links")))
    shown = first(*(one.get("url") for one in links if text(one.get("type")) == "display"))
    return shown or text(work.get("downloadUrl")) or f"https://core.ac.uk/works/{work_id(work)}"
