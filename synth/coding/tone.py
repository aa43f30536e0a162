"""How a sentence sounds: its cues and words of good and bad tone, in order, the same in every language.

A model of example sentences reads this beside the words: what one language teaches holds in the others.
What sounds add up to follows the composition of polarity (Moilanen & Pulman 2007): what is lacking, wanes or
is negated turns what it is said of.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from synth.coding.lemmas import folded
from synth.coding.marks import NEGATIONS, SIGNS, Mark, marks_in
from synth.coding.matching import Found, TermIndex
from synth.coding.parts import parts
from synth.coding.reading import Row
from synth.coding.terms import parse_term
from synth.coding.wordlists import wordlist

FAIR, FOUL, BURDEN, ASSET = "+", "-", "burden", "asset"
NEGATED, STOP, CONCEDE, CAUSE = "no", "stop", "concede", "cause"
MOST = 2
"""Up to where what speaks for a direction is counted."""
MANY = 3
"""Up to where what speaks at all is counted."""
LONGEST = 6
"""Sounds of a whole sentence that are looked at together."""
REACH = 6
"""Words between what turns and what it turns."""
NEAR = 3
"""Words between what is said to be high and what it is said of."""
BEHIND = 10
"""Words from what is turned to a negation behind it."""
OF = 2
"""Words between a thing and what belongs to it."""
PRESENCE, WAX, IRREAL, NOBODY, HINDER = "presence", "wax", "irreal", "nobody", "hinder"
_OPERATORS = {
    "lack": (1, REACH),
    "lacks": (-1, REACH),
    "wane": (-1, REACH),
    "rid": (1, REACH),
    WAX: (-1, REACH),
    PRESENCE: (1, NEAR),
}
"""What is said of something else: on which side it expects that (1 behind it), and how far it reaches."""
COMMA = 6
"""Words that a comma between counts for."""
APART = 14
"""Words between a verb and what it parted from."""
ASIDE = 2
"""Words by which the side where a thing is less expected counts as further away."""

_TONES = {"fair": 1, "foul": -1}
_LOADS = {BURDEN: -1, ASSET: 1}
_VALUES = {**_TONES, **{str(kind): value for kind, value in SIGNS.items()}}
_SAYS = {kind: value for kind, value in _VALUES.items() if kind not in _OPERATORS}
"""The value of what says something of its own."""
_TURNED = {**_SAYS, **_LOADS}
"""The value of what can be turned, also when it says nothing by its name alone."""
_REACHING = frozenset({*_OPERATORS, *NEGATIONS, HINDER, CONCEDE})
"""What reaches for other sounds, and less so beyond a comma."""
_SPEAKING = frozenset({*_VALUES, "wane", "rid", WAX, *NEGATIONS, "ask", "report"})


KEPT = 10_000
"""Rows of kinds for which is kept what they add up to."""


class Sound(NamedTuple):
    """A cue or a word of tone, at its place in words."""

    first: int
    last: int
    kind: str


class Heard(NamedTuple):
    """The kinds of the sounds of a sentence, in order, and what they add up to."""

    kinds: tuple[str, ...]
    balance: Balance


class Balance(NamedTuple):
    """What sounds add up to: in `total`, in the `main` clauses, at the `end` of these, and by name alone.

    `bare` are negations that had nothing to turn, `denied` all there are; `unreal` is what only might be.
    """

    total: int
    main: int
    end: int
    bare: int
    plain: int
    denied: int
    unreal: bool

    @property
    def lean(self) -> int:
        """How far it leans either way: a mere topic leans nowhere."""
        return abs(self.main)

    def features(self) -> Iterator[str]:
        """What a model hears of it."""
        yield f"total {self.total}"
        if self.unreal:
            yield f"unreal {self.main}"
        yield f"main {self.main}"
        yield f"main {self.main} {self.bare}"
        yield f"bare {self.bare}"
        yield f"end {self.end} {self.bare}"
        yield f"plain {self.plain} {self.denied}"


def listen(reading: Row) -> Heard:
    """The cues of a single sentence in order, and `fair`, `foul` and the like for other words of tone."""
    return listen_in(reading, {0: marks_in(reading, (0,))[0]})[0]


def listen_in(row: Row, cues: Mapping[int, Sequence[Mark]]) -> dict[int, Heard]:
    """The same for sentences of a row, by their numbers, each with its cues."""
    found = _tones(row.language).terms.find_in(row, cues)
    return {number: _heard(row, number, found.get(number, ()), some) for number, some in cues.items()}


def _heard(row: Row, sentence: int, hits: Sequence[Found], cues: Sequence[Mark]) -> Heard:
    sounds = _sounds(row, sentence, hits, cues) if hits or cues else ()
    kinds = tuple([kind for _, _, kind in sounds])
    if len(kinds) < 2 or _REACHING.isdisjoint(kinds):
        return _anywhere(kinds)
    return Heard(kinds, _balance(sounds, parts(row, sentence).commas))


@lru_cache(maxsize=KEPT)
def _anywhere(kinds: tuple[str, ...]) -> Heard:
    """What is heard in sounds none of which reaches for another: it does not depend on where they stand."""
    return Heard(kinds, _balance([Sound(place, place + 1, kind) for place, kind in enumerate(kinds)]))


def _sounds(row: Row, sentence: int, hits: Sequence[Found], cues: Sequence[Mark]) -> list[Sound]:
    """The cues and the words of tone in order, each once."""
    tones = _tones(row.language)
    most = len(tones.words)
    plain = [hit for hit in hits if hit[3] != "compound"]
    words = [Sound(first, last, tones.words[term]) for term, first, last, *_ in plain if term < most]
    apart = _come_apart(row, sentence, plain) if len(words) < len(plain) else []
    replaced = {first for first, _, _ in apart} | {first for first, _, kind in words if kind == CONCEDE}
    told = [
        Sound(cue.first, cue.last, cue.kind)
        for cue in cues
        if cue.first not in replaced and (not cue.compound or cue.sign < 0)
    ]
    return _longest([*told, *apart, *words])


def _longest(sounds: Sequence[Sound]) -> list[Sound]:
    """The sounds in order without those that overlap a longer one, or one before it as long."""
    if len(sounds) < 2:
        return [*sounds]
    in_order = sorted(sounds)
    if all(one[1] <= other[0] for one, other in pairwise(in_order)):  # as most are
        return in_order
    kept: list[Sound] = []
    taken: set[int] = set()
    for sound in sorted(sounds, key=lambda s: s.first - s.last):
        places = range(sound.first, sound.last)
        if taken.isdisjoint(places):
            kept.append(sound)
            taken.update(places)
    return sorted(kept)


def _come_apart(row: Row, sentence: int, hits: Sequence[Found]) -> list[Sound]:
    """The verbs whose stem is found and whose clause ends with what parted from it: `lehnte den Plan ab`."""
    tones, words = _tones(row.language), row.texts_in(sentence)
    most = len(tones.words)
    stems = [(first, last, tones.parted[term - most]) for term, first, last, *_ in hits if term >= most]
    return [
        Sound(first, last, tone)
        for first, last, ends in stems
        for place, word in enumerate(words[last : last + APART], last)
        if word in ends and _ends_clause(row, sentence, words, place)
        for tone in ends[word]
    ]


def _ends_clause(row: Row, sentence: int, words: Sequence[str], place: int) -> bool:
    """Whether a clause ends behind the word at a place: a sign follows, a word that joins, or nothing."""
    behind = place + 1
    if behind == len(words) or words[behind] in wordlist(row.language).joins:
        return True
    return behind in row.alone(sentence).signs


def features(kinds: Sequence[str]) -> Iterator[str]:
    """What a model hears of sounds of these kinds: each, runs of two and three, also by sign; both ends."""
    signs = [_sign(kind) for kind in kinds]
    for name, row in (("k", kinds), ("s", signs)):
        for size in (1, 2, 3):
            yield from (f"{name} {' '.join(row[at : at + size])}" for at in range(len(row) - size + 1))
    yield f"all {' '.join(signs[:LONGEST])}"
    yield f"first {kinds[0] if kinds else ''}"
    yield f"last {kinds[-1] if kinds else ''}"


def _balance(sounds: Sequence[Sound], commas: frozenset[int] = frozenset()) -> Balance:
    """What sounds add up to, once each has turned what it turns."""
    kinds = [sound.kind for sound in sounds]
    clauses = [(opening, *settle(some, commas)) for opening, some in _parts(sounds, commas)]
    main = [value for opening, values, _ in clauses if opening != CONCEDE for value in values if value]
    return Balance(
        total=_cut(sum([sum(values) for _, values, _ in clauses])),
        main=_cut(sum(main)),
        end=main[-1] if main else 0,
        bare=min(sum([bare for *_, bare in clauses]), MOST),
        plain=_cut(sum(map(_value, kinds))),
        denied=min(sum([kind in NEGATIONS for kind in kinds]), MOST),
        unreal=IRREAL in kinds,
    )


@lru_cache(maxsize=KEPT)
def speaking(kinds: tuple[str, ...]) -> int:
    """How many sounds speak for a direction or turn one, up to a few: what shows nothing has few."""
    return min(sum([kind in _SPEAKING for kind in kinds]), MANY)


def settle(sounds: Sequence[Sound], commas: frozenset[int] = frozenset()) -> tuple[list[int], int]:
    """The value of each sound of a clause once all is turned, and the negations that had nothing to turn."""
    kinds = {sound.kind for sound in sounds}
    values = [_SAYS.get(kind, 0) for _, _, kind in sounds]
    meant = _operate(sounds, values, commas) if not kinds.isdisjoint(_OPERATORS) else {}
    bare = _negate(sounds, values, meant, commas) if not kinds.isdisjoint(NEGATIONS) else 0
    if HINDER in kinds:
        _hinder(sounds, values, commas)
    return values, bare


def _operate(sounds: Sequence[Sound], values: list[int], commas: frozenset[int]) -> dict[int, int]:
    """Let what is lacking, wanes or grows turn what it is said of; what each was said of, both ways."""
    loads = [_TURNED.get(kind, 0) for _, _, kind in sounds]
    meant: dict[int, int] = {}
    alone: list[int] = []
    for at, sound in enumerate(sounds):
        if sound.kind not in _OPERATORS:
            continue
        side, reach = _OPERATORS[sound.kind]
        free = [n for n, load in enumerate(loads) if load]
        target = _nearest(sounds, at, free, (side, reach, reach), commas)
        turn = 1 if sound.kind in (PRESENCE, WAX) else -1
        if target is None:
            values[at] = turn
            alone += [at] if turn < 0 else []
            continue
        values[target], meant[at], meant[target] = turn * loads[target], target, target
        _absorb(sounds, target, values, loads)
    for one, other in pairwise(alone):  # `hardly any were missed`: the one turns the other
        if sounds[other].first - sounds[one].last <= REACH and values[one] < 0:
            values[one], values[other], meant[one] = 0, 1, other
    return meant


def _negate(
    sounds: Sequence[Sound], values: list[int], meant: Mapping[int, int], commas: frozenset[int]
) -> int:
    """Let negations turn what they are said of; how many had nothing to turn."""
    loads = [_TURNED.get(kind, 0) for _, _, kind in sounds]
    bare = 0
    for at, sound in enumerate(sounds):
        if sound.kind not in NEGATIONS:
            continue
        free = [n for n in range(len(sounds)) if values[n] or loads[n] or n in meant]
        nobody = sound.kind == NOBODY
        if nobody and any(values):  # `none of the users found it hard`: the users are not what is denied
            free = [n for n in free if values[n] or n in meant]
        target = _nearest(sounds, at, free, (1, APART if nobody else REACH, BEHIND), commas)
        if target is None:
            bare += 1
            continue
        target = meant.get(target, target)
        values[target] = -(values[target] or loads[target])
    return bare


def _hinder(sounds: Sequence[Sound], values: list[int], commas: frozenset[int]) -> None:
    """What is good and hindered counts no longer: `workload hampers good cooperation`."""
    for at, sound in enumerate(sounds):
        if sound.kind != HINDER or values[at] >= 0:
            continue
        for n in range(at + 1, len(sounds)):
            gap = range(sound.last, sounds[n].first + 1)
            if len(gap) > REACH or not commas.isdisjoint(gap):
                break
            values[n] = min(values[n], 0)


def _absorb(sounds: Sequence[Sound], target: int, values: list[int], loads: list[int]) -> None:
    """What is said of a thing is said of what belongs to it: `little room for tailoring` is one thing."""
    loads[target] = 0
    for n in range(target + 1, len(sounds)):
        if sounds[n].first - sounds[n - 1].last > OF or loads[n] <= 0:
            return
        values[n] = loads[n] = 0


def _nearest(
    sounds: Sequence[Sound],
    at: int,
    free: Sequence[int],
    where: tuple[int, int, int],
    commas: frozenset[int],
) -> int | None:
    """The nearest of the free sounds; behind a comma, or where it is not expected, it counts as further away.

    `where` tells the expected side, and how many words are reached behind and before.
    """
    side, after, before = where
    first, last, _ = sounds[at]
    near: list[tuple[int, int]] = []
    for n in free:
        low, high = (last, sounds[n][0]) if n > at else (sounds[n][1], first)
        if n != at and high - low <= (after if n > at else before):
            aside = 0 if (n > at) == (side > 0) else ASIDE
            parted = COMMA if not commas.isdisjoint(range(low, high + 1)) else 0
            near.append((high - low + aside + parted, n))
    return min(near)[1] if near else None


def _parts(sounds: Sequence[Sound], commas: frozenset[int]) -> list[tuple[str, list[Sound]]]:
    """The clauses, by what opens them; what grants ends at the next comma when it comes first."""
    parts: list[tuple[str, list[Sound]]] = [("", [])]
    end: int | None = None
    for sound in sounds:
        if end is not None and sound.first >= end:
            parts.append(("", []))
            end = None
        if sound.kind in (STOP, CONCEDE, CAUSE):
            parts.append((sound.kind, []))
            behind = [place for place in commas if place > sound.first]
            end = min(behind, default=None) if sound.kind == CONCEDE else None
        else:
            parts[-1][1].append(sound)
    return [part for part in parts if part[1]]


def _sign(kind: str) -> str:
    if kind in NEGATIONS:
        return NEGATED
    value = _value(kind)
    return FAIR if value > 0 else FOUL if value < 0 else kind


def _value(kind: str) -> int:
    return _VALUES.get(kind, 0)


def _cut(value: int) -> int:
    return max(-MOST, min(MOST, value))


class _Tones(NamedTuple):
    """Words of tone, and behind them stems of verbs that come apart.

    With a word stands its tone, with a stem the particles that may end the clause, with the tones of each.
    """

    terms: TermIndex
    words: tuple[str, ...]
    parted: tuple[Mapping[str, Sequence[str]], ...]


@cache
def _tones(language: str) -> _Tones:
    listed = wordlist(language)
    words = [(tone, word) for tone, some in listed.tone.items() for word in some]
    verbs: dict[str, dict[str, list[str]]] = {}
    for tone, some in listed.parted.items():
        for stem, particle in some:
            verbs.setdefault(stem, {}).setdefault(folded(particle, language), []).append(tone)
    terms = [parse_term(term) for term in (*(word for _, word in words), *verbs)]
    return _Tones(TermIndex(terms, language), tuple(t for t, _ in words), tuple(verbs.values()))
