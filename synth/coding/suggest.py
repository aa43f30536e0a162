"""Suggest codings for a work from the indicator terms of a codebook; people decide.

Every suggestion shows one sentence of the title or abstract, literally: its offsets always give its quote.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from math import prod, sqrt

from msgspec import Struct

from synth.coding.clauses import JUDGEMENTS, UNTOLD, Judgement
from synth.coding.codes import Code, Codebook, Place
from synth.coding.describe import describe
from synth.coding.direction import Heard, choose, cues, hear
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


class _Fit(Struct, frozen=True):
    """What a code makes of a judgement: the direction it takes, whether the sentence tells that itself.

    `unfit` when it tells another, which the code cannot take; `doubt` is how much of it that leaves.
    """

    direction: Direction
    negated: bool
    doubt: float
    told: bool
    unfit: bool


@dataclass(frozen=True, slots=True, eq=False)
class _Coded:
    """A code with what its suggestions need: each is made once, and is told apart by being that one."""

    place: Place
    root: Place
    implied: frozenset[Place]
    directions: tuple[Direction, ...]
    fits: Mapping[Judgement, _Fit]


class _Written(Struct, frozen=True):
    """A term as written, its code, and how much doubt it leaves by how it is found."""

    text: str
    code: _Coded
    doubts: Mapping[How, float]


@dataclass(frozen=True, slots=True)
class _Indexed:
    """The terms of one language.

    Behind them in the index stand the terms that only make a code likelier; `roots` are those of their codes.
    """

    index: TermIndex
    terms: tuple[_Written, ...]
    roots: tuple[Place, ...]

    def split(self, hits: Sequence[Found]) -> tuple[Sequence[Found], Sequence[Place]]:
        """The terms among what was found in a sentence, and the roots that its other words make likelier."""
        most = len(self.terms)
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

        def told(numbers: Sequence[int]) -> list[Heard]:
            return [hear(row, number, marks[number]) for number in numbers]

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
        told: Callable[[Sequence[int]], Sequence[Heard]],
    ) -> dict[int, list[Suggestion]]:
        """The suggestions for sentences of a row; each is shown by a passage, and has its cues."""
        indexed = self._terms(row.language)
        hits = indexed.index.find_in(row, sentences)
        shown = {n: split for n, some in hits.items() if (split := indexed.split(some))[0]}
        return {
            number: self._in_sentence(_Sentence(passage(number), indexed, heard, *split))
            for (number, split), heard in zip(shown.items(), told(list(shown)), strict=True)
        }

    def _terms(self, language: Language) -> _Indexed:
        if language not in self._by_language:
            self._by_language[language] = _indexed(self.codebook, language, self._codes)
        return self._by_language[language]

    def _in_sentence(self, sentence: _Sentence) -> list[Suggestion]:
        terms = sentence.indexed.terms
        by_code = _by_code(sentence.hits, terms)
        doubts = _doubts(by_code, sentence)
        return [
            Suggestion(
                passage=sentence.passage,
                codebook=self.codebook.id,
                version=self.codebook.version,
                dimension=code.place[0],
                code=code.place[1],
                direction=fit.direction,
                terms=_texts(by_code[code], terms),
                score=round(1 - doubts[code.root] * _doubt(by_code[code], terms) * fit.doubt, 3),
                negated=fit.negated,
                told=fit.told,
            )
            for code, fit in self._fits(by_code, sentence).items()
        ]

    def _fits(self, by_code: dict[_Coded, list[Found]], sentence: _Sentence) -> dict[_Coded, _Fit]:
        """The codes that are shown, without those that others imply, unless only those take what is told."""
        fits: dict[_Coded, _Fit] = {}
        unfit: dict[Place, list[Found]] = {}
        for code in by_code if len(by_code) == 1 else _finest(by_code):
            fit = fits[code] = _fit(code, by_code[code], sentence)
            if fit.unfit:
                unfit[code.root] = by_code[code]
        if not unfit and len(fits) == len(by_code):  # as in most sentences
            return fits
        told = {code.root for code, fit in fits.items() if fit.told}
        coarser = {code.place: hits for code, hits in by_code.items() if code not in fits}
        for place, hits in {**unfit, **coarser}.items():
            parent = self._codes[place]
            fit = _fit(parent, by_code.setdefault(parent, hits), sentence)
            if fit.told and place not in told:
                fits[parent] = fit
        return fits


def _coded(code: Code, codebook: Codebook) -> _Coded:
    place = code.dimension, code.id
    implied = frozenset((one.dimension, one.id) for one in codebook.implied(*place))
    directions = codebook.takes(*place)
    fits = {judged: _fitting(judged, directions) for judged in JUDGEMENTS}
    return _Coded(place, codebook.root(*place), implied, directions, fits)


def _fitting(judged: Judgement, directions: tuple[Direction, ...]) -> _Fit:
    direction = choose(judged, directions)
    says = bool(judged.sign or judged.mixed)
    told = says and direction == choose(judged, DIRECTIONS)
    return _Fit(direction, judged.negated, 1 - _CUED if told else 1.0, told, unfit=says and not told)


def _fit(code: _Coded, found: Sequence[Found], sentence: _Sentence) -> _Fit:
    """What a code found in a sentence makes of what is told there."""
    if not code.directions:
        return code.fits[UNTOLD]
    heard, hits = sentence.heard, sentence.hits
    if len(found) == 1:
        return code.fits[heard.judge(found[0], hits)]
    return code.fits[_together([heard.judge(hit, hits) for hit in found])]


def _by_code(hits: Sequence[Found], terms: Sequence[_Written]) -> dict[_Coded, list[Found]]:
    """The hits of each code."""
    found: dict[_Coded, list[Found]] = {}
    for hit in hits:
        found.setdefault(terms[hit.term].code, []).append(hit)
    if len(found) < len(hits):
        return {code: _longest(some) for code, some in found.items()}
    return found


def _finest(codes: Collection[_Coded]) -> list[_Coded]:
    """The codes without those that others imply."""
    implied = frozenset[Place]().union(*[code.implied for code in codes])
    return [code for code in codes if code.place not in implied]


def _doubts(codes: Iterable[_Coded], sentence: _Sentence) -> dict[Place, float]:
    """How much doubt of each root is left by where it stands: its field, its context, its other codes."""
    anywhere = 1 - _TITLE if sentence.passage.field == "title" else 1.0
    doubts: dict[Place, float] = dict.fromkeys(sentence.around, anywhere * (1 - _CONTEXT))
    for code in codes:
        doubts[code.root] = doubts.get(code.root, anywhere) * (1 - _BESIDE)
    return doubts


def _doubt(found: Sequence[Found], terms: Sequence[_Written]) -> float:
    """How much doubt the terms found leave, each as it was found best."""
    if len(found) == 1:
        return terms[found[0].term].doubts[found[0].how]
    least: dict[int, float] = {}
    for hit in found:
        least[hit.term] = min(terms[hit.term].doubts[hit.how], least.get(hit.term, 1.0))
    return prod(least.values())


def _texts(found: Sequence[Found], terms: Sequence[_Written]) -> tuple[str, ...]:
    """The terms found, as the codebook has them, each once."""
    if len(found) == 1:
        return (terms[found[0].term].text,)
    return tuple(dict.fromkeys([terms[hit.term].text for hit in found]))


def best(suggestions: Sequence[Suggestion], most: int = MOST_SHOWN) -> Shown:
    """The first `most` suggestions and the number there are in all."""
    return Shown(tuple(suggestions[:most]), len(suggestions))


class _Sentence(Struct, frozen=True):
    """What is known of a sentence when a code is judged: what is heard in it, and the terms found in it.

    `around` are the roots that its other words make likelier.
    """

    passage: Passage
    indexed: _Indexed
    heard: Heard
    hits: Sequence[Found]
    around: Iterable[Place]


def _term_languages(codebook: Codebook) -> tuple[Language, ...]:
    return tuple(dict.fromkeys(language for code in codebook.codes() for language in code.terms))


def _indexed(codebook: Codebook, language: Language, codes: Mapping[Place, _Coded]) -> _Indexed:
    pairs = [(parse_term(text), code) for code in codebook.codes() for text in code.terms.get(language, ())]
    around = [(parse_term(t), code) for code in codebook.codes() for t in code.context.get(language, ())]
    terms = tuple(term for term, _ in pairs)
    shared = Counter(term.written for term in terms)
    return _Indexed(
        index=TermIndex([*terms, *(term for term, _ in around)], language),
        terms=tuple(
            _Written(term.written, codes[code.dimension, code.id], _left(term, shared[term.written]))
            for term, code in pairs
        ),
        roots=tuple(codes[code.dimension, code.id].root for _, code in around),
    )


def _left(term: Term, codes: int) -> dict[How, float]:
    """The doubt that a term leaves that so many codes share: the longer the less."""
    weight = _WEIGHT.get(len(term.words), _LONG_PHRASE)
    return {how: 1 - weight * counts / sqrt(codes) for how, counts in _HOW.items()}


def _longest(found: list[Found]) -> list[Found]:
    """The hits of one code without those that lie inside a longer one."""
    if all(one.last <= other.first for one, other in pairwise(found)):  # none overlap
        return found
    kept: list[Found] = []
    for hit in sorted(found, key=lambda f: (f.first - f.last, -_HOW[f.how], f.first, f.term)):
        if not any(hit.first < other.last and other.first < hit.last for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda f: f.first)


def _together(judgements: Sequence[Judgement]) -> Judgement:
    """One judgement for all hits of a code in a sentence: what hinders outweighs, both make it mixed."""
    first = judgements[0]
    if judgements.count(first) == len(judgements):
        return first
    signs = {one.sign for one in judgements}
    return Judgement(
        min(signs - {0}, default=0),
        mixed=any(one.mixed for one in judgements) or {-1, 1} <= signs,
        negated=any(one.negated for one in judgements),
    )


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
