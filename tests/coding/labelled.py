"""Labelled sentences: which determinant they show and how, and how well suggestions find that.

All were written for this purpose; none is among the examples that the model is made of. Rules, terms, words
and examples were made while looking at the parts `tuned`, `earlier` (`labelled.tsv`) and `held` (`held.tsv`):
`earlier` is by another hand, and both were held back at first, but scored so often that they count as tuned
now. The part `checked` (`checked.tsv`) was written after
the words and most examples, by who wrote those; later examples were made while its errors were read too.
A sentence without a determinant is neutral.

The part `fresh` (`fresh.tsv`) is by a hand that had not seen the rules, the examples, the other parts or a
single suggestion, only what the determinants mean and, by oversight, the terms of six codes under
innovation. It has 70 sentences in a language, each with its own content; all were labelled a second time by
the same hand, shuffled and without their labels (none differed). It was scored once; then its errors were
read and examples were written by what they had in common, so it counts as tuned now.

The part `unseen` (`unseen.tsv`, 80 sentences in a language, 24 of them neutral) was written later by a hand
that had read no rule, example, other part or suggestion, but the definitions of the determinants and of their
factors and, in Dutch, some thirty terms of each; each language was written in its own right. It was not
scored before it was stored, and its labels are those of the writer alone.

The part `other` (`other.tsv`, built like `unseen`) is by one more hand, which had read the definitions of
the determinants, two sentences of `unseen` and, by oversight, some Dutch terms of each determinant and the
terms of six factors, but no rule, example or suggestion. A third of its neutral sentences name staff,
clients, laws or methods. It was not scored before it was stored; its labels are those of the writer alone.

The part `later` (`later.tsv`, built like `other`, half of it with a turn) is by a hand that had read no file
of this project, only the instruction by which the examples of rounds 9 to 15 were written by others: what the
determinants mean, and which kinds of sentences are wanted. It was not scored before it was stored; its
labels are those of the writer alone.

The part `blind` (`blind.tsv`, 120 sentences in a language, 32 of them neutral and a third of these meant to
tempt) is by one more hand, which had read no rule, word, example, other part or suggestion, only one line on
each determinant and the openings of two of the documents that the project follows. It wrote on activation,
care, schools, youth care, prisons, farms and firms, and named 21 whose determinant it held for arguable. It
was not scored before it was stored; its labels are those of the writer alone.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

PARTS = ("tuned", "earlier", "held", "checked", "fresh", "unseen", "other", "later", "blind")
FILES = tuple(
    Path(__file__).with_name(name)
    for name in (
        "labelled.tsv",
        "held.tsv",
        "checked.tsv",
        "fresh.tsv",
        "unseen.tsv",
        "other.tsv",
        "later.tsv",
        "blind.tsv",
    )
)
DETERMINANTS = ("innovation", "user", "organisation", "sociopolitical")


@dataclass(frozen=True)
class Sentence:
    """A sentence with its label, empty for a neutral one."""

    part: str
    lang: str
    text: str
    determinant: str
    direction: str


@dataclass(frozen=True)
class Scores:
    """Macro-F1 over determinants, direction where the determinant is right, suggestions on neutral ones."""

    sentences: int
    macro_f1: float
    direction: float
    false_neutral: float


def sentences(part: str, lang: str) -> list[Sentence]:
    """Return the sentences of a part in a language."""
    return [one for path in FILES for one in _read(path) if (one.part, one.lang) == (part, lang)]


def scores(labelled: list[Sentence], guesses: list[tuple[str, str]]) -> Scores:
    """Return the scores of the first suggestion of each sentence: (determinant, direction), or two blanks."""
    pairs = list(zip(labelled, guesses, strict=True))
    f1 = [_f1(pairs, determinant) for determinant in DETERMINANTS]
    found = [(s, guess) for s, guess in pairs if s.determinant and s.determinant == guess[0]]
    neutral = [guess for s, guess in pairs if not s.determinant]
    return Scores(
        len(pairs),
        sum(f1) / len(f1),
        sum(s.direction == guess[1] for s, guess in found) / max(len(found), 1),
        sum(bool(guess[0]) for guess in neutral) / max(len(neutral), 1),
    )


def _read(path: Path) -> list[Sentence]:
    with path.open(encoding="utf-8", newline="") as file:
        return [Sentence(**row) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]


def _f1(pairs: list[tuple[Sentence, tuple[str, str]]], determinant: str) -> float:
    right = sum(s.determinant == determinant == guess[0] for s, guess in pairs)
    said = sum(guess[0] == determinant for _, guess in pairs)
    there = sum(s.determinant == determinant for s, _ in pairs)
    return 2 * right / max(said + there, 1)
