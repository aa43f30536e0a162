"""Word's own list of sources (`Sources.xml`, Office Open XML, part 1, bibliography)."""

from __future__ import annotations

from collections.abc import Mapping

from synth.formats.elements import Element, children, every, local, parsed, raw, text, texts, tree
from synth.formats.entries import Parsed
from synth.formats.roles import Role, to_record
from synth.model import Record

SOURCE = "word"

_TYPES = {
    "ArticleInAPeriodical": "article-magazine",
    "Book": "book",
    "BookSection": "chapter",
    "JournalArticle": "article-journal",
    "ConferenceProceedings": "paper-conference",
    "Report": "report",
    "InternetSite": "webpage",
    "DocumentFromInternetSite": "webpage",
    "ElectronicSource": "webpage",
    "Patent": "patent",
    "Case": "legal_case",
    "Film": "motion_picture",
    "Interview": "interview",
}
_NAMES: Mapping[Role, tuple[str, ...]] = {
    "id": ("Tag", "Guid"),
    "title": ("Title", "InternetSiteTitle"),
    "year": ("Year",),
    "container": ("JournalName", "BookTitle", "ConferenceName", "PeriodicalTitle", "PublicationTitle"),
    "volume": ("Volume",),
    "issue": ("Issue",),
    "pages": ("Pages",),
    "publisher": ("Publisher", "Institution"),
    "language": ("Language",),
    "doi": ("DOI", "StandardNumber"),
    "isbn": ("StandardNumber",),
    "issn": ("StandardNumber",),
    "url": ("URL",),
    "note": ("Comments",),
}


def looks_like(document: str) -> bool:
    """True for XML in the namespace of Word's bibliography."""
    return document.lstrip().startswith("<") and "officeDocument/2006/bibliography" in document[:4096]


def parse(document: str, name: str) -> Parsed:
    """Return the records of Word's sources. Raises FileError when it cannot be read as XML."""
    read_from = tree(document, name)
    found = [one for one in read_from.root.iter() if local(one) == "Source"]
    return parsed(read_from, found, lambda one: _read(one, raw(one)), name)


def _read(entry: Element, payload: str) -> Record | None:
    values: dict[str, list[str]] = {
        role: [t for name in names for t in texts(entry, name)] for role, names in _NAMES.items()
    }
    values["people"] = _people(entry, "Author")
    values["editors"] = ["; ".join(_people(entry, "Editor"))]
    values["institutions"] = texts(entry, "Author", "Author", "Corporate")
    kind = _TYPES.get(next(iter(texts(entry, "SourceType")), ""), "document")
    record = to_record(SOURCE, values, raw=payload, kind=kind)
    return record if record.title or record.authors or record.container_title else None


def _people(entry: Element, part: str) -> list[str]:
    found = []
    for person in every(entry, "Author", part, "NameList", "Person"):
        family, given = (
            " ".join(map(text, children(person, *names))) for names in (("Last",), ("First", "Middle"))
        )
        found.append(f"{family}, {given}".strip(", ") or "")
    return found
