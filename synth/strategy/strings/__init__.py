"""Strategies as the strings of databases that are searched by hand, written and read."""

from __future__ import annotations

from synth.strategy.strings.databases import DATABASES, database
from synth.strategy.strings.dialect import Dialect
from synth.strategy.strings.draft import strategy_text
from synth.strategy.strings.reading import ReadString, read_string
from synth.strategy.strings.tags import READINGS
from synth.strategy.strings.writing import Line, Written, write

__all__ = [
    "DATABASES",
    "READINGS",
    "Dialect",
    "Line",
    "ReadString",
    "Written",
    "database",
    "read_string",
    "strategy_text",
    "write",
]
