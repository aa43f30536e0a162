"""Synthesis: the pure function from stored state to findings and typed knowledge gaps.

`synthesise(state)` makes the document, `dumps` writes it, `schema` is its JSON Schema and `check` proves
that the counts of its flow add up.
"""

from synth.synthesis.document import SCHEMA, dumps, schema, synthesise
from synth.synthesis.flow import check
from synth.synthesis.parameters import GapParameters
from synth.synthesis.state import (
    Appearance,
    CodebookView,
    CodeView,
    Criterion,
    DimensionView,
    FoundRecord,
    Link,
    LinkedWork,
    Protocol,
    State,
    StoredCoding,
    StoredPassage,
)

__all__ = [
    "SCHEMA",
    "Appearance",
    "CodeView",
    "CodebookView",
    "Criterion",
    "DimensionView",
    "FoundRecord",
    "GapParameters",
    "Link",
    "LinkedWork",
    "Protocol",
    "State",
    "StoredCoding",
    "StoredPassage",
    "check",
    "dumps",
    "schema",
    "synthesise",
]
