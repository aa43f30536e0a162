"""Suggest codings for a work from the indicator terms of a codebook; people decide.

Every suggestion shows one sentence of the title or abstract, literally: its offsets always give its quote.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from math import prod, sqrt
from typing import NamedTuple

from synth.coding.codes import Codebook, Place
from synth.coding.describe import describe
from synth.coding.direction import Cues, Judgement, choose, judgement
from synth.coding.languages import reading_languages
from synth.coding.matching import Found, How, TermIndex
from synth.coding.reading import Reading, read, sentence_readings
from synth.coding.sentences import sentences
from synth.coding.terms import Term, parse_term
from synth.model import DIRECTIONS, Direction, Language, Passage, Record, Suggestion

__all__ = ["MOST_SHOWN", "Shown", "Suggester", "best", "describe"]

MOST_SHOWN = 40
"""Suggestions per work that a person is shown at first."""

FIELDS_READ = ("title", "abstract")
_NO_WORK = Passage("", field=FIELDS_READ[-1])
"""The place of a text that is no record."""

_WEIGHT = {1: 0.4, 2: 0.6}
_LONG_PHRASE = 0.7
_HOW: dict[How, float] = {"word": 1.0, "truncation": 0.9, "compound": 0.6}
_CUED = 0.2
"""How far a cue that tells the direction closes the distance to certainty."""
_TITLE = 0.1
_CONTEXT = 0.1
"""What words around it add to a code, all together."""
_BESIDE = 0.15
_UNJUDGED = judgement()
_NOWHERE: frozenset[Place] = frozenset()
"""What each code found under the same root adds to the others."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The best suggestions for a work, and how many there are in all: no cap is silent."""

    suggestions: tuple[Suggestion, ...]
    total: int


@dataclass(frozen=True, slots=True)
class _Indexed:
    """The terms of one language, each with the place of its code, and what it counts by how it is found.

    Behind them in the index stand the terms that only make a code likelier; `roots` are those of their codes.
    """

    index: TermIndex
    terms: tuple[Term, ...]
    places: tuple[Place, ...]
    weights: tuple[Mapping[How, float], ...]
    roots: tuple[Place, ...]

    def find(self, reading: Reading) -> tuple[tuple[Found, ...], frozenset[Place]]:
        """The terms found, and the roots that something else found makes likelier."""
        hits = self.index.find(reading)
        if not hits:
            return (), _NOWHERE
        most = len(self.terms)
        terms = tuple([hit for hit in hits if hit[0] < most])
        if not terms or len(terms) == len(hits):
            return terms, _NOWHERE
        return terms, frozenset([self.roots[hit[0] - most] for hit in hits if hit[0] >= most])


