"""Singular and plural of a word by truncation: one pattern for what the two share."""

from __future__ import annotations

import re
from itertools import takewhile

from synth.model import Language
from synth.strategy.variants.lexicon import Lexicon

FEWEST = 5
"""Letters that must stay before the `*`."""

_CHANGES = {"nl": re.compile(r"(?<=ie)f\Z"), "en": re.compile(r"(?<=[^aeiou])y\Z")}
"""Last letters that change in the other form: effectief, effectieve; policy, policies."""

_NO_NOUN = {
    "nl": re.compile(r"(?:eren|end|ende)\Z"),
    "de": re.compile(r"(?:ieren|end|ende)\Z"),
    "en": re.compile(r"(?:ed|ing|ly)\Z"),
}
"""Endings of words that have no plural; what is said of them is not proposed."""


def truncated(word: str, language: Language, lexicon: Lexicon) -> str:
    """Return the word cut to what its singular and plural share, with `*`; empty when that is too little."""
    if not word.isalpha() or language not in _NO_NOUN or _NO_NOUN[language].search(word):
        return ""
    shared = _shared(word, lexicon.lemma(word, language))
    stem = shared if len(shared) >= FEWEST - 1 else word
    if language in _CHANGES:
        stem = _CHANGES[language].sub("", stem)
    return f"{stem}*" if len(stem) >= FEWEST else ""


def _shared(one: str, other: str) -> str:
    """Return how two words begin alike."""
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return "".join(letter for letter, _ in alike)
