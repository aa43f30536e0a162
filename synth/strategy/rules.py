"""One thing that can be wrong in a search strategy, and the bounds that strategies have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

MAX_DEPTH = 50
"""Brackets and NOTs inside each other."""

MAX_WORDS = 32
"""Words of a phrase, the parts of hyphenated words counted each."""

SHORTEST_STEM = 3
"""Letters beside `*`; fewer gives a warning."""

Kind = Literal["expression", "combine", "file", "lines", "whole", "records", "terms"]
"""Where the examples of a rule belong: in an expression (`terms`: with warnings on its terms), in `combine`,
under `sets`, in a plain text file, in a file below its `id`, or in an expression over given records."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that can be wrong; `message` and `remedy` are `str.format` texts, `why` is for the docs."""

    code: str
    label: str
    message: str
    remedy: str
    bad: str
    good: str
    kind: Kind = "expression"
    why: str = ""

    @property
    def is_warning(self) -> bool:
        """Whether the strategy can be used all the same."""
        return self.code.startswith("S1")
