"""Texts in several languages, and the messages of the interface: one TOML file per language, read once.

A message is a `str.format` text. A message that counts has two forms, `key.one` and `key.other`, chosen
by the value `n`. Numbers and dates are written the way the language writes them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from synth.errors import UsageError

LANGUAGES = ("nl", "en", "de")
"""The languages the interface speaks; each has a file `synth/locale/<language>.toml`."""

_LINE = re.compile(r"([a-z]{2}): (.+)")


def nearest(texts: Mapping[str, object], language: str) -> str:
    """The language to show of `texts`: the one asked for, else English, else the first that is not empty.

    Empty when there is nothing to show.
    """
    return language if texts.get(language) else next((one for one in ("en", *texts) if texts.get(one)), "")


def spoken(texts: Mapping[str, str], language: str) -> str:
    """The text in `language`, else in English, else in the first language there is, else empty."""
    return texts.get(language) or texts.get(nearest(texts, language), "")


def one_text(texts: str | Mapping[str, str]) -> str:
    """Texts in several languages as one: a line `nl: …` for each; `by_language` takes it apart again."""
    if isinstance(texts, str):
        return texts
    return "\n".join(f"{language}: {' '.join(text.split())}" for language, text in texts.items())


def by_language(text: str) -> str | Mapping[str, str]:
    """What `one_text` was given: a text with a line for each language as a mapping, another as it is."""
    found = [_LINE.fullmatch(line) for line in text.splitlines()]
    texts = {one[1]: one[2] for one in found if one}
    return texts if texts and len(texts) == len(found) else text


@dataclass(frozen=True, slots=True)
class Messages:
    """The messages of one language; call it with a key and the values the message names."""

    language: str
    texts: Mapping[str, str]

    @classmethod
    def load(cls, language: str) -> Messages:
        """Read the messages of a language; a language without a file is a `UsageError`."""
        if language not in LANGUAGES:
            known = ", ".join(LANGUAGES)
            raise UsageError(
                f"There is no interface language {language!r}.", remedy=f"Choose one of: {known}."
            )
        return cls(language, _read(language))

    def __call__(self, key: str, **values: object) -> str:
        """The message `key` with its values filled in; whole numbers are grouped, `n` chooses the form.

        Raises `LookupError` when the message or one of its values is missing: that is a mistake in the
        program, so it never shows as an empty text.
        """
        if not values and (plain := self.texts.get(key)) and "{" not in plain:
            return plain
        if key not in self.texts:
            key = f"{key}.{self._form(key, values)}"
        try:
            text = self.texts[key]
            return text.format(**{name: self._written(value) for name, value in values.items()})
        except KeyError as missing:
            raise LookupError(f"synth/locale/{self.language}.toml: {key}: {missing} is missing") from missing

    def __contains__(self, key: str) -> bool:
        return key in self.texts or f"{key}.other" in self.texts

    def number(self, value: float, *, decimals: int = 0) -> str:
        """A number with the language's grouping and decimal mark: `1.234,5` in Dutch."""
        written = f"{value:,.{decimals}f}"
        if written.isdecimal():
            return written
        marks = {",": self.texts["number.group"], ".": self.texts["number.decimal"]}
        return "".join(marks.get(character, character) for character in written)

    def date(self, iso: str) -> str:
        """A date out of an ISO 8601 stamp (`2011-03-05T09:00:00Z`); other text comes back as it is."""
        year, _, rest = iso[:10].partition("-")
        month, _, day = rest.partition("-")
        if not (len(year) == 4 and f"{year}{month}{day}".isdecimal() and f"month.{month}" in self.texts):
            return iso
        return self("date", day=str(int(day)), month=self.texts[f"month.{month}"], year=year)

    def join(self, items: Sequence[str]) -> str:
        """A list in running text: `a`, `a and b`, `a, b and c`."""
        if len(items) < 2:
            return "".join(items)
        return self("list.last", before=", ".join(items[:-1]), last=items[-1])

    def _form(self, key: str, values: Mapping[str, object]) -> str:
        if "n" not in values:
            raise LookupError(f"synth/locale/{self.language}.toml: there is no message {key!r}")
        return "one" if values["n"] == 1 else "other"

    def _written(self, value: object) -> str:
        return self.number(value) if isinstance(value, int) else str(value)


@cache
def _read(language: str) -> Mapping[str, str]:
    path = files("synth").joinpath("locale", f"{language}.toml")
    return dict(flat(tomllib.loads(path.read_text(encoding="utf-8"))))


def flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Yield the texts of a table, and of those in it, each with its dotted key."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)
