"""A string that was read, as the text of a strategy file: its groups of terms become sets."""

from __future__ import annotations

from collections.abc import Iterator

from synth.strategy.expression import ANY, And, Expression, Leaf, Near, Not, Or, any_of, to_text
from synth.strategy.strings.reading import ReadString


def strategy_text(read: ReadString, *, name: str, source: str = "") -> str:
    """Return a strategy file with the meaning of `read`; `name` becomes its id.

    Every OR of terms is a set; names of sets are numbers to replace by better ones.
    """
    sets: dict[Expression, str] = {}
    combined = _combined(read.expression, sets)
    return "\n".join([*_head(read, name, source), "sets:", *_sets(sets), f"combine: {combined}", ""])


def _head(read: ReadString, name: str, source: str) -> Iterator[str]:
    yield "# Read from a string; give the sets names that say what they are about."
    yield "synth: strategy/1"
    yield f"id: {name}"
    if source:
        yield f"source: {_quoted(source)}"
    if read.years:
        ends = (("from", read.years.first), ("to", read.years.last))
        yield f"years: {{{', '.join(f'{end}: {year}' for end, year in ends if year is not None)}}}"
    if read.languages:
        yield f"languages: [{', '.join(read.languages)}]"


def _sets(sets: dict[Expression, str]) -> Iterator[str]:
    for group, name in sets.items():
        yield f"  {name}:"
        leaves = group.parts if isinstance(group, Or) else (group,)
        if all(isinstance(leaf, Leaf) and leaf.field == ANY for leaf in leaves):
            yield "    terms:"
            yield from (f"      - {_quoted(leaf.text)}" for leaf in leaves if isinstance(leaf, Leaf))
        else:
            yield f"    expression: {_quoted(to_text(group))}"


def _combined(node: Expression, sets: dict[Expression, str], *, inner: bool = False) -> str:
    """Return the expression over names of sets, adding the sets on the way."""
    if isinstance(node, Not):
        return f"NOT {_combined(node.part, sets, inner=True)}"
    if isinstance(node, And):
        text = " AND ".join(_combined(part, sets, inner=True) for part in node.parts)
        return f"({text})" if inner else text
    if isinstance(node, Or):
        terms = [part for part in node.parts if isinstance(part, Leaf | Near)]
        others = [part for part in node.parts if not isinstance(part, Leaf | Near)]
        parts = ([_named(any_of(*terms), sets)] if terms else []) + [
            _combined(part, sets, inner=True) for part in others
        ]
        return f"({' OR '.join(parts)})" if inner and len(parts) > 1 else " OR ".join(parts)
    return _named(node, sets)


def _named(group: Expression, sets: dict[Expression, str]) -> str:
    return sets.setdefault(group, f"set-{len(sets) + 1}")


def _quoted(text: str) -> str:
    """Return a text between the single quotes of YAML, on one line."""
    return "'" + " ".join(text.split()).replace("'", "''") + "'"
