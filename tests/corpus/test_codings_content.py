"""The codings of the TNO replication: they agree with the codebook, the decisions and each other."""

from __future__ import annotations

from typing import Any

import pytest

from synth.bundled import path
from synth.coding.codebook import Code, Codebook, load_codebook
from synth.coding.codes import joined
from synth.coding.file import read_codings
from synth.documents import load
from synth.model import Coding
from synth.protocol import load_protocol

INTERVIEWS = {"tno-2011-h4": "4", "tno-2011-h5": "5", "tno-2011-h6": "6", "tno-2011-h7": "7"}
WITHOUT_CODINGS = {"lisv-2002", "drooge-2011", "krom-2011", "hisschemoller-nd"}
"""Cited for frame, definition or background, or by way of another work; the codings file says why."""


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    names = load_protocol(path("corpus", "tno-2011")).codebooks
    return joined([load_codebook(path("codebooks", f"{name}.yaml")) for name in names])


@pytest.fixture(scope="module")
def codings(codebook: Codebook) -> tuple[Coding, ...]:
    return read_codings(load(path("corpus", "tno-2011", "codings.yaml"), name="codings.yaml"), codebook)


@pytest.fixture(scope="module")
def factors(codebook: Codebook) -> dict[str, Code]:
    return {c.id: c for dimension in codebook.dimensions if dimension.id == "factor" for c in dimension.codes}


@pytest.fixture(scope="module")
def entries() -> list[dict[str, Any]]:
    data = load(path("corpus", "tno-2011", "codings.yaml"), name="codings.yaml").data
    return list(data["codings"])


def section_number(section: str) -> str:
    return section if section.startswith("4 –") else section.split(" – ", maxsplit=1)[0]


def included() -> set[str]:
    data = load(path("corpus", "tno-2011", "decisions.yaml"), name="decisions.yaml").data
    last = {d["work"]: d["verdict"] for d in data["decisions"] if d["stage"] == "full-text"}
    return {work for work, verdict in last.items() if verdict == "include"}


def test_every_coded_factor_exists_and_takes_its_direction(
    codings: tuple[Coding, ...], factors: dict[str, Code]
) -> None:
    coded = [c for c in codings if c.dimension == "factor"]
    assert len(coded) >= 110
    assert [(c.code, c.direction) for c in coded if c.direction not in factors[c.code].directions] == []


def test_every_factor_rests_on_at_least_one_passage(
    codings: tuple[Coding, ...], factors: dict[str, Code]
) -> None:
    assert set(factors) - {c.code for c in codings} == set()


def test_every_direction_a_factor_may_take_in_the_report_is_about_help_or_hindrance(
    factors: dict[str, Code],
) -> None:
    only_neutral = {"client-image"}
    bare = {f for f, code in factors.items() if not {"success", "failure"} & set(code.directions)}
    assert bare == only_neutral


def test_every_passage_stands_in_a_section_that_its_factor_names(
    entries: list[dict[str, Any]], factors: dict[str, Code]
) -> None:
    stray = [
        (e["work"], e["section"], e["codes"]["factor"])
        for e in entries
        if section_number(e["section"]) not in factors[e["codes"]["factor"]].sources
    ]
    assert stray == []


def test_the_readme_counts_what_the_file_holds(
    entries: list[dict[str, Any]], factors: dict[str, Code]
) -> None:
    readme = path("corpus", "tno-2011", "README.md").read_text(encoding="utf-8")
    used = {e["codes"]["factor"] for e in entries}
    assert used == set(factors)
    assert f"{len(entries)} passages on {len(used)} factors." in readme


def test_every_passage_has_a_paraphrase_in_dutch_and_english(entries: list[dict[str, Any]]) -> None:
    for entry in entries:
        assert set(entry["paraphrase"]) == {"nl", "en"}
        assert all(text.endswith(".") for text in entry["paraphrase"].values()), entry
    for language in ("nl", "en"):
        texts = [entry["paraphrase"][language] for entry in entries]
        assert len(set(texts)) == len(texts)


def test_the_coded_works_are_exactly_the_included_works(entries: list[dict[str, Any]]) -> None:
    assert {entry["work"] for entry in entries} == included()
    assert not WITHOUT_CODINGS & included()


def test_interview_chapters_are_coded_in_their_own_chapter_or_in_the_summary(
    entries: list[dict[str, Any]],
) -> None:
    for entry in entries:
        if chapter := INTERVIEWS.get(entry["work"]):
            assert entry["section"][0] in {chapter, "1"}, entry


@pytest.mark.parametrize(
    ("work", "section", "bullets"),
    [
        ("tno-2011-h4", "4 – Resumé", 5),
        ("tno-2011-h5", "5.5 – Resumé", 5),
        ("tno-2011-h6", "6.7 – Resumé", 7),
        ("tno-2011-h7", "7.4 – Resumé", 4),
    ],
)
def test_every_point_of_a_chapter_resume_is_coded(
    entries: list[dict[str, Any]], work: str, section: str, bullets: int
) -> None:
    assert sum(e["work"] == work and e["section"] == section for e in entries) >= bullets


@pytest.mark.parametrize("factor", ["protocols-and-validated-instruments", "professional-discretion"])
def test_the_disagreement_between_researchers_and_professionals_is_visible(
    entries: list[dict[str, Any]], factor: str
) -> None:
    views = {
        (e["codes"].get("perspective"), e["direction"]) for e in entries if e["codes"]["factor"] == factor
    }
    by_researchers = {d for who, d in views if who == "researcher"}
    by_professionals = {d for who, d in views if who == "professional"}
    assert {"success", "failure"} <= by_researchers | by_professionals
    assert by_professionals - by_researchers or by_researchers - by_professionals


def test_the_view_of_clients_is_absent_as_it_is_in_the_report(entries: list[dict[str, Any]]) -> None:
    assert [e for e in entries if e["codes"].get("perspective") == "client"] == []
