"""What people make of findings and gaps: events that add up to what counts now."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from synth.model import Assessment, GapLink
from synth.store.assessments import (
    WITHDRAWN,
    add_assessment,
    add_gap_link,
    current_assessments,
    current_gap_links,
)
from synth.store.database import connect

ONE = Assessment("F-skills", "confidence", "limited", "two are ours", "ann", "2025-01-01T00:00:00Z")
LINK = GapLink("movisie-2016", "m5", "G-absent-perspective-client", "same", "", "ann", "2025-01-01T00:00:00Z")


def test_the_last_assessment_of_an_aspect_counts(tmp_path: Path) -> None:
    db = connect(tmp_path / "synth.db")
    later = replace(ONE, value="moderate", coder="bob")
    other = Assessment("G-void-skills", "priority", "high", "asked for", "ann", ONE.at)
    for one in (ONE, later, other):
        add_assessment(db, one)
    assert current_assessments(db) == (later, other)


def test_taking_back_leaves_both_events(tmp_path: Path) -> None:
    db = connect(tmp_path / "synth.db")
    add_assessment(db, ONE)
    add_assessment(db, replace(ONE, value=WITHDRAWN))
    assert current_assessments(db) == ()
    assert db.table("assessment").count == 2


def test_nothing_is_ever_changed(tmp_path: Path) -> None:
    db = connect(tmp_path / "synth.db")
    add_assessment(db, ONE)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        db.execute("UPDATE assessment SET value = 'high'")


def test_links_belong_to_their_list_and_can_be_taken_back(tmp_path: Path) -> None:
    db = connect(tmp_path / "synth.db")
    other = replace(LINK, list="tno-2011", statement="t1")
    for one in (LINK, other, replace(other, verdict="withdrawn")):
        add_gap_link(db, one)
    assert current_gap_links(db, "movisie-2016") == (LINK,)
    assert current_gap_links(db, "tno-2011") == ()
