"""A research product of the OpenAIRE Graph as a record."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Any

from synth.errors import SourceError
from synth.formats import normalise
from synth.formats.names import natural, parse, person
from synth.model import Name, Record
from synth.sources.values import first, items, loaded, mapping, prose, text

SOURCE = "openaire"

TYPES = {
    "article": "article-journal",
    "journal": "article-journal",
    "data paper": "article-journal",
    "software paper": "article-journal",
    "review": "article-journal",
    "letter": "article-journal",
    "conference object": "paper-conference",
    "thesis": "thesis",
    "bachelor thesis": "thesis",
    "master thesis": "thesis",
    "doctoral thesis": "thesis",
    "part of book or chapter of book": "chapter",
    "book": "book",
    "preprint": "article",
    "report": "report",
    "research": "report",
    "external research report": "report",
    "internal report": "report",
    "project deliverable": "report",
    "project milestone": "report",
    "project proposal": "report",
    "data management plan": "report",
    "policy document": "report",
    "lecture": "speech",
    "presentation": "speech",
    "patent": "patent",
    "newsletter": "article-newspaper",
    "contribution for newspaper or weekly magazine": "article-newspaper",
    "dataset": "dataset",
    "software": "software",
}
"""Type of an instance, or of the product, at OpenAIRE (lower case) and the CSL type; others: `document`."""

_KEYWORDS = "keyword"
_UNKNOWN = frozenset({"und", "unknown", "undetermined"})


def work_id(work: Any) -> str:
    """Return the id of a product as received; an empty string when it has none."""
    return text(mapping(work).get("id"))


def read(payload: str) -> Record:
    """Return the record in the JSON of one product.

    Subjects of schemes (fields of science, goals of the United Nations) are made by machine: they stay in
    `raw` only. Raises SourceError when the payload is not a product.
    """
    work = loaded(payload)
    if not work_id(work):
        raise SourceError(
            "OpenAIRE gave something that is not a research product.", remedy="It is kept as received."
        )
    container = mapping(work.get("container"))
    instances = [mapping(one) for one in items(work.get("instances"))]
    doi = normalise.doi(_identifier(work, instances, "doi"))
    return Record(
        source=SOURCE,
        source_id=work_id(work),
        raw=payload,
        title=_title(work),
        authors=tuple(filter(Name().__ne__, map(_author, map(mapping, items(work.get("authors")))))),
        year=_year(work, instances),
        container_title=prose(container.get("name")),
        volume=text(container.get("vol")),
        issue=text(container.get("iss")),
        page=_page(container),
        publisher=prose(work.get("publisher")),
        language=_language(mapping(work.get("language"))),
        type=_type(work, instances),
        doi=doi,
        pmid=normalise.pmid(_identifier(work, instances, "pmid")),
        issn=normalise.issn(" ".join(text(container.get(name)) for name in _ISSNS)),
        url=f"https://doi.org/{doi}" if doi else _url(instances),
        abstract=first(work.get("descriptions")),
        keywords=tuple(dict.fromkeys(filter(None, _keywords(work)))),
    )


_ISSNS = ("issnPrinted", "issnOnline", "issnLinking")


def _title(work: dict[str, Any]) -> str:
    """Return the title, with the subtitle when it is not in it already."""
    title, subtitle = prose(work.get("mainTitle")), prose(work.get("subTitle"))
    if not subtitle or subtitle.lower() in title.lower():
        return title
    return f"{title}: {subtitle}" if title else subtitle


def _author(author: dict[str, Any]) -> Name:
    """Return a name: the full one keeps the capitals that the parts lose (`LaManna`)."""
    full, family = text(author.get("fullName")), text(author.get("surname"))
    if "," in full:
        return parse(full)
    return person(family, text(author.get("name"))) if family else natural(full)


def _year(work: dict[str, Any], instances: list[dict[str, Any]]) -> int | None:
    dates = [work.get("publicationDate"), *(one.get("publicationDate") for one in instances)]
    return next(filter(None, map(normalise.year, map(text, dates))), None)


def _page(container: dict[str, Any]) -> str:
    start, end = text(container.get("sp")), text(container.get("ep"))
    return normalise.pages(f"{start}-{end}") if start and end and start != end else start or end


def _language(language: dict[str, Any]) -> str:
    code = text(language.get("code")).lower()
    if code in _UNKNOWN:
        return ""
    return normalise.language(code) or normalise.language(text(language.get("label")))


def _type(work: dict[str, Any], instances: list[dict[str, Any]]) -> str:
    kinds = [text(one).lower() for one in (*(one.get("type") for one in instances), work.get("type"))]
    return next((TYPES[kind] for kind in kinds if kind in TYPES), "document" if any(kinds) else "")


def _identifier(work: dict[str, Any], instances: list[dict[str, Any]], scheme: str) -> str:
    """Return the first identifier of a scheme: those of the product, then of its instances."""
    listed = [work.get("pids")]
    listed += [one.get(name) for name in ("pids", "alternateIdentifiers") for one in instances]
    found = (mapping(one) for each in listed for one in items(each))
    return first(*(one.get("value") for one in found if text(one.get("scheme")).lower() == scheme))


def _url(instances: list[dict[str, Any]]) -> str:
    addresses = (text(one) for instance in instances for one in items(instance.get("urls")))
    return html.unescape(next(filter(None, addresses), ""))


def _keywords(work: dict[str, Any]) -> Iterator[str]:
    for one in items(work.get("subjects")):
        subject = mapping(mapping(one).get("subject"))
        if text(subject.get("scheme")).lower() == _KEYWORDS:
            yield prose(subject.get("value"))
