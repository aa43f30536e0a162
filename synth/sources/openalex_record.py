"""An OpenAlex work as a record: the schema of today, and that of 2023 (`host_venue`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import itemgetter
from typing import Any

from synth.errors import SourceError
from synth.formats import normalise
from synth.formats.names import natural
from synth.model import Name, Record
from synth.sources.values import items, loaded, mapping, text

SOURCE = "openalex"
MAX_ABSTRACT_WORDS = 50_000
MAX_ABSTRACT_CHARACTERS = 1_000_000

TYPES = {
    "article": "article-journal",
    "book": "book",
    "book-chapter": "chapter",
    "book-part": "chapter",
    "book-review": "review-book",
    "book-section": "chapter",
    "conference-abstract": "paper-conference",
    "conference-paper": "paper-conference",
    "data-paper": "article-journal",
    "dataset": "dataset",
    "dissertation": "thesis",
    "edited-book": "book",
    "editorial": "article-journal",
    "erratum": "article-journal",
    "journal-article": "article-journal",
    "letter": "article-journal",
    "libguides": "webpage",
    "monograph": "book",
    "peer-review": "review",
    "posted-content": "article",
    "preprint": "article",
    "proceedings-article": "paper-conference",
    "reference-book": "book",
    "reference-entry": "entry",
    "report": "report",
    "retraction": "article-journal",
    "review": "article-journal",
    "software": "software",
    "software-paper": "article-journal",
    "standard": "standard",
}
"""Type at OpenAlex, today's and those taken from Crossref in 2023, and the CSL type; others: `document`."""

_WORK_ID = re.compile(r"W\d+\Z")


def work_id(work: Any) -> str:
    """Return the id (`W123`) of a work as received; an empty string when it has none."""
    found = _WORK_ID.search(text(work.get("id"))) if isinstance(work, dict) else None
    return found.group() if found else ""


def read(payload: str) -> Record:
    """Return the record in the JSON of one work.

    Machine-made topics and keywords are not the authors' keywords: they stay in `raw` only. Raises
    SourceError when the payload is not a work.
    """
    work = loaded(payload)
    if not (number := work_id(work)):
        raise SourceError("OpenAlex gave something that is not a work.", remedy="It is kept as received.")
    location, venue = mapping(work.get("primary_location")), mapping(work.get("host_venue"))
    source, biblio = mapping(location.get("source")) or venue, mapping(work.get("biblio"))
    doi = normalise.doi(text(work.get("doi")))
    words, cut = abstract(work.get("abstract_inverted_index"))
    return Record(
        source=SOURCE,
        source_id=number,
        raw=payload,
        title=text(work.get("title")) or text(work.get("display_name")),
        authors=tuple(filter(None, map(_author, items(work.get("authorships"))))),
        year=_year(work),
        container_title=text(source.get("display_name")),
        volume=text(biblio.get("volume")),
        issue=text(biblio.get("issue")),
        page=_page(biblio),
        publisher=text(source.get("host_organization_name")) or text(venue.get("publisher")),
        language=_language(work),
        type=_type(work, source),
        doi=doi,
        pmid=normalise.pmid(text(mapping(work.get("ids")).get("pmid"))),
        openalex=number,
        issn=_issn(source),
        url=_url(location, venue, doi) or text(work.get("id")),
        abstract=words,
        note=" ".join(_notes(work, cut=cut)),
    )


def abstract(index: Any) -> tuple[str, bool]:
    """Return the text of an inverted index (word → places), and whether it was cut.

    Malformed parts are skipped. At most 50,000 words and 1,000,000 characters, so that an index that
    names one long word a million times cannot fill the memory.
    """
    placed, cut = _placed(index)
    placed.sort(key=itemgetter(0))
    return text(" ".join([word for _, word in placed])), cut


def _notes(work: dict[str, Any], *, cut: bool) -> Iterator[str]:
    if work.get("is_retracted") is True:
        yield "Retracted according to OpenAlex."
    if cut:
        yield "The abstract at OpenAlex is too long to be one; it was cut."


def _placed(index: Any) -> tuple[list[tuple[int, str]], bool]:
    """Return the places of an index with their words, and whether what followed was left out as too much."""
    placed: list[tuple[int, str]] = []
    size = 0
    for word, places in mapping(index).items():
        before = len(placed)
        placed += [(p, word) for p in items(places) if type(p) is int and p >= 0]  # true is no place
        size += (len(placed) - before) * (len(word) + 1)
        if len(placed) > MAX_ABSTRACT_WORDS or size > MAX_ABSTRACT_CHARACTERS:
            return placed[:before], True
    return placed, False


def _author(authorship: Any) -> Name | None:
    author = mapping(mapping(authorship).get("author"))
    display = text(author.get("display_name")) or text(mapping(authorship).get("raw_author_name"))
    return natural(display) if display else None


def _year(work: dict[str, Any]) -> int | None:
    year = work.get("publication_year")
    if isinstance(year, int) and not isinstance(year, bool) and 1000 <= year <= 2999:
        return year
    return normalise.year(text(work.get("publication_date")))


def _language(work: dict[str, Any]) -> str:
    return normalise.language(text(work.get("language")))


def _type(work: dict[str, Any], source: dict[str, Any]) -> str:
    kind = text(work.get("type"))
    in_proceedings = kind == "article" and source.get("type") == "conference"
    return "paper-conference" if in_proceedings else TYPES.get(kind, "document" if kind else "")


def _page(biblio: dict[str, Any]) -> str:
    first, last = text(biblio.get("first_page")), text(biblio.get("last_page"))
    return normalise.pages(f"{first}-{last}") if first and last and first != last else first or last


def _issn(source: dict[str, Any]) -> str:
    return normalise.issn(" ".join([text(source.get("issn_l")), *map(text, items(source.get("issn")))]))


def _url(location: dict[str, Any], venue: dict[str, Any], doi: str) -> str:
    url = text(location.get("landing_page_url")) or text(venue.get("url"))
    return url or (f"https://doi.org/{doi}" if doi else "")
