"""Two states side by side: what appeared, vanished and changed, and why."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from synth.model import Assessment
from synth.synthesis import GapParameters, State, synthesise
from synth.synthesis.changes import changes
from tests.synthesis.build import REVIEWS, WIDE_REVIEWS, article, review, rows
from tests.synthesis.made_up import STATE

BASE = "a skills success - professional\nb skills success - professional"
MORE = BASE + "\nc skills failure - professional\nd skills failure - professional"


def differ(before: State, after: State) -> Any:
    return changes(synthesise(before), synthesise(after))


def described(text: str) -> State:
    """A review whose passages differ in what they say."""
    state = review(rows(text))
    passages = tuple(
        replace(one, passage=replace(one.passage, section=str(one.id))) for one in state.passages
    )
    return replace(state, passages=passages)


@settings(max_examples=30)
@given(st.one_of(REVIEWS, WIDE_REVIEWS, st.just(STATE)))
def test_a_state_does_not_differ_from_itself(state: State) -> None:
    made = differ(state, state)
    assert not any(made["causes"].values())
    assert all(made[kind][how] == [] for kind in ("findings", "gaps") for how in made[kind])


def test_new_works_change_a_finding_and_raise_a_gap() -> None:
    made = differ(described(BASE), described(MORE))
    assert made["causes"]["works_in"] == ["c", "d"]
    (finding,) = made["findings"]["changed"]
    assert finding["fields"]["contradictory"] == [False, True]
    assert finding["because"]["works_in"] == ["c", "d"]
    appeared = {one["id"]: one for one in made["gaps"]["appeared"]}
    assert appeared["G-contradictory-skills"]["because"]["works_in"] == ["c", "d"]


def test_an_excluded_work_takes_its_gap_away() -> None:
    state = described(MORE)
    out = tuple(replace(one, verdict="exclude") if one.work == "d" else one for one in state.decisions)
    made = differ(state, replace(state, decisions=out))
    vanished = {one["id"]: one["because"] for one in made["gaps"]["vanished"]}
    assert made["causes"]["works_out"] == ["d"]
    assert vanished["G-contradictory-skills"]["works_out"] == ["d"]


def test_a_changed_parameter_is_the_reason_of_what_it_raises() -> None:
    strict = replace(described(MORE).protocol, gaps=GapParameters(each_side=3, as_of=2011))
    made = differ(described(MORE), replace(described(MORE), protocol=strict))
    assert made["causes"]["parameters"] == {"each_side": [2, 3]}
    vanished = {one["id"]: one["because"] for one in made["gaps"]["vanished"]}
    assert vanished["G-contradictory-skills"]["parameters"] == ["each_side"]


def test_a_recoded_passage_is_told() -> None:
    before, after = described(BASE), described(BASE.replace("b skills success", "b skills failure"))
    made = differ(before, after)
    assert made["causes"]["passages_recoded"] == 1
    (finding,) = made["findings"]["changed"]
    assert finding["because"]["recoded"] == 1
    assert finding["fields"]["success"] == [2, 1]


def test_what_a_person_said_is_a_reason() -> None:
    state = described(MORE)
    said = Assessment("F-skills", "confidence", "substantial", "known well", "ann", "2025-01-01T00:00:00Z")
    made = differ(state, replace(state, assessments=(said,)))
    (finding,) = made["findings"]["changed"]
    assert finding["because"]["assessed"]
    assert made["causes"]["assessments"] == ["F-skills confidence substantial"]


def test_a_gap_whose_surroundings_changed_says_so() -> None:
    wider = BASE + "\n" + "\n".join(f"w{n} lack-of-time success - professional" for n in range(9))
    made = differ(described(BASE), described(wider))
    changed = {one["id"]: one["because"] for one in made["gaps"]["changed"]}
    assert changed["G-absent-perspective-client"]["elsewhere"] is False
    assert {one["id"] for one in made["gaps"]["vanished"]} >= {"G-void-determinant-organisation"}


def test_passages_are_compared_by_what_they_say_not_by_number() -> None:
    one = described(BASE)
    moved = replace(
        one,
        passages=tuple(replace(p, id=p.id + 50) for p in one.passages),
        codings=tuple(replace(c, passage_id=c.passage_id + 50) for c in one.codings),
    )
    made = differ(one, moved)
    assert not any(made["causes"].values())
    assert made["findings"]["changed"] == []


def test_another_year_of_a_work_is_seen_in_the_gaps() -> None:
    old = review(rows(BASE), works=[article("a", 1, year=1990), article("b", 2, year=1991)])
    made = differ(review(rows(BASE)), old)
    assert all(set(one["fields"]) <= {"priority", "place"} for one in made["gaps"]["changed"])
