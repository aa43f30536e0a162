"""What passages are called in the document."""

from __future__ import annotations


def passage_id(number: int) -> str:
    """The id of a passage in the document."""
    return f"P{number}"
