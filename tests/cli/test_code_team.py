"""Two people code and a third settles, as typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.coding.team import begin

WORK, CODE = "jansen-2012", "factor=professional-discretion"
OTHER = "factor=knowledge-too-abstract"


@pytest.fixture
def team(synth, tmp_path: Path):
    """Run `synth code` on a review that two people code: `team("anna", …)`."""
    begin(tmp_path / "team").close()

    def call(coder: str, *arguments: object, answers: str = ""):
        who = ("--coder", coder) if coder else ()
        return synth("code", *arguments, *who, "-C", tmp_path / "team", answers=answers)

    return call


def test_two_code_and_a_third_settles(team, synth, tmp_path: Path) -> None:
    quote = ("--as", CODE, "--direction", "failure", "--quote", "te weinig  tijd")
    assert team("anna", WORK, *quote).code == 0
    assert team("ben", WORK, "--as", CODE, "--direction", "success", "--says", "There is room.").code == 0
    assert team("ben", WORK, "--not-reported", "phase").code == 0
    assert "There is room" not in team("anna", WORK, "--list").out
    refused = team("anna", WORK, "--conflicts")
    assert refused.code == 2
    assert "0 of 2 coders are done" in refused.err
    assert "1 of 2 coders are done" in team("anna", WORK, "--done").out
    assert "--conflicts` shows where they differ" in team("ben", WORK, "--done").out
    shown = team("carla", "--conflicts").out
    assert "anna: failure: “te weinig tijd” (abstract)" in shown
    assert "ben: success: There is room." in shown
    settle = (WORK, "--settle", "--as", CODE, "--direction", "failure")
    assert "needs a reason" in team("carla", *settle).err
    assert "wants someone else" in team("anna", *settle, "--reason", "I say so").err
    done = team("carla", *settle, "--reason", "Page 3 says so.", "--json")
    assert done.json["left"] == 0
    assert "No conflict is open" in team("carla", "--conflicts").out
    listed = team("anna", WORK, "--list").out
    assert "carla settled" in listed
    assert "ben: not reported: phase" in listed
    agreed = synth("agree", "--conflicts", "--json", "-C", tmp_path / "team").json
    assert agreed["coders"] == ["anna", "ben"]
    assert team("carla", "--undo", done.json["uid"]).code == 0
    assert team("carla", "--conflicts", "--json").json["conflicts"][0]["code"] == CODE.split("=")[1]


def test_who_codes_comes_from_the_environment(team, monkeypatch: pytest.MonkeyPatch) -> None:
    told = (WORK, "--as", OTHER, "--says", "Too abstract.")
    refused = team("", *told)
    assert refused.code == 2
    assert "Give one of anna, ben, carla: `--coder NAME`, or set SYNTH_CODER" in refused.err
    monkeypatch.setenv("SYNTH_CODER", "ben")
    assert team("", *told, "--json").json["codings"][0]["coder"] == "ben"


def test_memos_are_on_works_codings_and_codes(team) -> None:
    uid = team("anna", WORK, "--as", OTHER, "--says", "x", "--json").json["codings"][0]["uid"]
    for on in ((WORK,), ("--on", uid), ("--on", OTHER)):
        assert team("anna", *on, "--memo", "Think again.").code == 0
    listed = team("anna", WORK, "--list").out
    assert listed.count("Think again.") == 2
    assert f"memo on {uid}" in listed


def test_progress_is_told_for_everyone(team) -> None:
    team("anna", WORK, "--as", OTHER, "--says", "x")
    team("anna", WORK, "--done")
    rows = {row["coder"]: row for row in team("anna", "--progress", "--json").json["progress"]}
    assert set(rows) == {"anna", "ben", "carla"}
    assert (rows["anna"]["works"], rows["anna"]["done"], rows["ben"]["begun"]) == (3, 1, 0)
    assert "not reported" in team("anna", "--progress").out


def test_answers_to_suggestions_can_be_taken_back(team) -> None:
    team("anna", "--suggest")
    before = team("anna", "--json").json["suggestions"]
    said = team("anna", answers="r\nb\nq\n").out
    assert "The last answer is taken back." in said
    assert team("anna", "--json").json["suggestions"] == before
    said = team("anna", answers="b\na\nb\nq\n").out
    assert "This is the first." in said
    assert "Coded as" in said
    assert team("anna", WORK, "--list", "--json").json["codings"] == []
    assert team("anna", "--json").json["suggestions"] == before


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--done",), "which work is meant"),
        ((WORK, "--settle", "--reason", "x"), "Name the one code"),
        ((WORK, "--as", CODE, "--direction", "failure", "--quote", "nergens gezegd"), "does not say"),
        ((WORK, "--quote", "te weinig tijd"), "Add --as"),
        ((WORK, "--not-reported", "colour"), "no dimension `colour`"),
    ],
)
def test_what_is_missing_is_told(team, options: tuple[str, ...], words: str) -> None:
    done = team("anna", *options)
    assert done.code == 2
    assert words in done.err


def test_a_full_text_is_added_read_and_taken_away(synth, team, tmp_path: Path) -> None:
    folder = ("-C", tmp_path / "team")
    (tmp_path / "a.txt").write_text(
        "1 Begin\n\nNiets.\f2 Eind\n\nGeen ruimte voor eigen oordeel.", encoding="utf-8"
    )
    added = synth("fulltext", WORK, tmp_path / "a.txt", "--coder", "anna", *folder)
    assert "2 pages, 2 sections" in added.out
    quote = ("--as", CODE, "--direction", "failure", "--quote", "geen ruimte")
    assert team("anna", WORK, *quote).code == 0
    assert "“Geen ruimte” (2 Eind, p. 2)" in team("anna", WORK, "--list").out
    (tmp_path / "b.txt").write_text("Over vogels.", encoding="utf-8")
    again = synth("fulltext", WORK, tmp_path / "b.txt", *folder)
    assert "1 not found in this text" in again.out
    assert "not in the full text of now" in team("anna", WORK, "--list").out
    assert synth("fulltext", WORK, "--text", *folder).out == "Over vogels.\n"
    assert "no page 4" in synth("fulltext", WORK, "--text", "--page", "4", *folder).err
    assert "b.txt" in synth("fulltext", *folder).out
    assert synth("fulltext", WORK, "--remove", *folder).code == 0
    assert "No work has a full text" in synth("fulltext", *folder).out
