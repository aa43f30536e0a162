"""From what an export calls a thing to a `Record`: the last step of every format that has fields with names.

A reader gives the values of each *role* in order of trust; here they are brought to one form. The same text
gives the same record, whatever the format it stood in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, get_args

from synth.formats import authors, bracketed, kinds, normalise
from synth.formats.citation import cited
from synth.model import Name, Record

Role = Literal[
    "id",
    "type",
    "title",
    "subtitle",
    "authors",
    "people",
    "editors",
    "institutions",
    "year",
    "container",
    "volume",
    "issue",
    "pages",
    "first_page",
    "last_page",
    "article_number",
    "publisher",
    "language",
    "doi",
    "pmid",
    "openalex",
    "isbn",
    "issn",
    "url",
    "abstract",
    "keywords",
    "keyword",
    "note",
    "citation",
]
"""`authors` is a text that may name several, `people` one person each; so are `keywords` and `keyword`.

`citation` is a sentence in which journal, volume, issue, pages and year stand together.
"""
ROLES: tuple[Role, ...] = get_args(Role)

Values = Mapping[str, Sequence[str]]

_MISSING = frozenset(("", "na", "n/a", "nan", "null", "none", "[no abstract available]", "not available"))
_LONGEST_MISSING = 1 + max(map(len, _MISSING))
_EXCEL_TEXT = re.compile(r'\A="(.*)"\Z', re.DOTALL)
_ONE_NUMBER = re.compile(r"\d{1,4}")
_ISSN = re.compile(r"\d{4}-\d{3}[\dXx]")
_VOLUME_BEHIND = re.compile(r"[.,;] Vol\.? ?\d")
_NOTED_PMID = re.compile(r"\bPMID:\s*\d{1,8}\b")
_CITED = ("container", "volume", "issue", "pages", "year")


def to_record(source: str, values: Values, *, raw: str, kind: str = "") -> Record:
    """Return the record that the values describe; `kind` is its CSL type where the format says so itself."""
    given = _with_citation(_at_home(values))
    text = {role: _first(given, role) if role in given else "" for role in ROLES}
    numbers = "; ".join([*given.get("isbn", ()), *given.get("issn", ())])
    return Record(
        source=source,
        source_id=next(iter(_first_value(given, "id").splitlines()), "").strip(),
        raw=raw,
        title=_title(text["title"], text["subtitle"]),
        authors=_people(given),
        year=_year(given),
        container_title=text["container"],
        volume=text["volume"],
        issue=text["issue"],
        page=_pages(text),
        publisher=text["publisher"],
        language=normalise.language(text["language"]),
        type=kind or kinds.kind(*given.get("type", ())),
        doi=_found(normalise.doi, given, "doi") or _found(normalise.own_doi, given, "url", "note"),
        pmid=_found(normalise.pmid, given, "pmid") or _found(_noted_pmid, given, "note"),
        openalex=_found(normalise.openalex, given, "openalex", "id"),
        isbn=normalise.isbn(numbers),
        issn=normalise.issn(numbers),
        url=_url(given),
        abstract=max(map(line, given.get("abstract", ())), key=len, default=""),
        keywords=_keywords(given),
        note=" ".join(dict.fromkeys(map(line, given.get("note", ())))),
    )


def line(value: str) -> str:
    """Return a value on one line; what stands for nothing (`NA`, `null`) and Excel's `="…"` are taken off."""
    text = " ".join(value.split())
    if text.startswith("="):
        wrapped = _EXCEL_TEXT.match(value.strip())
        text = " ".join(wrapped[1].split()) if wrapped else text
    return "" if len(text) < _LONGEST_MISSING and text.lower() in _MISSING else text


def _first(values: Values, role: str) -> str:
    return next(filter(None, map(line, values.get(role, ()))), "")


def _first_value(values: Values, role: str) -> str:
    return next((value for value in values.get(role, ()) if line(value)), "").strip()


def _found(read: object, values: Values, *roles: str) -> str:
    return next(filter(None, (read(line(v)) for r in roles for v in values.get(r, ()))), "")  # type: ignore[operator]


