"""A result of Europe PMC as a record: core results, and lite ones as far as they go."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from synth.errors import SourceError
from synth.formats import normalise
from synth.formats.names import parse, person
from synth.model import Name, Record
from synth.sources.values import items, loaded, mapping, prose, text

SOURCE = "europepmc"

TYPES = {
    "preprint": "article",
    "patent": "patent",
    "thesis": "thesis",
    "academic dissertation": "thesis",
    "book": "book",
    "monograph": "book",
    "book chapter": "chapter",
    "chapter": "chapter",
    "congress": "paper-conference",
    "conference proceedings": "paper-conference",
    "technical report": "report",
    "report": "report",
    "dataset": "dataset",
}
"""Publication type at Europe PMC (lower case, hyphens as spaces) that says more than `journal article`."""

COLLECTIONS = {"PPR": "article", "PAT": "patent", "ETH": "thesis", "NBK": "book", "HIR": "report"}
"""The collection a result is from, and the CSL type it means; in all others journal articles prevail."""

_RETRACTED = "retracted publication"


def work_id(work: Any) -> str:
    """Return the id (`MED/12345`) of a result as received; an empty string when it has none."""
    parts = [text(mapping(work).get(name)) for name in ("source", "id")]
    return "/".join(parts) if all(parts) else ""


def read(payload: str) -> Record:
    """Return the record in the JSON of one result.

    MeSH headings are not the authors' keywords: they stay in `raw` only. Raises SourceError when the
    payload is not a result.
    """
    work = loaded(payload)
    if not work_id(work):
        raise SourceError("Europe PMC gave something that is not a result.", remedy="It is kept as received.")
    info, book = mapping(work.get("journalInfo")), mapping(work.get("bookOrReportDetails"))
    journal, kinds = mapping(info.get("journal")), _kinds(work)
    doi = normalise.doi(text(work.get("doi")))
    return Record(
        source=SOURCE,
        source_id=work_id(work),
        raw=payload,
        title=prose(work.get("title")),
        authors=_authors(work),
        year=normalise.year(text(work.get("pubYear")))
        or normalise.year(text(work.get("firstPublicationDate"))),
        container_title=_first(journal.get("title"), work.get("journalTitle"), book.get("comprisingTitle")),
        volume=_first(info.get("volume"), work.get("journalVolume")),
        issue=_first(info.get("issue"), work.get("issue")),
        page=normalise.pages(text(work.get("pageInfo"))),
        publisher=text(book.get("publisher")),
        language=normalise.language(text(work.get("language"))),
        type=_type(work, kinds),
        doi=doi,
        pmid=normalise.pmid(text(work.get("pmid"))),
        isbn=normalise.isbn(_joined(book.get("isbn13"), book.get("isbn10"))),
        issn=normalise.issn(_joined(journal.get("issn"), journal.get("essn"), work.get("journalIssn"))),
        url=f"https://doi.org/{doi}" if doi else f"https://europepmc.org/article/{quote(work_id(work))}",
        abstract=prose(work.get("abstractText")),
        keywords=_keywords(work),
        note="Retracted according to Europe PMC." if _RETRACTED in kinds else "",
    )


def _authors(work: dict[str, Any]) -> tuple[Name, ...]:
    listed = [_author(mapping(one)) for one in items(mapping(work.get("authorList")).get("author"))]
    names = [one for one in listed if one != Name()]
    if not names:
        shown = re.split(r",\s*", text(work.get("authorString")).removesuffix("."))
        names = [parse(one) for one in shown if one]
    return tuple(names)


def _author(author: dict[str, Any]) -> Name:
    family = text(author.get("lastName"))
    if not family:
        return Name(literal=_first(author.get("collectiveName"), author.get("fullName")))
    return person(family, _first(author.get("firstName"), author.get("initials")))


def _kinds(work: dict[str, Any]) -> tuple[str, ...]:
    """Return the publication types in lower case: a list in a core result, one text in a lite one."""
    listed = items(mapping(work.get("pubTypeList")).get("pubType")) or text(work.get("pubType")).split(";")
    return tuple(" ".join(text(kind).lower().replace("-", " ").split()) for kind in listed)


def _type(work: dict[str, Any], kinds: tuple[str, ...]) -> str:
    known = next((TYPES[kind] for kind in kinds if kind in TYPES), "")
    collection = COLLECTIONS.get(text(work.get("source")), "")
    return known or collection or ("article-journal" if any(kinds) else "")


def _keywords(work: dict[str, Any]) -> tuple[str, ...]:
    words = map(prose, items(mapping(work.get("keywordList")).get("keyword")))
    return tuple(dict.fromkeys(filter(None, words)))


def _first(*values: Any) -> str:
    """Return the first value that has text."""
    return next(filter(None, map(text, values)), "")


def _joined(*values: Any) -> str:
    return " ".join(map(text, values))
