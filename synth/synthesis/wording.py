"""Sentences in nl, en and de from templates, counts and labels; nothing is said that was not counted.

Templates lie in the TOML files below: one table per language, with the same keys in each. A template with
`one` and `other` forms, and `none` where nothing needs a sentence of its own, is chosen by its number.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files

from synth.i18n import flat, spoken
from synth.synthesis.state import CodebookView, Text

__all__ = ["LANGUAGES", "Words", "bilingual", "templates"]


LANGUAGES = ("nl", "en", "de")
"""The languages in which sentences are composed."""

FILES = ("statements.toml", "studies.toml", "statements_de.toml", "prisma_s.toml", "prisma_s_de.toml")


@cache
def templates() -> dict[str, dict[str, str]]:
    """Language to dotted key to template."""
    found: dict[str, dict[str, str]] = {language: {} for language in LANGUAGES}
    for name in FILES:
        text = (files("synth.synthesis") / name).read_text(encoding="utf-8")
        for language, table in tomllib.loads(text).items():
            found[language] |= flat(table)
    return found


class Words:
    """The words of one language."""

    def __init__(self, language: str, codebook: CodebookView) -> None:
        self.language = language
        self._templates = templates()[language]
        self._labels = {
            (dimension.id, code.id): code.label
            for dimension in codebook.dimensions
            for code in dimension.codes
        }
        self._instruments = {one.id: one.instrument for one in codebook.dimensions if one.instrument}
        self._dimensions = {dimension.id: dimension.label for dimension in codebook.dimensions}

    def say(self, key: str, /, **values: object) -> str:
        """The template `key` with its values filled in."""
        return self._templates[key].format(**values)

    def plural(self, key: str, n: int, /, **values: object) -> str:
        """The form of `key` for this number, which it gets as `n`, and as `N` to begin a sentence with."""
        form = key if key in self._templates else f"{key}.{'one' if n == 1 else 'other'}"
        form = f"{key}.none" if not n and f"{key}.none" in self._templates else form
        begin = self.number(n, table="Numbers")
        return self._templates[form].format(n=self.number(n), N=begin, **values)

    def number(self, n: int, *, table: str = "numbers") -> str:
        """Up to twelve in words, else in digits with the language's group separator."""
        if 0 <= n <= 12:
            return self._templates[table].split()[n]
        return f"{n:,}".replace(",", self._templates["group"])

    def decimal(self, value: float) -> str:
        """One decimal, with the language's decimal sign."""
        return f"{value:.1f}".replace(".", self._templates["decimal"])

    def percent(self, share: float, *, below: float | None = None) -> str:
        """A share between 0 and 1 as a whole percentage; one `below` another never looks the same."""
        n = round(100 * share)
        return self.say("percent", n=n - (below is not None and n == round(100 * below)))

    def listing(self, items: Sequence[str]) -> str:
        """`a`, `a and b`, `a, b and c`."""
        if len(items) < 2:
            return "".join(items)
        return f"{', '.join(items[:-1])} {self._templates['and']} {items[-1]}"

    def label(self, dimension: str, code: str) -> str:
        """A code's label as written in the codebook."""
        return spoken(self._labels.get((dimension, code), {}), self.language) or code

    def name(self, dimension: str, code: str) -> str:
        """A code within a sentence: a phase as a plain word, any other code in quotation marks.

        Labels are written with a capital; within a sentence only a factor, which is a title, keeps it.
        """
        label = self.label(dimension, code)
        lower = label[1:2].islower() and dimension != "factor" and self.language != "de"
        plain = label[:1].lower() + label[1:] if lower else label
        return plain if dimension == "phase" else self.say("quoted", text=plain)

    def dimension(self, dimension: str) -> str:
        """A dimension as a word within a sentence: German nouns keep their capital."""
        label = spoken(self._dimensions.get(dimension, {}), self.language) or dimension
        return label if self.language == "de" else label[:1].lower() + label[1:]

    def instrument(self, dimension: str) -> str:
        """The rating instrument that a dimension belongs to, by its title up to a colon."""
        return spoken(self._instruments.get(dimension, {}), self.language).partition(":")[0] or dimension

    def known(self, table: str, code: str) -> str:
        """The name of a source or a language, or the code itself when it has none here."""
        return self._templates.get(f"{table}.{code}", code)


def bilingual(codebook: CodebookView, compose: Callable[[Words], str]) -> Text:
    """What `compose` says in each language."""
    return {language: compose(Words(language, codebook)) for language in LANGUAGES}
