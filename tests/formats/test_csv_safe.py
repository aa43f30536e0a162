"""CSV that no spreadsheet takes for formulas, and that reads back the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.formats.csv_safe import csv_lines, defuse, read_csv, restore, write_csv

STARTS = "=+-@\t\r\n＝＋－＠"


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("rest", ["HYPERLINK(1)", "1+1", ""])
def test_text_that_would_run_gets_an_apostrophe(start: str, rest: str):
    assert defuse(start + rest) == "'" + start + rest


@pytest.mark.parametrize("text", ["plain", "a=b", "1-2", "", "'quoted'", "é"])
def test_other_text_stays(text: str):
    assert defuse(text) == text


def test_numbers_stay_numbers_and_nothing_is_empty():
    assert [defuse(-4), defuse(2.5), defuse(None), defuse(True)] == ["-4", "2.5", "", "True"]


@given(st.text())
def test_any_text_is_restored(text: str):
    assert restore(defuse(text)) == text


@given(st.text())
def test_no_cell_starts_like_a_formula(text: str):
    assert not defuse(text).lstrip(" ").startswith(tuple(STARTS))


CELLS = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00\r"))


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2)))
def test_a_table_is_read_back(rows: list[list[str]]):
    assert read_csv(write_csv(["a", "b"], rows)) == [["a", "b"], *rows]


def test_machines_can_have_the_cells_as_they_are():
    assert write_csv(["a"], [["=1"]], raw=True) == "a\r\n=1\r\n"


def test_a_row_is_asked_for_when_it_is_written() -> None:
    rows = iter([["a"], ["b"], ["c"]])
    lines = csv_lines(["head"], rows)
    assert [next(lines), next(lines)] == ["head\r\n", "a\r\n"]
    assert list(rows) == [["b"], ["c"]]
