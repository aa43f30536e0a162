"""A mark of what stood on a screen: another one when anything of it is not as it was."""

from __future__ import annotations

from hashlib import sha256


def mark(*what: object) -> str:
    """A short text that differs when what is shown differs; of values whose `repr` tells all of them."""
    return sha256(repr(what).encode()).hexdigest()[:20]
