"""Windows of time: together they hold every day once, and each fits."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.errors import SourceError
from synth.sources.date_windows import FIRST_DAY, LAST_DAY, Window, begin, narrowed, resumed, written

days = st.dates(date(1950, 1, 1), date(2030, 12, 31))


def walked(dates, most, size):
    """Return every day that the windows give, page by page, and the number of questions."""
    window, given_, asked = begin(), [], 0
    while window is not None:
        inside = sorted(one for one in dates if window.first <= one <= window.last)
        asked += 1
        window = window.of(len(inside))
        if smaller := narrowed(window, len(inside), most):
            window = smaller
            continue
        given_ += inside[window.offset : min(window.offset + size, most)]
        after = window.after(size, min(len(inside), most))
        window = resumed(written(after)) if after else None
    return given_, asked


@given(st.lists(days, max_size=120, unique=True), st.integers(1, 20), st.integers(1, 7))
def test_every_record_comes_exactly_once(dates, most, size):
    found, _ = walked(dates, most, size)
    assert found == sorted(dates)


def test_a_small_question_is_asked_without_dates():
    assert begin().params() == {}
    assert Window(date(2001, 2, 3), date(2004, 5, 6)).params()["mindate"] == "2001/02/03"


def test_a_day_with_too_many_is_cut_and_the_total_shows_it():
    found, _ = walked([date(2020, 1, 1)] * 30, 10, 5)
    assert len(found) == 10
    assert begin().of(30).total == 30


def test_few_questions_are_needed():
    dates = [date(1980 + n % 45, 1 + n % 12, 1 + n % 28) for n in range(2_000)]
    _, asked = walked(dates, 300, 100)
    assert asked < 70


def test_the_total_is_that_of_all_time():
    assert Window(FIRST_DAY, LAST_DAY, 0, 5).of(3).total == 5


@pytest.mark.parametrize("marker", ["", "*", "2001-01-01_x_0_", "2001-13-01_2001-01-01_0_"])
def test_a_marker_of_another_kind_is_refused(marker):
    with pytest.raises(SourceError, match="cannot be read"):
        resumed(marker)
