"""Terms proposed for a strategy: what they would add to what it finds, and to which set they belong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from synth.model import Language, Record
from synth.strategy.definition import Strategy
from synth.strategy.expression import any_of
from synth.strategy.matching import Matcher
from synth.strategy.truth import Held, Judge
from synth.terms.contrast import Counted, contrasted
from synth.terms.families import families
from synth.terms.grams import grams, language_of
from synth.terms.grouping import grouped


@dataclass(frozen=True, slots=True)
class Proposal:
    """A term that stands in the known works more than in the others.

    `known` and `others` count the works of its language that have it. `set` is the set of the strategy to
    which it would add most: `gains` known works that are missed now, and `costs` other works besides. Empty:
    it adds nothing to what is found. Without a strategy `set` is a group of terms that go together.
    """

    term: str
    language: Language
    known: int
    others: int
    z: float
    set: str = ""
    gains: int = 0
    costs: int = 0


def propose(
    known: Sequence[Record], others: Sequence[Record], strategy: Strategy | None = None
) -> tuple[Proposal, ...]:
    """Return terms for a strategy from known works, against other works, the most useful first.

    With a strategy only terms that it does not match yet are proposed, those first that find a known work
    that it misses. Languages are looked at one by one; the filters of the strategy are left out of account.
    """
    found: list[Proposal] = []
    by_language = _parted(known)
    around = _parted(others)
    for language, works in by_language.items():
        found += _in_language(language, works, around.get(language, []), strategy)
    return tuple(sorted(found, key=lambda one: (-one.gains, -one.z, one.term)))


def _parted(records: Sequence[Record]) -> dict[Language, list[Record]]:
    parted: dict[Language, list[Record]] = {}
    for record in records:
        parted.setdefault(language_of(record), []).append(record)
    return parted


def _in_language(
    language: Language, known: list[Record], others: list[Record], strategy: Strategy | None
) -> list[Proposal]:
    texts = [grams(record, language) for record in known]
    around = [grams(record, language) for record in others]
    counted = [*contrasted(texts, around), *_truncated(texts, around)]
    if strategy is None:
        return [replace(_proposal(one, language), set=name) for name, one in grouped(counted)]
    new = _Adding(strategy, language, known, others)
    return [new.proposal(one) for one in counted if not new.matches(one.text)]


def _truncated(texts: list[frozenset[str]], around: list[frozenset[str]]) -> list[Counted]:
    """Return a truncated term for every family of words that is particular to the known works as a whole."""
    words = {text for one in texts for text in one if " " not in text}
    stem_of = {member: stem for stem, members in families(words) for member in members}

    def stems(works: list[frozenset[str]]) -> list[frozenset[str]]:
        return [frozenset(f"{stem_of[text]}*" for text in one if text in stem_of) for one in works]

    return contrasted(stems(texts), stems(around))


def _proposal(one: Counted, language: Language) -> Proposal:
    return Proposal(one.text, language, len(one.known), len(one.others), round(one.z, 2))


class _Adding:
    """What a term would add to a strategy, set by set."""

    def __init__(
        self, strategy: Strategy, language: Language, known: list[Record], others: list[Record]
    ) -> None:
        self.language = language
        self.judge = Judge(strategy)
        self.held = [self.judge.true(record) for record in known]
        self.around = [self.judge.true(record) for record in others]
        tongues = {one.name: one.language for one in strategy.sets}
        listed = {one.name for one in strategy.sets if one.terms}
        self.sets = [
            name for name in self.judge.sets() if name in listed and tongues[name] in ("", None, language)
        ]
        self._terms = Matcher(_every_term(strategy))

    def matches(self, term: str) -> bool:
        """Whether a term of the strategy matches this one already."""
        text = term.rstrip("*")
        return self._terms.match(Record("term", term, "", title=text, abstract=".")).accepted

    def proposal(self, one: Counted) -> Proposal:
        """Return the term with the set to which it adds most known works for fewest others."""
        plain = _proposal(one, self.language)
        ways = [
            replace(plain, set=name, gains=gains, costs=self._added(self.around, one.others, name))
            for name in self.sets
            if (gains := self._added(self.held, one.known, name))
        ]
        return min(ways, key=lambda way: (-way.gains, way.costs)) if ways else plain

    def _added(self, works: list[Held], places: frozenset[int], name: str) -> int:
        """Return how many of the works at these places are accepted only when the set holds."""
        unit, accepts = self.judge.unit_of(name), self.judge.accepts
        return sum(accepts(works[p] | {unit}) and not accepts(works[p]) for p in places)


def _every_term(strategy: Strategy) -> Strategy:
    return Strategy("terms", any_of(*(one.expression for one in strategy.sets)), ())
