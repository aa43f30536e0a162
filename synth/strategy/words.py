"""The words of a term as people write them: cut out of running text, with `*`, `?` and `$` kept."""

from __future__ import annotations

import re
import unicodedata

from synth.text import Folded, fold, pattern_units

WILDCARDS = "*?$"
"""Any letters or none; exactly one; one or none."""

_RUN = re.compile(r"[*?$]{2,}")
_WIDE = str.maketrans("＊﹡？﹖＄﹩", "**??$$")


def split_words(text: str) -> tuple[str, ...]:
    """Return the words in `text` as written; punctuation falls away, hyphens and wildcards stay.

    >>> split_words("Innovation policies (policy)")
    ('Innovation', 'policies', 'policy')
    """
    folded = Folded(text.translate(_WIDE))
    return tuple(_written(folded, *match.span()) for match in pattern_units(folded.text))


def _written(folded: Folded, start: int, end: int) -> str:
    """Return a word without invisible characters; folded where a sign such as `½` is more than the word."""
    plain = "".join(folded.text[start:end].split())
    original = folded.original[slice(*folded.span(start, end))]
    word = "".join(c for c in original if unicodedata.category(c) != "Cf" and not c.isspace())
    return word if fold(word) == plain else plain


def pattern_parts(word: str) -> tuple[str, ...]:
    """Return the folded parts of a word between its hyphens and apostrophes, wildcards in order."""
    parts: list[str] = []
    for match in pattern_units(fold(word)):
        pieces = match.group().replace("'", "-").split("-")
        parts.extend(in_order(piece.strip()) for piece in pieces)
    return tuple(parts)


def in_order(pattern: str) -> str:
    """Return the pattern with neighbouring wildcards in one order: `**` is `*`, `*?` is `?*`, `$*` is `*`."""
    return _RUN.sub(lambda run: _ordered(run[0]), pattern)


def _ordered(run: str) -> str:
    return "?" * run.count("?") + ("*" if "*" in run else "$" * run.count("$"))


def is_wild(word: str) -> bool:
    """Whether a word holds `*`, `?` or `$`."""
    return any(sign in word for sign in WILDCARDS)


def stem_length(part: str) -> int:
    """Return the letters and digits of a part beside its wildcards."""
    return sum(sign not in WILDCARDS for sign in part)
