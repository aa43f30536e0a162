"""From a set of keywords to a structured synthesis and a typed list of knowledge gaps, reproducibly.

`Review` is the whole library: `Review.open(".")`, then its methods step by step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from synth.review import Review as Review

__version__ = "0.1.0"
__all__ = ["Review", "__version__"]


def __getattr__(name: str) -> object:
    """Import `Review` when it is first asked for, so that the command line starts quickly."""
    if name == "Review":
        from synth.review import Review

        return Review
    raise AttributeError(f"module 'synth' has no attribute {name!r}")
