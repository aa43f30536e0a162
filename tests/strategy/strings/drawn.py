"""Expressions of words that people write, and records made of the same words."""

from __future__ import annotations

from hypothesis import strategies as st

from synth.model import Record
from synth.strategy.expression import SEARCH_FIELDS, Expression, Leaf, Not, all_of, any_of, near

WORDS = (
    "werk",
    "arbeid",
    "kennis",
    "Maßnahme",
    "re-integratie",
    "reïntegratie",
    "cliënt",
    "wissen",
    "return",
)
PATTERNS = (*WORDS, "kenn*", "arbei*", "w?rk", "arbei$d", "*kennis", "re*gratie", "wer*", "Maßnahm*")

single = st.sampled_from(PATTERNS).map(lambda word: (word,))
phrase = st.lists(st.sampled_from(PATTERNS), min_size=2, max_size=3).map(tuple)
leaves = st.builds(Leaf, st.one_of(single, phrase), st.sampled_from(SEARCH_FIELDS))
one_field = st.builds(Leaf, single)
sides = st.one_of(
    one_field, st.lists(one_field, min_size=2, max_size=2, unique=True).map(lambda x: any_of(*x))
)
nears = st.builds(near, sides, sides, st.integers(0, 3))


def _larger(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    several = st.lists(inner, min_size=2, max_size=3)
    return st.one_of(
        several.map(lambda parts: all_of(*parts)),
        several.map(lambda parts: any_of(*parts)),
        st.tuples(inner, inner).map(lambda two: all_of(two[0], Not(two[1]))),
    )


expressions: st.SearchStrategy[Expression] = st.recursive(leaves | nears, _larger, max_leaves=5)

TEXT_WORDS = (
    "werk",
    "arbeid",
    "kennis",
    "Massnahmen",
    "Maßnahme",
    "re-integratie",
    "reintegratie",
    "re",
    "integratie",
)
texts = st.lists(
    st.sampled_from((*TEXT_WORDS, "wissen", "cliënt", "return", "bekennis", "arbei")), max_size=6
).map(" ".join)
records = st.builds(
    Record,
    source=st.just("drawn"),
    source_id=st.just("1"),
    raw=st.just(""),
    title=texts,
    abstract=texts,
    keywords=st.lists(texts, max_size=2).map(tuple),
)
