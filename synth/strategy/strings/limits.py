"""Years and languages of a strategy, as a database limits a search to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from synth.strategy.definition import Strategy, Years
from synth.strategy.strings.dialect import Dialect
from synth.strategy.strings.notes import Notes

FIRST_YEAR, LAST_YEAR = 1800, 2100
"""The ends of an open range."""

LANGUAGES = {
    "nl": "dutch",
    "de": "german",
    "en": "english",
    "fr": "french",
    "es": "spanish",
    "it": "italian",
    "pt": "portuguese",
    "da": "danish",
    "sv": "swedish",
    "no": "norwegian",
    "fi": "finnish",
    "pl": "polish",
    "cs": "czech",
    "hu": "hungarian",
    "tr": "turkish",
    "ru": "russian",
    "zh": "chinese",
    "ja": "japanese",
}
"""What databases call a language, by its ISO 639-1 code."""


@dataclass(frozen=True, slots=True)
class Limited:
    """The limits of a strategy: `parts` are joined to the string by AND, `lines` narrow the line before."""

    parts: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


def limits(strategy: Strategy, dialect: Dialect, notes: Notes) -> Limited:
    """Return the limits in the words of `dialect`; what it cannot say in a string is told in `notes`."""
    found = (*_years(strategy.years, dialect, notes), *_languages(strategy.languages, dialect, notes))
    return Limited(lines=found) if dialect.limits.as_lines else Limited(parts=found)


def _years(years: Years, dialect: Dialect, notes: Notes) -> Iterator[str]:
    if not years:
        return
    first, last = years.first or FIRST_YEAR, years.last or LAST_YEAR
    if not dialect.limits.years:
        shown = f"{years.first or '…'} to {years.last or '…'}"
        notes.add("remark", f"Set the years in the interface of {dialect.label}: {shown}.")
        return
    template = dialect.limits.years.replace("{line}", "{{line}}")
    shown_last = dialect.limits.until_now if years.last is None and dialect.limits.until_now else last
    yield template.format(first=first, last=shown_last, before=first - 1, after=last + 1)


def _languages(languages: tuple[str, ...], dialect: Dialect, notes: Notes) -> Iterator[str]:
    if not languages:
        return
    unknown = [code for code in languages if code not in LANGUAGES]
    names = [LANGUAGES[code] for code in languages if code in LANGUAGES]
    if unknown:
        notes.add("widened", f"The language {', '.join(unknown)} has no known name here: no limit is set.")
        return
    if not dialect.limits.language:
        notes.add("remark", f"Set the languages in the interface of {dialect.label}: {', '.join(names)}.")
        return
    notes.add("narrowed", "Records whose language the database does not know fall outside the limit.")
    template = dialect.limits.language.replace("{line}", "{{line}}")
    if "{name}" in template:
        yield "(" + " OR ".join(template.format(name=name) for name in names) + ")"
    else:
        yield template.format(names=" OR ".join(names))
