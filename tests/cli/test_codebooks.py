"""`synth codebooks`, and looking at one framework through another."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from synth import Review
from synth.cli import run
from synth.synthesis import schema


@pytest.mark.parametrize(("language", "label"), [("nl", "Complexiteit"), ("en", "Complexity")])
def test_the_codes_of_a_codebook_are_listed(
    language: str, label: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["codebooks", "midi", "--language", language]) == 0
    assert f"factor/complexity: {label} (not checked)" in capsys.readouterr().out


def test_an_unknown_codebook_is_answered_with_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("mini", "midi/mini", "../codebooks/midi"):
        assert run(["codebooks", name]) == 2
        said = capsys.readouterr().err
        assert f"There is no codebook called `{name}`." in said
        assert "cfir, determinants" in said


@pytest.mark.parametrize("kind", ["codebook", "crosswalk"])
def test_the_schema_is_printed(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["codebooks", "--schema", kind]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == kind.capitalize()


def test_codings_made_with_one_framework_are_shown_through_another(
    review_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import jsonschema

    folder = str(review_folder)
    own, seen = [], []
    for through, kept in ((None, own), ("midi", seen), ("cfir", seen)):
        capsys.readouterr()
        more = ["--through", through] if through else []
        assert run(["synthesize", "-C", folder, "--json", *more]) == 0
        kept.append(json.loads(capsys.readouterr().out))
    for data in seen:
        jsonschema.validate(data, schema())
        assert sum(data["through"]["codings"].values()) == sum(
            len(passage["codings"]) for passage in own[0]["passages"]
        )
    factors = {finding["factor"] for finding in seen[0]["findings"]}
    assert {"compatibility", "formal-ratification"} <= factors
    assert "through" not in own[0]


def test_a_codebook_is_copied_into_a_review_and_checked_with_what_is_not_verified(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "mine"
    assert run(["new", str(folder)]) == 0
    capsys.readouterr()
    assert run(["codebooks", "midi", "--yaml"]) == 0
    (folder / "codebooks" / "midi.yaml").write_text(capsys.readouterr().out, encoding="utf-8")
    protocol = folder / "review.yaml"
    text = protocol.read_text(encoding="utf-8")
    protocol.write_text(text.replace("[determinants]", "[determinants, midi]"), encoding="utf-8")
    assert run(["check", "-C", str(folder)]) == 0
    said = capsys.readouterr().out
    assert "midi.yaml:62:9" in said
    assert "29 of 29 codes of `factor` are marked as not checked" in said


def test_a_crosswalk_of_a_review_is_checked_with_its_lines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from synth import bundled

    folder = tmp_path / "mine"
    assert run(["new", str(folder)]) == 0
    own = folder / "codebooks" / "crosswalks" / "own.yaml"
    own.parent.mkdir()
    text = bundled.path("codebooks", "crosswalks", "midi-cfir.yaml").read_text(encoding="utf-8")
    own.write_text(text.replace("to: [factor/funding]", "to: [factor/money]"), encoding="utf-8")
    capsys.readouterr()
    assert run(["check", "-C", str(folder)]) == 2
    assert "`factor/money` is not a code of `cfir`" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("nl", "Er werd een gerandomiseerd onderzoek gedaan."),
        ("de", "Es wurde eine randomisierte Studie gemacht."),
        ("en", "A randomised controlled trial was done."),
    ],
)
def test_a_code_without_directions_is_suggested_too(
    lang: str, text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "texts.tsv"
    table.write_text(f"id\ttext\tlang\n1\t{text}\t{lang}\n", encoding="utf-8")
    assert run(["suggest", "--codebook", "study-design", str(table)]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(row["code"], row["direction"]) for row in rows] == [("randomised-trial", "neutral")]


def test_findings_agreement_and_suggestions_follow_a_code_that_was_renamed(
    review_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = review_folder

    def said(*words: str) -> str:
        capsys.readouterr()
        assert run([*words, "-C", str(folder)]) == 0
        return capsys.readouterr().out

    def finding(factor: str) -> list[object]:
        found = json.loads(said("synthesize", "--json"))["findings"]
        return [(f["works"], f["directions"]) for f in found if f["factor"] == factor]

    said("code", "--suggest", "--json")
    before = finding("staff-turnover")
    path = folder / "codebooks" / "determinants.yaml"
    text = path.read_text(encoding="utf-8").replace("id: staff-turnover", "id: people-who-leave")
    change = "{version: 9.0.0, dimension: factor, from: [staff-turnover], to: [people-who-leave]}"
    text = re.sub(r"(?m)^version: .*$", "version: 9.0.0", text, count=1)
    path.write_text(f"{text}changes:\n  - {change}\n", encoding="utf-8")
    assert said("check").endswith("All is well.\n")
    assert before
    assert (finding("staff-turnover"), finding("people-who-leave")) == ([], before)
    assert "staff-turnover" not in said("agree")
    with Review.open(folder) as review:
        codes = {suggestion.code for _, suggestion in review.pending()}
    assert codes
    assert "staff-turnover" not in codes
    assert run(["import", str(folder / "corpus" / "codings.yaml"), "-C", str(folder)]) == 0
    assert finding("people-who-leave") == before
