"""What can be wrong in a search strategy, by code: errors stop it from being used, warnings come with it.

docs/strategy.md has a section for each, made from the tables.
"""

from __future__ import annotations

from synth.errors import Position, Problem
from synth.strategy.error_table import ERRORS
from synth.strategy.rules import Rule
from synth.strategy.warning_table import WARNINGS

RULES: dict[str, Rule] = {
    rule.code: rule for rule in sorted((*ERRORS, *WARNINGS), key=lambda rule: rule.code)
}
"""The tables by code."""


def problem(code: str, position: Position, **values: str) -> Problem:
    """Return the problem `code` at `position`, its message and remedy filled in with `values`."""
    rule = RULES[code]
    return Problem(position, rule.message.format(**values), rule.remedy.format(**values), code)