def _title(title: str, subtitle: str) -> str:
    if title and subtitle and subtitle not in title:
        return f"{title}{'' if title[-1] in '?!.:' else ':'} {subtitle}"
    return title or subtitle


def _people(values: Values) -> tuple[Name, ...]:
    """The authors, then institutions; editors only where neither is given."""
    own = [*authors.named(values.get("people", ()))]
    for text in values.get("authors", ())[:1] if not own else ():
        own += authors.split(_value(text))
    own += [Name(literal=text) for text in map(line, values.get("institutions", ())) if text]
    if not own:
        own = [name for text in values.get("editors", ()) for name in authors.split(_value(text))]
    return tuple(own)


def _value(text: str) -> str:
    """A text with its line ends, for they may part names; Excel's `="…"` taken off."""
    wrapped = _EXCEL_TEXT.match(text.strip())
    return wrapped[1] if wrapped else text.strip()


def _year(values: Values) -> int | None:
    return next(filter(None, (normalise.year(line(text)) for text in values.get("year", ()))), None)


def _pages(text: Mapping[Role, str]) -> str:
    start, end = text["first_page"], text["last_page"]
    if text["pages"] and not (_ONE_NUMBER.fullmatch(text["pages"]) and (start or text["article_number"])):
        return normalise.pages(text["pages"])
    if not start:
        return normalise.pages(text["article_number"] or end)
    if not end or end == start or "-" in start:
        return normalise.pages(start)
    return normalise.pages(end if end.startswith(f"{start}-") else f"{start}-{end}")


def _url(values: Values) -> str:
    links = [part for value in values.get("url", ()) for part in re.split(r"[;\s|]+", line(value))]
    return next((link for link in links if link.lower().startswith(("http://", "https://", "ftp://"))), "")


def _keywords(values: Values) -> tuple[str, ...]:
    parts = list(values.get("keyword", ()))
    for value in values.get("keywords", ()):
        parts += listed(value)
    return tuple(dict.fromkeys(filter(None, map(line, parts))))


def listed(value: str) -> list[str]:
    """Cut a text with several items: a list in brackets, or parts between `;`, `|`, line ends or commas."""
    value = line(value) if "\n" not in value.strip() else value.strip()
    sign = next((sign for sign in (";", "|", "\n", ",") if sign in value), ";")
    in_brackets = bracketed.items(value)
    return value.split(sign) if in_brackets is None else in_brackets


def _with_citation(values: Values) -> Values:
    """Fill what is missing from a sentence such as `Journal of X June 2015;58(6):688-696`."""
    sentence = _first(values, "citation")
    if not sentence or all(_first(values, role) for role in _CITED):
        return values
    missing = {role: [text] for role, text in cited(sentence).items() if text and not _first(values, role)}
    if _first(values, "first_page"):
        missing.pop("pages", None)
    return {**values, **missing}


def _at_home(values: Values) -> Values:
    """Put values where they belong: an ISSN in the issue's column, a citation in the journal's (Ovid)."""
    issues, journals = values.get("issue", ()), values.get("container", ())
    numbers = [text for text in issues if _ISSN.fullmatch(text.strip())]
    sentences = [text for text in journals if _VOLUME_BEHIND.search(text)]
    if not numbers and not sentences:
        return values
    return {
        **values,
        "issue": [text for text in issues if text not in numbers],
        "issn": [*values.get("issn", ()), *numbers],
        "container": [text for text in journals if text not in sentences],
        "citation": [*values.get("citation", ()), *sentences],
    }


def _noted_pmid(note: str) -> str:
    found = _NOTED_PMID.search(note)
    return normalise.pmid(found.group()) if found else ""


def ordered(pairs: Iterable[tuple[str, str]], table: Mapping[Role, Sequence[str]]) -> dict[str, list[str]]:
    """Group (tag, value) pairs by role; `table` gives for each role its tags in order of trust."""
    by_tag: dict[str, list[str]] = {}
    for tag, value in pairs:
        by_tag.setdefault(tag, []).append(value)
    return {
        role: found
        for role, tags in table.items()
        if (found := [v for tag in tags for v in by_tag.get(tag, ())])
    }
