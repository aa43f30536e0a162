"""Several people code: each sees their own, then all; what differs is settled, and nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from synth.coding.entry import Entry
from synth.comparison import compare
from synth.errors import FileError, UsageError
from synth.formats.refi_qda import read_project
from synth.judging import Settlement
from synth.model import Decision
from synth.review import Review
from tests.coding.team import begin, code

WORK = "jansen-2012"
TIME, ABSTRACT = "professional-discretion", "knowledge-too-abstract"


@pytest.fixture
def review(tmp_path: Path):
    with begin(tmp_path / "team") as made:
        yield made


def both_done(review: Review, work: str = WORK) -> None:
    review.set_done(work, coder="anna")
    review.set_done(work, coder="ben")


def settled(verdict: str = "given", directions=("failure",), coder: str = "carla", reason: str = "p. 3"):
    return Settlement(WORK, "factor", TIME, verdict, directions, reason, coder)


def codes(review: Review) -> set[tuple[str, str]]:
    found = review.synthesize()["passages"]
    return {(c["code"], c["direction"]) for p in found for c in p["codings"]}


def test_each_sees_only_their_own_until_both_are_done(review: Review) -> None:
    code(review, WORK, TIME, "failure", "anna")
    code(review, WORK, TIME, "success", "ben")
    review.write_memo("work", WORK, "Odd design.", coder="anna")
    review.say_not_reported(WORK, "phase", coder="anna")
    mine = review.coded_work(WORK, coder="ben")
    assert [(coding.coder, coding.direction) for _, coding in mine.codings] == [("ben", "success")]
    assert (mine.memos, mine.not_reported, mine.shown) == ((), (), False)
    review.set_done(WORK, coder="ben")
    with pytest.raises(UsageError, match=f"1 of 2 coders are done with `{WORK}`"):
        review.rows(WORK)
    assert review.rows() == review.coding_conflicts() == review.judgements() == ()
    review.set_done(WORK, coder="anna")
    all_of_it = review.coded_work(WORK, coder="ben")
    assert {coding.coder for _, coding in all_of_it.codings} == {"anna", "ben"}
    assert [memo.text for memo in all_of_it.memos] == ["Odd design."]
    assert (all_of_it.done, all_of_it.shown) == (("anna", "ben"), True)


def test_the_protocol_can_let_everyone_see_everything(tmp_path: Path) -> None:
    with begin(tmp_path / "open", "{coders: 2, blinded: false}") as review:
        code(review, WORK, TIME, "failure", "anna")
        assert [coding.coder for _, coding in review.coded_work(WORK, coder="ben").codings] == ["anna"]


def test_a_suggestion_waits_for_each_coder(review: Review) -> None:
    review.suggest()
    waiting = review.pending(WORK, coder="anna")
    assert waiting
    review.reject(waiting[0][0], coder="anna")
    assert len(review.pending(WORK, coder="anna")) == len(waiting) - 1
    assert review.pending(WORK, coder="ben") == waiting
    review.unreject(waiting[0][0], coder="anna")
    assert review.pending(WORK, coder="anna") == waiting


def test_a_suggestion_whose_coding_is_taken_back_waits_again(review: Review) -> None:
    from synth.coding.entry import Entry

    review.suggest()
    waiting = review.pending(WORK, coder="anna")
    number, one = waiting[0]
    entry = Entry(one.passage, {one.dimension: (one.code,)}, "anna", "failure")
    (made,) = review.code(entry, suggestion=number)
    assert len(review.pending(WORK, coder="anna")) == len(waiting) - 1
    review.undo(made.uid, coder="anna")
    assert review.pending(WORK, coder="anna") == waiting


@pytest.mark.parametrize(("name", "words"), [("me", "not clear who you are"), ("dirk", "`dirk` is not one")])
def test_where_several_code_everyone_says_who_they_are(review: Review, name: str, words: str) -> None:
    with pytest.raises(UsageError, match=words) as refused:
        code(review, WORK, TIME, "failure", name)
    assert "anna, ben, carla" in refused.value.remedy
    assert review.coded_work(WORK, coder=name).codings == ()


def test_rows_set_what_each_said_side_by_side(review: Review) -> None:
    code(review, WORK, TIME, "failure", "anna")
    code(review, WORK, TIME, "success", "ben")
    code(review, WORK, ABSTRACT, "failure", "ben")
    review.say_not_reported(WORK, "factor", ABSTRACT, coder="anna")
    both_done(review)
    rows = {row.code: row for row in review.rows(WORK)}
    assert {name: side.directions for name, side in rows[TIME].sides.items()} == {
        "anna": ("failure",),
        "ben": ("success",),
    }
    assert rows[ABSTRACT].sides["anna"].directions == ()
    assert rows[ABSTRACT].sides["anna"].silent
    assert rows[ABSTRACT].sides["ben"].codings[0].passage.paraphrase == {"en": f"ben: {ABSTRACT}."}
    assert [row.code for row in review.coding_conflicts()] == [ABSTRACT, TIME]


def test_a_factor_says_its_determinant_too(review: Review) -> None:
    code(review, WORK, ABSTRACT, "failure", "anna")
    code(review, WORK, "innovation", None, "ben", dimension="determinant")
    both_done(review)
    rows = {(row.dimension, row.code): row for row in review.rows(WORK)}
    assert not rows["determinant", "innovation"].differs
    assert rows["factor", ABSTRACT].differs


def test_someone_who_is_done_and_found_nothing_disagrees(review: Review) -> None:
    code(review, WORK, TIME, "failure", "anna")
    both_done(review)
    assert [row.code for row in review.coding_conflicts()] == [TIME]
    found = compare(review.judgements())
    assert found.overall.percent == 0
    assert found.conflicts == {WORK: {"anna": (f"factor={TIME}",), "ben": ()}}


def test_someone_who_is_still_at_it_does_not_disagree_yet(tmp_path: Path) -> None:
    with begin(tmp_path / "open", "{coders: 2, blinded: false}") as review:
        code(review, WORK, TIME, "failure", "anna")
        code(review, WORK, ABSTRACT, "failure", "ben")
        assert len(review.coding_conflicts()) == 2  # as long as nobody is done, what is there counts
        review.set_done(WORK, coder="anna")
        assert review.coding_conflicts() == ()


@pytest.mark.parametrize(
    ("settlement", "counts"),
    [
        (settled(), {(TIME, "failure")}),
        (settled(directions=("success",)), {(TIME, "success")}),
        (settled(directions=("mixed",)), {(TIME, "mixed")}),
        (settled(directions=("success", "failure")), {(TIME, "success"), (TIME, "failure")}),
        (settled(verdict="not-given", directions=()), set()),
    ],
    ids=["one side", "other side", "neither", "both", "not given"],
)
def test_what_was_settled_counts(review: Review, settlement: Settlement, counts: set) -> None:
    code(review, WORK, TIME, "failure", "anna")
    code(review, WORK, TIME, "success", "ben")
    both_done(review)
    assert codes(review) == {(TIME, "failure"), (TIME, "success")}
    uid = review.settle_conflict(settlement)
    assert codes(review) == counts
    assert review.coding_conflicts() == ()
    assert review.rows(WORK)[0].settlement.reason == "p. 3"
    review.undo(uid, coder="carla")
    assert codes(review) == {(TIME, "failure"), (TIME, "success")}
    assert len(review.coding_conflicts()) == 1


@pytest.mark.parametrize(
    ("rules", "done", "counted", "waiting"),
    [
        ("{coders: 2}", (), 0, 3),
        ("{coders: 2}", ("anna",), 0, 3),
        ("{coders: 2}", ("anna", "ben"), 2, 2),
        ("{coders: 2, blinded: false}", (), 2, 0),
        ("{coders: 1}", (), 2, 0),
    ],
)
def test_blinded_coders_count_in_a_synthesis_once_all_are_done(
    tmp_path: Path, rules: str, done: tuple[str, ...], counted: int, waiting: int
) -> None:
    with begin(tmp_path / "team", rules) as review:
        code(review, WORK, TIME, "failure", "anna")
        code(review, WORK, ABSTRACT, "failure", "ben")
        for coder in done:
            review.set_done(WORK, coder=coder)
        made = review.synthesize()
        shown = review.synthesize_included()
    assert len(made["findings"]) == len(made["passages"]) == counted
    assert made["flow"]["new_reports"] == 3
    assert made["generated_from"]["being_coded"] == waiting
    told = {one["id"]: one for one in made["cautions"]}
    assert len(told.get("being-coded", {"works": ()})["works"]) == waiting
    assert "uncoded" not in told or not waiting
    for name in ("findings", "gaps", "cautions", "passages", "matrix", "generated_from"):
        assert shown[name] == made[name]


def test_what_is_still_being_coded_goes_out_to_its_own_coder_only(review: Review, tmp_path: Path) -> None:
    code(review, WORK, TIME, "failure", "anna")
    uid = code(review, WORK, ABSTRACT, "failure", "ben")
    review.write_memo("coding", uid, "Ben wonders.", coder="ben")
    review.say_not_reported(WORK, "phase", coder="ben")

    def written(coder: str) -> dict[str, str]:
        folder = tmp_path / f"for-{coder}"
        paths = review.export(formats=["yaml"], to=folder, coder=coder)
        paths += review.export_codings(["csv", "eppi"], to=folder, coder=coder)
        return {path.name: path.read_text(encoding="utf-8") for path in paths}

    assert review.being_coded() == {WORK}
    for coder, other in (("", "anna"), ("", "ben"), ("anna", "ben"), ("ben", "anna")):
        for name, text in written(coder).items():
            assert name.startswith("decisions.") or f"{other}:" not in text, name
            assert not name.startswith((f"codings.{other}", f"answers.{other}")), name
    assert {"codings.ben.yaml", "answers.ben.yaml", "codings.ben.eppi.json"} <= written("ben").keys()
    both_done(review)
    assert review.being_coded() == set()
    assert {"codings.anna.yaml", "codings.ben.yaml"} <= written("").keys()
    assert "Ben wonders." in written("")["answers.ben.yaml"]


def test_open_conflicts_can_wait(tmp_path: Path) -> None:
    with begin(tmp_path / "waiting", "{coders: 2, conflicts: wait}") as review:
        code(review, WORK, TIME, "failure", "anna")
        code(review, WORK, TIME, "success", "ben")
        code(review, WORK, ABSTRACT, "failure", "anna")
        code(review, WORK, ABSTRACT, "failure", "ben")
        both_done(review)
        assert codes(review) == {(ABSTRACT, "failure")}
        review.settle_conflict(settled())
        assert codes(review) == {(ABSTRACT, "failure"), (TIME, "failure")}


@pytest.mark.parametrize(
    ("settlement", "words"),
    [
        (settled(coder="anna"), "wants someone else"),
        (settled(reason=" "), "needs a reason"),
        (settled(directions=()), "needs a direction"),
        (settled(directions=("neutral", "sideways")), "needs a direction"),
        (settled(coder="dirk"), "not one of them"),
    ],
)
def test_a_settlement_keeps_to_the_rules(review: Review, settlement: Settlement, words: str) -> None:
    code(review, WORK, TIME, "failure", "anna")
    both_done(review)
    with pytest.raises(UsageError, match=words):
        review.settle_conflict(settlement)
    assert len(review.coding_conflicts()) == 1


def test_coders_can_settle_among_themselves_where_the_protocol_says_so(tmp_path: Path) -> None:
    with begin(tmp_path / "two", "{coders: 2, settled_by: anyone}") as review:
        code(review, WORK, TIME, "failure", "anna")
        both_done(review)
        review.settle_conflict(settled(coder="anna"))
        assert review.coding_conflicts() == ()


def test_not_reported_and_coded_cannot_both_be_said(review: Review) -> None:
    uid = code(review, WORK, TIME, "failure", "anna")
    with pytest.raises(UsageError, match="anna coded"):
        review.say_not_reported(WORK, "factor", coder="anna")
    review.undo(uid, coder="anna")
    silence = review.say_not_reported(WORK, "factor", coder="anna")
    assert review.say_not_reported(WORK, "factor", coder="anna") == silence
    with pytest.raises(UsageError, match="does not report `factor`"):
        code(review, WORK, TIME, "failure", "anna")
    review.undo(silence, coder="anna")
    code(review, WORK, TIME, "failure", "anna")


def test_who_coded_nothing_agrees_with_not_reported(review: Review) -> None:
    code(review, "smith-2012", "adoption", None, "ben", dimension="phase")
    code(review, "smith-2012", TIME, "failure", "anna")
    for work in (WORK, "smith-2012"):
        review.say_not_reported(work, "phase", coder="anna")
        both_done(review, work)
    found = compare(review.judgements())
    assert found.codes["phase=* not reported"].percent == 0.5
    assert WORK not in found.conflicts


def test_who_is_done_changes_nothing_unless_they_take_it_up_again(review: Review) -> None:
    uid = code(review, WORK, TIME, "failure", "anna")
    review.set_done(WORK, coder="anna")
    for change in (
        lambda: code(review, WORK, ABSTRACT, "failure", "anna"),
        lambda: review.undo(uid, coder="anna"),
        lambda: review.say_not_reported(WORK, "phase", coder="anna"),
    ):
        with pytest.raises(UsageError, match="anna is done with"):
            change()
    review.set_done(WORK, coder="anna", done=False)
    review.undo(uid, coder="anna")
    assert review.coded_work(WORK, coder="anna").codings == ()


def test_nobody_takes_back_what_is_another_s(review: Review) -> None:
    uid = code(review, WORK, TIME, "failure", "anna")
    memo = review.write_memo("coding", uid, "Sure?", coder="anna")
    for one in (uid, memo):
        with pytest.raises(UsageError, match="is anna's"):
            review.undo(one, coder="ben")
    with pytest.raises(UsageError, match="nothing in force"):
        review.undo("s-0", coder="ben")


def test_a_memo_is_written_changed_and_taken_back(review: Review) -> None:
    uid = code(review, WORK, TIME, "failure", "anna")
    on_coding = review.write_memo("coding", uid, "Sure?", coder="anna")
    review.write_memo("coding", uid, "Sure.", coder="anna", uid=on_coding)
    on_code = review.write_memo("code", f"factor={TIME}", "Hours too?", coder="anna")
    assert [memo.text for memo in review.coded_work(WORK, coder="anna").memos] == ["Sure."]
    assert [(memo.target, memo.text) for memo in review.code_memos()] == [(f"factor={TIME}", "Hours too?")]
    review.undo(on_coding, coder="anna")
    review.undo(on_code, coder="anna")
    assert review.coded_work(WORK, coder="anna").memos == review.code_memos() == ()
    assert review.db.table("memo").count == 5  # every version, and that they were taken back
    with pytest.raises(UsageError, match="empty"):
        review.write_memo("work", WORK, "  ", coder="anna")
    with pytest.raises(UsageError, match="no code"):
        review.write_memo("code", "factor=nothing", "x", coder="anna")


def test_progress_counts_what_everyone_did(review: Review) -> None:
    code(review, WORK, TIME, "failure", "anna")
    code(review, "smith-2012", TIME, "failure", "anna")
    review.say_not_reported("smith-2012", "phase", coder="anna")
    review.write_memo("work", WORK, "Odd.", coder="anna")
    review.set_done(WORK, coder="anna")
    anna, ben, _ = review.coding_progress()
    assert (anna.works, anna.begun, anna.done) == (3, 2, 1)
    assert (anna.codings, anna.not_reported, anna.memos) == (2, 1, 1)
    assert (ben.coder, ben.works, ben.begun, ben.done) == ("ben", 3, 0, 0)


def test_what_was_said_of_a_merged_work_is_said_of_the_other(review: Review) -> None:
    code(review, WORK, TIME, "failure", "anna")
    review.set_done(WORK, coder="anna")
    review.db.execute(
        "UPDATE work SET merged_into = (SELECT id FROM work WHERE key = 'smith-2012') WHERE key = ?", (WORK,)
    )
    seen = review.coded_work("smith-2012", coder="anna")
    assert [coding.passage.work for _, coding in seen.codings] == ["smith-2012"]
    assert seen.done == ("anna",)
    with pytest.raises(UsageError, match="is done"):
        code(review, WORK, ABSTRACT, "failure", "anna")


def test_rules_of_coding_are_checked(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"coding\.conflicts"):
        begin(tmp_path / "wrong", "{coders: 2, conflicts: maybe}")


def test_a_suggestion_that_was_accepted_and_taken_back_waits_again(review: Review) -> None:
    review.suggest()
    before = len(review.pending(coder="anna"))
    number, one = review.pending(coder="anna")[0]
    way = review.codebook.code(one.dimension, one.code).directions[:1] or (None,)
    entry = Entry(one.passage, {one.dimension: (one.code,)}, "anna", way[0])
    (made,) = review.code(entry, suggestion=number)
    assert len(review.pending(coder="anna")) == before - 1
    assert [(one.coder, one.judged) for one in review.people() if one.judged] == [("anna", 1)]
    review.undo(made.uid, coder="anna")
    assert len(review.pending(coder="anna")) == before
    assert not [one for one in review.people() if one.judged]


def test_a_work_that_one_of_two_screeners_included_is_not_exported_yet(tmp_path: Path) -> None:
    with begin(tmp_path / "review") as made:
        protocol = made.folder / "review.yaml"
        text = protocol.read_text(encoding="utf-8")
        protocol.write_text(f"{text}screening: {{screeners: 2}}\n", encoding="utf-8")
    with Review.open(tmp_path / "review") as two:
        two.decide(Decision(WORK, "full-text", "include", coder="ben"))
        (path,) = two.export_codings(["qdpx"])
        assert len(read_project(path.read_bytes(), path.name).sources) == 1
        two.decide(Decision("smith-2012", "full-text", "include", coder="ben"))
        (path,) = two.export_codings(["qdpx"])
        assert len(read_project(path.read_bytes(), path.name).sources) == 2


def test_blinded_screeners_are_compared_on_works_that_enough_of_them_decided_on(tmp_path: Path) -> None:
    with begin(tmp_path / "review") as made:
        protocol = made.folder / "review.yaml"
        text = protocol.read_text(encoding="utf-8")
        protocol.write_text(f"{text}screening: {{screeners: 2}}\n", encoding="utf-8")
    with Review.open(tmp_path / "review") as two:
        two.decide(Decision(WORK, "full-text", "maybe", coder="ben"))
        assert {one.unit for one in two.judgements(stage="full-text")} == {WORK}
