"""Search strategies: the expression, the file people write, the local meaning, what sources are asked."""

from __future__ import annotations

from synth.strategy.expression import And, Expression, Leaf, Named, Not, Or, leaves, to_text
from synth.strategy.translate import Alternative, alternatives

__all__ = [
    "Alternative",
    "And",
    "Expression",
    "Leaf",
    "Named",
    "Not",
    "Or",
    "alternatives",
    "leaves",
    "to_text",
]
