"""What a sentence speaks of, in order and the same in every language: of a product, a leader, a law, money.

A model of example sentences reads this beside the words, so that what examples in one language teach holds in
the others, and for words that no example has. The words of each concept are in `concepts.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import groupby, pairwise

from synth.coding.matching import Found, TermIndex
from synth.coding.reading import Row
from synth.coding.terms import parse_term
from synth.coding.wordlists import term_of

EFFECT = "effect"
"""Says that one thing leads to another, or names the use: no thing of its own."""


def concepts(reading: Row) -> tuple[str, ...]:
    """The concepts of a single sentence in the order of its words; one word may stand for several."""
    return concepts_in(reading, (0,)).get(0, ())


def concepts_in(row: Row, sentences: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """The same for sentences of a row, by their numbers; without those that have none."""
    index, names = _index(row.language)
    return {number: _named(hits, names) for number, hits in index.find_in(row, sentences).items()}


def _named(hits: Sequence[Found], names: Sequence[str]) -> tuple[str, ...]:
    if len(hits) == len({first for _, first, *_ in hits}):  # in order, one at each word
        return tuple([names[hit[0]] for hit in hits])
    in_order = sorted(hits, key=lambda hit: (hit.first, hit.first - hit.last))
    return tuple([name for _, name in dict.fromkeys([(hit.first, names[hit.term]) for hit in in_order])])


def features(found: Sequence[str]) -> Iterator[str]:
    """What a model sees of concepts: each, what follows what, the first and the last, all together."""
    yield from (f"c {name}" for name in found)
    things = [name for name, _ in groupby(name for name in found if name != EFFECT)]
    yield from (f"cc {one} {next_one}" for one, next_one in pairwise(things))
    if things:
        yield f"cf {things[0]}"
        yield f"cff {' '.join(things[:2])}"
        yield f"cl {things[-1]}"
    yield f"cset {' '.join(sorted(set(things)))}"


@cache
def table() -> dict[str, dict[str, tuple[str, ...]]]:
    """The words of each concept by language, as terms."""
    written = tomllib.loads(files("synth.coding").joinpath("concepts.toml").read_text(encoding="utf-8"))
    return {
        name: {language: tuple(map(term_of, words)) for language, words in by_language.items()}
        for name, by_language in written.items()
    }


@cache
def _index(language: str) -> tuple[TermIndex, tuple[str, ...]]:
    pairs = [(name, word) for name, words in table().items() for word in words.get(language, ())]
    return TermIndex([parse_term(word) for _, word in pairs], language), tuple(name for name, _ in pairs)
