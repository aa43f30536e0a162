"""The words that may be half of a compound, kept ready on disk: all that the lists of the language have.

They are kept folded, as they stand in a compound, so that all with which one begins are found at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from synth.coding.tries import kept_trie
from synth.coding.wordforms import Forms, file_name
from synth.text import fold

if TYPE_CHECKING:
    from marisa_trie import Trie

SHORTEST_PART = 4
"""Letters of each half of a compound."""

LONGEST_COMPOUND = 40
"""Letters: longer runs are noise, not words."""

KIND = "halves-1"

_WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


def kept_halves(language: str, forms: Forms, folder: Path) -> Trie:
    """The words that may be half of a compound, as `folder` keeps them."""
    from marisa_trie import Trie

    known = _known_in_german if language == "de" else _known
    return kept_trie(folder / file_name(language, KIND), Trie, lambda: _halves(known(forms)))


def written_out(word: str) -> str:
    """A German word with `ö` as `oe` and the like."""
    return word if word.isascii() else word.translate(_WRITTEN_OUT)


def _halves(words: Iterator[str]) -> Iterator[str]:
    lengths = range(SHORTEST_PART, LONGEST_COMPOUND - SHORTEST_PART + 1)
    return (word for word in words if len(word) in lengths and word.isalpha() and fold(word) == word)


def _known(forms: Forms) -> Iterator[str]:
    """The words that are listed in small letters, or with a capital in front."""
    return (small for small, form, _ in forms.listed() if form in (small, small.capitalize()))


def _known_in_german(forms: Forms) -> Iterator[str]:
    """The same with umlauts written out; a word that seems to have one written out must be listed so."""
    for small, form, lemmas in forms.listed():
        noun = form == small.capitalize()
        if _umlauted(small) != small:
            if form == small or (noun and lemmas.simplemma):
                yield small
        elif form == small or noun:
            whole = small if small.isascii() else fold(written_out(small))
            if small.isascii() or _umlauted(whole) == small:
                yield whole


def _umlauted(word: str) -> str:
    return word.replace("ae", "ä").replace("oe", "ö").replace("ue", "ü")
