"""Between the fields of a BibTeX entry and a `Record`, both ways."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names

from synth.formats import bibtex_tables as tables
from synth.formats import names, normalise
from synth.formats.latex import link_text, to_latex, to_text
from synth.formats.persons import is_institution
from synth.model import Name, Record

_KEY_CHARACTERS = re.compile(r"[\s\"#%'(),={}\\~@]+")


def to_record(kind: str, key: str, fields: Mapping[str, str], *, raw: str) -> Record:
    """Return the record of an entry of type `kind`; `fields` are values without their delimiters."""
    csl = _type(kind, fields)
    return Record(
        source="bibtex",
        source_id=key,
        raw=raw,
        title=_title(fields),
        authors=_authors(fields, csl),
        year=next(filter(None, (normalise.year(fields.get(name, "")) for name in tables.YEAR)), None),
        container_title=_first(fields, tables.CONTAINER),
        volume=_first(fields, ("volume",)),
        issue=_first(fields, tables.ISSUE) if csl in tables.ISSUE_TYPES else _first(fields, ("issue",)),
        page=normalise.pages(_first(fields, ("pages", "page", "eid", "articleno"))),
        publisher=_first(fields, tables.PUBLISHER),
        language=normalise.language(_first(fields, ("langid", "language"))),
        type=csl,
        doi=_doi(fields),
        pmid=normalise.pmid(_first(fields, tables.PMID)),
        openalex=normalise.openalex(fields.get("openalex", "")),
        isbn=normalise.isbn(fields.get("isbn", "")),
        issn=normalise.issn(fields.get("issn", "")),
        url=_url(fields),
        abstract=_first(fields, ("abstract",)),
        keywords=_keywords(fields),
        note=_first(fields, ("note", "annote", "annotation")),
    )


def _first(fields: Mapping[str, str], wanted: Iterable[str]) -> str:
    return next(filter(None, (to_text(fields.get(name, "")) for name in wanted)), "")


def _type(kind: str, fields: Mapping[str, str]) -> str:
    subtype = tables.SUBTYPES.get(to_text(fields.get("entrysubtype", "")).lower())
    return subtype or tables.TYPES.get(kind, "document")


def _title(fields: Mapping[str, str]) -> str:
    title, subtitle = to_text(fields.get("title", "")), to_text(fields.get("subtitle", ""))
    if title and subtitle:
        return f"{title}{'' if title[-1] in '?!.:' else ':'} {subtitle}"
    return title or subtitle or _first(fields, ("booktitle",))


def _authors(fields: Mapping[str, str], csl: str) -> tuple[Name, ...]:
    """The authors; of a book or report without them, its editors."""
    written = fields.get("author", "").strip()
    if not written and csl in ("book", "report", "document", "webpage"):
        written = fields.get("editor", "").strip()
    people = map(_name, split_multiple_persons_names(" ".join(written.split()))) if written else ()
    return tuple(name for name in people if str(name) and str(name).lower() not in names.OTHERS)


def _name(written: str) -> Name:
    """An institution in braces or with the words of one and no comma; a person by BibTeX's rules."""
    braced = written.startswith("{") and _wholly_braced(written)
    if braced or ("," not in written and is_institution(to_text(written))):
        return Name(literal=to_text(written))
    parts = parse_single_name_into_parts(written, strict=False)
    family = to_text(" ".join([*parts.von, *parts.last]))
    given = ", ".join(filter(None, (to_text(" ".join(parts.first)), to_text(" ".join(parts.jr)))))
    return names.person(family, given)


def _wholly_braced(text: str) -> bool:
    """True when the first brace closes at the very end (`{A} and {B}` does not)."""
    depth = 0
    for place, character in enumerate(text):
        depth += {"{": 1, "}": -1}.get(character, 0)
        if depth == 0:
            return place == len(text) - 1
    return False


def _doi(fields: Mapping[str, str]) -> str:
    """The DOI field's, or that of a doi.org link."""
    own = normalise.doi(link_text(fields.get("doi", "")))
    link = link_text(fields.get("url", ""))
    return own or (normalise.doi(link) if "doi.org/" in link.lower() else "")


def _url(fields: Mapping[str, str]) -> str:
    for name in tables.LINKS:
        link = link_text(re.sub(r"\\(?:url|href)\b", "", fields.get(name, "")))
        if re.match(r"(?i)(?:https?|ftp)://", link):
            return link
    return ""


def _keywords(fields: Mapping[str, str]) -> tuple[str, ...]:
    """Keywords are parted by semicolons or, where there is none, by commas."""
    text = _first(fields, tables.KEYWORDS)
    parts = text.split(";") if ";" in text else text.split(",")
    return tuple(dict.fromkeys(filter(None, (part.strip() for part in parts))))


# --- writing ------------------------------------------------------------------------------------------


def write(records: Iterable[Record]) -> str:
    """Return BibTeX text (UTF-8) of the records; reading it gives the same fields again (raw text apart)."""
    return "\n".join(map(_written, records))


def _written(record: Record) -> str:
    kind = tables.WRITTEN.get(record.type or "document", "misc")
    key = _KEY_CHARACTERS.sub("-", record.source_id).strip("-") or "entry"
    body = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields(record, kind) if value)
    return f"@{kind}{{{key},\n{body}}}\n"


def _fields(record: Record, kind: str) -> Iterator[tuple[str, str]]:
    yield "title", to_latex(record.title)
    yield "author", " and ".join(map(_written_name, record.authors))
    yield "year", str(record.year or "")
    yield ("journal" if kind == "article" else "booktitle"), to_latex(record.container_title)
    yield "volume", to_latex(record.volume)
    yield ("number" if kind == "article" else "issue"), to_latex(record.issue)
    yield "pages", to_latex(record.page)
    yield "publisher", to_latex(record.publisher)
    yield "langid", record.language
    yield "doi", _link(record.doi)
    yield "pmid", record.pmid
    yield "openalex", record.openalex
    yield "isbn", record.isbn
    yield "issn", record.issn
    yield "url", _link(record.url)
    yield "abstract", to_latex(record.abstract)
    yield "keywords", to_latex("; ".join(record.keywords) + (";" if len(record.keywords) == 1 else ""))
    yield "note", to_latex(record.note)
    if (record.type or "document") not in tables.WRITTEN:
        yield "entrysubtype", record.type


def _written_name(name: Name) -> str:
    """Institutions in braces; so is a part of a person's name that BibTeX would cut up."""
    if name.literal:
        return "{" + to_latex(name.literal) + "}"
    return ", ".join("{" + to_latex(part) + "}" for part in (name.family, name.given))


def _link(text: str) -> str:
    return re.sub(r"([%#&_~$])", r"\\\1", text.replace("{", "%7B").replace("}", "%7D"))