class Suggester:
    """Suggests codings from one codebook; build it once: each language is read when first needed."""

    def __init__(self, codebook: Codebook) -> None:
        self.codebook = codebook
        self._languages = _term_languages(codebook)
        self._by_language: dict[Language, _Indexed] = {}
        codes = tuple(codebook.codes())
        self._roots = {(c.dimension, c.id): codebook.root(c.dimension, c.id) for c in codes}
        self._implied = {
            (c.dimension, c.id): {(a.dimension, a.id) for a in codebook.implied(c.dimension, c.id)}
            for c in codes
        }
        self._takes = {(c.dimension, c.id): codebook.takes(c.dimension, c.id) for c in codes}

    def takes(self, dimension: str, code: str) -> tuple[Direction, ...]:
        """The directions a suggestion of a code can have."""
        return self._takes[dimension, code]

    def suggest(self, work_key: str, record: Record) -> tuple[Suggestion, ...]:
        """Every suggestion for the title and abstract of `record`, best first.

        The record's language is read first; a field that is clearly written in another of the codebook's
        languages is read in that one, and one that cannot be told in all of them.
        """
        texts = {"title": record.title, "abstract": record.abstract}
        found = [
            suggestion
            for field, text in texts.items()
            for suggestion in self._in_field(Passage(work_key, field=field), text, record.language)
        ]
        return tuple(sorted(found, key=_order))

    def suggest_text(self, text: str, language: Language = "") -> tuple[Suggestion, ...]:
        """Every suggestion for a text that is no record, best first; places count its characters."""
        return tuple(sorted(self._in_field(_NO_WORK, text, language), key=_order))

    def suggest_sentence(self, sentence: str, language: Language = "") -> tuple[Suggestion, ...]:
        """Every suggestion for one sentence, without white space around it, best first."""
        found: list[Suggestion] = []
        for reading_language in reading_languages(sentence, language, self._languages):
            found += self._in_sentence(_NO_WORK, 0, read(sentence, reading_language))
        return tuple(sorted(found, key=_order))

    def _in_field(self, place: Passage, text: str, language: Language) -> list[Suggestion]:
        found: list[Suggestion] = []
        spans = sentences(text)
        for reading_language in reading_languages(text, language, self._languages):
            for span, reading in zip(spans, sentence_readings(text, spans, reading_language), strict=True):
                found += self._in_sentence(place, span.start, reading)
        return found

    def _terms(self, language: Language) -> _Indexed:
        if language not in self._by_language:
            self._by_language[language] = _indexed(self.codebook, language, self._roots)
        return self._by_language[language]

    def _in_sentence(self, place: Passage, start: int, reading: Reading) -> Sequence[Suggestion]:
        """The suggestions for a sentence, as it is read, that begins at `start` in its field."""
        indexed = self._terms(reading.language)
        hits, around = indexed.find(reading)
        if not hits:  # most sentences show nothing
            return ()
        end = start + len(reading.text)
        passage = Passage(place.work, quote=reading.text, field=place.field, start=start, end=end)
        by_code: dict[Place, list[Found]] = {}
        places = indexed.places
        for hit in hits:
            by_code.setdefault(places[hit[0]], []).append(hit)
        context = _Context(passage, indexed, Cues(reading), hits, self._beside(by_code, around))
        made = {place: self._suggestion(place, _longest(found), context) for place, found in by_code.items()}
        return self._without_parents(made, context)

    def _without_parents(self, made: Mapping[Place, _Made], context: _Context) -> list[Suggestion]:
        """The suggestions without the codes that others imply, unless only those can take what is told."""
        if len(made) == 1:  # as most are
            one = next(iter(made.values()))
            if not one.unfit:
                return [one.suggestion]
        implied = set().union(*map(self._implied.__getitem__, made)) if len(made) > 1 else frozenset[Place]()
        finer = {place: one for place, one in made.items() if place not in implied}
        found = [one.suggestion for one in finer.values()]
        unfit = {self._roots[place]: one for place, one in finer.items() if one.unfit}
        if not unfit and len(finer) == len(made):
            return found
        told = {self._roots[place] for place, one in finer.items() if one.suggestion.told}
        for root in {**unfit, **{place: one for place, one in made.items() if place in implied}}:
            hits = made[root].found if root in made else unfit[root].found
            parent = self._suggestion(root, hits, context)
            if parent.suggestion.told and root not in told:
                found.append(parent.suggestion)
        return found

    def _beside(self, places: Iterable[Place], around: AbstractSet[Place]) -> dict[Place, float]:
        """How likely each root is made by what else stands in the sentence: its context, its other codes."""
        doubts: dict[Place, float] = dict.fromkeys(around, 1 - _CONTEXT) if around else {}
        for place in places:
            root = self._roots[place]
            doubts[root] = doubts.get(root, 1.0) * (1 - _BESIDE)
        return {root: 1 - doubt for root, doubt in doubts.items()}

    def _suggestion(self, place: Place, found: Sequence[Found], context: _Context) -> _Made:
        dimension, code = place
        directions = self._takes[place]
        judged = _UNJUDGED
        if directions and not context.cues.silent:
            judged = _together([context.cues.judge(hit, context.hits) for hit in found])
        says = bool(judged.sign or judged.mixed)
        direction, fits = _fitting(judged.sign, judged.mixed, directions)
        told = says and fits
        suggestion = Suggestion(
            passage=context.passage,
            codebook=self.codebook.id,
            version=self.codebook.version,
            dimension=dimension,
            code=code,
            direction=direction,
            terms=tuple(dict.fromkeys([context.indexed.terms[hit.term].written for hit in found])),
            score=_score(found, context, told=told, beside=context.beside[self._roots[place]]),
            negated=judged.negated,
            told=told,
        )
        return _Made(suggestion, tuple(found), unfit=says and not told)


