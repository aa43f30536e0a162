"""Variants of the terms of a strategy: only those that would match what its set does not match yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from synth.model import Language, Record
from synth.strategy.definition import Strategy, Term, TermSet
from synth.strategy.expression import ANY, Leaf, Or
from synth.strategy.matching import Matcher
from synth.strategy.variants.compounds import apart, together
from synth.strategy.variants.endings import truncated
from synth.strategy.variants.lexicon import Lexicon, ListedWords
from synth.strategy.variants.rules import SPELLING_RULES

LANGUAGES: tuple[Language, ...] = ("nl", "de", "en")
"""Languages with rules; a term without one has no variants: `oe` is one thing in Dutch, another in German."""

PLURAL = "plural"
"""The rule that proposes truncation."""

_STANDS = "x"
"""What a wildcard is filled with to see whether a form is matched already."""


@dataclass(frozen=True, slots=True)
class Variant:
    """Another way to write a term: where the term stands, the form, and which rule proposes it, and why."""

    set: str
    term: str
    form: str
    rule: str
    reason: str


def variants(strategy: Strategy, *, lexicon: Lexicon | None = None) -> tuple[Variant, ...]:
    """Return the variants of every term in a set with a language, in the order of the strategy.

    A form that the set matches already is left out: hyphens, accents and case make no difference there.
    `lexicon` tells which words exist.
    """
    return tuple(variant for one in strategy.sets for variant in _of_set(one, lexicon or ListedWords()))


def _of_set(one: TermSet, lexicon: Lexicon) -> Iterator[Variant]:
    matched = Matcher(Strategy(one.name, one.expression, ()))
    told: set[str] = set()
    for term in (term for term in one.terms if term.language in LANGUAGES):
        for leaf in _leaves(term):
            for form, rule, reason in _forms(leaf, term.language, lexicon):
                if form not in told and not _is_matched(form, matched):
                    told.add(form)
                    yield Variant(one.name, term.label, form, rule, reason)


def _leaves(term: Term) -> Iterator[Leaf]:
    """Yield the plain forms of a term: those in one field or near another are not varied."""
    parts = term.expression.parts if isinstance(term.expression, Or) else (term.expression,)
    yield from (part for part in parts if isinstance(part, Leaf) and part.field == ANY)


def _forms(leaf: Leaf, language: Language, lexicon: Lexicon) -> Iterator[tuple[str, str, str]]:
    """Yield the forms of a term with the rule and the reason: one word otherwise at a time."""
    words = [word.lower() for word in leaf.words]
    for place, word in enumerate(words):
        for other, rule, reason in _words(word, language, lexicon):
            yield " ".join((*words[:place], other, *words[place + 1 :])), rule, reason
    for place, (first, second) in enumerate(pairwise(words)):
        for joined in together(first, second, language, lexicon):
            yield " ".join((*words[:place], joined, *words[place + 2 :])), "together", "written as one word"
    cut = truncated(words[-1], language, lexicon)
    if cut:
        yield " ".join((*words[:-1], cut)), PLURAL, "singular and plural, by truncation"


def _words(word: str, language: Language, lexicon: Lexicon) -> Iterator[tuple[str, str, str]]:
    for rule in SPELLING_RULES:
        others = rule.others(word) if language in rule.languages else ()
        yield from (
            (o, rule.name, rule.reason) for o in others if not rule.listed or lexicon.is_word(o, language)
        )
    yield from ((other, "apart", "a compound written apart") for other in apart(word, language, lexicon))


def _is_matched(form: str, matched: Matcher) -> bool:
    """Whether the set matches what the form matches: its words, with letters in the place of a wildcard."""
    text = form.replace("*", _STANDS).replace("?", _STANDS).replace("$", _STANDS)
    return matched.match(Record("form", form, "", title=text, abstract=".")).accepted
