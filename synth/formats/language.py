"""The language of records that do not say it, detected from their title and abstract.

Needs lingua (the extra `language`); without it records stay as they are. A record whose language was
detected says so in its note.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING

from synth.model import Record

if TYPE_CHECKING:
    from lingua import LanguageDetector

LANGUAGES = ("nl", "de", "en", "fr", "es", "it", "pt")
"""What is told apart; each more makes short titles less sure."""

DETECTED = "Language detected from the text."
LEAST_LETTERS = 20
SURE = 0.2
"""How much likelier than the next a language must be."""

_READ = 500


def with_languages(records: Iterable[Record]) -> tuple[Record, ...]:
    """Return the records, those without a language with the one that was detected, where it is sure."""
    if find_spec("lingua") is None:
        return tuple(records)
    return tuple(_with_language(record) for record in records)


def _with_language(record: Record) -> Record:
    text = f"{record.title} {record.abstract[:_READ]}".strip()
    if record.language or sum(map(str.isalpha, text)) < LEAST_LETTERS:
        return record
    found = _detector().detect_language_of(text)
    if found is None:
        return record
    note = f"{record.note} {DETECTED}".strip()
    return replace(record, language=found.iso_code_639_1.name.lower(), note=note)


@cache
def _detector() -> LanguageDetector:
    """The detector; its tables are loaded when it is first asked, which takes a second or three."""
    from lingua import IsoCode639_1, LanguageDetectorBuilder

    codes = [getattr(IsoCode639_1, code.upper()) for code in LANGUAGES]
    builder = LanguageDetectorBuilder.from_iso_codes_639_1(*codes)
    return builder.with_minimum_relative_distance(SURE).build()
