"""Who still has to read what."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.model import Decision
from synth.screening.sharing import Sharing, pilot

EARLY = "title-abstract"


def by(coder: str, verdict: str = "include", stage: str = EARLY, **more: object) -> Decision:
    return Decision("a", stage, verdict, coder=coder, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("screeners", "said", "waits"),
    [
        (1, [], True),
        (1, [by("anna")], False),
        (1, [by("ben")], False),
        (2, [by("ben")], True),
        (2, [by("ben"), by("carla")], False),
        (2, [by("ben"), by("carla", settles=True)], False),
        (2, [by("ben", "exclude", "full-text"), by("carla", "exclude", "full-text")], False),
    ],
)
def test_a_work_waits_until_enough_people_have_read_it(
    screeners: int, said: list[Decision], waits: bool
) -> None:
    assert Sharing(EARLY, screeners).waits_for("anna", "a", said) is waits


def test_what_was_decided_on_its_full_text_needs_no_title_screening() -> None:
    assert not Sharing(EARLY).waits_for("anna", "a", [by("ben", "include", "full-text")])


def test_everyone_reads_the_pilot() -> None:
    sharing = Sharing(EARLY, 1, frozenset({"a"}))
    assert sharing.waits_for("anna", "a", [by("ben"), by("carla")])
    assert sharing.waits_for("anna", "a", [by("ben", "include", "full-text")])
    assert not sharing.waits_for("ben", "a", [by("ben"), by("carla")])


@pytest.mark.parametrize(
    ("said", "waits"),
    [
        ([], False),
        ([by("ben")], False),
        ([by("ben"), by("carla")], True),
        ([by("ben"), by("carla", "exclude")], False),
        ([by("ben", "exclude"), by("carla", "exclude")], False),
        ([by("ben"), by("carla", "exclude"), by("dirk", settles=True)], True),
    ],
)
def test_full_texts_wait_for_the_stage_before(said: list[Decision], waits: bool) -> None:
    assert Sharing("full-text", 2, staged=True).waits_for("anna", "a", said) is waits


def test_without_a_stage_before_all_full_texts_are_read() -> None:
    assert Sharing("full-text").waits_for("anna", "a", [])


@given(st.lists(st.text("abc", min_size=1), unique=True), st.integers(0, 9), st.randoms())
def test_the_pilot_is_the_same_in_any_order(keys: list[str], size: int, chance) -> None:
    mixed = list(keys)
    chance.shuffle(mixed)
    assert pilot(mixed, size, "mine") == pilot(keys, size, "mine")
    assert len(pilot(keys, size, "mine")) == min(size, len(keys))
