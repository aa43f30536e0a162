"""What a person types to point at one work: a DOI, PubMed id, OpenAlex id, ISBN, address, or a title."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from synth.formats import normalise

Kind = Literal["doi", "pmid", "openalex", "isbn", "url", "title"]

_URL = re.compile(r"https?://\S+\Z", re.IGNORECASE)
_OPENALEX = re.compile(r"(?:openalex:)?\s*W\d{4,}\Z", re.IGNORECASE)
_PMID = re.compile(r"(?:pmid:?)?\s*\d{4,8}\Z", re.IGNORECASE)
_ISBN = re.compile(r"(?:isbn(?:-1[03])?:?)?\s*[\dXx][\dXx -]{8,16}\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Identifier:
    """What was typed (`given`), what it is, and the value in the form that sources take."""

    kind: Kind
    value: str
    given: str

    @property
    def exact(self) -> bool:
        """Whether it points at one work; a title or an address only describes one."""
        return self.kind not in ("title", "url")


def identify(given: str) -> Identifier:
    """Return what was typed; text that is no identifier is a title."""
    text = " ".join(given.split())
    for kind, read in _READERS:
        if value := read(text):
            return Identifier(kind, value, text)
    return Identifier("title", text, text)


def _doi(text: str) -> str:
    bare = text.lower().startswith(("10.", "doi:", "doi ")) or bool(_URL.match(text))
    return normalise.doi(text) if bare else ""


def _openalex(text: str) -> str:
    at_home = "openalex.org/" in text.lower() and bool(_URL.match(text))
    return normalise.openalex(text) if at_home or _OPENALEX.match(text) else ""


def _pmid(text: str) -> str:
    at_home = bool(re.match(r"https?://(pubmed|www)\.ncbi\.nlm\.nih\.gov/(pubmed/)?\d+/?\Z", text))
    return normalise.pmid(text) if at_home or _PMID.match(text) else ""


def _isbn(text: str) -> str:
    return normalise.isbn(text) if _ISBN.match(text) else ""


def _url(text: str) -> str:
    return text if _URL.match(text) else ""


_READERS: tuple[tuple[Kind, Callable[[str], str]], ...] = (
    ("doi", _doi),
    ("openalex", _openalex),
    ("isbn", _isbn),
    ("pmid", _pmid),
    ("url", _url),
)
"""In this order: an ISBN of ten digits is longer than any PubMed id, and a DOI may stand in an address."""
