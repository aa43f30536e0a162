"""What is new at a source: a request that asks only for records that it added since a date.

Each source has a date of its own for that; what it says is documented there, and the table is in
docs/sources.md. A record that was added before and changed later is new only where that date is of change.
"""

from __future__ import annotations

from synth.sources.protocol import Request

FAR = "2999-12-31"
"""The end of a range that has none; not every source takes `*` there."""


def added(label: str, date: str) -> str:
    """Return the sentence on what is new: what the source `label` added since `date` (YYYY-MM-DD)."""
    return (
        f"New is what {label} added since {date}; a record that it had before and that first matches after "
        "a later change is missed."
    )


def changed(label: str, date: str) -> str:
    """Return the sentence for a source whose date is that of the last change, which is no earlier."""
    return f"New is what {label} added or changed since {date}; what it only changed is not doubled."


def with_condition(request: Request, name: str, condition: str) -> tuple[tuple[str, str], ...]:
    """Return the parameters of a request whose query, the parameter `name`, has one more condition (AND)."""
    return tuple((one, f"{value} AND {condition}" if one == name else value) for one, value in request.params)
