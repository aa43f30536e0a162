"""NEAR with groups of terms written out in pairs, which the search-query library cannot read as groups.

`a NEAR/3 (b OR c)` becomes `((a NEAR/3 b) OR (a NEAR/3 c))`.
"""

from __future__ import annotations

import re
from itertools import product

_TERM = r'(?:"[^"]*"|[^\s()"=]+)'
_GROUP = rf"(?<!=)\(\s*{_TERM}(?:\s+OR\s+{_TERM})*\s*\)"
_NEAR = r"NEAR(?:/\d{1,3})?"
_PAIR = re.compile(
    rf"(?P<left>{_GROUP}|{_TERM})\s+(?P<near>{_NEAR})\s+(?P<right>{_GROUP}|{_TERM})", re.IGNORECASE
)
_TERMS = re.compile(_TERM)

MAX_PAIRS = 400
"""Pairs that one NEAR is written out as; a larger one is left as it is."""


def written_out(text: str) -> str:
    """Return the string with every NEAR between groups of terms as pairs; offsets behind it shift."""
    return _PAIR.sub(_pairs, text)


def _pairs(found: re.Match[str]) -> str:
    left, right = _terms(found["left"]), _terms(found["right"])
    if "(" not in found["left"] + found["right"] or not 1 < len(left) * len(right) <= MAX_PAIRS:
        return found[0]
    return "(" + " OR ".join(f"({a} {found['near']} {b})" for a, b in product(left, right)) + ")"


def _terms(side: str) -> list[str]:
    return [term for term in _TERMS.findall(side) if term.upper() != "OR"]
