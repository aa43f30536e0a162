"""Words with `*` looked up by the word of a text: exact words and beginnings by table, others one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator


class Glob:
    """A pattern with `*` anywhere; each piece is looked for once, so that no pattern can be slow."""

    def __init__(self, pattern: str) -> None:
        self.first, *middle = pattern.split("*")
        self.last = middle.pop() if middle else ""
        self.middle = middle
        self.exact = "*" not in pattern

    def matches(self, word: str) -> bool:
        """Whether the whole word fits: `*` stands for any letters, none included."""
        if self.exact:
            return word == self.first
        end = len(word) - len(self.last)
        at = len(self.first)
        if at > end or not (word.startswith(self.first) and word.endswith(self.last)):
            return False
        for piece in self.middle:
            found = word.find(piece, at, end)
            if found < 0:
                return False
            at = found + len(piece)
        return True


class Patterns:
    """Numbered patterns, compiled once, to ask which of them a word fits."""

    def __init__(self, patterns: Iterable[str]) -> None:
        self.exact: dict[str, int] = {}
        self.beginnings: dict[int, dict[str, int]] = defaultdict(dict)
        self.others: list[tuple[Glob, int]] = []
        for number, pattern in enumerate(patterns):
            stem = pattern.removesuffix("*")
            if "*" in stem:
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
