"""How a sentence sounds: its cues and words of good and bad tone, in order, the same in every language.

A model of example sentences reads this beside the words: what one language teaches holds in the others.
What sounds add up to follows the composition of polarity (Moilanen & Pulman 2007): what is lacking, wanes or
is negated turns what it is said of.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from synth.coding.lemmas import folded
from synth.coding.marks import NEGATIONS, SIGNS, Mark, marks_in
from synth.coding.matching import Found, TermIndex
from synth.coding.parts import parts
from synth.coding.reading import Reading, Row
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
_REACHING = frozenset({*_OPERATORS, *NEGATIONS, HINDER, CONCEDE})
"""What reaches for other sounds, and less so beyond a comma."""
_SPEAKING = frozenset({*_VALUES, "wane", "rid", WAX, *NEGATIONS, "ask", "report"})


_first = attrgetter("first")


class Sound(NamedTuple):
    """A cue or a word of tone, at its place in words."""

    kind: str
    first: int
    last: int


@dataclass(frozen=True)
class Heard:
    """The sounds of a sentence in order, and where its commas stand, if these tell anything of them."""

    sounds: tuple[Sound, ...]
    commas: frozenset[int] = frozenset()

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of the sounds."""
        return tuple([sound.kind for sound in self.sounds])

    @cached_property
    def balance(self) -> Balance:
        """What the sounds add up to, once each has turned what it turns."""
        return _balance(self)


SILENCE = Heard(())
"""Nothing is heard."""


def listen(reading: Row) -> Heard:
    """The cues of a single sentence in order, and `fair`, `foul` and the like for other words of tone."""
    return listen_in(reading, {0: marks_in(reading, (0,))[0]})[0]


def listen_in(row: Row, cues: Mapping[int, Sequence[Mark]]) -> dict[int, Heard]:
    """The same for sentences of a row, by their numbers, each with its cues."""
    found = _tones(row.language).terms.find_in(row, cues)
    return {number: _heard(row, number, found.get(number, ()), some) for number, some in cues.items()}


def _heard(row: Row, sentence: int, hits: Sequence[Found], cues: Sequence[Mark]) -> Heard:
    if not hits and not cues:
        return SILENCE
    tones = _tones(row.language)
    plain = [hit for hit in hits if hit[3] != "compound"]
    words = [Sound(tones.words[hit[0]], hit[1], hit[2]) for hit in plain if hit[0] < len(tones.words)]
    verbs = [hit for hit in plain if hit[0] >= len(tones.words)] if len(words) < len(plain) else ()
    apart = _come_apart(row, sentence, verbs) if verbs else []
    replaced = {sound.first for sound in apart} | {sound.first for sound in words if sound.kind == CONCEDE}
    told = [
        Sound(mark.kind, mark.first, mark.last)
        for mark in cues
        if mark.first not in replaced and (not mark.compound or mark.sign < 0)
    ]
    sounds = _longest([*told, *apart, *words])
    reaching = len(sounds) > 1 and not _REACHING.isdisjoint([sound.kind for sound in sounds])
    return Heard(tuple(sounds), parts(row, sentence).commas if reaching else frozenset())


def _longest(sounds: Sequence[Sound]) -> list[Sound]:
    """The sounds in order without those that overlap a longer one, or one before it as long."""
    in_order = sorted(sounds, key=_first)
    if not any(one.last > other.first for one, other in pairwise(in_order)):  # as most are
        return in_order
    kept: list[Sound] = []
    taken: set[int] = set()
    for sound in sorted(sounds, key=lambda s: s.first - s.last):
        places = range(sound.first, sound.last)
        if taken.isdisjoint(places):
            kept.append(sound)
            taken.update(places)
    return sorted(kept, key=_first)


def _come_apart(row: Row, sentence: int, stems: Sequence[Found]) -> list[Sound]:
    """The verbs among these stems whose clause ends with what parted from them: `lehnte den Plan ab`."""
    tones, words = _tones(row.language), row.texts_in(sentence)
    verbs = [(*tones.parted[hit.term - len(tones.words)], hit.first, hit.last) for hit in stems]
    return [
        Sound(tone, first, last)
        for particle, tone, first, last in verbs
        if particle in words[last : last + APART] and _ends_with(row.alone(sentence), last, particle)
    ]


def _ends_with(reading: Reading, last: int, particle: str) -> bool:
    """Whether a clause ends with a particle, not far behind the verb that ends at `last`."""
    texts, joins = reading.texts, wordlist(reading.language).joins
    return any(
        texts[n] == particle and (n + 1 == reading.size or n + 1 in reading.signs or texts[n + 1] in joins)
        for n in range(last, min(last + APART, reading.size))
    )


