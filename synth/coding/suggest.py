"""Suggest codings for a work from the indicator terms of a codebook; people decide.

Every suggestion shows one sentence of the title or abstract, literally: its offsets always give its quote.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from math import prod, sqrt
from typing import NamedTuple

from synth.coding.codes import Code, Codebook, Place
from synth.coding.describe import describe
from synth.coding.direction import UNTOLD, Cues, Judgement, choose, cues, judgement
from synth.coding.languages import reading_languages
from synth.coding.marks import Mark
from synth.coding.matching import Found, How, TermIndex
from synth.coding.reading import Row, row
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
"""What each code found under the same root adds to the others."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The best suggestions for a work, and how many there are in all: no cap is silent."""

    suggestions: tuple[Suggestion, ...]
    total: int


@dataclass(frozen=True, slots=True, eq=False)
class _Coded:
    """A code with what its suggestions need: each is made once, and is told apart by being that one."""

    place: Place
    root: Place
    implied: frozenset[Place]
    directions: tuple[Direction, ...]
    fitting: Mapping[tuple[int, bool], tuple[Direction, bool]]


@dataclass(frozen=True, slots=True)
class _Indexed:
    """The terms of one language as written, each with its code, and what it counts by how it is found.

    Behind them in the index stand the terms that only make a code likelier; `roots` are those of their codes.
    """

    index: TermIndex
    written: tuple[str, ...]
    codes: tuple[_Coded, ...]
    weights: tuple[Mapping[How, float], ...]
    roots: tuple[Place, ...]

    def split(self, hits: Sequence[Found]) -> tuple[Sequence[Found], Sequence[Place]]:
        """The terms among what was found in a sentence, and the roots that its other words make likelier."""
        most = len(self.written)
        terms = [hit for hit in hits if hit[0] < most]
        around = (
            [self.roots[hit[0] - most] for hit in hits if hit[0] >= most] if len(terms) < len(hits) else ()
        )
        return terms, around


class Suggester:
    """Suggests codings from one codebook; build it once: each language is read when first needed."""

    def __init__(self, codebook: Codebook) -> None:
        self.codebook = codebook
        self.languages = _term_languages(codebook)
        self._by_language: dict[Language, _Indexed] = {}
        self._codes = {(code.dimension, code.id): _coded(code, codebook) for code in codebook.codes()}

    def takes(self, dimension: str, code: str) -> tuple[Direction, ...]:
        """The directions a suggestion of a code can have."""
        return self._codes[dimension, code].directions

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
        return tuple(sorted(found, key=order))

    def suggest_text(self, text: str, language: Language = "") -> tuple[Suggestion, ...]:
        """Every suggestion for a text that is no record, best first; places count its characters."""
        return tuple(sorted(self._in_field(_NO_WORK, text, language), key=order))

    def suggest_in(
        self, row: Row, quotes: Mapping[int, str], marks: Mapping[int, Sequence[Mark]]
    ) -> dict[int, list[Suggestion]]:
        """The suggestions for sentences of a row, by their numbers, each as a text of its own with its cues.

        Those without any are left out; of the others they are in no order.
        """

        def passage(number: int) -> Passage:
            quote = quotes[number]
            return Passage("", quote=quote, field=_NO_WORK.field, start=0, end=len(quote))

        def told(numbers: Sequence[int]) -> list[Cues]:
            return [Cues(row, number, marks[number]) for number in numbers]

        return self._in_row(row, list(quotes), passage, told)

    def _in_field(self, place: Passage, text: str, language: Language) -> list[Suggestion]:
        found: list[Suggestion] = []
        spans = sentences(text)

        def passage(number: int) -> Passage:
            start, end = spans[number]
            return Passage(place.work, quote=text[start:end], field=place.field, start=start, end=end)

        for reading_language in reading_languages(text, language, self.languages):
            here = row(text, spans, reading_language)
            for some in self._in_row(here, range(len(spans)), passage, partial(cues, here)).values():
                found += some
        return found

    def _in_row(
        self,
        row: Row,
        sentences: Sequence[int],
        passage: Callable[[int], Passage],
        told: Callable[[Sequence[int]], Sequence[Cues]],
    ) -> dict[int, list[Suggestion]]:
        """The suggestions for sentences of a row; each is shown by a passage, and has its cues."""
        indexed = self._terms(row.language)
        hits = indexed.index.find_in(row, sentences)
        shown = {n: split for n, some in hits.items() if (split := indexed.split(some))[0]}
        heard = zip(shown.items(), told(list(shown)), strict=True)  # most sentences show nothing
        return {
            number: self._in_sentence(_Sentence(passage(number), indexed, cues, *split))
            for (number, split), cues in heard
        }

    def _terms(self, language: Language) -> _Indexed:
        if language not in self._by_language:
            self._by_language[language] = _indexed(self.codebook, language, self._codes)
        return self._by_language[language]

    def _in_sentence(self, sentence: _Sentence) -> list[Suggestion]:
        by_code: dict[_Coded, list[Found]] = {}
        codes = sentence.indexed.codes
        for hit in sentence.hits:
            by_code.setdefault(codes[hit[0]], []).append(hit)
        beside = _beside(by_code, sentence.around)
        made = [self._made(code, _longest(found), sentence, beside) for code, found in by_code.items()]
        if len(made) == 1 and not made[0].unfit:  # as most are
            return [made[0].suggestion]
        return self._without_parents(made, sentence, beside)

    def _without_parents(
        self, made: Sequence[_Made], sentence: _Sentence, beside: Mapping[Place, float]
    ) -> list[Suggestion]:
        """The suggestions without the codes that others imply, unless only those can take what is told."""
        implied = frozenset[Place]().union(*[one.code.implied for one in made])
        finer = [one for one in made if one.code.place not in implied]
        found = [one.suggestion for one in finer]
        unfit = {one.code.root: one for one in finer if one.unfit}
        if not unfit and len(finer) == len(made):
            return found
        told = {one.code.root for one in finer if one.suggestion.told}
        coarser = {one.code.place: one for one in made if one.code.place in implied}
        own = {one.code.place: one for one in made}
        for root in {**unfit, **coarser}:
            hits = (own.get(root) or unfit[root]).found
            parent = self._made(self._codes[root], hits, sentence, beside).suggestion
            if parent.told and root not in told:
                found.append(parent)
        return found

    def _made(
        self, code: _Coded, found: Sequence[Found], sentence: _Sentence, beside: Mapping[Place, float]
    ) -> _Made:
        judged = UNTOLD
        cues, hits = sentence.cues, sentence.hits
        if code.directions and not cues.silent:
            judged = _together([cues.judge(hit, hits) for hit in found])
        says = bool(judged.sign or judged.mixed)
        direction, fits = code.fitting[judged.sign, judged.mixed]
        told = says and fits
        dimension, name = code.place
        suggestion = Suggestion(
            passage=sentence.passage,
            codebook=self.codebook.id,
            version=self.codebook.version,
            dimension=dimension,
            code=name,
            direction=direction,
            terms=_written(found, sentence.indexed.written),
            score=_score(found, sentence, told=told, beside=beside[code.root]),
            negated=judged.negated,
            told=told,
        )
        return _Made(suggestion, code, found, unfit=says and not told)


