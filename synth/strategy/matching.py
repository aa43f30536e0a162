"""Whether a record matches a strategy, and which term matched where.

The strategy is compiled once. A first look for letters rejects most records; then a glance at the words, of
which each distinct one is judged once and remembered, decides unless it takes places: phrases, distances,
fields. Places are worked out for those records only, and for hits when they are asked for. Time grows
linearly with the text, whatever the terms are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import filterfalse
from typing import Any, Literal

from synth.markup import unmarked
from synth.model import Field, Hit, Record
from synth.strategy import units
from synth.strategy.compiled import Chain, compile_expression
from synth.strategy.definition import Strategy
from synth.strategy.expression import ANY
from synth.strategy.found import Found, found
from synth.strategy.lattice import Lattice
from synth.strategy.needles import look_for, squeeze
from synth.strategy.units import Units
from synth.strategy.wildcards import Patterns
from synth.text import Folded, fold, unit_starts, unit_words

KEYWORD_GAP = "; "
"""Joins the keywords of a record into the text that the places of hits in keywords count in."""

Reason = Literal[
    "year-outside", "year-unknown", "language-outside", "language-unknown", "no-abstract", "no-match"
]

_BETWEEN_FIELDS = " . "
_LINE_HYPHEN = re.compile(r"-[^\S\n]*\n")
_TO_KEYS = {i: (chr(i).lower() if chr(i).isalnum() or chr(i) in "-'" else " ") for i in range(128)}
"""Leaves only units of folded ASCII text, in one pass."""


@dataclass(frozen=True)
class Match:
    """The verdict on one record.

    `accepted`: the record matches and passes the filters. `undecidable`: it is not accepted on what there
    is, but has no abstract, and could match with one. `reasons` say what filters and missing data did.
    """

    accepted: bool
    undecidable: bool = False
    reasons: tuple[Reason, ...] = ()
    _find: Callable[[], tuple[Hit, ...]] = field(default=tuple, repr=False, compare=False)

    @cached_property
    def hits(self) -> tuple[Hit, ...]:
        """The places of the terms, in the order of title, abstract, keywords; a rejected record has none."""
        return self._find()


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
        self._has_letters = look_for(strategy.expression)
        self._alone = [0] * len(compiled.patterns)
        self._begins: list[list[Chain]] = [[] for _ in compiled.patterns]
        for chain in compiled.chains:
            for last, pattern in chain.edges[0]:
                self._begins[pattern].append(chain)
                self._alone[pattern] |= chain.bit if last == len(chain.edges) else 0
        self._pairs = compiled.pairs
        self._terms = {chain.bit: chain.labels for chain in compiled.chains}
        self._terms |= {pair.bit: tuple(term for _, term in pair.labels) for pair in self._pairs}
        self._longer = tuple(chain for chain in compiled.chains if len(chain.edges) > 1)
        self._anywhere = _united(chain.bit for chain in compiled.chains if chain.field == ANY)
        in_abstract = _united(chain.bit for chain in compiled.chains if chain.field in (ANY, "abstract"))
        self._in_abstract = self._with_pairs(in_abstract)
        self._rejected: dict[tuple[Reason, ...], Match] = {}
        self._idle: set[str] = set()
        self._glances: dict[str, _Glance] = {}
        self._units = Units(Patterns(compiled.patterns))

    def match(self, record: Record) -> Match:
        """Return the verdict on a record, with the places of the terms unless it is rejected."""
        outside, marks = self._filters(record)
        if outside:
            return Match(accepted=False, reasons=outside)
        rejected = self._rejected.get(marks) or self._reject(marks)
        folded = fold(unmarked(_joined(record)))
        if record.abstract.strip():
            accepted = self._may_match(folded) and self._accepts(folded, record)
            return (
                Match(accepted=True, reasons=marks, _find=lambda: self.hits(record)) if accepted else rejected
            )
        return self._without_abstract(folded, record, marks) or rejected

    def hits(self, record: Record) -> tuple[Hit, ...]:
        """Return where the terms stand in a record, whatever the verdict: to see why one is rejected."""
        return tuple(dict.fromkeys(hit for text in _texts(record) for hit in self._hits(text)))

    @cached_property
    def terms(self) -> tuple[str, ...]:
        """The terms that hits can name: those that do not stand under NOT."""
        return tuple(dict.fromkeys(term for bits in self._terms.values() for term in bits))

    def terms_in(self, record: Record, among: Collection[str]) -> set[str]:
        """Return which of the terms `among` stand in a record, whatever the verdict."""
        _, possible = self._glanced(fold(unmarked(_joined(record))))
        wanted = (terms for bit, terms in self._terms.items() if bit & possible)
        if not any(term in among for terms in wanted for term in terms):
            return set()
        return {hit.term for hit in self.hits(record)}.intersection(among)

    def _reject(self, marks: tuple[Reason, ...]) -> Match:
        """Return the verdict on records that do not match: one object for all, since most do not."""
        return self._rejected.setdefault(marks, Match(accepted=False, reasons=("no-match", *marks)))

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

    def _may_match(self, folded: str) -> bool:
        """Whether a folded text has the letters without which nothing matches."""
        return self._has_letters(squeeze(folded)) or bool("\n" in folded and _LINE_HYPHEN.search(folded))

    def _accepts(self, folded: str, record: Record) -> bool:
        """Whether a record matches with what there is: by a glance when that decides, else by its places."""
        certain, possible = self._glanced(folded)
        if not self._verdict(possible, certain):
            return False
        if self._verdict(certain, possible):
            return True
        matched = self._matched(record)
        return self._verdict(matched, matched)

    def _without_abstract(self, folded: str, record: Record, marks: tuple[Reason, ...]) -> Match | None:
        """Return the verdict on a record without abstract, None when no abstract could make it match."""
        certain, possible = self._glanced(folded)
        if not self._verdict(possible | self._in_abstract, certain):
            return None
        matched = self._matched(record)
        accepted = self._verdict(matched, matched)
        if not accepted and not self._verdict(matched | self._in_abstract, matched):
            return None
        return Match(accepted, not accepted, ("no-abstract", *marks), lambda: self.hits(record))

    def _glanced(self, folded: str) -> tuple[int, int]:
        """Return a bit for each leaf that matches for certain, and for each that may match."""
        leaves = patterns = 0
        for key in filterfalse(self._idle.__contains__, _keys(folded)):
            glance = self._glances.get(key) or self._glance(key)
            leaves |= glance.leaves
            patterns |= glance.patterns
        certain = leaves & self._anywhere
        if patterns:
            for chain in self._longer:
                if chain.needs[0] & patterns and all(need & patterns for need in chain.needs):
                    leaves |= chain.bit
        return certain, self._with_pairs(leaves)

    def _with_pairs(self, leaves: int) -> int:
        """Return the leaves with the pairs that have one on each side."""
        for pair in self._pairs:
            leaves |= pair.bit if pair.left & leaves and pair.right & leaves else 0
        return leaves

    def _glance(self, key: str) -> _Glance:
        leaves = patterns = 0
        for unit in filter(None, map(self._units.__getitem__, unit_words(key))):
            for edge in unit.edges:
                for pattern in edge.patterns:
                    leaves |= self._alone[pattern]
                    patterns |= 1 << pattern
        glance = _Glance(leaves, patterns)
        if len(key) <= units.MAX_UNIT and patterns:
            _make_room(self._glances)
            self._glances[key] = glance
        elif len(key) <= units.MAX_UNIT:
            _make_room(self._idle)
            self._idle.add(key)
        return glance

    def _matched(self, record: Record) -> int:
        """Return a bit for each leaf and pair that matches."""
        return _united(
            one.bit for text in _texts(record) for one in self._found(text, fold(unmarked(text.text)))[1]
        )

    def _found(self, text: _Text, folded: str) -> tuple[Lattice, list[Found]]:
        """Return what matches in one text of a record, and the positions it is told in."""
        words = enumerate(map(self._units.__getitem__, unit_words(folded)))
        lattice = Lattice([(number, unit) for number, unit in words if unit])
        spans = [span for span in lattice.spans(self._begins) if span.chain.field in (ANY, text.field)]
        return lattice, found(spans, self._pairs, lattice) if spans else []

    def _hits(self, text: _Text) -> Iterator[Hit]:
        folded = Folded(unmarked(text.text))
        lattice, places = self._found(text, folded.text)
        starts = unit_starts(folded.text) if places else ()
        for one in places:
            begin, end = folded.span(*lattice.characters(one.first, one.last, starts))
            for label in one.labels:
                yield Hit(label, text.field, text.offset + begin, text.offset + end, text.text[begin:end])


@dataclass(frozen=True, slots=True)
class _Text:
    """A text of a record, and where it begins in the text of its field."""

    field: Field
    offset: int
    text: str


def _texts(record: Record) -> Iterator[_Text]:
    yield _Text("title", 0, record.title)
    yield _Text("abstract", 0, record.abstract)
    offset = 0
    for keyword in record.keywords:
        yield _Text("keywords", offset, keyword)
        offset += len(keyword) + len(KEYWORD_GAP)


def _joined(record: Record) -> str:
    return _BETWEEN_FIELDS.join((record.title, record.abstract, *record.keywords))


def _united(bits: Iterable[int]) -> int:
    mask = 0
    for bit in bits:
        mask |= bit
    return mask


def _keys(folded: str) -> list[str]:
    """Return the units of a folded text; some with a stray hyphen or apostrophe at an end."""
    if folded.isascii() and not ("\n" in folded and _LINE_HYPHEN.search(folded)):
        return folded.translate(_TO_KEYS).split()
    return unit_words(folded)


def _make_room(memory: dict[str, Any] | set[str]) -> None:
    if len(memory) >= units.MAX_REMEMBERED:
        memory.clear()
