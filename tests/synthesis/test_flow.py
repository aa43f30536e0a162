"""The PRISMA 2020 counts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from synth.model import Decision, Record, SiteSearch
from synth.protocol import NOT_RETRIEVED
from synth.synthesis import Appearance, FoundRecord, State, check
from synth.synthesis.flow import flow
from tests.synthesis.build import ADDED_SEARCH, SEARCH, found, review, rows
from tests.synthesis.made_up import STATE

BOXES = {
    "previous_studies": 0,
    "previous_reports": 0,
    "database_results": 9,
    "database_specific_results": {"bibtex": 4, "ris": 5},
    "register_results": 0,
    "register_specific_results": {},
    "website_results": 0,
    "organisation_results": 1,
    "citations_results": 1,
    "other_results": 2,
    "duplicates": 2,
    "excluded_automatic": 1,
    "excluded_other": 0,
    "records_awaiting": 1,
    "records_screened": 5,
    "records_excluded": 1,
    "dbr_sought_reports": 4,
    "dbr_notretrieved_reports": 0,
    "dbr_awaiting": 0,
    "dbr_assessed": 4,
    "dbr_excluded": {"no-data": 1},
    "dbr_included": 3,
    "other_duplicates": 1,
    "other_sought_reports": 3,
    "other_notretrieved_reports": 0,
    "other_awaiting": 0,
    "other_assessed": 3,
    "other_excluded": {},
    "other_included": 3,
    "new_studies": 5,
    "new_reports": 6,
    "total_studies": 5,
    "total_reports": 6,
}
"""Counted by hand from the made-up review."""


def test_every_box_of_a_small_review_equals_the_count_by_hand() -> None:
    assert flow(STATE) == BOXES


def test_what_an_earlier_version_included_is_added_to_what_is_new() -> None:
    boxes = flow(replace(STATE, protocol=replace(STATE.protocol, previous_studies=7, previous_reports=9)))
    assert boxes == BOXES | {
        "previous_studies": 7,
        "previous_reports": 9,
        "total_studies": 12,
        "total_reports": 15,
    }
    assert check(boxes) == ()


@given(found())
def test_counts_add_up_for_any_state(state: State) -> None:
    assert check(flow(state)) == ()


@pytest.mark.parametrize("box", sorted(set(BOXES) - {"previous_studies", "new_studies"}))
def test_a_wrong_count_is_contradicted_whichever_box_it_is_in(box: str) -> None:
    boxes = dict(BOXES)
    value = boxes[box]
    boxes[box] = {**value, "extra": 1} if isinstance(value, dict) else value + 1
    assert check(boxes)


def test_more_studies_than_reports_is_contradicted() -> None:
    assert "larger" in " ".join(check({**BOXES, "new_studies": 7, "total_studies": 7}))


def test_a_negative_count_is_contradicted() -> None:
    assert check({**BOXES, "duplicates": -1})[0] == "duplicates is negative."


def one_record(*appearances: Appearance, decisions: tuple[Decision, ...] = ()) -> dict[str, object]:
    state = review(rows("a lack-of-time"))
    record = FoundRecord(1, Record("openalex", "1", ""), appearances)
    return flow(replace(state, records=(record,), decisions=decisions))


INCLUDE = (Decision("a", "full-text", "include"),)
REJECTED = Appearance(SEARCH, 1, "rejected")


def test_a_record_the_strategy_rejects_is_marked_ineligible_by_automation() -> None:
    boxes = one_record(REJECTED)
    assert (boxes["excluded_automatic"], boxes["records_awaiting"]) == (1, 0)


def test_the_decision_of_a_person_outweighs_the_rejection_by_the_program() -> None:
    boxes = one_record(REJECTED, decisions=INCLUDE)
    assert (boxes["excluded_automatic"], boxes["dbr_included"]) == (0, 1)


def test_a_record_that_one_search_accepts_and_another_rejects_is_kept() -> None:
    boxes = one_record(REJECTED, Appearance(3, 1, "verified"))
    assert (boxes["database_results"], boxes["excluded_automatic"]) == (1, 0)


def test_a_rejected_record_of_a_hand_picked_work_leaves_the_work_to_the_other_methods() -> None:
    state = review(rows("a lack-of-time"))
    records = (
        FoundRecord(1, Record("openalex", "1", ""), (REJECTED,)),
        FoundRecord(2, Record("added", "2", ""), (Appearance(ADDED_SEARCH, 1, how="website"),)),
    )
    works = tuple(replace(one, work=replace(one.work, record_ids=(1, 2))) for one in state.works)
    boxes = flow(replace(state, records=records, works=works))
    assert (boxes["excluded_automatic"], boxes["website_results"], boxes["other_included"]) == (1, 1, 1)


def test_a_hand_picked_work_excluded_on_its_abstract_counts_as_an_excluded_report() -> None:
    boxes = one_record(
        Appearance(ADDED_SEARCH, 1, how="contact"),
        decisions=(Decision("a", "title-abstract", "exclude", "no-data"),),
    )
    assert (boxes["other_results"], boxes["other_excluded"]) == (1, {"no-data": 1})


def test_a_report_nobody_could_obtain_is_not_retrieved_and_not_assessed() -> None:
    boxes = one_record(
        Appearance(SEARCH, 1), decisions=(Decision("a", "full-text", "exclude", NOT_RETRIEVED),)
    )
    assert (boxes["dbr_sought_reports"], boxes["dbr_notretrieved_reports"], boxes["dbr_assessed"]) == (
        1,
        1,
        0,
    )


def test_an_exclusion_without_a_criterion_is_counted_as_unspecified() -> None:
    boxes = one_record(Appearance(SEARCH, 1), decisions=(Decision("a", "full-text", "exclude"),))
    assert boxes["dbr_excluded"] == {"unspecified": 1}


def test_a_record_that_a_search_and_a_person_brought_stands_in_both_columns() -> None:
    boxes = one_record(Appearance(SEARCH, 1), Appearance(ADDED_SEARCH, 1, how="website"))
    assert (boxes["database_results"], boxes["website_results"], boxes["other_duplicates"]) == (1, 1, 1)
    assert check(boxes) == ()


def test_what_the_strategy_rejects_but_a_citation_led_to_is_sought_there() -> None:
    boxes = one_record(REJECTED, Appearance(ADDED_SEARCH, 1, "rejected", how="citation"))
    assert (boxes["excluded_automatic"], boxes["citations_results"]) == (1, 1)
    assert (boxes["other_sought_reports"], boxes["dbr_sought_reports"]) == (1, 0)
    assert check(boxes) == ()


def test_the_log_of_a_site_tells_where_its_works_came_from() -> None:
    state = review(rows("a lack-of-time"))
    record = FoundRecord(1, Record("bibtex", "1", ""), (Appearance(ADDED_SEARCH, 1, how="other"),))
    site = SiteSearch("Kennisplein", "2026-11-20", "kennis", "organisation", taken=1, works=("a",))
    boxes = flow(replace(state, records=(record,), sites=(site,)))
    assert (boxes["organisation_results"], boxes["other_results"]) == (1, 0)
