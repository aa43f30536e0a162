"""Words with wildcards looked up by the word of a text: by table, but for wildcards inside and in front.

`*` stands for any letters or none, `?` for exactly one, `$` for one or none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from synth.globs import Glob
from synth.strategy.words import is_wild


class Patterns:
    """Numbered patterns, compiled once, to ask which of them a word fits."""

    def __init__(self, patterns: Iterable[str]) -> None:
        self.exact: dict[str, int] = {}
        self.beginnings: dict[int, dict[str, int]] = defaultdict(dict)
        self.others: list[tuple[Glob, int]] = []
        for number, pattern in enumerate(patterns):
            stem = pattern.removesuffix("*")
            if is_wild(stem):
                self.others.append((Glob(pattern), number))
            elif stem == pattern:
                self.exact[stem] = number
            else:
                self.beginnings[len(stem)][stem] = number

    def fitting(self, word: str) -> Iterator[int]:
        """Yield the numbers of the patterns that fit the folded word."""
        if word in self.exact:
            yield self.exact[word]
        for length, stems in self.beginnings.items():
            if word[:length] in stems:
                yield stems[word[:length]]
        for glob, number in self.others:
            if glob.matches(word):
                yield number
