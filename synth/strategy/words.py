"""The words of a term as people write them: cut out of running text, with `*` kept."""

from __future__ import annotations

import unicodedata

from synth.text import Folded, fold, pattern_units


def split_words(text: str) -> tuple[str, ...]:
    """Return the words in `text` as written; punctuation falls away, hyphens and `*` inside words stay.

    >>> split_words("Innovation policies (policy)")
    ('Innovation', 'policies', 'policy')
    """
    folded = Folded(text)
    return tuple(_written(folded, *match.span()) for match in pattern_units(folded.text))


def _written(folded: Folded, start: int, end: int) -> str:
    """Return a word without invisible characters; folded where a sign such as `½` is more than the word."""
    plain = "".join(folded.text[start:end].split())
    original = folded.original[slice(*folded.span(start, end))]
    word = "".join(c for c in original if unicodedata.category(c) != "Cf" and not c.isspace())
    return word if fold(word) == plain else plain


def pattern_parts(word: str) -> tuple[str, ...]:
    """Return the folded parts of a word between its hyphens and apostrophes; `**` counts as `*`."""
    parts: list[str] = []
    for match in pattern_units(fold(word)):
        pieces = match.group().replace("'", "-").split("-")
        parts.extend(_single_stars(piece.strip()) for piece in pieces)
    return tuple(parts)


def _single_stars(piece: str) -> str:
    while "**" in piece:
        piece = piece.replace("**", "*")
    return piece


def stem_length(part: str) -> int:
    """Return the letters and digits of a part beside its `*`."""
    return len(part.replace("*", ""))
