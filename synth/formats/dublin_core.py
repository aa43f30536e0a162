"""Dublin Core in XML: simple (`oai_dc`, `srw_dc`), qualified, and inside other metadata (KB, overheid.nl).

Every element of a Dublin Core namespace counts, however deep it stands. Terms: DCMI Metadata Terms; the
types and alternative identifiers of OpenAIRE and DRIVER (`info:eu-repo/semantics/…`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from synth.formats import normalise
from synth.formats.elements import Element, different, local, parsed, raw, text, tree
from synth.formats.entries import Parsed
from synth.formats.headings import heading
from synth.formats.hosts import details
from synth.model import Name, Record

SOURCE = "dublin-core"
CONTAINERS = ("dc", "qualifieddc", "dcx", "gzd")
NAMESPACE = "http://purl.org/dc/"

TYPES = {
    "article": "article-journal",
    "journal article": "article-journal",
    "contribution to journal": "article-journal",
    "artikel": "article-journal",
    "review": "article-journal",
    "book": "book",
    "boek": "book",
    "monograph": "book",
    "bookpart": "chapter",
    "book part": "chapter",
    "book chapter": "chapter",
    "part of book or chapter of book": "chapter",
    "doctoralthesis": "thesis",
    "masterthesis": "thesis",
    "bachelorthesis": "thesis",
    "doctoral thesis": "thesis",
    "master thesis": "thesis",
    "bachelor thesis": "thesis",
    "thesis": "thesis",
    "studentthesis": "thesis",
    "proefschrift": "thesis",
    "dissertation": "thesis",
    "report": "report",
    "rapport": "report",
    "technical report": "report",
    "externalresearchreport": "report",
    "research report": "report",
    "working paper": "report",
    "workingpaper": "report",
    "conferenceobject": "paper-conference",
    "conferencepaper": "paper-conference",
    "conference paper": "paper-conference",
    "preprint": "article",
    "dataset": "dataset",
    "patent": "patent",
    "beleidsnota": "report",
    "kamerstuk": "legislation",
    "kamerstuk zonder gestructureerde inhoud": "legislation",
}
"""Type as repositories write it (lower case, without `info:eu-repo/semantics/`) → CSL type."""

_SEMANTICS = "info:eu-repo/semantics/"
_ISSN = re.compile(r"\A(?:.*\bissn\W*)?\d{4}-?\d{3}[\dXx]\Z", re.IGNORECASE)
_ISBN = re.compile(r"\A97[89][\d-]{10,14}\Z|\A\d+-\d+-\d+-[\dXx]\Z")
_PLACE = re.compile(r"\A[^:]{2,60} : ")
_SPACED_COLON = re.compile(r"\s+:\s+")


class _Fields(dict[str, list[tuple[str, str]]]):
    """The elements by local name: their texts, each with its `xsi:type` in lower case."""

    def of(self, *names: str) -> list[str]:
        """Return the texts of the elements with these names, the names in order."""
        return [value for name in names for value, _ in self.get(name, ())]


def looks_like(document: str) -> bool:
    """True for XML that names the Dublin Core elements in its first part."""
    start = document[:20_000]
    return start.lstrip().startswith("<") and NAMESPACE in start


def parse(document: str, name: str) -> Parsed:
    """Return the records of Dublin Core in XML. Raises FileError when it cannot be read as XML."""
    read_from = tree(document, name)
    found = [one for one in read_from.root.iter() if is_record(one)]
    return parsed(read_from, found, lambda one: read(one, raw(one)), name)


def is_record(element: Element) -> bool:
    """True for the element that holds the Dublin Core of one record."""
    return local(element) in CONTAINERS and any(map(_is_term, element.iter()))


def _is_term(element: Element) -> bool:
    return isinstance(element.tag, str) and element.tag.startswith(f"{{{NAMESPACE}")


def read(element: Element, payload: str, *, source: str = SOURCE, number: str = "") -> Record | None:
    """Return the record in the Dublin Core below an element; None without title and identifier.

    `payload` is kept as received; `number` is the record's id, for Dublin Core that has none of its own.
    Contributors stand in for creators when there are none. All descriptions together are the abstract.
    """
    fields = _fields(element)
    titles, own = fields.of("title"), number or _number(fields)
    if not (titles or own):
        return None
    names = tuple(heading(one) for one in fields.of("creator") or fields.of("contributor"))
    cited = " ; ".join(fields.of("bibliographicCitation", "source"))
    place = details(cited)
    doi = _doi(fields)
    return Record(
        source=source,
        source_id=own,
        raw=payload,
        title=_title(titles[0], names) if titles else "",
        authors=tuple(dict.fromkeys(name for name in names if name != Name())),
        year=_year(fields),
        container_title=_container(fields, cited),
        volume=place.volume,
        issue=place.issue,
        page=place.page,
        publisher=_PLACE.sub("", next(iter(fields.of("publisher")), "")),
        language=next(filter(None, map(_language, fields.of("language"))), ""),
        type=_type(fields.of("type")),
        doi=doi,
        isbn=_isbn(fields),
        issn=_issn(fields),
        url=_url(fields) or (f"https://doi.org/{doi}" if doi else ""),
        abstract=" ".join(different(fields.of("abstract") or fields.of("description"))),
        keywords=_keywords(fields.of("subject")),
    )


def _fields(element: Element) -> _Fields:
    found = _Fields()
    for one in element.iter():
        if value := text(one) if _is_term(one) or local(one) == "recordIdentifier" else "":
            kinds = (kind for name, kind in one.attrib.items() if name.endswith("type") or name == "scheme")
            found.setdefault(local(one), []).append((value, " ".join(kinds).lower()))
    return found


def _number(fields: _Fields) -> str:
    catalogue = (value for value, kind in fields.get("identifier", ()) if kind.endswith(("idn", ":ppn")))
    return next(iter([*fields.of("recordIdentifier", "id"), *catalogue, *fields.of("identifier")]), "")


def _title(title: str, names: Iterable[Name]) -> str:
    """Return a title without the statement of responsibility that catalogues write behind a slash."""
    before, slash, behind = title.rpartition(" / ")
    if slash and any((name.family and name.family in behind) or str(name) in behind for name in names):
        title = before
    return _SPACED_COLON.sub(": ", title)


def _year(fields: _Fields) -> int | None:
    """Return the year of issue. Of several plain dates the earliest counts: later ones end an embargo.

    A date with a time of day tells when a repository took a record in; it counts when nothing else does.
    """
    issued = [*fields.of("issued"), *fields.of("created"), *fields.of("available")]
    if years := [year for year in map(normalise.year, fields.of("issued")) if year]:
        return years[0]
    plain = [one for one in fields.of("date") if "T" not in one]
    for dates in (plain, issued, fields.of("date", "modified")):
        if years := [year for year in map(normalise.year, dates) if year]:
            return min(years)
    return None


def _container(fields: _Fields, cited: str) -> str:
    parts = [one for one in fields.of("isPartOf", "isPartof") if not one.startswith(("http", "urn:"))]
    if parts:
        return parts[0]
    if details(cited).volume or details(cited).issue:
        return re.split(r"\s*[;,]\s|\s+\.-\s", cited, maxsplit=1)[0]
    return ""


def _language(value: str) -> str:
    """Return the code of a language: `dut`, `nl-NL`, or the last part of an address (`…/language/NLD`)."""
    return normalise.language(value.rstrip("/").rpartition("/")[2])


def _type(kinds: list[str]) -> str:
    """Return the CSL type of the first kind that is known, the semantic ones first."""
    ordered = sorted(kinds, key=lambda one: not one.startswith(_SEMANTICS))
    known = (
        TYPES.get(one.removeprefix(_SEMANTICS).rpartition("/")[2].lower().strip(), "") for one in ordered
    )
    return next(filter(None, known), "")


def _doi(fields: _Fields) -> str:
    alternative = [one for one in fields.of("relation") if "altidentifier/doi" in one.lower()]
    return next(filter(None, map(normalise.doi, (*fields.of("identifier"), *alternative))), "")


def _isbn(fields: _Fields) -> str:
    """Return the first ISBN; ten digits without hyphens are one only when they are called so."""
    values = [pair for name in ("identifier", "relation", "source") for pair in fields.get(name, ())]
    named = (value for value, kind in values if "isbn" in f"{kind} {value}".lower() or _ISBN.match(value))
    return next(filter(None, map(normalise.isbn, named)), "")


def _issn(fields: _Fields) -> str:
    values = fields.of("identifier", "source", "relation", "isPartOf")
    named = (one for one in values if _ISSN.match(one.strip()) or "issn" in one.lower())
    return next(filter(None, map(normalise.issn, named)), "")


def _url(fields: _Fields) -> str:
    addresses = [one for one in fields.of("identifier", "source") if one.startswith(("http://", "https://"))]
    addresses.sort(key=lambda one: "doi.org/" in one)
    return addresses[0] if addresses else ""


def _keywords(subjects: list[str]) -> tuple[str, ...]:
    """Return the subjects; several in one element are cut at semicolons, addresses and codes left out."""
    pieces = (piece.strip() for one in subjects for piece in one.split(";"))
    return different(piece for piece in pieces if piece and not piece.startswith(("http", "info:")))
