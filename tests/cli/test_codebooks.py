"""`synth codebooks`, and looking at one framework through another."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from synth.cli import run
from synth.synthesis import schema


@pytest.mark.parametrize(("language", "label"), [("nl", "Complexiteit"), ("en", "Complexity")])
def test_the_codes_of_a_codebook_are_listed(
    language: str, label: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["codebooks", "midi", "--language", language]) == 0
    assert f"factor/complexity: {label} (not checked)" in capsys.readouterr().out


def test_an_unknown_codebook_is_answered_with_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["codebooks", "mini"]) == 2
    assert "cfir, determinants" in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["codebook", "crosswalk"])
def test_the_schema_is_printed(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["codebooks", "--schema", kind]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == kind.capitalize()


def test_codings_made_with_one_framework_are_shown_through_another(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import jsonschema

    folder = str(tmp_path / "demo")
    assert run(["demo", folder]) == 0
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
