"""Where an English stemmer may cut a word: a truncated word is asked for at an index of stems before that.

An index of stems keeps `evalu` for `evaluation`, and a `*` is compared with what it keeps: `evaluat*` finds
nothing there. So the word is cut where an ending may begin that a stemmer takes off; what is asked then holds
what was meant. The endings and their conditions follow M. F. Porter, "An algorithm for suffix stripping",
Program 14(3), 1980.
"""

from __future__ import annotations

from itertools import pairwise, product

from synth.text import fold

_AFTER_TWO = (
    "al ance ence er ic able ible ant ement ment ent ion ou ism ate iti ity ous ive ize ise ational ation "
    "ator ency enci ancy anci izer iser ization isation alization alisation alizer aliser alize alise alism "
    "aliti ality iviti ivity abiliti ability ibiliti ibility icate ication icational icator iciti icity ical "
    "ional ably abli ibly ibli"
)
"""Taken off a beginning with two or more runs of vowels and consonants (steps 2 to 4)."""
_AFTER_ONE = "ly li ful ness fulness ative ativeness iliti ility lessly fully"
"""Taken off a beginning with one (steps 2 and 3)."""
_LIGHT = "s es ies ed eds ing ings y e"
"""Taken off a beginning with a vowel (steps 1 and 5)."""


def _beginnings(*rows: str) -> frozenset[str]:
    """Return every beginning of one ending of each row after the other; a row may be passed over."""
    chains = ("".join(chain) for chain in product(*(("", *row.split()) for row in rows)))
    return frozenset(chain[:length] for chain in chains for length in range(1, len(chain) + 1))


_ENDINGS = (_beginnings(_LIGHT), _beginnings(_AFTER_ONE, _LIGHT), _beginnings(_AFTER_TWO, _AFTER_ONE, _LIGHT))
"""What may follow a beginning of at most zero, one, and two or more runs."""


def before_endings(stem: str) -> str:
    """Return the longest beginning of `stem` that the English stem of every word that begins with it has.

    >>> before_endings("implementat"), before_endings("factor"), before_endings("generalizations")
    ('implem', 'factor', 'gener')
    """
    plain = fold(stem)
    if len(plain) != len(stem):
        return stem
    for at in range(1, len(stem)):
        if plain[at:] in _ENDINGS[min(_runs(plain[:at]), 2)] and _has_vowel(plain[:at]):
            return stem[:at]
    return stem


def _has_vowel(word: str) -> bool:
    return any(letter in "aeiouy" for letter in word)


def _runs(word: str) -> int:
    """Return how often consonants follow vowels, `y` counted as what makes it more."""
    return max(_changes(word, vowels) for vowels in ("aeiou", "aeiouy"))


def _changes(word: str, vowels: str) -> int:
    return sum(first in vowels and second not in vowels for first, second in pairwise(word))
