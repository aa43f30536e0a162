"""The tables of BibTeX and biblatex: entry types and fields in the vocabulary of `Record` (CSL)."""

from __future__ import annotations

TYPES = {
    "article": "article-journal",
    "suppperiodical": "article-journal",
    "book": "book",
    "mvbook": "book",
    "collection": "book",
    "mvcollection": "book",
    "proceedings": "book",
    "mvproceedings": "book",
    "reference": "book",
    "inbook": "chapter",
    "bookinbook": "chapter",
    "suppbook": "chapter",
    "incollection": "chapter",
    "suppcollection": "chapter",
    "inreference": "entry-encyclopedia",
    "inproceedings": "paper-conference",
    "conference": "paper-conference",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "thesis": "thesis",
    "techreport": "report",
    "report": "report",
    "manual": "report",
    "misc": "document",
    "online": "webpage",
    "electronic": "webpage",
    "www": "webpage",
    "unpublished": "manuscript",
    "booklet": "pamphlet",
    "patent": "patent",
    "dataset": "dataset",
    "software": "software",
    "periodical": "periodical",
    "standard": "standard",
    "legislation": "legislation",
    "jurisdiction": "legal_case",
    "artwork": "graphic",
    "image": "graphic",
    "audio": "song",
    "movie": "motion_picture",
    "video": "motion_picture",
    "review": "review",
    "letter": "personal_communication",
    "performance": "performance",
}
"""Entry type → CSL type; one that is not here reads as `document`."""

WRITTEN = {csl: bibtex for bibtex, csl in reversed(TYPES.items())}
"""CSL type → entry type; others are @misc with the CSL type in `entrysubtype` (a biblatex field)."""

_ONLY_CSL = """
    article article-magazine article-newspaper bill broadcast classic collection entry entry-dictionary event
    figure hearing interview map musical_score post post-weblog regulation review-book speech treaty
"""
SUBTYPES = {"newspaper": "article-newspaper", "magazine": "article-magazine"}
SUBTYPES |= {csl: csl for csl in _ONLY_CSL.split()}
"""`entrysubtype` → CSL type."""

CONTAINER = ("journal", "journaltitle", "booktitle", "maintitle", "shortjournal")
YEAR = ("year", "date", "issued", "pubdate")
ISSUE = ("number", "issue")
PUBLISHER = ("publisher", "institution", "school", "organization")
KEYWORDS = ("keywords", "keyword", "author_keywords")
PMID = ("pmid", "pubmedid", "pubmed_id")
LINKS = ("url", "ee", "howpublished", "link")
ISSUE_TYPES = frozenset(
    ("article-journal", "article-magazine", "article-newspaper", "periodical", "paper-conference")
)
"""Types whose `number` is an issue; elsewhere it is a report or patent number."""

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""The strings that BibTeX styles define for everyone."""

_FROM_PARENT = """
    booktitle year date publisher editor isbn issn language langid address institution organization journal
    journaltitle volume
"""
INHERITED = tuple(_FROM_PARENT.split())
"""Fields that an entry takes from the one its `crossref` names, where it has none of its own."""
