"""The ways a word of a strategy can stand in a text, for a source that knows only the letters it is given.

The local matcher takes `re-integratie`, `reïntegratie` and `reintegratie` for one word; a source that does
not fold hyphens and accents must be asked for each. Every form is a tuple of words next to each other.
"""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import combinations, islice, product
from math import prod

from synth.sources.letters import DIAERESIS, spellings
from synth.strategy.words import WILDCARDS, is_wild
from synth.text import fold

Form = tuple[str, ...]

APOSTROPHE = "\ue000"
"""Stands in a form for an apostrophe of any kind; of private use, so that no term can hold it."""

MAX_FORMS = 24
"""Forms of one phrase; a phrase of many variable words keeps those that differ in the fewest words."""

PREFIXES = (
    *("anti", "co", "cross", "inter", "intra", "meta", "mid", "mini", "multi", "neo", "non", "over", "post"),
    *("pseudo", "self", "semi", "socio", "sub", "trans", "under", "bio", "eco", "micro", "macro", "psycho"),
    *("bij", "niet", "oud", "zelf", "nicht", "sozial", "selbst"),
)
"""Beginnings of words that people also write with a hyphen: `multidisciplinary`, `multi-disciplinary`."""

BEFORE_VOWELS = ("re", "pre", "de")
"""Beginnings that get a hyphen only before a vowel: `re-employment`, but not `re-turn`."""

MAX_COUNTED = 500
"""Forms of one phrase that are looked at; more are neither asked nor counted."""

MAX_OF_WORD = 120
"""Forms of one word with hyphens; of a word that has more its first pieces are asked for, and a `*`."""

MAX_PIECES = 5
"""Pieces of a hyphenated word that are closed up in every way; those behind them are not asked for."""

SHORTEST_REST = 5
"""Letters that must follow such a beginning."""

_VOWELS = frozenset(DIAERESIS)
_QUOTES = "'\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}"
_BREAK = re.compile(r"(?:[^\w*?$]|_)+")
_HYPHEN = re.compile(rf"(?:[^\w*?${APOSTROPHE}]|_)+")
_WILD = re.compile(r"[*?$]")
_APOSTROPHE = re.compile(rf"(?<=[^\W_])[{_QUOTES}](?=[^\W_])")
_EDGES = string.punctuation.translate(dict.fromkeys(map(ord, WILDCARDS))) + string.whitespace
_POSSESSIVE = re.compile(r"[^\W\d_]{3,}(?<!s)")


def forms(words: tuple[str, ...]) -> tuple[Form, ...]:
    """Return the forms of a phrase, the one as written first; a `*` at the end of a word is kept.

    Any other wildcard becomes a `*` that cuts the word there: wider, never narrower. A word that begins with
    one becomes an empty string, since nothing is known of it. APOSTROPHE stands for one of any kind.
    """
    return _every_form(words)[: _most(words)]


def left_out(words: tuple[str, ...]) -> int:
    """Return how many forms of a phrase `forms` leaves out."""
    return max(len(_every_form(words)) - _most(words), 0)


def _most(words: tuple[str, ...]) -> int:
    """Return how many forms are given: of a phrase the most common ones, of one word all."""
    return MAX_FORMS if len(words) > 1 else MAX_COUNTED


@lru_cache(maxsize=10_000)
def _every_form(words: tuple[str, ...]) -> tuple[Form, ...]:
    found = sorted(_phrase_forms(words), key=lambda changed: changed[0])
    return tuple(dict.fromkeys(form for _, form in found))


def shown(form: Form) -> str:
    """Return a form as a person reads it; words of which nothing is known are left out."""
    return " ".join(filter(None, form)).replace(APOSTROPHE, "'")


def is_cut(words: tuple[str, ...]) -> bool:
    """Whether a word holds a wildcard that its forms cannot, or too many forms, so that they are wider."""
    return any(is_wild(word.removesuffix("*")) or _is_shortened(word) for word in words)


def _is_shortened(word: str) -> bool:
    """Whether only the beginning of a word without wildcards is asked for."""
    return not is_wild(word) and any("*" in piece for form in _word_forms(word) for piece in form)


def reduced(values: Iterable[Form]) -> tuple[Form, ...]:
    """Return the values without those that a shorter one holds: `jeugd*` holds `jeugdzorg`, `"de jeugd"`."""
    exact = {value[0] for value in values if len(value) == 1 and "*" not in value[0]}
    prefixes = tuple({value[0][:-1] for value in values if len(value) == 1 and value[0].endswith("*")})

    def held(value: Form) -> bool:
        for word in value:
            if len(value) > 1 and word in exact:
                return True
            own = word[:-1] if len(value) == 1 and word.endswith("*") else None
            if any(prefix != own and word.rstrip("*").startswith(prefix) for prefix in prefixes):
                return True
        return False

    return tuple(value for value in dict.fromkeys(values) if not held(value))


