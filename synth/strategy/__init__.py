"""Search strategies: the expression, the file people write, the local meaning, what sources are asked."""

from __future__ import annotations

from synth.strategy.definition import Strategy, Term, TermSet, Years
from synth.strategy.expression import And, Expression, Leaf, Named, Near, Not, Or, leaves, to_text
from synth.strategy.file import load_strategy
from synth.strategy.matching import Match, Matcher
from synth.strategy.parser import parse
from synth.strategy.translate import Alternative, alternatives

__all__ = [
    "Alternative",
    "And",
    "Expression",
    "Leaf",
    "Match",
    "Matcher",
    "Named",
    "Near",
    "Not",
    "Or",
    "Strategy",
    "Term",
    "TermSet",
    "Years",
    "alternatives",
    "leaves",
    "load_strategy",
    "parse",
    "to_text",
]
