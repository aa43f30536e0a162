"""What people rated with an instrument, and what it does to the confidence in a finding."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synth import bundled
from synth.coding.codebook import load_codebook
from synth.model import Coding, Passage
from synth.synthesis import State, StoredCoding, StoredPassage, synthesise
from synth.synthesis.document import checked
from synth.views import codebook_view
from tests.synthesis.build import review, rows
from tests.synthesis.made_up import CODEBOOK

CASES = tomllib.loads(Path(__file__).with_name("appraisal_cases.toml").read_text(encoding="utf-8"))["case"]
BOOKS = ("study-design", "mmat", "interventies-naar-werk")
BOOK = replace(
    CODEBOOK,
    dimensions=(
        *CODEBOOK.dimensions,
        *(
            dimension
            for name in BOOKS
            for dimension in codebook_view(
                load_codebook(bundled.path("codebooks", f"{name}.yaml"))
            ).dimensions
        ),
    ),
)


def appraised(studies: list[str]) -> State:
    """A review in which each study calls skills a failure factor; codes of the whole work follow its name."""
    keys = [line.split()[0] for line in studies]
    state = replace(review(rows("\n".join(f"{key} skills failure adoption" for key in keys))), codebook=BOOK)
    passages, codings = [*state.passages], [*state.codings]
    for number, line in enumerate(studies, start=1000):
        key, *codes = line.split()
        passages.append(StoredPassage(number, Passage(key)))
        for one in codes:
            code, _, coder = one.partition(":")
            dimension, _, name = code.partition("=")
            made = (Passage(key), "small", "1.0.0", dimension, name, "neutral", coder or "ann", "")
            codings.append(StoredCoding(number, Coding(f"{number}-{one}", *made)))  # type: ignore[arg-type]
    return replace(state, passages=tuple(passages), codings=tuple(codings))


def methods(studies: list[str]) -> dict[str, Any]:
    made: Any = checked(synthesise(appraised(studies)))
    (finding,) = made["findings"]
    return next(dict(one) for one in finding["confidence"]["parts"] if one["id"] == "methods")


@pytest.mark.parametrize("case", CASES, ids=lambda one: one["name"])
def test_what_appraisals_do_to_a_finding(case: dict[str, Any]) -> None:
    made = methods(case["studies"])
    assert (made["concern"], made["steps"]) == (case["concern"], case.get("steps", 0))
    for part in case.get("says", ()):
        assert part in made["text"]["en"]
    for part in case.get("silent", ()):
        assert part not in made["text"]["en"]


def test_the_document_names_instrument_raters_and_works() -> None:
    made: Any = synthesise(appraised(["a mmat=c1-1=0 mmat=c1-2=2:ben", "b mmat=c1-1=2", "c"]))
    (instrument,) = made["appraisals"]
    assert (instrument["coders"], instrument["works"]) == (["ann", "ben"], ["a", "b"])
    assert instrument["limits"] == {"none": ["b"], "some": [], "serious": ["a"], "outside": []}
    (rated,) = next(one for one in made["works"] if one["key"] == "a")["appraisals"]
    assert [(one["criterion"], one["code"]) for one in rated["ratings"]] == [
        ("c1-1", "c1-1=0"),
        ("c1-2", "c1-2=2"),
    ]
    texts = next(p for p in made["findings"][0]["confidence"]["parts"] if p["id"] == "methods")["text"]
    assert "Beoordeeld met MMAT 2018: twee van de studies; ernstige beperkingen bij één" in texts["nl"]
    assert "Bewertet mit MMAT 2018: zwei der Studien; ernste Einschränkungen: eine der Studien" in texts["de"]


def test_studies_with_serious_limits_are_a_weak_base_as_weak_designs_are() -> None:
    def weak(*codes: str) -> dict[str, Any]:
        made: Any = synthesise(appraised([f"{key} {one}" for key, one in zip("abcd", codes, strict=True)]))
        return {one["id"]: one for one in made["gaps"]}

    poor = "mmat=c1-1=0"
    assert "G-weak-skills" in weak(poor, poor, poor, "")
    assert "G-weak-skills" in weak(poor, poor, "family=non-empirical", "")
    assert "G-weak-skills" not in weak(poor, poor, poor, "mmat=c1-1=2")
    assert "G-weak-skills" not in weak(poor, "", "", "")
    said = weak(poor, poor, poor, "")["G-weak-skills"]["statement"]
    assert "have serious limits" in said["en"]
    assert "ernstige beperkingen" in said["nl"]
    assert "ernste Einschränkungen" in said["de"]


ANSWERS = st.sampled_from([f"mmat=c1-{n}={value}" for n in (1, 2, 3) for value in (0, 1, 2)])
STUDIES = st.lists(st.lists(ANSWERS, max_size=3), min_size=1, max_size=5)
RANK = {"unknown": 0, "none": 0, "minor": 1, "serious": 2}


@settings(max_examples=30)
@given(STUDIES, st.integers(0, 4))
def test_a_good_appraisal_never_raises_a_known_concern(studies: list[list[str]], place: int) -> None:
    """Rating one more criterion of a study that was appraised as fully met makes nothing worse."""
    lines = [" ".join((f"w{n}", *codes)) for n, codes in enumerate(studies)]
    at = place % len(lines)
    before = methods(lines)
    after = methods([*lines[:at], f"{lines[at]} mmat=c1-4=2", *lines[at + 1 :]])
    if before["concern"] != "unknown":
        assert RANK[after["concern"]] <= RANK[before["concern"]]
