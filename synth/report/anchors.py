"""Where things stand in the report: one name for each kind of thing that a link can lead to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

UNSAFE = re.compile(r"[^A-Za-z0-9_.-]")


@dataclass(frozen=True, slots=True)
class Link:
    """A link inside the report: the anchor it leads to and the words that are clicked.

    `within` is the work of a passage.
    """

    anchor: str
    label: str
    within: Link | None = None


def safe(name: Any) -> str:
    """The name as it can stand in `id` and `#fragment`; two names never become one."""
    written = str(name)
    if written.isascii() and written.replace("-", "").isalnum():
        return written
    return UNSAFE.sub(lambda found: f"~{ord(found[0]):x}~", written)


def search(identifier: Any) -> str:
    """The anchor of a search."""
    return f"S{safe(identifier)}"


def record(identifier: Any) -> str:
    """The anchor of a record."""
    return f"R{safe(identifier)}"


def work(key: Any) -> str:
    """The anchor of a work."""
    return f"W-{safe(key)}"


def passage(identifier: Any) -> str:
    """The anchor of a passage."""
    return safe(identifier)


def coding(uid: Any) -> str:
    """The anchor of a coding."""
    return f"K-{safe(uid)}"


def finding(identifier: Any) -> str:
    """The anchor of a finding."""
    return safe(identifier)


def gap(identifier: Any) -> str:
    """The anchor of a gap."""
    return safe(identifier)


def determinant(identifier: Any) -> str:
    """The anchor of the findings of a determinant."""
    return f"D-{safe(identifier)}"


def code(dimension: Any, identifier: Any) -> str:
    """The anchor of a code in the codebook."""
    return f"C-{safe(dimension)}-{safe(identifier)}"


def cell(determinant_id: Any, phase: Any, direction: str = "") -> str:
    """The anchor of a cell of the evidence map, or of one direction in it."""
    return "-".join(["M", safe(determinant_id), safe(phase), *([direction] if direction else [])])
