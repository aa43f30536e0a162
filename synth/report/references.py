"""Citations and reference lines in the manner of APA, out of CSL-JSON items."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from unicodedata import combining, normalize
from urllib.parse import quote

from synth.i18n import Messages

Item = Mapping[str, Any]
PARTICLES = re.compile(r"^(?:[^\W\dA-Z_]+ |['’][a-z] )+(?=[^\W\d_a-z])")
MARKS = re.compile(r"[^\x00-\x7f]")
"""What may be a mark of its own once letters are taken apart."""
MOST_AUTHORS = 20
"""A reference line names at most so many authors: the first nineteen and the last."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a reference line; `url` is set when it links, and is always http or https."""

    text: str
    italic: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class Cited:
    """How each work is cited, by its key: in the text, in full, and what its place in the list sorts by.

    In the manner of APA there are no lines: `reference` writes one when it is needed.
    """

    citations: Mapping[str, str]
    lines: Mapping[str, tuple[Piece, ...]] | None
    places: Mapping[str, str]


def cited(works: Sequence[Mapping[str, Any]], messages: Messages) -> Cited:
    """The works of a synthesis document in the manner of APA."""
    citations, places = dict[str, str](), dict[str, str]()
    for work in works:
        key, item = work["key"], work["csl"]
        citations[key], places[key] = citation(item, messages), filed(reference(item, messages))
    return Cited(citations, None, places)


def citation(item: Item, messages: Messages) -> str:
    """The short citation of an item as in running text: `Koning and Heyma (2008)`."""
    people = [_family(name) for name in _people(item)]
    who = _text(item, "title") or messages("reference.untitled")
    if len(people) == 2:
        who = messages("reference.two", first=people[0], second=people[1])
    elif people:
        who = people[0] if len(people) == 1 else messages("reference.more", first=people[0])
    return f"{who} ({_year(item, messages)})"


def reference(item: Item, messages: Messages) -> tuple[Piece, ...]:
    """The full reference line of an item."""
    year = _year(item, messages)
    authors = _authors(_people(item), messages)
    container = _text(item, "container-title")
    title = Piece(_closed(_text(item, "title") or messages("reference.untitled")), italic=not container)
    opening = [Piece(f"{authors} ({year}). "), title] if authors else [title, Piece(f" ({year}).")]
    return (*opening, *_held(item, container, messages), *_published(item), *_address(item))


def plain(pieces: Sequence[Piece]) -> str:
    """A reference line as text."""
    return "".join(piece.text for piece in pieces)


def filed(pieces: Sequence[Piece]) -> str:
    """What a reference line is filed under: without particles (`van Drooge` under D), case and marks."""
    line = PARTICLES.sub("", plain(pieces))
    if line.isascii():
        return line.casefold()
    return MARKS.sub(
        lambda found: "" if combining(found[0]) else found[0], normalize("NFKD", line)
    ).casefold()


def web_address(item: Item) -> str:
    """Where the item can be found: its DOI, else its URL when that is http or https, else nothing."""
    doi = _text(item, "DOI")
    if doi:
        return f"https://doi.org/{quote(doi, safe='/')}"
    url = _text(item, "URL")
    return url if re.match(r"https?://[^\s]+$", url, re.IGNORECASE) else ""


def _text(item: Item, field: str) -> str:
    return " ".join(str(item.get(field) or "").split())


def _people(item: Item) -> list[Mapping[str, str]]:
    return list(item.get("author") or item.get("editor") or [])


def _year(item: Item, messages: Messages) -> str:
    issued = item.get("issued") or {}
    parts = issued.get("date-parts") or [[]]
    year = parts[0][0] if parts[0] else issued.get("literal", "")
    suffix = _text(item, "year-suffix")
    return f"{year}{suffix}" if year else messages("reference.no-date") + (f"-{suffix}" if suffix else "")


def _family(name: Mapping[str, str]) -> str:
    family = " ".join([name.get("non-dropping-particle", ""), name.get("family", "")])
    return " ".join((family if family.strip() else name.get("literal", "")).split())


def _authors(people: Sequence[Mapping[str, str]], messages: Messages) -> str:
    names = [_inverted(name) for name in people]
    if len(names) > MOST_AUTHORS:
        return f"{', '.join(names[: MOST_AUTHORS - 1])}, … {names[-1]}"
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])}, {messages('reference.ampersand')} {names[-1]}"


def _inverted(name: Mapping[str, str]) -> str:
    given = " ".join(re.findall(r"[^\W\d_]+\.?(?:-[^\W\d_]+\.?)*", name.get("given", "")))
    initials = " ".join("-".join(f"{part[0].upper()}." for part in word.split("-")) for word in given.split())
    return ", ".join(part for part in (_family(name), initials) if part)


def _held(item: Item, container: str, messages: Messages) -> Iterator[Piece]:
    """The journal or book that holds the item, with volume, issue and pages."""
    volume, issue, pages = (_text(item, field) for field in ("volume", "issue", "page"))
    pages = re.sub(r"(?<=\w)--?(?=\w)", "–", pages)
    if container and item.get("type") in {"chapter", "paper-conference", "entry-encyclopedia"}:
        yield Piece(f" {messages('reference.in')} ")
        yield Piece(container, italic=True)
        yield Piece(f" ({messages('reference.pages', pages=pages)})." if pages else ".")
        return
    if container:
        yield Piece(" ")
        yield Piece(container, italic=True)
        if volume:
            yield Piece(", ")
            yield Piece(volume, italic=True)
        yield Piece((f"({issue})" if issue else "") + (f", {pages}" if pages else "") + ".")


def _published(item: Item) -> Iterator[Piece]:
    publisher = _text(item, "publisher")
    people = _people(item)
    author = _family(people[0]) if len(people) == 1 else ""
    if publisher and publisher != author:
        yield Piece(f" {_closed(publisher)}")


def _address(item: Item) -> Iterator[Piece]:
    address = web_address(item)
    if address:
        yield Piece(" ")
        yield Piece(address, url=address)


def _closed(sentence: str) -> str:
    return sentence if sentence.endswith((".", "?", "!")) else f"{sentence}."
