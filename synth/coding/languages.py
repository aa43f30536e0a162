"""Tell in which language a short text is written, from the little words that only that language has."""

from __future__ import annotations

from collections.abc import Sequence

from synth.coding.wordlists import wordlist
from synth.model import Language
from synth.text import fold, unit_words

_CLEAR = 2
"""Little words by which the first language must lead the second."""


def reading_languages(text: str, declared: Language, known: Sequence[Language]) -> tuple[Language, ...]:
    """The languages of `known` in which `text` is to be read: one when it is clear, else all that may be.

    `declared` is what the record says (ISO 639-1, may be empty); a title in Dutch over an abstract in English
    is common, so the text itself goes first when it is clear.
    """
    if not known:
        return ()
    words = unit_words(fold(text))
    scores = sorted(
        ((sum(map(wordlist(lang).little.__contains__, words)), lang) for lang in known), reverse=True
    )
    lead = scores[0][0] - (scores[1][0] if len(scores) > 1 else 0)
    if lead >= _CLEAR:
        return (scores[0][1],)
    return (declared,) if declared in known else tuple(known)
