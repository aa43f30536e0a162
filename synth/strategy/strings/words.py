"""One word of a strategy in the wildcards of a database."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from synth.strategy.strings.dialect import Wildcards
from synth.strategy.words import pattern_parts
from synth.text import fold

MAX_FORMS = 24
"""Forms of one term that are written out."""

_WILD = "*?$"
_PARTED = re.compile(r"(re|pre)(?=[eou]|i(?![sz]))(?=\w{5})")
"""Beginnings that people also write with a hyphen, as in `re-employment`, `pre-election`."""


@dataclass(frozen=True, slots=True)
class Form:
    """A word as a database takes it; `exact` is False when it stands for more than the strategy's word."""

    text: str
    exact: bool = True

    @property
    def wild(self) -> bool:
        """Whether it holds a wildcard (its text is then not the word itself)."""
        return not all(c.isalnum() or c in "-'" for c in self.text)


def forms(word: str, signs: Wildcards, *, phrase: bool) -> tuple[Form, ...]:
    """Return the forms that together stand for a word; none when nothing can be asked.

    A word with a hyphen is also written closed, and one such as `reïntegratie` also with a hyphen, since the
    strategy means both; a hyphen is kept, since databases look for both words then. `phrase` says that the
    word stands in a phrase.
    """
    spelled = dict.fromkeys((word.lower(), _closed(word), _parted(word)))
    found = [form for one in spelled for form in _spelt(one, signs, phrase=phrase)]
    return tuple(dict.fromkeys(found))[:MAX_FORMS]


def _closed(word: str) -> str:
    """Return a hyphenated word written as one, as the strategy also means it."""
    return "".join(pattern_parts(word)) if "-" in word else word.lower()


def _parted(word: str) -> str:
    """Return a word with the hyphen that people write behind `re` and `pre` before a vowel."""
    plain = fold(word)
    return _PARTED.sub(r"\1-", plain, count=1) if _PARTED.match(plain) else word.lower()


def _spelt(word: str, signs: Wildcards, *, phrase: bool) -> Iterator[Form]:
    optional = signs.optional and (signs.optional_in_phrase or not phrase)
    if "$" in word and not optional and signs.one:
        for chosen in product(("", "?"), repeat=word.count("$")):
            yield from _written(_filled(word, chosen), signs)
        return
    yield from _written(word, signs)


def _filled(word: str, chosen: tuple[str, ...]) -> str:
    pieces = word.split("$")
    return pieces[0] + "".join(sign + piece for sign, piece in zip(chosen, pieces[1:], strict=True))


def _written(word: str, signs: Wildcards) -> Iterator[Form]:
    """Yield the word in the signs of the database, cut at the first wildcard that may not stand there."""
    stop = next((at for at, c in enumerate(word) if c in _WILD and not _may_stand(word, at, signs)), None)
    kept, exact = (word, True) if stop is None else (word[:stop] + "*", False)
    if stop is not None and (not word[:stop].strip(_WILD) or not _may_stand(kept, stop, signs)):
        return
    table = str.maketrans({"*": signs.any, "?": signs.one, "$": signs.optional})
    yield Form(kept.translate(table), exact)


def _may_stand(word: str, at: int, signs: Wildcards) -> bool:
    sign, last = word[at], at == len(word) - 1
    if at == 0 and not (sign == "*" and signs.left):
        return False
    if sign == "?":
        return bool(signs.one) and (signs.one_last or not last)
    if sign == "$":
        return bool(signs.optional)
    beside = word[1:] if at == 0 else word[:at]
    letters = sum(c not in _WILD + string.punctuation for c in beside)
    return letters >= signs.shortest and (signs.inside or last or at == 0)
