"""Sentences in which journal, year, volume, issue and pages stand together, as databases write them."""

from __future__ import annotations

import re

_YEAR = r"(?:1[4-9]\d\d|20\d\d)"
_WORD = r"[^\W\d_]+\.?(?:[-/][^\W\d_]+)?"
_DATE = rf"(?:{_YEAR}(?:\s{_WORD}(?:\s\d{{1,2}})?)?|{_WORD}\s(?:\d{{1,2}},?\s)?{_YEAR})"
_VOLUME = r"(?P<volume>[A-Z]?\d{1,4}(?:\sSuppl\.?(?:\s\d+)?)?)"
_ISSUE = r"(?:\s?\((?P<issue>[^()]{1,25})\))?"
_PAGES = r"(?P<pages>[A-Za-z]?\d+(?:\s?[-–]\s?[A-Za-z]?\d+)?)"
_SHAPES = tuple(
    re.compile(rf"(?P<container>\D.*?)[\s.,]*{shape}")
    for shape in (
        rf"\s\((?P<date>{_YEAR})\)\s{_VOLUME}(?::(?P<number>\w+))?(?:\s\({_PAGES}\))?",
        rf"\s(?P<date>{_DATE});\s?{_VOLUME}?{_ISSUE}(?:\s?:\s?{_PAGES})?",
        rf",?\s+Vol\.?\s?{_VOLUME}{_ISSUE},\s(?P<date>(?:{_WORD},?\s)?{_YEAR})(?:[.,]\s?(?:pp?\.\s?)?{_PAGES})?",
        rf",?\s{_VOLUME}{_ISSUE},\s(?P<date>{_DATE}):\s?{_PAGES}",
        rf"[.,]?\s{_VOLUME}{_ISSUE}\s?[:,]\s?(?:pp?\.\s?)?{_PAGES}[,.;]\s?(?P<date>(?:{_WORD}\s)?{_YEAR})?",
    )
)
_NAME_ONLY = re.compile(r"[^\d;]{3,}\Z")
_LONGEST = 400


def cited(sentence: str) -> dict[str, str]:
    """Return what a sentence says of `container`, `year`, `volume`, `issue` and `pages`; nothing when unsure.

    Shapes: Embase `J (2018) 4:1 (33-35)`, PubMed `J. 2022 Mar;53(2):334-47`, PsycInfo `J, Vol 3(2), 2020.
    pp. 5-9`, Ovid `J 12, Winter 2007: 7-14` and `J. 12(3):4-5, 2001 Feb`.
    """
    if len(sentence) > _LONGEST:
        return {}
    for shape in _SHAPES:
        found = shape.match(sentence)
        if found:
            parts = found.groupdict()
            return {
                "container": found["container"].strip(" .,;:"),
                "year": parts.get("date") or "",
                "volume": found["volume"] or "",
                "issue": parts.get("issue") or parts.get("number") or "",
                "pages": parts.get("pages") or "",
            }
    return {"container": sentence.strip(" .,")} if _NAME_ONLY.match(sentence) else {}
