"""The journal or book that a part stands in, and the details of the place as catalogues write them.

`Seite 447-473`, `Jahrgang 12 (2011), Heft 3, Seite 1-20`, `volume:66, issue:6, year:2017, pages:1-9`,
`Tijdschrift; Vol 5, Nr 2 (2019); 3-8`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from synth.formats import normalise

_NUMBER = r"[.:]?\s*([\w/-]+)"
_VOLUME = re.compile(
    rf"\b(?:volume|vol|jahrgang|jg|jaargang|jrg|band|bd|deel|tome)\b{_NUMBER}", re.IGNORECASE
)
_ISSUE = re.compile(
    rf"\b(?:issue|number|no|nr|num|nummer|heft|h|aflevering|afl|numéro|núm)\b{_NUMBER}", re.IGNORECASE
)
_PAGES = re.compile(
    r"\b(?:pages?|pp?|seiten?|s|blz|pagina(?:'s)?|bladzijden?)\b[.:]?\s*(\w+(?:\s*[-‐-―−]+\s*\w+)?)",
    re.IGNORECASE,
)
_LAST_PAGES = re.compile(r"[;,]\s*(\w*\d+\s*[-‐-―−]+\s*\w*\d+)\s*\Z")


@dataclass(frozen=True, slots=True)
class Details:
    """Where a part stands in its host, as far as a text says."""

    volume: str = ""
    issue: str = ""
    page: str = ""
    year: int | None = None


def details(text: str) -> Details:
    """Return volume, issue, pages and year that a text names by their words, in nl, de, en or fr."""
    pages = _found(_PAGES, text) or _found(_LAST_PAGES, text)
    return Details(
        volume=_found(_VOLUME, text),
        issue=_found(_ISSUE, text),
        page=normalise.pages(pages),
        year=normalise.year(text),
    )


def _found(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found.group(1) if found else ""
