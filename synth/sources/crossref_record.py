"""A work of Crossref as a record."""

from __future__ import annotations

import re
from typing import Any

from synth.errors import SourceError
from synth.formats import normalise
from synth.formats.names import person
from synth.model import Name, Record
from synth.sources.values import items, loaded, mapping, prose, text

SOURCE = "crossref"

TYPES = {
    "book": "book",
    "book-chapter": "chapter",
    "book-part": "chapter",
    "book-section": "chapter",
    "book-track": "chapter",
    "dataset": "dataset",
    "dissertation": "thesis",
    "edited-book": "book",
    "journal-article": "article-journal",
    "monograph": "book",
    "peer-review": "review",
    "posted-content": "article",
    "proceedings": "book",
    "proceedings-article": "paper-conference",
    "reference-book": "book",
    "reference-entry": "entry",
    "report": "report",
    "report-component": "report",
    "standard": "standard",
}
"""Type at Crossref and the CSL type; others: `document`."""

DATES = ("issued", "published", "published-print", "published-online", "posted")
"""Where a year of publication is looked for, in this order."""


def work_id(work: Any) -> str:
    """Return the id of a work as received, its DOI in lower case; an empty string when it has none."""
    return text(mapping(work).get("DOI")).lower()


def read(payload: str) -> Record:
    """Return the record in the JSON of one work. Raises SourceError when the payload is not a work."""
    work = loaded(payload)
    if not work_id(work):
        raise SourceError("Crossref gave something that is not a work.", remedy="It is kept as received.")
    doi = normalise.doi(work_id(work))
    kind = text(work.get("type"))
    return Record(
        source=SOURCE,
        source_id=work_id(work),
        raw=payload,
        title=_title(work),
        authors=tuple(name for one in items(work.get("author")) if (name := _name(mapping(one))) != Name()),
        year=_year(work),
        container_title=_first(work.get("container-title")),
        volume=text(work.get("volume")),
        issue=text(work.get("issue")),
        page=normalise.pages(text(work.get("page")) or text(work.get("article-number"))),
        publisher=text(work.get("publisher")),
        language=_language(text(work.get("language"))),
        type=TYPES.get(kind, "document" if kind else ""),
        doi=doi,
        isbn=normalise.isbn(" ".join(map(text, items(work.get("ISBN"))))),
        issn=normalise.issn(" ".join(map(text, items(work.get("ISSN"))))),
        url=f"https://doi.org/{doi}" if doi else text(work.get("URL")),
        abstract=prose(work.get("abstract")),
        note="Retracted according to Crossref." if _retracted(work) else "",
    )


def _title(work: dict[str, Any]) -> str:
    """Return the title, with the subtitle when it is not in it already."""
    title, subtitle = _first(work.get("title")), _first(work.get("subtitle"))
    if not subtitle or subtitle.lower() in title.lower():
        return title
    return f"{title}: {subtitle}" if title else subtitle


def _name(author: dict[str, Any]) -> Name:
    family, given = text(author.get("family")), text(author.get("given"))
    if not family:
        return Name(literal=text(author.get("name")) or given)
    suffix = text(author.get("suffix"))
    return person(family, ", ".join(filter(None, (given, suffix))))


def _year(work: dict[str, Any]) -> int | None:
    for name in DATES:
        for date in items(mapping(work.get(name)).get("date-parts")):
            found = normalise.year(text(items(date)[0])) if items(date) else None
            if found:
                return found
    return None


def _language(code: str) -> str:
    short = code.lower().partition("-")[0]
    return short if re.fullmatch("[a-z]{2}", short) else normalise.language(code)


def _retracted(work: dict[str, Any]) -> bool:
    """Whether another work is registered that retracts this one."""
    return any(mapping(one).get("type") == "retraction" for one in items(work.get("updated-by")))


def _first(value: Any) -> str:
    """Return the first text of a list without markup."""
    return next(filter(None, map(prose, items(value))), "")