@cache
def _fitting(sign: int, mixed: bool, directions: tuple[Direction, ...]) -> tuple[Direction, bool]:
    """The direction for what is judged, and whether it is the one that is told."""
    told = judgement(sign, mixed=mixed)
    direction = choose(told, directions)
    return direction, direction == choose(told, DIRECTIONS)


class _Made(NamedTuple):
    """A suggestion and what it rests on; `unfit` when its code cannot take the direction that is told."""

    suggestion: Suggestion
    found: tuple[Found, ...]
    unfit: bool


def best(suggestions: Sequence[Suggestion], most: int = MOST_SHOWN) -> Shown:
    """The first `most` suggestions and the number there are in all."""
    return Shown(tuple(suggestions[:most]), len(suggestions))


class _Context(NamedTuple):
    """What is known of a sentence when a code is judged: the terms, the cues, everything found in it.

    `beside` is how likely each root is made by the rest of the sentence, from 0 to 1.
    """

    passage: Passage
    indexed: _Indexed
    cues: Cues
    hits: tuple[Found, ...]
    beside: Mapping[Place, float]


def _term_languages(codebook: Codebook) -> list[Language]:
    return list(dict.fromkeys(language for code in codebook.codes() for language in code.terms))


def _indexed(codebook: Codebook, language: Language, roots: Mapping[Place, Place]) -> _Indexed:
    pairs = [(parse_term(text), code) for code in codebook.codes() for text in code.terms.get(language, ())]
    around = [(parse_term(t), code) for code in codebook.codes() for t in code.context.get(language, ())]
    terms = tuple(term for term, _ in pairs)
    shared = Counter(term.written for term in terms)
    return _Indexed(
        index=TermIndex([*terms, *(term for term, _ in around)], language),
        terms=terms,
        places=tuple((code.dimension, code.id) for _, code in pairs),
        weights=tuple(_weights(term, shared[term.written]) for term in terms),
        roots=tuple(roots[code.dimension, code.id] for _, code in around),
    )


def _weights(term: Term, codes: int) -> dict[How, float]:
    """What a term counts that so many codes share: the longer the more."""
    weight = _WEIGHT.get(len(term.words), _LONG_PHRASE)
    return {how: weight * counts / sqrt(codes) for how, counts in _HOW.items()}


def _longest(found: list[Found]) -> list[Found]:
    """The hits of one code without those that lie inside a longer one."""
    if len(found) == 1:
        return found
    kept: list[Found] = []
    for hit in sorted(found, key=lambda f: (f.first - f.last, -_HOW[f.how], f.first, f.term)):
        if not any(hit.first < other.last and other.first < hit.last for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda f: f.first)


def _together(judgements: Sequence[Judgement]) -> Judgement:
    """One judgement for all hits of a code in a sentence: what hinders outweighs, both make it mixed."""
    first = judgements[0]
    if len(judgements) == 1 or all(one is first for one in judgements):
        return first
    signs = {one.sign for one in judgements}
    return judgement(
        min(signs - {0}, default=0),
        mixed=any(one.mixed for one in judgements) or {-1, 1} <= signs,
        negated=any(one.negated for one in judgements),
    )


def _score(found: Sequence[Found], context: _Context, *, told: bool, beside: float) -> float:
    weights = context.indexed.weights
    if len(found) == 1:
        doubt = 1 - weights[found[0].term][found[0].how]
    else:
        best_of: dict[int, float] = {}
        for hit in found:
            weight = weights[hit.term][hit.how]
            if weight > best_of.get(hit.term, 0.0):
                best_of[hit.term] = weight
        doubt = prod([1 - weight for weight in best_of.values()])
    title = context.passage.field == "title"
    doubt *= (1 - _CUED if told else 1) * (1 - _TITLE if title else 1) * (1 - beside)
    return round(1 - doubt, 3)


def _order(suggestion: Suggestion) -> tuple[object, ...]:
    passage = suggestion.passage
    return (
        -suggestion.score,
        FIELDS_READ.index(passage.field),
        passage.start,
        suggestion.dimension,
        suggestion.code,
        suggestion.terms,
    )
