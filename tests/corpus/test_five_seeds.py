"""The synthesis of five documents: its codings fit, every kind of section is there, the page counts right."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from synth.bundled import path
from synth.coding.codebook import load_codebook
from synth.coding.codes import Codebook, joined
from synth.coding.file import read_codings
from synth.documents import load
from synth.protocol import load_protocol
from synth.review import Review

DOCUMENTS = {"tno-2011", "regioplan-2012", "movisie-2016", "stakeholders-2017", "giezen-2020"}
PAGE = (Path(__file__).parents[2] / "docs" / "two-replications.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def reviews(replicated: Callable[[str], Path]) -> dict[str, Path]:
    return {name: replicated(name) for name in ("tno-2011", "five-seeds")}


@pytest.fixture(scope="module")
def made(reviews: dict[str, Path]) -> dict[str, dict[str, Any]]:
    found = {}
    for name, folder in reviews.items():
        with Review.open(folder) as review:
            found[name] = review.synthesize()
    return found


def methods(document: dict[str, Any]) -> list[dict[str, Any]]:
    """The component of each finding that says how strong designs and appraisals are."""
    parts = [part for one in document["findings"] for part in one["confidence"]["parts"]]
    return [part for part in parts if part["id"] == "methods"]


def codebook(name: str) -> Codebook:
    books = load_protocol(path("corpus", name)).codebooks
    return joined([load_codebook(path("codebooks", f"{one}.yaml")) for one in books])


@pytest.mark.parametrize(
    ("review", "file"),
    [
        *(("five-seeds", one) for one in ("codings", "studies", "appraisals")),
        *(("tno-2011", one) for one in ("studies", "appraisals")),
    ],
)
def test_every_entry_fits_the_codebooks_and_has_a_section_and_words(review: str, file: str) -> None:
    document = load(path("corpus", review, f"{file}.yaml"))
    assert read_codings(document, codebook(review))
    for entry in document.data["codings"]:
        assert entry["section"], entry
        assert {"nl", "en"} <= set(entry["paraphrase"]), entry
        assert all(text.endswith(".") for text in entry["paraphrase"].values()), entry


def test_only_the_five_documents_are_coded_here() -> None:
    data = load(path("corpus", "five-seeds", "codings.yaml")).data
    assert {entry["work"] for entry in data["codings"]} == DOCUMENTS


def test_every_failure_says_whether_the_thing_was_there() -> None:
    for name in ("five-seeds", "tno-2011"):
        data = load(path("corpus", name, "codings.yaml")).data
        bare = [
            e for e in data["codings"] if e.get("direction") == "failure" and "presence" not in e["codes"]
        ]
        assert bare == []


def test_a_client_speaks_in_none_of_them() -> None:
    data = load(path("corpus", "five-seeds", "codings.yaml")).data
    views = {entry["codes"].get(name) for entry in data["codings"] for name in ("perspective", "stakeholder")}
    assert "client" not in views


def test_it_has_every_kind_of_section(made: dict[str, dict[str, Any]]) -> None:
    five = made["five-seeds"]
    sections = ("findings", "contradictions", "perspectives", "recommendations", "tables", "gaps", "cautions")
    assert [name for name in sections if not five[name]] == []
    assert {one["rows"] for one in five["tables"]} == {"determinant", "theme", "issue"}
    assert {"level", "country", "family"} <= {one["columns"] for one in five["tables"]}
    kinds = {one["type"] for one in five["gaps"]}
    assert kinds >= {
        "stated",
        "weak",
        "contradictory",
        "thin",
        "absent-perspective",
        "outdated",
        "unused-evidence",
    }
    assert [part["id"] for part in five["findings"][0]["confidence"]["parts"]] == [
        "adequacy",
        "coherence",
        "methods",
        "relevance",
        "recency",
    ]


def test_a_report_and_its_interview_chapters_are_one_study(made: dict[str, dict[str, Any]]) -> None:
    works = {one["key"]: one["study"] for one in made["five-seeds"]["works"]}
    assert {works[f"tno-2011{part}"] for part in ("", "-h4", "-h5", "-h6", "-h7")} == {"tno-2011"}


def test_confidence_shows_how_the_studies_were_done(made: dict[str, dict[str, Any]]) -> None:
    (one,) = made["five-seeds"]["appraisals"]
    assert one["limits"] == {
        "none": [],
        "some": ["regioplan-2012", "stakeholders-2017", *(f"tno-2011-h{n}" for n in (4, 5, 6, 7))],
        "serious": [],
        "outside": ["giezen-2020", "movisie-2016"],
    }
    for document in made.values():
        rated = [part for part in methods(document) if "rated" in part]
        assert all("MMAT" in part["text"]["nl"] for part in rated)
        assert 2 * len(rated) > len(document["findings"])


def test_each_study_is_rated_on_all_criteria_of_its_kind(made: dict[str, dict[str, Any]]) -> None:
    kinds = {"regioplan-2012": "s145", "giezen-2020": "s", "movisie-2016": "s"}
    for work in made["five-seeds"]["works"]:
        for one in work.get("appraisals", ()):
            rated = {rating["criterion"] for rating in one["ratings"]}
            wanted = {f"c{kind}-{n}" for kind in kinds.get(work["key"], "s1")[1:] for n in range(1, 6)}
            assert rated == wanted | {"s1", "s2"}, work["key"]


def test_whose_view_it_is_explains_the_contradiction(made: dict[str, dict[str, Any]]) -> None:
    for name in ("tno-2011", "five-seeds"):
        (one,) = made[name]["contradictions"]
        assert one["factor"] == "protocols-and-validated-instruments"
        assert "perspective" in one["explained_by"]


def test_the_page_counts_what_the_reviews_hold(made: dict[str, dict[str, Any]]) -> None:
    tno, five = (made[name] for name in ("tno-2011", "five-seeds"))
    rows = {
        "included works": [one["generated_from"]["included"] for one in (tno, five)],
        "independent studies": [one["generated_from"]["included_groups"] for one in (tno, five)],
        "coded passages": [one["generated_from"]["coded_passages"] for one in (tno, five)],
        "findings": [len(one["findings"]) for one in (tno, five)],
        "contradictions": [len(one["contradictions"]) for one in (tno, five)],
        "gaps raised": [one["gap_selection"]["total"] for one in (tno, five)],
        "of these shown first": [one["gap_selection"]["shown"] for one in (tno, five)],
        "recommendations": [len(one["recommendations"]) for one in (tno, five)],
        "works appraised with MMAT": [len(one["appraisals"][0]["limits"]["some"]) for one in (tno, five)],
        "findings that an appraisal bears on": [
            sum("rated" in part for part in methods(one)) for one in (tno, five)
        ],
        "findings with some concern about methods": [
            sum(part["concern"] == "minor" for part in methods(one)) for one in (tno, five)
        ],
    }
    for name, (left, right) in rows.items():
        assert f"| {name} | {left} | {right} |" in PAGE


@pytest.mark.parametrize(
    ("listed", "review"),
    [("movisie-2016", "five-seeds"), ("tno-2011", "five-seeds"), ("tno-2011", "tno-2011")],
)
def test_the_page_counts_what_the_comparison_gives(
    reviews: dict[str, Path], listed: str, review: str
) -> None:
    with Review.open(reviews[review]) as opened:
        found = opened.compare_gaps(listed)
    counts = found["counts"]
    numbers = [
        len(found["statements"]),
        *(counts[one] for one in ("found", "partly", "missed", "own", "added")),
    ]
    assert f"| `{listed}` | `{review}` | {' | '.join(map(str, numbers))} |" in PAGE
    assert counts["open"] == 0
    assert [one["gone"] for one in found["statements"] if one["gone"]] == []
