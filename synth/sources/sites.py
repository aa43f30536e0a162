"""The log of sites searched by hand: a file that people write, read with every mistake placed.

What an entry tells is what PRISMA-S asks for in item 4 (online resources and browsing): the site, the day,
what was typed, how much was seen, and what was taken.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from synth.documents import Document, WorkKey, Written, validate
from synth.errors import FileError, Problem
from synth.model import SiteKind, SiteSearch

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=400)]
Text = Annotated[str, StringConstraints(max_length=4_000)]
Count = Annotated[int, Field(ge=0)]


class SiteEntry(Written):
    """One site on one day: `taken` is a number, or the keys of the hand-picked works that came from it."""

    site: Line
    date: Line
    terms: Line
    kind: SiteKind = "website"
    url: Text = ""
    by: Line | None = None
    seen: Count | None = None
    taken: Count | list[WorkKey] = 0
    note: Text = ""


class SitesFile(Written):
    """A log of sites; `by` is who searched where an entry does not say it."""

    synth: Literal["sites/1"]
    by: Line | None = None
    sites: list[SiteEntry]


def read_sites(document: Document) -> tuple[SiteSearch, ...]:
    """Return the entries of a file, in its order. Raises FileError with the place of every mistake."""
    written = validate(document, SitesFile)
    sites = tuple(_site(entry, written.by) for entry in written.sites)
    problems = list(_problems(document, sites))
    if problems:
        raise FileError(tuple(problems))
    return sites


def mistake(site: SiteSearch) -> tuple[str, str, str] | None:
    """Return the field of an entry that cannot be, what is wrong and what to do; None when all is well."""
    try:
        datetime.date.fromisoformat(site.date)
    except ValueError:
        return "date", f"`{site.date}` is not a day.", "Write it as 2026-11-20."
    if site.url and not site.url.startswith(("https://", "http://")):
        return "url", f"`{site.url[:80]}` is not an address.", "Write it with https:// in front."
    if site.seen is not None and site.taken > site.seen:
        return "taken", f"{site.taken} were taken of {site.seen} that were seen.", "Correct one of them."
    return None


def _site(entry: SiteEntry, by: str | None) -> SiteSearch:
    works = tuple(entry.taken) if isinstance(entry.taken, list) else ()
    return SiteSearch(
        site=entry.site,
        date=entry.date,
        terms=entry.terms,
        kind=entry.kind,
        url=entry.url,
        by=entry.by or by or "",
        seen=entry.seen,
        taken=len(works) if isinstance(entry.taken, list) else entry.taken,
        works=works,
        note=entry.note,
    )


def _problems(document: Document, sites: tuple[SiteSearch, ...]) -> Iterator[Problem]:
    first: dict[tuple[str, ...], int] = {}
    for index, site in enumerate(sites):
        if found := mistake(site):
            field, message, remedy = found
            yield document.problem(message, "sites", index, field, remedy=remedy, code=f"bad-{field}")
        same = (site.site, site.date, site.terms, site.by)
        if same in first:
            line = document.position("sites", first[same]).line
            message = f"This site, day and terms stand on line {line} too."
            yield document.problem(message, "sites", index, remedy="Make one entry of both.", code="double")
        first.setdefault(same, index)
