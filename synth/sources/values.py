"""Values in the JSON of a source, whatever it sent: text, objects and lists, empty when they are not."""

from __future__ import annotations

import json
from typing import Any

from synth.formats.clean import clean
from synth.formats.markup import plain

DIGITS = 15
"""Digits of a count at most."""


def loaded(payload: str) -> dict[str, Any]:
    """Return the object in a payload of JSON; empty when it is something else."""
    try:
        return mapping(json.loads(payload))
    except (ValueError, RecursionError):
        return {}


def text(value: Any) -> str:
    """Return a value as one line of clean text; anything but text and numbers is nothing."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return " ".join(clean(str(value))[0].split())


def prose(value: Any) -> str:
    """Return a title or an abstract as one line of clean text without markup."""
    return text(plain(value)) if isinstance(value, str) else text(value)


def whole(value: str) -> int | None:
    """Return the number that a text in digits is; None for another text, or a number that counts nothing."""
    return int(value) if value.isascii() and value.isdigit() and len(value) <= DIGITS else None


def mapping(value: Any) -> dict[str, Any]:
    """Return an object; empty when the value is none."""
    return value if isinstance(value, dict) else {}


def items(value: Any) -> list[Any]:
    """Return a list; empty when the value is none."""
    return value if isinstance(value, list) else []


def listed(value: Any) -> list[Any]:
    """Return a list, of one when the value is a single text or object."""
    return value if isinstance(value, list) else [value] if value else []


def first(*values: Any) -> str:
    """Return the first value that has text, without markup; a list counts as its values."""
    for value in values:
        for one in value if isinstance(value, list) else (value,):
            found = prose(one)
            if found:
                return found
    return ""
