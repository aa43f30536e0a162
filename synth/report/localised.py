"""Texts that know their language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from synth.i18n import by_language, nearest


@dataclass(frozen=True, slots=True)
class Text:
    """A text and the ISO 639-1 code of its language; empty when the language is not known."""

    value: str
    language: str = ""

    def __bool__(self) -> bool:
        return bool(self.value)


def pick(localised: Any, language: str) -> Text:
    """The text in `language`, else in English, else in the first language there is.

    Accepts a mapping of language to text (or to a list of texts), a plain string of unknown language, or
    one string with a line for each language (`nl: …`), as decisions keep their reasons.
    """
    if not localised:
        return Text("")
    if isinstance(localised, dict) and isinstance(text := localised.get(language), str) and text:
        return Text(text, language)
    known = by_language(localised) if isinstance(localised, str) else localised
    if not isinstance(known, Mapping):
        return Text(_joined(known))
    code = nearest(known, language)
    return Text(_joined(known[code]), code) if code else Text("")


def others(localised: Any, language: str) -> tuple[Text, ...]:
    """The same text in every other language it was written in."""
    if not localised or not isinstance(localised, Mapping):
        return ()
    chosen = pick(localised, language).language
    return tuple(Text(_joined(text), code) for code, text in localised.items() if text and code != chosen)


def tagged(text: Text, language: str) -> str:
    """The text with a short tag behind it when it is not in `language`: `Words. (EN)`."""
    other = text.language and text.language != language
    return f"{text.value} ({text.language.upper()})" if other else text.value


def _joined(text: Any) -> str:
    if isinstance(text, list | tuple):
        parts = [str(part) for part in text]
        return (" " if all(part.endswith(".") for part in parts) else "; ").join(parts)
    return "" if text is None else str(text)
