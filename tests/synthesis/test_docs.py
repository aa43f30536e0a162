"""The pages about synthesis and gaps say what the program does."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from synth.synthesis import SCHEMA, GapParameters
from synth.synthesis.confidence import LEVELS
from synth.synthesis.flow import SUMS
from synth.synthesis.gap_rules import KINDS, LITERATURE, RULES
from synth.synthesis.gaps import CLASSIFICATION

DOCS = Path(__file__).parents[2] / "docs"
GAPS = (DOCS / "gaps.md").read_text(encoding="utf-8")
SYNTHESIS = (DOCS / "synthesis.md").read_text(encoding="utf-8")


def table(page: str) -> dict[str, list[str]]:
    """First cell, without backticks, to the other cells of every table row of a page."""
    found = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in page.splitlines() if line[:1] == "|"
    ]
    return {cells[0].strip("`"): cells[1:] for cells in found}


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_is_documented_with_its_parameters(rule: str) -> None:
    _, parameters = RULES[rule]
    rows = [line for line in GAPS.splitlines() if line.startswith(f"| `{rule}` | `")]
    assert any(set(re.findall(r"`(\w+)`", row.rsplit("|", 2)[1])) == set(parameters) for row in rows)


@pytest.mark.parametrize("parameter", [one.name for one in fields(GapParameters)])
def test_each_parameter_is_documented_with_its_default(parameter: str) -> None:
    default = getattr(GapParameters(), parameter)
    listed = ", ".join(f"`{one}`" for one in default) if isinstance(default, tuple) else str(default)
    assert table(GAPS)[parameter][0] == (listed or "none")
    of_the_list = {"central", "shown"}
    assert parameter in of_the_list.union(*(parameters for _, parameters in RULES.values()))


@pytest.mark.parametrize("rule", RULES)
def test_the_literature_of_each_rule_is_listed(rule: str) -> None:
    assert LITERATURE[rule]
    assert all(f"- {one}: " in GAPS for one in LITERATURE[rule])


def test_each_type_is_documented_with_its_classification() -> None:
    rows = [line for line in GAPS.splitlines() if line.startswith("| `")]
    assert set(CLASSIFICATION) == {kind.type for kind in KINDS.values()}
    for name, classes in CLASSIFICATION.items():
        row = next(line for line in rows if line.startswith(f"| `{name}` |") and "?" in line)
        assert [cell.strip() for cell in row.strip("|").split("|")[2:]] == [
            classes.robinson,
            classes.mueller_bloch,
            classes.map,
            classes.miles,
        ]


def test_levels_boxes_and_version_are_documented() -> None:
    assert all(f"`{level}`" in SYNTHESIS for level in LEVELS)
    assert SCHEMA in SYNTHESIS
    boxes = {box for sides in SUMS for side in sides for box in side}
    own = {box for box in boxes if box.endswith("awaiting") or box == "other_duplicates"}
    assert all(f"`{box}`" in SYNTHESIS for box in own)


def test_every_name_a_page_gives_exists() -> None:
    linked = re.findall(r"\]\((?!https?:)([^)#]+)", GAPS + SYNTHESIS)
    assert [name for name in linked if not (DOCS / name).exists()] == []
