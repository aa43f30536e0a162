"""What takes long rests before it is worked out again; what can be brought up to date is, at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from synth.review import Review
from synth.web.desk import Desk
from synth.web.kept import RESTS, Answer, Kept


class Time:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Large(Desk):
    """A desk of a large review, as far as the time goes that its work counts for."""

    beside = True

    def work_out(self, work: Callable[[Review], Any]) -> Any:
        return work(self.review())


class Looking:
    """Asks for values, each time until what is worked out for it is there."""

    def __init__(self, desk: Desk, time: Time) -> None:
        self.time, self.desk, self.kept = time, desk, Kept(desk, clock=time)

    def get(self, name: str, stamp: int, seconds: float, value: object, **more: Any) -> Answer[Any]:
        """What is shown, before that is worked out; it takes `seconds`."""

        def work(_: Review) -> object:
            self.time.now += seconds
            return value

        found: Answer[Any] = self.kept.get(name, stamp, work, **more)
        self.desk.aside(lambda: None).result()
        return found


@pytest.fixture
def looking(made: Path) -> Iterator[Looking]:
    desk = Large(made)
    yield Looking(desk, Time())
    desk.close()


def test_what_took_long_is_left_as_it_is_for_a_while_and_says_when_it_is_not(looking: Looking) -> None:
    looking.get("name", 1, 3, "first")
    ended = looking.time.now
    resting = looking.get("name", 2, 3, "second")
    assert (resting.value, resting.fresh, resting.soon) == ("first", False, 3 * RESTS)
    looking.time.now = ended + 3 * RESTS - 0.1
    looking.get("name", 2, 3, "second")
    assert looking.get("name", 2, 3, "second").value == "first"
    looking.time.now = ended + 3 * RESTS
    looking.get("name", 2, 3, "second")
    assert looking.get("name", 2, 3, "third").value == "second"


def test_a_small_review_is_worked_out_each_time(made: Path) -> None:
    with closing(Desk(made)) as desk:
        looking = Looking(desk, Time())
        for stamp in range(3):
            looking.get("name", stamp, 0, stamp)
            assert looking.get("name", stamp, 0, "again").value == stamp


def test_another_value_does_not_wait_for_one_that_rests(looking: Looking) -> None:
    looking.get("slow", 1, 60, "slow")
    looking.get("other", 1, 1, "other")
    assert looking.get("other", 1, 1, "again").value == "other"


def test_values_that_are_worked_out_again_rest_together(looking: Looking) -> None:
    for name in ("one", "other"):
        looking.get(name, 1, 3, "first")
    looking.time.now += 3 * RESTS
    looking.get("one", 2, 3, "second")
    resting = looking.get("other", 2, 3, "second")
    assert (resting.value, resting.soon) == ("first", 3 * RESTS)
    looking.time.now += 3 * RESTS
    looking.get("other", 2, 3, "second")
    assert looking.get("other", 2, 3, "third").value == "second"


def test_what_can_be_brought_up_to_date_is_and_the_rest_is_worked_out(looking: Looking) -> None:
    looking.get("sum", 1, 3, 10)
    brought = looking.get("sum", 2, 3, 99, since=lambda old: old + 1)
    assert (brought.value, brought.fresh) == (11, True)
    looking.time.now += 3 * RESTS
    looking.get("sum", 3, 3, 99, since=lambda old: None)
    assert looking.get("sum", 3, 3, 0).value == 99
