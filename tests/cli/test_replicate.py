"""`synth replicate`, as a person uses it."""

from __future__ import annotations

from pathlib import Path

from synth import bundled

CORPUS = bundled.path("corpus", "tno-2011")
STRATEGY = bundled.path("queries", "tno-2011.yaml")


def test_the_review_says_what_is_found_and_why_the_rest_is_missed(
    synth, review_folder: Path, tmp_path
) -> None:
    assert synth("export", "--format", "ris", "-C", review_folder).code == 0
    works = review_folder / "report" / "export" / "works.ris"
    table = tmp_path / "missed.csv"
    done = synth("replicate", works, "-C", review_folder, "--csv", table)
    assert done.code == 0
    assert "tno-2011: 6 of 26 (23%) of the known works found" in done.out
    assert "needs knowledge-nl" in done.out
    assert table.read_text(encoding="utf-8").splitlines()[0].startswith("reference,title,year,doi")


def test_json_has_every_state_and_every_term(synth, review_folder: Path) -> None:
    done = synth("replicate", CORPUS / "export-b.bib", "-C", review_folder, "--json")
    (one,) = done.json["strategies"]
    assert one["sources"][0]["states"] == {"found": 5, "not-in-source": 5}
    assert len(one["terms"]) == 38
    assert {s["state"] for s in done.json["standings"]} == {"found", "unverifiable", "not-in-source"}


def test_without_a_review_files_are_what_was_searched(synth) -> None:
    done = synth(
        "replicate",
        CORPUS / "export-a.ris",
        "--strategy",
        STRATEGY,
        "--records",
        CORPUS / "export-b.bib",
        "--json",
    )
    assert done.json["strategies"][0]["recall"] == {"part": 5, "whole": 8, "share": 0.625}


def test_records_need_a_strategy(synth) -> None:
    done = synth("replicate", CORPUS / "export-a.ris", "--records", CORPUS / "export-b.bib")
    assert done.code == 2
    assert "--strategy" in done.err