def _coded(code: Code, codebook: Codebook) -> _Coded:
    place = code.dimension, code.id
    implied = frozenset((one.dimension, one.id) for one in codebook.implied(*place))
    directions = codebook.takes(*place)
    return _Coded(place, codebook.root(*place), implied, directions, _fitting(directions))


def _beside(codes: Iterable[_Coded], around: Iterable[Place]) -> dict[Place, float]:
    """How likely each root is made by what else stands in the sentence: its context, its other codes."""
    doubts: dict[Place, float] = dict.fromkeys(around, 1 - _CONTEXT)
    for code in codes:
        doubts[code.root] = doubts.get(code.root, 1.0) * (1 - _BESIDE)
    return {root: 1 - doubt for root, doubt in doubts.items()}


def _fitting(directions: tuple[Direction, ...]) -> Mapping[tuple[int, bool], tuple[Direction, bool]]:
    """The direction for what is judged (its sign, if it is mixed), and whether it is the one that is told."""
    all_told = [judgement(sign, mixed=mixed) for sign in (-1, 0, 1) for mixed in (False, True)]
    chosen = [(told, choose(told, directions)) for told in all_told]
    return {(one.sign, one.mixed): (way, way == choose(one, DIRECTIONS)) for one, way in chosen}


def _written(found: Sequence[Found], terms: Sequence[str]) -> tuple[str, ...]:
    """The terms found, as the codebook has them, each once."""
    if len(found) == 1:
        return (terms[found[0].term],)
    return tuple(dict.fromkeys([terms[hit.term] for hit in found]))


class _Made(NamedTuple):
    """A suggestion and what it rests on; `unfit` when its code cannot take the direction that is told."""

    suggestion: Suggestion
    code: _Coded
    found: Sequence[Found]
    unfit: bool


def best(suggestions: Sequence[Suggestion], most: int = MOST_SHOWN) -> Shown:
    """The first `most` suggestions and the number there are in all."""
    return Shown(tuple(suggestions[:most]), len(suggestions))


class _Sentence(NamedTuple):
    """What is known of a sentence when a code is judged: the terms, the cues, everything found in it.

    `around` are the roots that its other words make likelier.
    """

    passage: Passage
    indexed: _Indexed
    cues: Cues
    hits: Sequence[Found]
    around: Iterable[Place]


def _term_languages(codebook: Codebook) -> list[Language]:
    return list(dict.fromkeys(language for code in codebook.codes() for language in code.terms))


def _indexed(codebook: Codebook, language: Language, codes: Mapping[Place, _Coded]) -> _Indexed:
    pairs = [(parse_term(text), code) for code in codebook.codes() for text in code.terms.get(language, ())]
    around = [(parse_term(t), code) for code in codebook.codes() for t in code.context.get(language, ())]
    terms = tuple(term for term, _ in pairs)
    shared = Counter(term.written for term in terms)
    return _Indexed(
        index=TermIndex([*terms, *(term for term, _ in around)], language),
        written=tuple(term.written for term in terms),
        codes=tuple(codes[code.dimension, code.id] for _, code in pairs),
        weights=tuple(_weights(term, shared[term.written]) for term in terms),
        roots=tuple(codes[code.dimension, code.id].root for _, code in around),
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


def _score(found: Sequence[Found], sentence: _Sentence, *, told: bool, beside: float) -> float:
    weights = sentence.indexed.weights
    if len(found) == 1:
        doubt = 1 - weights[found[0].term][found[0].how]
    else:
        best_of: dict[int, float] = {}
        for hit in found:
            weight = weights[hit.term][hit.how]
            if weight > best_of.get(hit.term, 0.0):
                best_of[hit.term] = weight
        doubt = prod([1 - weight for weight in best_of.values()])
    title = sentence.passage.field == "title"
    doubt *= (1 - _CUED if told else 1) * (1 - _TITLE if title else 1) * (1 - beside)
    return round(1 - doubt, 3)


def order(suggestion: Suggestion) -> tuple[object, ...]:
    """What suggestions are sorted by, the best first."""
    passage = suggestion.passage
    return (
        -suggestion.score,
        FIELDS_READ.index(passage.field),
        passage.start,
        suggestion.dimension,
        suggestion.code,
        suggestion.terms,
    )
