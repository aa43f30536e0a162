"""Where a known work stands at a source, and what is said when it is missed."""

from __future__ import annotations

from pathlib import Path

import pytest

from synth.replication.standing import STATES, Diagnosis, Looked, Reference, Searched, standings
from tests.replication.made import STRATEGY, work

DIAGNOSIS = Diagnosis(STRATEGY)
GOOD = work("Re-integratie en kennis")


def stand(record, *, brought=True, status="complete", whole=False, looked=None):
    searched = Searched("work", "made", {1: (record,)} if brought else {}, status=status, whole=whole)
    (standing,) = standings(
        [Reference(1, record, record)], searched, DIAGNOSIS, {1: looked} if looked else {}
    )
    return standing


@pytest.mark.parametrize(
    ("record", "state", "sets"),
    [
        (GOOD, "found", ()),
        (work("Return to work: evidence-based", language="en"), "found", ()),
        (work("Re-integratie en beleid"), "set-failed", ("knowledge-nl",)),
        (work("Supported employment", language="en"), "set-failed", ("knowledge-en",)),
        (work("Re-integratie", abstract=""), "unverifiable", ("knowledge-nl",)),
        (work("Re-integratie en kennis", year=1999), "year-outside", ()),
        (work("Re-integratie en kennis", language="fr"), "language-outside", ()),
    ],
)
def test_a_record_that_came_is_diagnosed(record, state, sets) -> None:
    found = stand(record)
    assert (found.state, found.sets) == (state, sets)


def test_a_work_that_is_in_no_file_is_not_in_the_source() -> None:
    assert stand(GOOD, brought=False, whole=True).state == "not-in-source"


@pytest.mark.parametrize(
    ("looked", "state"),
    [
        (None, "not-asked"),
        (Looked(None, asked=False, how="The budget is used up."), "not-asked"),
        (Looked(None, how="Asked by title."), "not-in-source"),
        (Looked(work("Re-integratie en beleid")), "set-failed"),
        (Looked(GOOD), "not-brought"),
    ],
)
def test_a_work_that_did_not_come_is_asked_for(looked, state) -> None:
    assert stand(GOOD, brought=False, looked=looked).state == state


def test_why_a_source_could_not_be_asked_is_said() -> None:
    assert (
        stand(GOOD, brought=False, looked=Looked(None, asked=False, how="No budget.")).detail == "No budget."
    )


def test_a_search_that_is_not_complete_is_named_when_it_missed_a_work() -> None:
    assert "incomplete" in stand(GOOD, brought=False, status="incomplete", looked=Looked(GOOD)).detail


def test_what_was_not_searched_is_a_state_of_its_own() -> None:
    assert stand(GOOD, brought=False, status="").state == "not-searched"


def test_of_several_records_the_nearest_counts() -> None:
    records = (work("Re-integratie"), GOOD)
    searched = Searched("work", "made", {1: records}, status="complete")
    (standing,) = standings([Reference(1, GOOD, GOOD)], searched, DIAGNOSIS, {})
    assert standing.state == "found"


def test_the_docs_explain_every_state() -> None:
    page = (Path(__file__).parents[2] / "docs" / "replication.md").read_text(encoding="utf-8")
    table = page.split("## States")[1].split("\n## ")[0]
    assert [state for state in STATES if f"`{state}`" not in table] == []
