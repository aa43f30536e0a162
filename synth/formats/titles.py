"""Titles as different catalogues write them: Greek letters as letters or as their names."""

from __future__ import annotations

import re
import unicodedata

_GREEK = re.compile("[\u0391-\u03c9\u03d0-\u03f5]")


def spelled(text: str) -> str:
    """Return the text with Greek letters as their names: `TGF-β1` → `TGF-beta1`.

    A Greek word stays as it is: only a letter that stands by itself among others is a symbol.
    """
    return text if text.isascii() else _GREEK.sub(_named, text)


def _named(found: re.Match[str]) -> str:
    letter, place = found.group(), found.start()
    around = found.string[max(place - 1, 0) : place] + found.string[place + 1 : place + 2]
    if _GREEK.search(around):
        return letter
    words = unicodedata.name(letter, "").split(" WITH ")[0].split()
    return words[-2].lower() if words[-1:] == ["SYMBOL"] else words[-1].lower() if words else letter
