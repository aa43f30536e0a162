"""Words compared with patterns: `*` is any letters or none, `?` is exactly one, `$` is one or none."""

from __future__ import annotations

import re
from collections import defaultdict

_WILD = re.compile(r"[*?$]")


class Glob:
    """A pattern with wildcards anywhere: all places in it that a word can have reached are kept as one mask.

    Each letter of the word costs the same, so that no pattern can be slow (Baeza-Yates & Gonnet, A new
    approach to text searching, 1992).
    """

    def __init__(self, pattern: str) -> None:
        pieces = _WILD.split(pattern)
        self.first, self.last, self.exact = pieces[0], pieces[-1], len(pieces) == 1
        self.end = 1 << len(pattern.replace("*", ""))
        self.letters: dict[str, int] = defaultdict(int)
        self.any = self.optional = self.loops = 0
        at = 0
        for sign in pattern:
            if sign == "*":
                self.loops |= 1 << at
                continue
            if sign in "?$":
                self.any |= 1 << at
                self.optional |= (sign == "$") << at
            else:
                self.letters[sign] |= 1 << at
            at += 1

    def matches(self, word: str) -> bool:
        """Whether the whole word fits."""
        if self.exact:
            return word == self.first
        if not (word.startswith(self.first) and word.endswith(self.last)):
            return False
        places = self._skipped(1)
        for letter in word:
            ahead = (places & (self.letters.get(letter, 0) | self.any)) << 1
            places = self._skipped(ahead | places & self.loops)
            if not places:
                return False
        return bool(places & self.end)

    def _skipped(self, places: int) -> int:
        """Return the places with those behind letters that may be left out; runs of them carry over."""
        if not self.optional:
            return places
        waiting = places & self.optional
        while waiting:
            places |= waiting << 1
            waiting = (waiting << 1) & self.optional
        return places
