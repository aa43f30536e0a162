"""Other ways in which people write a term, each with the reason; nothing is added unasked."""

from __future__ import annotations

from synth.strategy.variants.proposing import PLURAL, Variant, variants

__all__ = ["PLURAL", "Variant", "variants"]
