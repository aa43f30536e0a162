"""Calls keep a source's pace, whatever the program is busy with; time passes here without waiting."""

import asyncio
import random
from itertools import pairwise

import pytest

from synth.sources.pacing import Pace, Purse


class Hurried(asyncio.SelectorEventLoop):
    """An event loop whose clock jumps to what is due next."""

    def __init__(self):
        super().__init__()
        self.now, wait = 0.0, self._selector.select

        def jump(seconds=None):
            self.now += max(seconds or 0.0, 1e-9)
            return wait(0)

        self._selector.select = jump

    def time(self):
        return self.now


def sent(pace, calls, *, stall=lambda: 0.0, weight=1.0):
    """Return the moments at which so many calls go out; `stall` gives the seconds lost before each."""
    loop, moments = Hurried(), []

    async def ask():
        for _ in range(calls):
            await pace.turn(weight)
            moments.append(loop.now)
            loop.now += stall()

    try:
        loop.run_until_complete(ask())
    finally:
        loop.close()
    return moments


@pytest.mark.parametrize("per_second", [0.5, 1, 3, 10, 30])
@pytest.mark.parametrize("seed", range(5))
def test_no_more_calls_go_out_within_a_second_than_are_allowed(per_second, seed):
    drawn = random.Random(seed)
    moments = sent(
        Pace(per_second), 200, stall=lambda: drawn.choice([0, 0, 0, 0, 0.5, 2]) * drawn.random() / per_second
    )
    most = max(1, int(per_second))
    for first, beyond in zip(moments, moments[most:], strict=False):
        assert beyond - first > max(1, 1 / per_second)


def test_the_first_calls_are_spread_and_none_is_sent_in_a_burst():
    moments = sent(Pace(30), 30)
    assert all(later - earlier == pytest.approx(1.25 / 30) for earlier, later in pairwise(moments))


def test_nine_of_ten_calls_that_are_allowed_go_out():
    moments = sent(Pace(30), 900)
    assert 899 / (moments[-1] - moments[0]) / 30 > 0.94


def test_calls_that_were_late_are_caught_up_with():
    lost = iter([0.0] * 40 + [0.3] + [0.0] * 600)
    moments = sent(Pace(30), 600, stall=lambda: next(lost))
    assert moments[-1] == pytest.approx(sent(Pace(30), 600)[-1], abs=0.02)


def test_a_call_that_was_sent_late_counts_from_then():
    pace, loop, late = Pace(10), Hurried(), 0.4

    async def ask():
        turns = [await pace.turn() for _ in range(10)]
        loop.now = turns[0].at + late
        turns[0].taken()
        return turns[0].at, await pace.turn()

    gone, eleventh = loop.run_until_complete(ask())
    loop.close()
    assert eleventh.at - gone > 1


def test_a_source_that_asks_to_wait_is_asked_less_often_afterwards():
    pace = Pace(10)

    async def held():
        pace.hold(5)

    loop = Hurried()
    loop.run_until_complete(held())
    loop.close()
    moments = sent(pace, 100)
    assert moments[0] >= 5
    assert moments[-1] - moments[-2] == pytest.approx(1.05 * 1.03 / 10)


def test_a_light_call_takes_its_part_of_the_rate_only():
    moments = sent(Pace(1), 20, weight=0.25)
    assert moments[-1] - moments[0] == pytest.approx(19 * 0.25 * 1.25)


def test_without_a_rate_calls_go_out_as_they_come():
    assert sent(Pace(0), 50)[-1] < 0.001


def test_an_older_answer_does_not_fill_the_purse_again():
    purse = Purse()
    for left in (0.500, 0.498, 0.499, None, 0.497):
        purse.told(left, most=0.016)
    assert purse.left == 0.497


def test_a_purse_that_was_filled_is_full():
    purse = Purse()
    for left in (0.002, 1.0):
        purse.told(left, most=0.016)
    assert purse.left == 1.0
