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

    Accepts a mapping of language to text (or to a list of texts), or a plain string of unknown language.
    """
    if not isinstance(localised, Mapping):
        return Text(_joined(localised))
    for code in (language, "en", *localised):
        if localised.get(code):
            return Text(_joined(localised[code]), code)
    return Text("")


def others(localised: Any, language: str) -> tuple[Text, ...]:
    """The same text in every other language it was written in."""
    if not isinstance(localised, Mapping):
        return ()
    chosen = pick(localised, language).language
    return tuple(Text(_joined(text), code) for code, text in localised.items() if text and code != chosen)


def _joined(text: Any) -> str:
    if isinstance(text, list | tuple):
        parts = [str(part) for part in text]
        return (" " if all(part.endswith(".") for part in parts) else "; ").join(parts)
    return "" if text is None else str(text)
