"""`synth replicate`, as a person uses it."""

from __future__ import annotations

from pathlib import Path

from synth import Review, bundled
from tests.standin.server import StandIn

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


def test_records_that_come_in_meanwhile_do_no_harm(review_folder: Path, tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "late.ris").write_text("TY  - JOUR\nTI  - Just now\nER  - \n", encoding="utf-8")
    settle = Review.settle

    def and_then_more_comes(review: Review) -> None:
        settle(review)
        review.take_in(tmp_path / "late.ris")

    monkeypatch.setattr(Review, "settle", and_then_more_comes)
    with Review.open(review_folder) as review:
        (found,) = review.replicate(CORPUS / "export-b.bib", ask=False).strategies
    assert found.recall.whole == 10


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


KNOWN = """TY  - JOUR
TI  - {title}
AU  - Jansen, P.
PY  - 2015
ER  -
"""
TITLES = (
    "Debt counselling and knowledge transfer in cities",
    "Debt counselling for prisoners after release",
    "Schuldhulpverlening en kennisbenutting bij gemeenten",
)


def _work(number: int, title: str) -> dict[str, object]:
    return {
        "id": f"https://openalex.org/W{number}",
        "title": title,
        "display_name": title,
        "publication_year": 2015,
        "publication_date": "2015-01-01",
        "language": "en",
        "abstract_inverted_index": {"Text": [0]},
        "authorships": [{"author": {"display_name": "P. Jansen"}}],
    }


def test_a_source_is_asked_why_it_did_not_bring_a_work(synth, tmp_path: Path, monkeypatch) -> None:
    folder, known = tmp_path / "review", tmp_path / "known.ris"
    known.write_text("".join(KNOWN.format(title=title) for title in TITLES), encoding="utf-8")
    monkeypatch.setenv("OPENALEX_API_KEY", "key-12345678")
    assert synth("new", folder).code == 0
    with StandIn([_work(1, TITLES[0]), _work(2, TITLES[1])]) as api:
        monkeypatch.setenv("SYNTH_OPENALEX_URL", api.url)
        assert synth("search", "--source", "openalex", "-C", folder).code == 0
        done = synth("replicate", known, "-C", folder, "--json")
        quiet = synth("replicate", known, "-C", folder, "--json", "--no-lookup")
    stood = [(s["state"], s["sets"]) for s in done.json["standings"] if s["source"] == "openalex"]
    assert stood == [("found", []), ("set-failed", ["knowledge-en"]), ("not-in-source", [])]
    assert [s["state"] for s in quiet.json["standings"] if s["source"] == "openalex"] == [
        "found", "not-asked", "not-asked",
    ]  # fmt: skip


def test_a_source_that_fails_says_nothing_of_what_it_has(synth, tmp_path: Path, monkeypatch) -> None:
    folder, known = tmp_path / "review", tmp_path / "known.ris"
    known.write_text(KNOWN.format(title=TITLES[1]), encoding="utf-8")
    assert synth("new", folder).code == 0
    monkeypatch.setenv("OPENALEX_API_KEY", "key-12345678")
    with StandIn([_work(1, TITLES[0])]) as api:
        monkeypatch.setenv("SYNTH_OPENALEX_URL", api.url)
        assert synth("search", "--source", "openalex", "-C", folder).code == 0
    with StandIn([], faults="budget:3600@1+") as broken:
        monkeypatch.setenv("SYNTH_OPENALEX_URL", broken.url)
        done = synth("replicate", known, "-C", folder, "--json")
    (standing,) = [s for s in done.json["standings"] if s["source"] == "openalex"]
    assert standing["state"] == "not-asked"
    assert standing["detail"]
