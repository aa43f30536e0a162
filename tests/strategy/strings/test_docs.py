"""docs/databases.md says what the code does."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.strategy.strings.docs import tables

PAGE = Path(__file__).parents[3] / "docs" / "databases.md"


@pytest.mark.parametrize("name", tables())
def test_the_tables_are_those_of_the_code(name: str) -> None:
    shown = (
        PAGE.read_text(encoding="utf-8").split(f"<!-- {name} -->\n")[1].split(f"<!-- end of {name} -->")[0]
    )
    assert shown == tables()[name]
