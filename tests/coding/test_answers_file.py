"""What coders say beside codings travels between two clones of a review, as codings do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from synth import Review
from synth.errors import FileError
from synth.judging import Settlement
from tests.coding.team import begin, code

WORK, CODE = "jansen-2012", "professional-discretion"


def test_two_coders_in_two_clones_and_a_third_who_settles(tmp_path: Path) -> None:
    with begin(tmp_path / "anna") as anna, begin(tmp_path / "ben") as ben:
        code(anna, WORK, CODE, "failure", "anna")
        anna.say_not_reported(WORK, "phase", coder="anna")
        anna.write_memo("work", WORK, "Odd: “quoted”\nand long.", coder="anna")
        anna.write_memo("code", f"factor={CODE}", "Unclear.", coder="anna")
        anna.set_done(WORK, coder="anna")
        code(ben, WORK, CODE, "success", "ben")
        ben.set_done(WORK, coder="ben")
        written = {
            path.name: path for path in anna.export(formats=["yaml"], to=tmp_path / "out", coder="anna")
        }
        files = [written["codings.anna.yaml"], written["answers.anna.yaml"]]
        assert [ben.take_in(path).new for path in files] == [1, 4]
        assert [ben.take_in(path).new for path in files] == [0, 0]
        assert [row.code for row in ben.coding_conflicts()] == [CODE]
        seen = ben.coded_work(WORK, coder="ben")
        assert (seen.done, len(seen.not_reported), len(ben.code_memos())) == (("anna", "ben"), 1, 1)
        assert seen.memos[0].text == "Odd: “quoted”\nand long."
        settled = Settlement(WORK, "factor", CODE, "given", ("failure",), "Page 3.", "carla")
        ben.settle_conflict(settled)
        back = {path.name: path for path in ben.export(formats=["yaml"], to=tmp_path / "back")}
        for name in ("codings.ben.yaml", "answers.ben.yaml", "answers.carla.yaml"):
            anna.take_in(back[name])
        assert anna.coding_conflicts() == ()
        assert anna.rows(WORK)[0].settlement == ben.rows(WORK)[0].settlement
        assert back["answers.anna.yaml"].read_text() == written["answers.anna.yaml"].read_text()


def test_what_was_taken_back_since_does_not_come_again(tmp_path: Path) -> None:
    with begin(tmp_path / "one") as review:
        uid = review.say_not_reported(WORK, "phase", coder="anna")
        review.set_done(WORK, coder="anna")
        review.export(formats=["yaml"], to=tmp_path / "out", coder="anna")
        review.set_done(WORK, coder="anna", done=False)
        review.undo(uid, coder="anna")
        assert review.take_in(tmp_path / "out" / "answers.anna.yaml").new == 0
        assert review.coded_work(WORK, coder="anna").not_reported == ()


def anna_s_answers(review: Review, folder: Path) -> Path:
    """The file of what anna said, as exported."""
    review.export(formats=["yaml"], to=folder, coder="anna")
    return folder / "answers.anna.yaml"


def test_an_older_memo_does_not_take_the_place_of_a_newer_one(tmp_path: Path) -> None:
    with begin(tmp_path / "one") as review:
        review.write_memo("work", WORK, "Newest.", coder="anna")
        path = anna_s_answers(review, tmp_path / "out")
        text = path.read_text(encoding="utf-8")
        path.write_text(
            re.sub(r"at: .*", "at: 2011-01-01T00:00:00Z", text.replace("Newest.", "Oldest.")),
            encoding="utf-8",
        )
        assert review.take_in(path).new == 0
        assert [one.text for one in review.coded_work(WORK, coder="anna").memos] == ["Newest."]


def test_nobody_writes_over_what_another_coder_said(tmp_path: Path) -> None:
    with begin(tmp_path / "one") as review:
        review.write_memo("work", WORK, "Hers.", coder="anna")
        path = anna_s_answers(review, tmp_path / "out")
        text = path.read_text(encoding="utf-8").replace("coder: anna", "coder: ben")
        path.write_text(text.replace("Hers.", "His."), encoding="utf-8")
        with pytest.raises(FileError, match=r"answers.anna.yaml:\d+.*`anna` said"):
            review.take_in(path)
        assert [one.text for one in review.coded_work(WORK, coder="anna").memos] == ["Hers."]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("dimension: phase", "dimension: colour", "is not in the codebook"),
        ("work: jansen-2012", "work: nobody-1999", "no work `nobody-1999`"),
        ("codebook: determinants", "codebook: other", "other"),
        ("dimension: phase", "size: 3", "is not a known key"),
    ],
)
def test_a_mistake_in_the_file_is_told_and_nothing_comes_in(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    with begin(tmp_path / "one") as review:
        review.say_not_reported(WORK, "phase", coder="anna")
        path = anna_s_answers(review, tmp_path)
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
        with pytest.raises((FileError, Exception), match=words):
            review.take_in(path)
