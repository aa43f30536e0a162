"""What can be odd or wrong in a string that is read, by code; docs/databases.md explains each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from synth.errors import Position, Problem


@dataclass(frozen=True, slots=True)
class StringRule:
    """One thing that can be told of a string; `message` and `remedy` are `str.format` texts."""

    code: str
    label: str
    message: str
    remedy: str
    severity: Literal["error", "warning"] = "warning"


_TABLE = (
    StringRule(
        "S301",
        "string cannot be read",
        "{text}",
        "Correct the string; its own database would refuse it or read it otherwise.",
        "error",
    ),
    StringRule(
        "S302",
        "remark on a string",
        "{text}",
        "Look whether the strategy means what the string meant.",
    ),
    StringRule(
        "S303",
        "field not kept",
        "The field `{field}` of `{text}` cannot be kept: {instead}.",
        "Look at the term in the strategy, and add what people write.",
    ),
    StringRule(
        "S304",
        "part left out",
        "`{text}` limits on `{field}`, which no strategy can say; it is left out.",
        "Apply it by hand, or when you screen.",
    ),
    StringRule(
        "S305",
        "words without quotes",
        "`{text}` has no quotes; it is read as these words in any place, joined by AND.",
        "Put it in quotes if a phrase is meant.",
    ),
    StringRule(
        "S306",
        "order not kept",
        "`{text}` asks for this order; it is read as NEAR, in any order.",
        "Write the phrases that people use, if the order matters.",
    ),
    StringRule(
        "S307",
        "nothing left",
        "Nothing of the string can be searched here.",
        "Write terms in title, abstract or keywords.",
        "error",
    ),
    StringRule(
        "S308",
        "proximity of groups",
        "`{text}` puts more than terms joined by OR near each other; it is read as AND.",
        "Write out what should stand near each other.",
    ),
)

STRING_RULES = {rule.code: rule for rule in _TABLE}
"""The table by code."""


def string_problem(code: str, position: Position, **values: str) -> Problem:
    """Return the problem `code` at `position`, its message and remedy filled in with `values`."""
    rule = STRING_RULES[code]
    return Problem(position, rule.message.format(**values), rule.remedy.format(**values), code)
