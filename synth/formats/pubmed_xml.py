"""PubMed XML (PubmedArticleSet, DTD of 1 January 2019 and its neighbours): articles, and books of NCBI."""

from __future__ import annotations

from collections.abc import Iterator

from synth.formats import normalise
from synth.formats.elements import (
    Element,
    children,
    different,
    every,
    first,
    line,
    local,
    parsed,
    raw,
    text,
    texts,
    tree,
)
from synth.formats.entries import Parsed
from synth.formats.names import person
from synth.model import Name, Record

SOURCE = "pubmed-xml"
ENTRIES = ("PubmedArticle", "PubmedBookArticle")

TYPES = {
    "preprint": "article",
    "dataset": "dataset",
    "academic dissertation": "thesis",
    "congress": "paper-conference",
    "technical report": "report",
    "newspaper article": "article-newspaper",
    "book review": "review-book",
}
"""Publication type (lower case) that says more than `journal article`."""

NOT_AVAILABLE = ("[not available].", "[not available]", "")
UNLABELLED = ("UNLABELLED", "UNASSIGNED")


def looks_like(document: str) -> bool:
    """True for XML whose first kilobytes name a set of PubMed articles."""
    start = document[:4096]
    return start.lstrip().startswith("<") and ("<PubmedArticle" in start or "<PubmedBookArticle" in start)


def parse(document: str, name: str) -> Parsed:
    """Return the records of PubMed XML. Raises FileError when it cannot be read as XML."""
    read_from = tree(document, name)
    found = [one for one in read_from.root.iter() if local(one) in ENTRIES]
    return parsed(read_from, found, lambda one: read(one, raw(one)), name)


def read(entry: Element, payload: str, *, source: str = SOURCE) -> Record | None:
    """Return the record in a `PubmedArticle` or `PubmedBookArticle`; None without title and PMID.

    `payload` is kept as received. Keywords are those of the authors, then the MeSH headings (descriptors
    without qualifiers). A title in brackets is NLM's translation; the original one is in `note`.
    """
    if local(entry) == "PubmedBookArticle":
        return _book(entry, payload, source)
    citation, data = first(entry, "MedlineCitation"), first(entry, "PubmedData")
    article = first(citation, "Article")
    pmid, title, note = text(first(citation, "PMID")), text(first(article, "ArticleTitle")), ""
    vernacular = text(first(article, "VernacularTitle"))
    if title.lower() in NOT_AVAILABLE:
        title = vernacular or title
    elif vernacular:
        note = f"Original title: {vernacular}"
    if not (pmid or title):
        return None
    journal, issue = first(article, "Journal"), first(article, "Journal", "JournalIssue")
    ids = list(_ids(article, data))
    doi = next((normalise.doi(value) for kind, value in ids if kind == "doi" and normalise.doi(value)), "")
    return Record(
        source=source,
        source_id=pmid,
        raw=payload,
        title=title,
        authors=_authors(first(article, "AuthorList")),
        year=_year(issue, article, data),
        container_title=text(first(journal, "Title"))
        or text(first(journal, "ISOAbbreviation"))
        or text(first(citation, "MedlineJournalInfo", "MedlineTA")),
        volume=text(first(issue, "Volume")),
        issue=text(first(issue, "Issue")),
        page=_pages(article),
        language=_language(article),
        type=_type(texts(article, "PublicationTypeList", "PublicationType")) or "article-journal",
        doi=doi,
        pmid=normalise.pmid(pmid),
        issn=normalise.issn(" ".join(_issns(journal, citation))),
        url=f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/" if pmid else "",
        abstract=_abstract(first(article, "Abstract")) or _abstract(first(citation, "OtherAbstract")),
        keywords=_keywords(citation),
        note=" ".join(filter(None, (note, _retracted(article)))),
    )


