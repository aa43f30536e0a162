"""Expressions and records drawn by hypothesis, and a slow, plain evaluator to compare the matcher with."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from hypothesis import strategies as st

from synth.model import Record
from synth.strategy.definition import Strategy
from synth.strategy.expression import (
    SEARCH_FIELDS,
    And,
    Expression,
    Leaf,
    Near,
    Not,
    Or,
    all_of,
    any_of,
    near,
    share_field,
    sided,
)
from synth.strategy.words import pattern_parts, split_words, stem_length

ALPHABET = "ab-' .éßÉ\n"
"""Few letters, so that terms and texts meet often; joiners, signs and letters that fold."""

texts = st.text(alphabet=ALPHABET, max_size=14)
written = st.text(alphabet="ab*?$-'éß ", min_size=1, max_size=8)


def is_term(words: tuple[str, ...]) -> bool:
    parts = [part for word in words for part in pattern_parts(word)]
    return bool(parts) and all(stem_length(part) for part in parts)


terms = written.map(split_words).filter(is_term)
leaves = st.builds(Leaf, terms, st.sampled_from(SEARCH_FIELDS))


sides = st.lists(leaves, min_size=1, max_size=2, unique=True).map(lambda parts: any_of(*parts))
nears = st.builds(near, sides, sides, st.integers(0, 2)).filter(share_field)


def _larger(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    several = st.lists(inner, min_size=2, max_size=3)
    return st.one_of(
        several.map(lambda parts: all_of(*parts)),
        several.map(lambda parts: any_of(*parts)),
        inner.map(Not),
    )


expressions: st.SearchStrategy[Expression] = st.recursive(leaves | nears, _larger, max_leaves=6)
records = st.builds(
    Record,
    source=st.just("drawn"),
    source_id=st.just("1"),
    raw=st.just(""),
    title=texts,
    abstract=texts,
    keywords=st.lists(texts, max_size=2).map(tuple),
)

words = st.sampled_from(("a", "b", "ab", "é", "ba", "b*", "*a", "b?", "a$b"))


@st.composite
def phrases_near_texts(draw: st.DrawFn) -> tuple[Leaf, Record]:
    """A phrase and a title that holds nearly the same words, joined and parted in other ways."""
    chosen = draw(st.lists(words, min_size=1, max_size=5))
    between = st.sampled_from((" ", "-", "'", "-\n ", ""))
    wanted = split_words("".join(word + draw(st.sampled_from((" ", "-", " "))) for word in chosen))
    start = draw(st.sampled_from(("", "x ", "a-", "b a ")))
    title = start + "".join(word.replace("*", "b") + draw(between) for word in chosen)
    return Leaf(wanted), Record("drawn", "1", "", title=title + draw(st.sampled_from(("", "b", "-b x"))))


def strategy(expression: Expression) -> Strategy:
    return Strategy("drawn", expression, ())


def naive(expression: Expression, record: Record) -> bool:
    """Whether the expression holds for the record, worked out the long way."""
    if isinstance(expression, And):
        return all(naive(part, record) for part in expression.parts)
    if isinstance(expression, Or):
        return any(naive(part, record) for part in expression.parts)
    if isinstance(expression, Not):
        return not naive(expression.part, record)
    assert isinstance(expression, Leaf | Near)
    fields = {"title": [record.title], "abstract": [record.abstract], "keywords": list(record.keywords)}
    fields["any"] = [text for field in fields.values() for text in field]
    if isinstance(expression, Leaf):
        return any(_places(expression, words) for text in fields[expression.field] for words in _words(text))
    return any(
        _beside(expression, name, words)
        for name in ("title", "abstract", "keywords")
        for text in fields[name]
        for words in _words(text)
    )


def _beside(pair: Near, name: str, words: list[str]) -> bool:
    """Whether the sides stand near each other in one way of writing a text of the field `name`."""
    left, right = (
        [place for leaf in sided(side) if leaf.field in ("any", name) for place in _places(leaf, words)]
        for side in (pair.left, pair.right)
    )
    gaps = (max(a, c) - min(b, d) for a, b in left for c, d in right)
    return any(0 <= gap <= pair.gap for gap in gaps)


def _places(leaf: Leaf, words: list[str]) -> list[tuple[int, int]]:
    wanted = [[*_ways(word)] for word in leaf.words]
    patterns = [[p for way in ways for p in way] for ways in itertools.product(*wanted)]
    return [
        (i, i + len(pattern))
        for pattern in patterns
        for i in range(len(words) - len(pattern) + 1)
        if all(map(fits, pattern, words[i:]))
    ]


def fits(pattern: str, word: str) -> bool:
    """Whether a word fits a pattern, by a plain regular expression."""
    signs = {"*": ".*", "?": ".", "$": ".?"}
    return re.fullmatch("".join(signs.get(c) or re.escape(c) for c in pattern), word) is not None


def _words(text: str) -> list[list[str]]:
    """Every way to write the text, each hyphen and apostrophe inside a word kept or closed."""
    plain = text.lower().replace("é", "e").replace("ß", "ss")
    plain = re.sub(r"-[^\S\n]*\n\s*(?=\w)", lambda m: "-", plain)
    units = re.findall(r"\w+(?:['-]\w+)*", plain)
    return [[w for way in ways for w in way] for ways in itertools.product(*([*_ways(u)] for u in units))]


def _ways(word: str) -> Iterator[list[str]]:
    parts = re.split("['-]", word.lower().replace("é", "e").replace("ß", "ss"))
    for closed in itertools.product((False, True), repeat=len(parts) - 1):
        way = [parts[0]]
        for join, part in zip(closed, parts[1:], strict=True):
            way = [*way[:-1], way[-1] + part] if join else [*way, part]
        yield way
