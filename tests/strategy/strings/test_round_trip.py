"""A strategy written for a database and read back means the same where the database can say it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synth import bundled
from synth.errors import UsageError
from synth.strategy.definition import Strategy
from synth.strategy.expression import Expression
from synth.strategy.file import load_strategy
from synth.strategy.matching import Matcher
from synth.strategy.strings import READINGS, database, read_string, strategy_text, write
from tests.strategy.strings.drawn import expressions, records

READABLE = tuple(READINGS)


def accepts(expression: Expression, record) -> bool:
    return Matcher(Strategy("drawn", expression, ())).match(record).accepted


@pytest.mark.parametrize("name", READABLE)
@settings(max_examples=150)
@given(expression=expressions, seen=st.lists(records, min_size=1, max_size=4))
def test_what_is_written_and_read_back_means_the_same(name: str, expression: Expression, seen) -> None:
    try:
        written = write(Strategy("drawn", expression, ()), database(name))
    except UsageError:
        return
    effects = {note.effect for note in written.notes} - {"remark"}
    again = read_string(written.text, name).expression
    for record in seen:
        before, after = accepts(expression, record), accepts(again, record)
        if not effects:
            assert after is before
        elif "narrowed" not in effects:
            assert after or not before


@pytest.mark.parametrize("strategy", ["tno-2011", "starter"])
@pytest.mark.parametrize("name", READABLE)
def test_the_shipped_strategies_come_back_whole(name: str, strategy: str) -> None:
    loaded = load_strategy(bundled.path("queries", f"{strategy}.yaml"))
    written = write(loaded, database(name))
    whole = read_string(written.text, name)
    by_line = read_string("\n".join(f"{line.number}. {line.text}" for line in written.lines), name)
    assert by_line.expression == whole.expression
    assert (by_line.years, by_line.languages) == (whole.years, whole.languages)
    if name != "ebsco":  # there, limits are set in the interface
        assert (whole.years, whole.languages) == (loaded.years, loaded.languages)


@pytest.mark.parametrize("name", READABLE)
def test_the_draft_of_a_strategy_file_means_what_was_read(name: str) -> None:
    loaded = load_strategy(bundled.path("queries", "tno-2011.yaml"))
    read = read_string(write(loaded, database(name)).text, name)
    drafted = load_strategy(strategy_text(read, name="theirs", source="Their string"))
    assert drafted.digest == Strategy("x", read.expression, (), read.years, read.languages).digest
