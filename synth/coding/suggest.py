"""Suggest codings for a work from the indicator terms of a codebook; people decide.

Every suggestion shows one sentence of the title or abstract, literally: its offsets always give its quote.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

from synth.coding.codes import Code, Codebook
from synth.coding.describe import describe
from synth.coding.direction import Cues, Judgement, choose
from synth.coding.languages import reading_languages
from synth.coding.matching import Found, How, TermIndex, read
from synth.coding.sentences import Span, sentences
from synth.coding.terms import Term, parse_term
from synth.model import Language, Passage, Record, Suggestion

__all__ = ["MOST_SHOWN", "Shown", "Suggester", "best", "describe"]

MOST_SHOWN = 40
"""Suggestions per work that a person is shown at first."""

FIELDS_READ = ("title", "abstract")

_WEIGHT = {1: 0.4, 2: 0.6}
_LONG_PHRASE = 0.7
_HOW: dict[How, float] = {"word": 1.0, "truncation": 0.9, "compound": 0.6}
_CUED = 0.2
"""How far a cue that tells the direction closes the distance to certainty."""
_TITLE = 0.1


@dataclass(frozen=True, slots=True)
class Shown:
    """The best suggestions for a work, and how many there are in all: no cap is silent."""

    suggestions: tuple[Suggestion, ...]
    total: int


@dataclass(frozen=True, slots=True)
class _Indexed:
    """The terms of one language, with the code that each belongs to and how many codes share it."""

    index: TermIndex
    terms: tuple[Term, ...]
    codes: tuple[Code, ...]
    shared: Counter[str]


class Suggester:
    """Suggests codings from one codebook; build it once: each language is read when first needed."""

    def __init__(self, codebook: Codebook) -> None:
        self._codebook = codebook
        self._languages = _term_languages(codebook)
        self._by_language: dict[Language, _Indexed] = {}

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

    def _in_field(self, place: Passage, text: str, language: Language) -> Iterator[Suggestion]:
        spans = sentences(text)
        for reading_language in reading_languages(text, language, self._languages):
            indexed = self._terms(reading_language)
            for span in spans:
                yield from self._in_sentence(_Sentence(place, span, text[span.start : span.end]), indexed)

    def _terms(self, language: Language) -> _Indexed:
        if language not in self._by_language:
            self._by_language[language] = _indexed(self._codebook, language)
        return self._by_language[language]

    def _in_sentence(self, sentence: _Sentence, indexed: _Indexed) -> Iterator[Suggestion]:
        reading = read(sentence.quote, indexed.index.language)
        hits = indexed.index.find(reading)
        if not hits:
            return
        passage = sentence.passage()
        cues = Cues(reading)
        by_code: dict[tuple[str, str], list[Found]] = defaultdict(list)
        for hit in hits:
            code = indexed.codes[hit.term]
            by_code[code.dimension, code.id].append(hit)
        implied = {(c.dimension, c.id) for place in by_code for c in self._codebook.implied(*place)}
        for place, found in by_code.items():
            if place not in implied:
                kept = _longest(found)
                yield self._suggestion(passage, kept, _Context(indexed, cues, hits))

    def _suggestion(self, passage: Passage, found: Sequence[Found], context: _Context) -> Suggestion:
        code = context.indexed.codes[found[0].term]
        judgements = [context.cues.judge(hit, context.hits) for hit in found] if code.directions else []
        judgement = _together(judgements)
        told = bool(code.directions) and bool(judgement.sign or judgement.mixed)
        return Suggestion(
            passage=passage,
            codebook=self._codebook.id,
            version=self._codebook.version,
            dimension=code.dimension,
            code=code.id,
            direction=choose(judgement, code.directions),
            terms=tuple(dict.fromkeys(context.indexed.terms[hit.term].written for hit in found)),
            score=_score(found, context.indexed, told=told, title=passage.field == "title"),
            negated=judgement.negated,
        )


def best(suggestions: Sequence[Suggestion], most: int = MOST_SHOWN) -> Shown:
    """The first `most` suggestions and the number there are in all."""
    return Shown(tuple(suggestions[:most]), len(suggestions))


@dataclass(frozen=True, slots=True)
class _Sentence:
    """One sentence of a field, at its place."""

    place: Passage
    span: Span
    quote: str

    def passage(self) -> Passage:
        """The passage that shows this sentence."""
        return Passage(
            work=self.place.work,
            quote=self.quote,
            field=self.place.field,
            start=self.span.start,
            end=self.span.end,
        )


@dataclass(frozen=True, slots=True)
class _Context:
    """What is known of a sentence when a code is judged: the terms, the cues, everything found in it."""

    indexed: _Indexed
    cues: Cues
    hits: tuple[Found, ...]


def _term_languages(codebook: Codebook) -> list[Language]:
    return list(dict.fromkeys(language for code in codebook.codes() for language in code.terms))


def _indexed(codebook: Codebook, language: Language) -> _Indexed:
    pairs = [(parse_term(text), code) for code in codebook.codes() for text in code.terms.get(language, ())]
    terms = tuple(term for term, _ in pairs)
    codes = tuple(code for _, code in pairs)
    return _Indexed(TermIndex(terms, language), terms, codes, Counter(term.written for term in terms))


def _longest(found: Iterable[Found]) -> list[Found]:
    """The hits of one code without those that lie inside a longer one."""
    kept: list[Found] = []
    for hit in sorted(found, key=lambda f: (f.first - f.last, -_HOW[f.how], f.first, f.term)):
        if not any(hit.first < other.last and other.first < hit.last for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda f: f.first)


def _together(judgements: Sequence[Judgement]) -> Judgement:
    """One judgement for all hits of a code in a sentence: what hinders outweighs, both make it mixed."""
    signs = {judgement.sign for judgement in judgements}
    return Judgement(
        sign=min(signs - {0}, default=0),
        mixed=any(judgement.mixed for judgement in judgements) or {-1, 1} <= signs,
        negated=any(judgement.negated for judgement in judgements),
    )


def _score(found: Sequence[Found], indexed: _Indexed, *, told: bool, title: bool) -> float:
    doubt = 1.0
    best_of: dict[int, float] = {}
    for hit in found:
        term = indexed.terms[hit.term]
        weight = (
            _WEIGHT.get(len(term.words), _LONG_PHRASE) * _HOW[hit.how] / sqrt(indexed.shared[term.written])
        )
        best_of[hit.term] = max(weight, best_of.get(hit.term, 0.0))
    for weight in best_of.values():
        doubt *= 1 - weight
    doubt *= (1 - _CUED if told else 1) * (1 - _TITLE if title else 1)
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
