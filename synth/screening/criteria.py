"""The terms of the eligibility criteria, ready to be looked for in records."""

from __future__ import annotations

from typing import Literal

from synth.protocol import FILE, Criteria
from synth.strategy.definition import Strategy
from synth.strategy.expression import Expression
from synth.strategy.matching import Matcher
from synth.strategy.parser import in_text, parse

Side = Literal["include", "exclude"]


def looked_for(criteria: Criteria) -> tuple[tuple[Side, str, Matcher], ...]:
    """For each term of a criterion: whether that one includes or excludes, its id, and what finds the term.

    Raises FileError for a term that cannot be read.
    """
    sides: tuple[Side, Side] = ("include", "exclude")
    return tuple(
        (side, one.id, Matcher(Strategy(one.id, _tree(term, one.id), ())))
        for side, group in zip(sides, (criteria.include, criteria.exclude), strict=True)
        for one in group
        for term in one.terms
    )


def _tree(term: str, criterion: str) -> Expression:
    return parse(term, place=in_text(term, f"{FILE}, criterion {criterion}")).expression
