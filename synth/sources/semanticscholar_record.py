"""A paper of Semantic Scholar as a record."""

from __future__ import annotations

import re
from typing import Any

from synth.errors import SourceError
from synth.formats import normalise
from synth.formats.names import natural
from synth.model import Name, Record
from synth.sources.values import first, items, loaded, mapping, prose, text

SOURCE = "semanticscholar"

TYPES = {
    "Book": "book",
    "BookSection": "chapter",
    "Conference": "paper-conference",
    "Dataset": "dataset",
    "JournalArticle": "article-journal",
    "CaseReport": "article-journal",
    "ClinicalTrial": "article-journal",
    "Editorial": "article-journal",
    "LettersAndComments": "article-journal",
    "MetaAnalysis": "article-journal",
    "News": "article-newspaper",
    "Review": "article-journal",
    "Study": "article-journal",
}
"""Publication type and CSL type, the one that says most first; others: `document`."""

_VOLUME_ISSUE = re.compile(r"(\w+)[ ,]+\(?(\d[\w/-]*)\)?\Z")


def work_id(work: Any) -> str:
    """Return the id of a paper as received; an empty string when it has none."""
    return text(mapping(work).get("paperId"))


def read(payload: str) -> Record:
    """Return the record in the JSON of one paper.

    Fields of study are made by machine: they stay in `raw` only. Raises SourceError when the payload is not
    a paper.
    """
    work = loaded(payload)
    if not work_id(work):
        raise SourceError(
            "Semantic Scholar gave something that is not a paper.", remedy="It is kept as received."
        )
    ids, journal = mapping(work.get("externalIds")), mapping(work.get("journal"))
    venue = mapping(work.get("publicationVenue"))
    doi = normalise.doi(text(ids.get("DOI")))
    volume, issue = _volume(text(journal.get("volume")))
    names = (journal.get("name"), venue.get("name"), work.get("venue"))
    return Record(
        source=SOURCE,
        source_id=work_id(work),
        raw=payload,
        title=prose(work.get("title")),
        authors=tuple(filter(Name().__ne__, map(_author, items(work.get("authors"))))),
        year=normalise.year(text(work.get("year"))) or normalise.year(text(work.get("publicationDate"))),
        container_title=first(*sorted(names, key=_is_archive)),
        volume=volume,
        issue=issue,
        page=normalise.pages(text(journal.get("pages"))),
        type=_type(work),
        doi=doi,
        pmid=normalise.pmid(text(ids.get("PubMed"))),
        issn=normalise.issn(" ".join(map(text, (venue.get("issn"), *items(venue.get("alternate_issns")))))),
        url=_url(work, ids, doi),
        abstract=prose(work.get("abstract")),
    )


def _author(author: Any) -> Name:
    return natural(text(mapping(author).get("name")))


def _is_archive(name: Any) -> bool:
    """Whether a name is that of an archive of preprints: a journal or conference says more."""
    return text(name).lower() in ("arxiv", "arxiv.org")


def _volume(said: str) -> tuple[str, str]:
    """Return volume and issue, which are written in one: `58 3` → `58`, `3`; `abs/1706.03762` is none."""
    if said.startswith("abs/"):
        return "", ""
    found = _VOLUME_ISSUE.fullmatch(said)
    return (found[1], found[2]) if found else (said, "")


def _type(work: dict[str, Any]) -> str:
    kinds = set(map(text, items(work.get("publicationTypes"))))
    return next((kind for name, kind in TYPES.items() if name in kinds), "document" if any(kinds) else "")


def _url(work: dict[str, Any], ids: dict[str, Any], doi: str) -> str:
    if doi:
        return f"https://doi.org/{doi}"
    arxiv = text(ids.get("ArXiv"))
    address = text(work.get("url")) or f"https://www.semanticscholar.org/paper/{work_id(work)}"
    return f"https://arxiv.org/abs/{arxiv}" if arxiv else address
