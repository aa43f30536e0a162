"""The ways to write the letters of one word: accents or none, one letter for two, a Dutch diaeresis.

The local matcher takes `Maßnahme` and `Massnahme`, `cliënt` and `client` for one word each; a source that
knows only the letters it is given must be asked for all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from synth.text import fold

ONE_FOR_TWO = {"ss": "ß", "ij": "ĳ", "ae": "æ", "oe": "œ"}
"""Letters that stand for two, wherever they are: `Strasse` and `Straße`, `manoeuvre` and `manœuvre`."""
_TWO_FOR_ONE = str.maketrans({one: two for two, one in ONE_FOR_TWO.items()})

AT_A_CUT = (
    (re.compile(r"(?:(?<=[aouyäöü])|(?<=[rz]e|ie|ei|eu|mi|me))ss?$"), "ß"),  # Maßnahme, Prozeß, Mißbrauch
    (re.compile(r"ij$|(?<![aeiou][lnrt])i$"), "ĳ"),  # partĳ, but not organĳsatie
    (re.compile(r"(?:^|(?<=[cdfghilnpr]))ae?$"), "æ"),  # encyclopædie, anæmie
    (re.compile(r"(?:^|(?<=[bcfhmnp]))oe?$"), "œ"),  # manœuvre, fœtus
)
"""The same by the end of a word that may be cut through one: `mas*`, `Maßnahme`."""

DIAERESIS = {"a": "ä", "e": "ë", "i": "ï", "o": "ö", "u": "ü"}
_DIAERESIS_AT = re.compile(
    "|".join(
        (
            r"(?<=re|be|ge)(?!id)[eiu]",  # reïntegratie, beïnvloeden, geëvalueerd
            r"(?<=co|po)[eo]|(?<=zo)(?:o|e(?!k))",  # coördinatie, poëzie, zoölogie, but not onderzoek
            r"(?<=i)e(?=[nlrt])",  # cliënt, financiële, variëren, sociëteit
            r"(?<=ee)e",  # ideeën
            r"(?<=o)i(?=[ds])|(?<=ru|na)i",  # egoïsme, ruïne, naïef
            r"(?<=ra|ha)e(?=l)",  # Israël, Michaël
        )
    )
)
"""Where Dutch may put a diaeresis on a vowel, by the letters around it."""

MOST = 16
"""Ways that are asked for; a word of more is cut off before the letter that would make them more."""


@lru_cache(maxsize=20_000)
def spellings(word: str) -> tuple[str, ...]:
    """Return the ways to write a word in lower case, which may end with `*`; as it is written first.

    Of a word that has too many, its beginnings with a `*`: wider, never narrower.
    """
    apart, plain = word.translate(_TWO_FOR_ONE), fold(word)
    bases = [apart] if {" ", "-"} & set(plain) else [apart, plain]
    found = [one for base in dict.fromkeys(bases) for cut in (base, *_uncut(base)) for one in _written(cut)]
    shortened = any(one.endswith("*") for one in found) and not word.endswith("*")
    return tuple(dict.fromkeys(found if shortened else (word, *found)))


def _uncut(word: str) -> Iterator[str]:
    """Yield a truncated word with the letter that stands for two where the cut may go through it."""
    stem = word.removesuffix("*")
    for ending, letter in AT_A_CUT if stem != word else ():
        if found := ending.search(stem):
            yield f"{stem[: found.start()]}{letter}*"


def _written(word: str) -> list[str]:
    """Return the ways to write a word, letter by letter; cut off where they become too many."""
    marked = {found.start() for found in _DIAERESIS_AT.finditer(word)}
    ways: list[list[str]] = [[""], *([] for _ in word)]
    for at, letter in enumerate(word):
        before, one = ways[at], ONE_FOR_TWO.get(word[at : at + 2])
        ways[at + 1] += [way + letter for way in before]
        if at in marked:
            ways[at + 1] += [way + DIAERESIS[letter] for way in before]
        if one:
            ways[at + 2] += [way + one for way in before]
        if len(ways[at + 1]) > MOST:
            end = next(end for end in range(at, -1, -1) if word[max(end - 1, 0) : end + 1] not in ONE_FOR_TWO)
            return [f"{way}*" for way in ways[end]]
    return ways[-1]
