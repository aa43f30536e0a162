"""An article of DOAJ as a record."""

from __future__ import annotations

from typing import Any

from synth.errors import SourceError
from synth.formats import normalise
from synth.formats.names import natural
from synth.model import Name, Record
from synth.sources.values import first, items, listed, loaded, mapping, prose, text

SOURCE = "doaj"


def work_id(work: Any) -> str:
    """Return the id of an article as received; an empty string when it has none."""
    return text(mapping(work).get("id"))


def read(payload: str) -> Record:
    """Return the record in the JSON of one article.

    DOAJ tells the languages of the journal, not of the article: one is taken for both, several for none.
    Subjects are those of the journal and stay in `raw` only. Raises SourceError when the payload is not an
    article.
    """
    work = loaded(payload)
    article = mapping(work.get("bibjson"))
    if not work_id(work) or not article:
        raise SourceError("DOAJ gave something that is not an article.", remedy="It is kept as received.")
    journal = mapping(article.get("journal"))
    doi = normalise.doi(_identifier(article, "doi"))
    issns = [
        _identifier(article, "pissn"),
        _identifier(article, "eissn"),
        *map(text, items(journal.get("issns"))),
    ]
    return Record(
        source=SOURCE,
        source_id=work_id(work),
        raw=payload,
        title=prose(article.get("title")),
        authors=tuple(filter(Name().__ne__, map(_author, items(article.get("author"))))),
        year=normalise.year(text(article.get("year"))),
        container_title=prose(journal.get("title")),
        volume=text(journal.get("volume")),
        issue=text(journal.get("number")),
        page=_page(article),
        publisher=prose(journal.get("publisher")),
        language=_language(journal),
        type="article-journal",
        doi=doi,
        issn=normalise.issn(" ".join(issns)),
        url=f"https://doi.org/{doi}"
        if doi
        else _link(article) or f"https://doaj.org/article/{work_id(work)}",
        abstract=prose(article.get("abstract")),
        keywords=tuple(dict.fromkeys(filter(None, map(prose, listed(article.get("keywords")))))),
    )


def _author(author: Any) -> Name:
    return natural(text(mapping(author).get("name")))


def _identifier(article: dict[str, Any], kind: str) -> str:
    found = map(mapping, items(article.get("identifier")))
    return first(*(one.get("id") for one in found if text(one.get("type")).lower() == kind))


def _language(journal: dict[str, Any]) -> str:
    found = {normalise.language(text(one)) for one in listed(journal.get("language"))}
    return found.pop() if len(found) == 1 else ""


def _page(article: dict[str, Any]) -> str:
    start, end = text(article.get("start_page")), text(article.get("end_page"))
    return normalise.pages(f"{start}-{end}") if start and end and start != end else start or end


def _link(article: dict[str, Any]) -> str:
    found = map(mapping, items(article.get("link")))
    return next(filter(None, (text(one.get("url")) for one in found)), "")
