"""Whether a record matches a strategy, and which term matched where.

The strategy is compiled once. Each distinct unit of text (see `synth.text`) is judged once and remembered, so
that a record costs a few set operations; places are worked out only for records that can match. Time grows
linearly with the text, whatever the terms are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import filterfalse
from typing import Any, Literal

from synth.model import Field, Hit, Record
from synth.strategy.compiled import Chain, compile_expression
from synth.strategy.definition import Strategy
from synth.strategy.expression import ANY
from synth.strategy.found import Found, found
from synth.strategy.lattice import Edge, Lattice, Unit
from synth.strategy.wildcards import Patterns
from synth.text import Folded, fold, parts, runs, unit_words, units

KEYWORD_GAP = "; "
"""Joins the keywords of a record into the text that the places of hits in keywords count in."""

Reason = Literal[
    "year-outside", "year-unknown", "language-outside", "language-unknown", "no-abstract", "no-match"
]

MAX_REMEMBERED = 200_000
"""Units remembered at most, so that memory stays flat over any number of records."""

MAX_UNIT = 80
"""Characters; longer units are judged each time and not remembered."""

_BETWEEN_FIELDS = " . "
_LINE_HYPHEN = re.compile(r"-[^\S\n]*\n")
_TO_KEYS = {i: (chr(i).lower() if chr(i).isalnum() or chr(i) in "-'" else " ") for i in range(128)} | {
    ord("`"): "'"
}
"""Folds ASCII text and leaves only units, in one pass."""


@dataclass(frozen=True, slots=True)
class Match:
    """The verdict on one record.

    `accepted`: the record matches and passes the filters. `undecidable`: it is not accepted on what there
    is, but has no abstract, and could match with one. `hits` are the places of the terms, in the order of
    title, abstract, keywords; a rejected record has none. `reasons` say what filters and missing data did.
    """

    accepted: bool
    undecidable: bool = False
    hits: tuple[Hit, ...] = ()
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class _Glance:
    """What a key (a unit, or units with stray signs) can do: leaves it matches alone, patterns it fits."""

    leaves: int
    patterns: int


class Matcher:
    """A strategy compiled for matching any number of records; safe to use from several threads."""

    def __init__(self, strategy: Strategy) -> None:
        compiled = compile_expression(strategy.expression)
        self.strategy = strategy
        self._verdict = compiled.verdict
        self._patterns = Patterns(compiled.patterns)
        self._alone = [0] * len(compiled.patterns)
        self._begins: list[list[Chain]] = [[] for _ in compiled.patterns]
        for chain in compiled.chains:
            for last, pattern in chain.edges[0]:
                self._begins[pattern].append(chain)
                self._alone[pattern] |= chain.bit if last == len(chain.edges) else 0
        self._pairs = compiled.pairs
        self._longer = tuple(chain for chain in compiled.chains if len(chain.edges) > 1)
        self._all_longer = sum(chain.bit for chain in self._longer)
        self._in_abstract = self._with_pairs(
            sum(chain.bit for chain in compiled.chains if chain.field in (ANY, "abstract"))
        )
        self._idle: set[str] = set()
        self._glances: dict[str, _Glance] = {}
        self._units: dict[str, Unit] = {}

    def match(self, record: Record) -> Match:
        """Return the verdict on a record, with the places of the terms unless it is rejected."""
        outside, marks = self._filters(record)
        if outside:
            return Match(accepted=False, reasons=outside)
        lacking: tuple[Reason, ...] = () if record.abstract.strip() else ("no-abstract",)
        hopeful = self._in_abstract if lacking else 0
        if not self._verdict(self._possible(record) | hopeful, 0):
            return Match(accepted=False, reasons=("no-match", *marks))
        places = list(self._places(record))
        matched = _mask(places)
        accepted = self._verdict(matched, matched)
        undecidable = not accepted and bool(lacking) and self._verdict(matched | hopeful, matched)
        if not accepted and not undecidable:
            return Match(accepted=False, reasons=("no-match", *marks))
        return Match(accepted, undecidable, _hits(places), (*lacking, *marks))

    def hits(self, record: Record) -> tuple[Hit, ...]:
        """Return where the terms stand in a record, whatever the verdict: to see why one is rejected."""
        return _hits(self._places(record))

    def _filters(self, record: Record) -> tuple[tuple[Reason, ...], tuple[Reason, ...]]:
        """Return the filters that reject the record, and those that could not be applied to it."""
        outside: list[Reason] = []
        unknown: list[Reason] = []
        if self.strategy.years:
            if record.year is None:
                unknown.append("year-unknown")
            elif record.year not in self.strategy.years:
                outside.append("year-outside")
        if self.strategy.languages:
            if not record.language:
                unknown.append("language-unknown")
            elif record.language.lower().partition("-")[0] not in self.strategy.languages:
                outside.append("language-outside")
        return tuple(outside), tuple(unknown)

    def _possible(self, record: Record) -> int:
        """Return a bit for each leaf that may match: a quick look at the words without their places."""
        leaves = patterns = 0
        for key in filterfalse(self._idle.__contains__, _keys(record)):
            glance = self._glances.get(key) or self._glance(key)
            leaves |= glance.leaves
            patterns |= glance.patterns
        if patterns and self._verdict(self._with_pairs(leaves | self._all_longer), 0):
            for chain in self._longer:
                if chain.needs[0] & patterns and all(need & patterns for need in chain.needs):
                    leaves |= chain.bit
        return self._with_pairs(leaves)

    def _with_pairs(self, leaves: int) -> int:
        """Return the leaves with the pairs that have one on each side."""
        for pair in self._pairs:
            leaves |= pair.bit if pair.left & leaves and pair.right & leaves else 0
        return leaves

    def _glance(self, key: str) -> _Glance:
        leaves = patterns = 0
        for unit in unit_words(key):
            for edge in self._unit(unit).edges:
                for pattern in edge.patterns:
                    leaves |= self._alone[pattern]
                    patterns |= 1 << pattern
        glance = _Glance(leaves, patterns)
        if len(key) <= MAX_UNIT and patterns:
            _make_room(self._glances)
            self._glances[key] = glance
        elif len(key) <= MAX_UNIT:
            _make_room(self._idle)
            self._idle.add(key)
        return glance

    def _unit(self, unit: str) -> Unit:
        """Return the unit with its words that fit a pattern."""
        known = self._units.get(unit)
        if known is not None:
            return known
        found = parts(unit)
        edges: list[Edge] = []
        for run in runs(tuple(part.word for part in found)):
            fitting = tuple(self._patterns.fitting(run.word))
            if fitting:
                start, end = found[run.first].start, found[run.last - 1].end
                edges.append(Edge(run.first, run.last, fitting, start, end))
        learned = Unit(len(found), tuple(edges))
        if len(unit) <= MAX_UNIT:
            _make_room(self._units)
            self._units[unit] = learned
        return learned

    def _places(self, record: Record) -> Iterator[_Place]:
        """Yield every place where a leaf or a pair matches, in the order of the texts."""
        for name, offset, text in _texts(record):
            folded, lattice = Folded(text), Lattice()
            for match in units(folded.text):
                lattice.add(self._unit(match.group()), match.start())
            spans = [span for span in lattice.spans(self._begins) if span.chain.field in (ANY, name)]
            for one in found(spans, self._pairs, lattice):
                begin, stop = folded.span(*lattice.characters(one.first, one.last))
                yield _Place(one, name, offset, begin, text[begin:stop])


@dataclass(frozen=True, slots=True)
class _Place:
    found: Found
    field: Field
    offset: int
    start: int
    text: str


def _hits(places: Iterable[_Place]) -> tuple[Hit, ...]:
    hits = (
        Hit(label, place.field, start, start + len(place.text), place.text)
        for place in places
        for start in (place.offset + place.start,)
        for label in place.found.labels
    )
    return tuple(dict.fromkeys(hits))


def _mask(places: Iterable[_Place]) -> int:
    mask = 0
    for place in places:
        mask |= place.found.bit
    return mask


def _texts(record: Record) -> Iterator[tuple[Field, int, str]]:
    """Yield the texts of a record: the field, where the text begins in it, and the text."""
    yield "title", 0, record.title
    yield "abstract", 0, record.abstract
    offset = 0
    for keyword in record.keywords:
        yield "keywords", offset, keyword
        offset += len(keyword) + len(KEYWORD_GAP)


def _keys(record: Record) -> list[str]:
    """Return the units of all texts of a record; some with a stray hyphen or apostrophe at an end."""
    text = _BETWEEN_FIELDS.join((record.title, record.abstract, *record.keywords))
    folded = text if text.isascii() else fold(text)
    if folded.isascii() and not ("\n" in folded and _LINE_HYPHEN.search(folded)):
        return folded.translate(_TO_KEYS).split()
    return unit_words(fold(text))


def _make_room(memory: dict[str, Any] | set[str]) -> None:
    if len(memory) >= MAX_REMEMBERED:
        memory.clear()
