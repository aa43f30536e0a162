"""Compounds written together, apart, and with or without the s that binds them.

A hyphen makes no difference to the matcher; a space does: `arbeidsparticipatie` is not `arbeids
participatie`. Whether a piece is a word is asked of a word list, so that only what people can have written
is proposed.
"""

from __future__ import annotations

from collections.abc import Iterator

from synth.model import Language
from synth.strategy.variants.lexicon import Lexicon

SHORTEST = 4
"""Letters of each part."""

LONGEST = 40
"""Letters: longer runs are noise, not words."""

BINDING = {"nl": ("", "s", "en", "e"), "de": ("", "s", "es", "en", "n"), "en": ("",)}
"""What may stand between the parts of a compound."""


SUFFIXES = frozenset(
    (
        "ende",
        "heid",
        "heit",
        "keit",
        "lijk",
        "lich",
        "baar",
        "loos",
        "ling",
        "ment",
        "ness",
        "schap",
        "schaft",
    )
)
"""Endings that are also words, but make no compound."""

ENGLISH_SECOND = frozenset(
    (
        "care",
        "place",
        "places",
        "maker",
        "makers",
        "making",
        "worker",
        "workers",
        "force",
        "load",
        "site",
        "wide",
    )
)
"""Second parts that English writes both ways: health care and healthcare, workplace, policymaker."""


def apart(word: str, language: Language, lexicon: Lexicon) -> Iterator[str]:
    """Yield a compound in two words: with what binds them, as a careless writer leaves it, and without."""
    ending = "*" if word.endswith("*") else ""
    plain = word.rstrip("*")
    if not plain.isalpha() or len(plain) > LONGEST or language not in BINDING:
        return
    for at in range(len(plain) - SHORTEST, SHORTEST - 1, -1):
        first, second = plain[:at], plain[at:]
        binding = _binding(first, language, lexicon) if _second(second, language, lexicon) else None
        if binding is None:
            continue
        yield f"{first} {second}{ending}"
        if binding:
            yield f"{first.removesuffix(binding)} {second}{ending}"
        return


def together(first: str, second: str, language: Language, lexicon: Lexicon) -> Iterator[str]:
    """Yield two words as one compound that the word list knows."""
    plain = second.rstrip("*")
    for binding in BINDING.get(language, ()):
        joined = first + binding + plain
        if lexicon.is_word(joined, language):
            yield joined + second[len(plain) :]


def _second(second: str, language: Language, lexicon: Lexicon) -> bool:
    """Whether a piece may be the second part of a compound."""
    if language == "en":
        return second in ENGLISH_SECOND
    return second not in SUFFIXES and lexicon.is_word(second, language)


def _binding(first: str, language: Language, lexicon: Lexicon) -> str | None:
    """Return what binds a first part to the second (empty: nothing), None when it is no word."""
    for binding in BINDING[language]:
        stem = first.removesuffix(binding) if binding else first
        bound = stem != first or not binding
        if bound and len(stem) >= SHORTEST and lexicon.is_word(stem, language):
            return binding
    return None
