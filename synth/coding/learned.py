"""Suggestions from the coders' own work: made only where learning has beaten the indicator terms.

Before anything is suggested, every coded passage is held back once with all passages of its work. Where terms
and learner together then find more of the codes than the terms alone, the learner may suggest codes of that
dimension. Nothing is kept between runs: what is learned follows from the codings that are stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from synth.coding.codes import Codebook
from synth.coding.learning import Example, Guess, Learner, Trial, trials
from synth.coding.sentences import sentences
from synth.coding.suggest import FIELDS_READ, Suggester
from synth.model import Coding, Direction, Passage, Suggestion, Work

FEWEST = 30
"""Coded passages of a dimension before a trial says anything."""
MOST = 20_000
"""Codings that are learned from: the latest ones."""
TRIED = 1_000
"""Passages of a trial: with more, a steady choice of them."""
FLOOR = 0.3
"""The lowest score that is suggested: just above it half were right in the measured set, below it a third."""
BATCH = 200
SHOWN_LIKE = 200

Known = frozenset[tuple[str, str, int, str, str]]
"""What was suggested or coded already: work, field, start, dimension, code."""


@dataclass(frozen=True, slots=True)
class Learned:
    """What was learned: the trial of each dimension, and the suggestions of those that won it."""

    trials: Mapping[str, Trial]
    suggestions: tuple[Suggestion, ...]


@dataclass(frozen=True, slots=True)
class Past:
    """What coders did so far: codings in force, suggestions they rejected, what was suggested already."""

    codings: tuple[Coding, ...]
    rejected: tuple[Suggestion, ...]
    suggested: tuple[Suggestion, ...]

    def known(self) -> Known:
        """What need not be suggested again."""
        done: tuple[Coding | Suggestion, ...] = (*self.codings, *self.suggested)
        return frozenset(
            (one.passage.work, one.passage.field, one.passage.start, one.dimension, one.code) for one in done
        )


def learn(past: Past, works: Iterable[Work], codebook: Codebook, suggester: Suggester) -> Learned:
    """Suggest codes for the sentences of titles and abstracts that are like coded passages of other works."""
    examples = _examples(past, codebook)
    coded = [one for one in examples if one.accepted]
    if len(coded) < FEWEST:
        return Learned({}, ())
    learner = Learner(examples)
    sample = coded[:: -(-len(coded) // TRIED)]
    termed = [[(s.dimension, s.code) for s in suggester.suggest_text(one.text)] for one in sample]
    found = {d: t for d, t in trials(learner, sample, termed).items() if t.passages >= FEWEST}
    won = frozenset(dimension for dimension, trial in found.items() if trial.won)
    if not won:
        return Learned(found, ())
    directions = {
        Example(text, one.passage.work, (one.dimension, one.code)): one.direction
        for one in past.codings
        for text in _texts(one)
    }
    known = past.known()
    made = (
        _suggestion(passage, guess, codebook, directions)
        for passage, guess in _guesses(learner, works)
        if guess.place[0] in won and (passage.work, passage.field, passage.start, *guess.place) not in known
    )
    return Learned(found, tuple(made))


def _examples(past: Past, codebook: Codebook) -> list[Example]:
    """The passages that were given a code, each language of a paraphrase apart, and those denied it."""
    accepted = (
        Example(text, one.passage.work, (one.dimension, one.code))
        for one in past.codings[-MOST:]
        if codebook.has(one.dimension, one.code) and not codebook.refined(one.dimension)
        for text in _texts(one)
    )
    denied = (
        Example(one.passage.quote, one.passage.work, (one.dimension, one.code), accepted=False)
        for one in past.rejected[-MOST:]
    )
    return list(dict.fromkeys((*accepted, *denied)))


def _texts(coding: Coding) -> Iterable[str]:
    """What a coding is learned from: its quote, else each language of its paraphrase."""
    return [coding.passage.quote] if coding.passage.quote else coding.passage.paraphrase.values()


def _guesses(learner: Learner, works: Iterable[Work]) -> Iterator[tuple[Passage, Guess]]:
    """What the learner makes of each sentence of the works, with scores that are worth a look."""
    for passages in _batches(_passages(works)):
        found = learner.guesses([one.quote for one in passages], [one.work for one in passages])
        for passage, guesses in zip(passages, found, strict=True):
            yield from ((passage, guess) for guess in guesses if guess.score >= FLOOR)


def _passages(works: Iterable[Work]) -> Iterator[Passage]:
    for work in works:
        for field in FIELDS_READ:
            text = getattr(work.record, field)
            for span in sentences(text):
                yield Passage(
                    work.key, quote=text[span.start : span.end], field=field, start=span.start, end=span.end
                )


def _batches(passages: Iterator[Passage]) -> Iterator[Sequence[Passage]]:
    batch: list[Passage] = []
    for passage in passages:
        batch.append(passage)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _suggestion(
    passage: Passage, guess: Guess, codebook: Codebook, given: Mapping[Example, Direction]
) -> Suggestion:
    """The suggestion of a guess, in the direction of the passage that it is like; a person decides."""
    allowed = codebook.code(*guess.place).directions or ("neutral",)
    direction = given.get(guess.like, allowed[0])
    return Suggestion(
        passage=passage,
        codebook=codebook.id,
        version=codebook.version,
        dimension=guess.place[0],
        code=guess.place[1],
        direction=direction if direction in allowed else allowed[0],
        terms=(),
        score=guess.score,
        like=guess.like.text[:SHOWN_LIKE],
        like_work=guess.like.work,
    )
