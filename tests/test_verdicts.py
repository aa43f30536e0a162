"""What the decisions of several people amount to."""

from __future__ import annotations

import pytest

from synth.model import Decision
from synth.verdicts import criterion, outcome


def decisions(text: str) -> list[Decision]:
    """Decisions at title and abstract, written as `anna include, carla settles exclude`."""
    found = []
    for coder, *rest in (one.split() for one in text.split(", ") if one):
        found.append(Decision("a", "title-abstract", rest[-1], coder=coder, settles="settles" in rest))  # type: ignore[arg-type]
    return found


@pytest.mark.parametrize(
    ("said", "screeners", "expected"),
    [
        ("", 1, ""),
        ("anna include", 1, "include"),
        ("anna include", 2, ""),
        ("anna exclude", 2, ""),
        ("anna include, ben maybe", 2, "maybe"),
        ("anna include, ben exclude", 2, "conflict"),
        ("anna include, ben exclude", 3, ""),
        ("anna include, ben exclude, carla settles exclude", 2, "exclude"),
        ("anna include, ben exclude, ben settles include", 2, "include"),
        ("anna include, ben exclude, carla settles exclude, dirk settles include", 2, "conflict"),
    ],
)
def test_people_decide_together(said: str, screeners: int, expected: str) -> None:
    assert outcome(decisions(said), "title-abstract", screeners=screeners) == expected


def test_the_criterion_at_full_text_is_the_reason_of_exclusion() -> None:
    early = Decision("a", "title-abstract", "exclude", "other-subject")
    full = Decision("a", "full-text", "exclude", "no-data")
    assert criterion([early, full]) == "no-data"
    assert criterion([early]) == "other-subject"


def test_the_criterion_of_whoever_settled_is_the_reason() -> None:
    first = Decision("a", "full-text", "exclude", "no-data", coder="anna")
    other = Decision("a", "full-text", "include", coder="ben")
    settled = Decision("a", "full-text", "exclude", "wrong-design", coder="carla", settles=True)
    assert criterion([first, other, settled]) == "wrong-design"