def _book(entry: Element, payload: str, source: str) -> Record | None:
    document = first(entry, "BookDocument")
    book, chapter = first(document, "Book"), text(first(document, "ArticleTitle"))
    pmid, title = text(first(document, "PMID")), text(first(book, "BookTitle"))
    if not (pmid or title or chapter):
        return None
    lists = children(document, "AuthorList") if chapter else children(book, "AuthorList")
    ids = list(_ids(document, first(entry, "PubmedBookData")))
    return Record(
        source=source,
        source_id=pmid,
        raw=payload,
        title=chapter or title,
        authors=_book_authors(lists or children(document, "AuthorList")),
        year=_date_year(first(book, "PubDate")) or _date_year(first(document, "ContributionDate")),
        container_title=title if chapter else "",
        volume=text(first(book, "Volume")),
        page=_pages(document),
        publisher=text(first(book, "Publisher", "PublisherName")),
        language=_language(document),
        type="chapter" if chapter else "book",
        doi=next((normalise.doi(value) for kind, value in ids if kind == "doi"), ""),
        pmid=normalise.pmid(pmid),
        isbn=normalise.isbn(" ".join(texts(book, "Isbn"))),
        url=f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/" if pmid else "",
        abstract=_abstract(first(document, "Abstract")),
        keywords=_keywords(document),
    )


def _authors(listed: Element | None) -> tuple[Name, ...]:
    names = [_author(one) for one in children(listed, "Author") if one.get("ValidYN") != "N"]
    return tuple(name for name in names if name != Name())


def _book_authors(lists: list[Element]) -> tuple[Name, ...]:
    """Return the authors of a book; its editors when it names no authors."""
    written = [one for one in lists if one.get("Type", "authors") == "authors"]
    return tuple(name for one in written or lists for name in _authors(one))


def _author(author: Element) -> Name:
    family, given = text(first(author, "LastName")), text(first(author, "ForeName"))
    if not family:
        return Name(literal=text(first(author, "CollectiveName")) or given)
    suffix = text(first(author, "Suffix"))
    given = given or text(first(author, "FirstName")) or text(first(author, "Initials"))
    return person(family, f"{given}, {suffix}" if suffix and given else given)


def _year(issue: Element | None, article: Element | None, data: Element | None) -> int | None:
    """Return the year of the issue; of the article online, then of its coming into PubMed, without one."""
    history = (one for one in every(data, "History", "PubMedPubDate"))
    dates = [first(issue, "PubDate"), first(article, "ArticleDate"), *history]
    return next(filter(None, map(_date_year, dates)), None)


def _date_year(date: Element | None) -> int | None:
    """Return the year of a date: `Year`, or the first one in `MedlineDate` (`2009 Nov-2010 Jan`)."""
    return normalise.year(text(first(date, "Year")) or text(first(date, "MedlineDate")))


def _ids(article: Element | None, data: Element | None) -> Iterator[tuple[str, str]]:
    """Yield the identifiers with their kind; those that are marked invalid are left out."""
    for one in children(article, "ELocationID"):
        if one.get("ValidYN") != "N":
            yield one.get("EIdType", ""), text(one)
    for one in (*every(data, "ArticleIdList", "ArticleId"), *every(article, "ArticleIdList", "ArticleId")):
        yield one.get("IdType", ""), text(one)


def _issns(journal: Element | None, citation: Element | None) -> list[str]:
    return [*texts(journal, "ISSN"), *texts(citation, "MedlineJournalInfo", "ISSNLinking")]


def _pages(article: Element | None) -> str:
    pagination = first(article, "Pagination")
    shown = text(first(pagination, "MedlinePgn"))
    if not shown:
        shown = "-".join(filter(None, (text(first(pagination, end)) for end in ("StartPage", "EndPage"))))
    return normalise.pages(shown)


def _language(article: Element | None) -> str:
    return next(filter(None, map(normalise.language, texts(article, "Language"))), "")


def _type(kinds: list[str]) -> str:
    return next((TYPES[kind.lower()] for kind in kinds if kind.lower() in TYPES), "")


def _retracted(article: Element | None) -> str:
    kinds = map(str.lower, texts(article, "PublicationTypeList", "PublicationType"))
    return "Retracted according to PubMed." if "retracted publication" in kinds else ""


def _abstract(abstract: Element | None) -> str:
    """Return the sections of an abstract as one text, each after its label."""
    sections = []
    for one in children(abstract, "AbstractText"):
        label, words = line(one.get("Label", "")), text(one)
        if words:
            sections.append(f"{label}: {words}" if label and label not in UNLABELLED else words)
    return " ".join(sections)


def _keywords(citation: Element | None) -> tuple[str, ...]:
    own = texts(citation, "KeywordList", "Keyword")
    headings = texts(citation, "MeshHeadingList", "MeshHeading", "DescriptorName")
    return different([*own, *headings])
