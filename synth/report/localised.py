"""Texts that know their language, and text made safe to look at."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]"
)
"""Characters nobody sees but that change what is seen: controls, bidirectional overrides, tags."""


LINE = re.compile(r"([a-z]{2}): (.+)")


@dataclass(frozen=True, slots=True)
class Text:
    """A text and the ISO 639-1 code of its language; empty when the language is not known."""

    value: str
    language: str = ""

    def __bool__(self) -> bool:
        return bool(self.value)


def visible(text: str) -> str:
    """The text with each character that would hide or turn round other text written out as its number."""
    return UNSEEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)


def pick(localised: Any, language: str) -> Text:
    """The text in `language`, else in English, else in the first language there is.

    Accepts a mapping of language to text (or to a list of texts), a plain string of unknown language, or
    one string with a line for each language (`nl: …`), as decisions keep their reasons.
    """
    known = _by_language(localised)
    if not isinstance(known, Mapping):
        return Text(_joined(known))
    for code in (language, "en", *known):
        if known.get(code):
            return Text(_joined(known[code]), code)
    return Text("")


def others(localised: Any, language: str) -> tuple[Text, ...]:
    """The same text in every other language it was written in."""
    if not isinstance(localised, Mapping):
        return ()
    chosen = pick(localised, language).language
    return tuple(Text(_joined(text), code) for code, text in localised.items() if text and code != chosen)


def _by_language(text: Any) -> Any:
    """A string with one line for each language as a mapping; anything else as it is."""
    lines = text.splitlines() if isinstance(text, str) else []
    spoken = [LINE.fullmatch(line) for line in lines]
    found = {one[1]: one[2] for one in spoken if one}
    return found if found and len(found) == len(lines) else text


def _joined(text: Any) -> str:
    if isinstance(text, list | tuple):
        parts = [str(part) for part in text]
        return (" " if all(part.endswith(".") for part in parts) else "; ").join(parts)
    return "" if text is None else str(text)
