"""A strategy in the words of Crossref, which takes no operators: it ranks works by the words they share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from synth.errors import UsageError
from synth.sources.spelling import APOSTROPHE, forms
from synth.strategy.definition import Years
from synth.strategy.expression import Leaf
from synth.strategy.translate import Alternative
from synth.strategy.words import is_wild

WORDS_PER_REQUEST = 100
SHORTEST_BEGINNING = 3


@dataclass(frozen=True, slots=True)
class Question:
    """The words that one alternative asks for, in lists of at most 100, and what was changed in them."""

    lists: tuple[tuple[str, ...], ...]
    widened: tuple[str, ...]


def question(alternative: Alternative) -> Question:
    """Return the words of an alternative, each once, in the order of the strategy.

    Raises UsageError when no word can be asked for.
    """
    leaves = [leaf for group in alternative.groups for leaf in group]
    words = tuple(dict.fromkeys(word for leaf in leaves for word in _words(leaf)))
    if not words:
        terms = ", ".join(f"`{leaf.text}`" for leaf in leaves)
        raise UsageError(
            f"Crossref cannot be asked for {terms}: it knows whole words only.",
            remedy="Write a term without `*` beside it.",
        )
    cut = range(0, len(words), WORDS_PER_REQUEST)
    sentences = (sentence for leaf in leaves for sentence in _about(leaf))
    return Question(tuple(words[i : i + WORDS_PER_REQUEST] for i in cut), tuple(dict.fromkeys(sentences)))


def dates(years: Years) -> str:
    """Return the filter on years, whole ones with both ends included; empty without any."""
    first = f"from-pub-date:{years.first}" if years.first is not None else ""
    last = f"until-pub-date:{years.last}" if years.last is not None else ""
    return ",".join(filter(None, (first, last)))


def _words(leaf: Leaf) -> Iterator[str]:
    for word in forms(leaf.words)[0]:
        stem = word.removesuffix("*").replace(APOSTROPHE, "'")
        if stem == word or len(stem) >= SHORTEST_BEGINNING:
            yield from filter(None, (stem,))


def _about(leaf: Leaf) -> Iterator[str]:
    if any(map(is_wild, leaf.words)):
        words = " ".join(_words(leaf))
        yield (
            f"`{leaf.text}` was asked for as `{words}`: Crossref knows whole words only."
            if words
            else (f"`{leaf.text}` was not asked for: Crossref knows whole words only.")
        )