def _phrase_forms(words: tuple[str, ...]) -> Iterator[tuple[int, Form]]:
    """Yield the forms of a phrase, each with how many words are not as written, fewest first."""
    options = [_word_forms(word) for word in words]
    plain = [first for first, *_ in options]
    changed = islice(_changed(plain, [others for _, *others in options]), MAX_COUNTED)
    for number, form in ((0, _chain(plain)), *changed):
        yield number, form
        if _POSSESSIVE.fullmatch(form[-1]):
            yield number, (*form[:-1], f"{form[-1]}{APOSTROPHE}s")


def _changed(plain: list[Form], others: list[list[Form]]) -> Iterator[tuple[int, Form]]:
    varying = [place for place, forms_of in enumerate(others) if forms_of]
    for number in range(1, len(varying) + 1):
        for places in combinations(varying, number):
            for chosen in product(*(others[place] for place in places)):
                instead = dict(zip(places, chosen, strict=True))
                yield number, _chain([instead.get(i, form) for i, form in enumerate(plain)])


def _chain(pieces: list[Form]) -> Form:
    return tuple(word for piece in pieces for word in piece)


@lru_cache(maxsize=10_000)
def _word_forms(word: str) -> tuple[Form, ...]:
    """Return the forms of one word: cut at its hyphens, closed up, with hyphens where people write one.

    Each in all of its spellings, as written first. Of a word that has too many, those of as many of its first
    pieces as may be.
    """
    lower = unicodedata.normalize("NFC", word).lower().strip(_EDGES)
    breaks = [found.start() for found in _BREAK.finditer(lower)]
    if len(breaks) >= MAX_PIECES:
        return _word_forms(f"{lower[: breaks[MAX_PIECES - 1]]}*")
    ways = [[spellings(piece) for piece in way] for way in dict.fromkeys(_ways(lower))]
    if breaks and sum(prod(map(len, way)) for way in ways) > MAX_OF_WORD:
        return _word_forms(f"{lower[: breaks[-1]]}*")
    return tuple(dict.fromkeys(form for way in ways for form in product(*way)))


def _ways(word: str) -> Iterator[Form]:
    """Yield a word with its apostrophes, cut and closed up at its hyphens, and with those it may have."""
    if _APOSTROPHE.search(word):
        yield tuple(map(_cut, _HYPHEN.split(_APOSTROPHE.sub(APOSTROPHE, word))))
    folded, pieces = _first(_BREAK.split(fold(word))), _BREAK.split(word)
    yield from _joined(pieces)
    yield from _joined(folded) if len(folded) != len(pieces) else ()
    for closed in ("".join(pieces), "".join(folded)):
        yield from _hyphened(_cut(closed))


def _first(pieces: list[str]) -> list[str]:
    """Return the pieces, or as many of the first as are closed up, the last of them truncated."""
    return [*pieces[: MAX_PIECES - 1], f"{pieces[MAX_PIECES - 1]}*"] if len(pieces) > MAX_PIECES else pieces


def _joined(pieces: list[str]) -> Iterator[Form]:
    """Yield the pieces apart, then with neighbours closed up in every way."""
    for closed in range(2 ** (len(pieces) - 1)):
        words = [pieces[0]]
        for i, piece in enumerate(pieces[1:]):
            if closed >> i & 1:
                words[-1] += piece
            else:
                words.append(piece)
        yield tuple(map(_cut, words))


def _cut(piece: str) -> str:
    """Return what is known of a piece from its beginning: `organi?ation` → `organi*`, `*zorg` → nothing."""
    known, *cut = _WILD.split(piece, maxsplit=1)
    return f"{known}*" if known and cut else known


def _hyphened(word: str) -> Iterator[Form]:
    """Yield a word with a hyphen after its beginning, where people write one."""
    for prefix in (*PREFIXES, *BEFORE_VOWELS):
        rest = word.removeprefix(prefix)
        if rest == word or len(rest.rstrip("*")) < SHORTEST_REST:
            continue
        if prefix in PREFIXES or rest[0] in _VOWELS:
            yield (prefix, rest)
        if rest[0] in _VOWELS and prefix[-1] in _VOWELS:
            yield (prefix, DIAERESIS[rest[0]] + rest[1:])
