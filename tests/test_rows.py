"""Rows in a file are the rows that were given, as often as they are asked for."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.errors import SynthError
from synth.rows import Rows, named, room

LISTS = st.lists(
    st.fixed_dictionaries({"id": st.integers(), "says": st.text() | st.none() | st.lists(st.booleans())}),
    max_size=600,
)


@given(LISTS)
def test_rows_in_a_file_are_read_as_a_list_is(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict]
) -> None:  # type: ignore[type-arg]
    kept = Rows(iter(rows), tmp_path_factory.getbasetemp(), "id")
    assert list(kept) == list(kept) == rows
    assert len(kept) == len(rows)
    assert kept[1:3] == rows[1:3]
    assert dict(kept.by_name) == dict(named(rows, "id"))
    assert [kept[place] for place in range(-len(rows), len(rows))] == [*rows, *rows]
    with pytest.raises(IndexError):
        kept[len(rows)]
    kept.close()


def test_two_may_read_at_once(tmp_path: Path) -> None:
    rows = [{"id": number} for number in range(600)]
    kept = Rows(rows, tmp_path, "id")
    assert [(one["id"], kept[-1]["id"]) for one in kept] == [(number, 599) for number in range(600)]
    kept.close()
    assert not list(tmp_path.iterdir())


def test_a_full_disk_is_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SynthError, match="No space left on device") as raised, room(tmp_path):
        raise OSError(errno.ENOSPC, "No space left on device")
    assert "Free some space" in str(raised.value)
    taken = tmp_path / "report"
    taken.write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(SynthError, match="report"):
        Rows([], taken, "id")
