"""One rule on two records, and what the rules say of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from synth.dedupe.compare import Comparison

Outcome = Literal["same", "version", "ask", "different"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its name, when it applies, what follows, and what it says to a person."""

    name: str
    outcome: Outcome
    says: str
    applies: Callable[[Comparison], bool]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rules say of two records, with a score from 0 to 1 and the evidence in words and numbers."""

    outcome: Outcome
    score: float
    rule: str
    reasons: tuple[str, ...]