def features(kinds: Sequence[str]) -> Iterator[str]:
    """What a model hears of sounds of these kinds: each, runs of two and three, also by sign; both ends."""
    signs = [_sign(kind) for kind in kinds]
    for name, row in (("k", kinds), ("s", signs)):
        for size in (1, 2, 3):
            yield from (f"{name} {' '.join(row[at : at + size])}" for at in range(len(row) - size + 1))
    yield f"all {' '.join(signs[:LONGEST])}"
    yield f"first {kinds[0] if kinds else ''}"
    yield f"last {kinds[-1] if kinds else ''}"


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


def _balance(heard: Heard) -> Balance:
    kinds = heard.kinds
    clauses = [(opening, *settle(sounds, heard.commas)) for opening, sounds in _parts(heard)]
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


def speaking(heard: Heard) -> int:
    """How many sounds speak for a direction or turn one, up to a few: what shows nothing has few."""
    return min(sum([kind in _SPEAKING for kind in heard.kinds]), MANY)


def settle(sounds: Sequence[Sound], commas: Collection[int] = ()) -> tuple[list[int], int]:
    """The value of each sound of a clause once all is turned, and the negations that had nothing to turn."""
    kinds = {sound.kind for sound in sounds}
    values = [0 if sound.kind in _OPERATORS else _value(sound.kind) for sound in sounds]
    meant = _operate(sounds, values, commas) if not kinds.isdisjoint(_OPERATORS) else {}
    bare = _negate(sounds, values, meant, commas) if not kinds.isdisjoint(NEGATIONS) else 0
    if HINDER in kinds:
        _hinder(sounds, values, commas)
    return values, bare


def _operate(sounds: Sequence[Sound], values: list[int], commas: Collection[int]) -> dict[int, int]:
    """Let what is lacking, wanes or grows turn what it is said of; what each was said of, both ways."""
    loads = [_load(sound.kind) for sound in sounds]
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
    sounds: Sequence[Sound], values: list[int], meant: Mapping[int, int], commas: Collection[int]
) -> int:
    """Let negations turn what they are said of; how many had nothing to turn."""
    loads = [_load(sound.kind) for sound in sounds]
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


def _hinder(sounds: Sequence[Sound], values: list[int], commas: Collection[int]) -> None:
    """What is good and hindered counts no longer: `workload hampers good cooperation`."""
    for at, sound in enumerate(sounds):
        if sound.kind != HINDER or values[at] >= 0:
            continue
        for n in range(at + 1, len(sounds)):
            gap = range(sound.last, sounds[n].first + 1)
            if len(gap) > REACH or any(place in commas for place in gap):
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
    commas: Collection[int],
) -> int | None:
    """The nearest of the free sounds; behind a comma, or where it is not expected, it counts as further away.

    `where` tells the expected side, and how many words are reached behind and before.
    """
    side, after, before = where

    def gap(n: int) -> int:
        return sounds[n].first - sounds[at].last if n > at else sounds[at].first - sounds[n].last

    def distance(n: int) -> int:
        low, high = sorted((sounds[n], sounds[at]), key=lambda s: s.first)
        parted = any(low.last <= place <= high.first for place in commas)
        return gap(n) + (0 if (n > at) == (side > 0) else ASIDE) + (COMMA if parted else 0)

    near = [n for n in free if n != at and gap(n) <= (after if n > at else before)]
    return min(near, key=distance, default=None)


def _parts(heard: Heard) -> list[tuple[str, list[Sound]]]:
    """The clauses, by what opens them; what grants ends at the next comma when it comes first."""
    parts: list[tuple[str, list[Sound]]] = [("", [])]
    end: int | None = None
    for sound in heard.sounds:
        if end is not None and sound.first >= end:
            parts.append(("", []))
            end = None
        if sound.kind in (STOP, CONCEDE, CAUSE):
            parts.append((sound.kind, []))
            behind = [place for place in heard.commas if place > sound.first]
            end = min(behind, default=None) if sound.kind == CONCEDE else None
        else:
            parts[-1][1].append(sound)
    return [part for part in parts if part[1]]


def _load(kind: str) -> int:
    """The value of what can be turned, also when it says nothing by its name alone."""
    return 0 if kind in _OPERATORS else _LOADS.get(kind, 0) or _value(kind)


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
    """Words of tone, and behind them stems of verbs that come apart, with the tone of each.

    With a stem stands the particle that ends the clause.
    """

    terms: TermIndex
    words: tuple[str, ...]
    parted: tuple[tuple[str, str], ...]


@cache
def _tones(language: str) -> _Tones:
    listed = wordlist(language)
    words = [(tone, word) for tone, some in listed.tone.items() for word in some]
    verbs = [(*verb, tone) for tone, some in listed.parted.items() for verb in some]
    terms = [*(word for _, word in words), *(stem for stem, _, _ in verbs)]
    ends = tuple((folded(particle, language), tone) for _, particle, tone in verbs)
    return _Tones(TermIndex([parse_term(term) for term in terms], language), tuple(t for t, _ in words), ends)
