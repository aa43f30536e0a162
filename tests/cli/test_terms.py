"""`synth terms`, as a person uses it."""

from __future__ import annotations

from pathlib import Path

import pytest

from synth import bundled

CORPUS = bundled.path("corpus", "tno-2011")


def test_terms_are_proposed_and_the_file_stays_as_it_is(synth, review_folder: Path) -> None:
    file = review_folder / "queries" / "tno-2011.yaml"
    before = file.read_bytes()
    done = synth("terms", "-C", review_folder, "--json")
    assert done.code == 0
    assert done.json["strategy"] == "tno-2011"
    assert file.read_bytes() == before


def test_known_works_may_be_given(synth, review_folder: Path) -> None:
    done = synth("terms", CORPUS / "export-a.ris", "-C", review_folder)
    assert done.code == 0
    assert "workers" in done.out


def test_variants_are_listed_with_the_reason(synth, review_folder: Path) -> None:
    done = synth("terms", "--variants", "-C", review_folder)
    assert "effektief" in done.out
    assert "written with k" in done.out


def test_what_is_chosen_is_written_with_the_reason_and_can_be_searched(synth, review_folder: Path) -> None:
    done = synth("terms", "--variants", "--add", "knowledge-nl = effektief", "-C", review_folder)
    assert done.code == 0
    lines = (review_folder / "queries" / "tno-2011.yaml").read_text(encoding="utf-8").splitlines()
    (place,) = [i for i, line in enumerate(lines) if "effektief" in line]
    assert lines[place - 1].strip() == "- Effectief"
    assert "# written with k" in lines[place]
    assert synth("check", "-C", review_folder).code == 0


def test_a_term_needs_a_set_that_is_there(synth, review_folder: Path) -> None:
    assert synth("terms", "--variants", "--add", "effektief", "-C", review_folder).code == 2
    done = synth("terms", "--variants", "--add", "nothing=effektief", "-C", review_folder)
    assert done.code == 2
    assert "The sets are" in done.err


@pytest.mark.parametrize("command", [("terms",), ("search",), ("replicate", CORPUS / "export-a.ris")])
def test_a_review_without_a_strategy_is_told_what_to_do(synth, review_folder: Path, command) -> None:
    path = review_folder / "review.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("strategies: [tno-2011]", "strategies: []"), encoding="utf-8")
    done = synth(*command, "-C", review_folder)
    assert (done.code, "The review has no strategy." in done.err) == (2, True)
