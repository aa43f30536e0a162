"""A codebook that moves on: renamed and merged codes carry old codings along, split ones wait for a coder."""

import pytest

from synth.coding.changes import carried, successors
from synth.coding.codebook import Codebook, load_codebook
from synth.coding.file import read_codings
from synth.documents import load_text
from synth.errors import FileError

OLD = """\
synth: codings/1
codebook: small
version: 1.0.0
coder: anna
codings:
  - {work: koning-2008, codes: {factor: [CODE]}, direction: failure, quote: te weinig tijd}
"""
CHANGES = """\
changes:
  - {version: 1.1.0, dimension: factor, from: [no-time], to: [time]}
  - {version: 1.2.0, dimension: factor, from: [too-abstract-1, too-general], to: [too-abstract], note: merged}
  - {version: 1.2.0, dimension: factor, from: [abilities], to: [skills, time]}
  - {version: 1.2.0, dimension: factor, from: [luck], to: []}
"""


@pytest.fixture
def moved(small_text: str) -> Codebook:
    return load_codebook(small_text + CHANGES)


def old(code: str) -> str:
    return OLD.replace("[CODE]", code)


@pytest.mark.parametrize(
    ("code", "now"),
    [("no-time", "time"), ("too-abstract-1", "too-abstract"), ("too-general", "too-abstract")],
)
def test_a_renamed_or_merged_code_counts_as_what_it_is_now(moved: Codebook, code: str, now: str) -> None:
    stored = read_codings(load_text(old(code), name="anna.yaml"), moved)
    assert [(c.code, c.version) for c in stored] == [(code, "1.0.0")]
    assert [(c.code, c.version) for c in carried(stored, moved)] == [(now, "1.0.0")]


def test_a_coding_made_after_the_change_is_not_carried_twice(moved: Codebook) -> None:
    assert successors(moved, ("factor", "no-time"), "1.0.9") == ("time",)
    assert successors(moved, ("factor", "no-time"), "1.1.0") == ("no-time",)


def test_a_split_code_waits_for_a_coder_who_chooses(moved: Codebook) -> None:
    with pytest.raises(FileError, match=r"anna.yaml:6.*became 2 codes.*version 1\.2\.0: skills, time"):
        read_codings(load_text(old("abilities"), name="anna.yaml"), moved)
    with pytest.raises(FileError, match="was dropped"):
        read_codings(load_text(old("luck"), name="anna.yaml"), moved)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("{version: 1.1.0, dimension: faktor, from: [a], to: [time]}", "`faktor` is not a dimension"),
        ("{version: 1.1.0, dimension: factor, from: [a], to: [tim]}", "`tim` is not a code of `factor`"),
        ("{version: 1.1.0, dimension: factor, from: [time], to: [skills]}", "`time` is still a code"),
        ("{version: 9.0.0, dimension: factor, from: [a], to: [time]}", "out of order"),
    ],
)
def test_a_change_that_cannot_be_is_told_with_its_line(small_text: str, change: str, said: str) -> None:
    with pytest.raises(FileError, match=rf"small.yaml:\d+:\d+.*{said}"):
        load_codebook(f"{small_text}changes:\n  - {change}\n", name="small.yaml")


def test_pairs_and_scales_are_checked_with_their_place(small_text: str) -> None:
    paired = small_text.replace(
        "        parent: user\n", "        parent: user\n        pairs: {phase: [x]}\n"
    )
    with pytest.raises(FileError, match=r"small.yaml:\d+:\d+.*`x` is not a code of a dimension `phase`"):
        load_codebook(paired, name="small.yaml")
    points = "[{value: 2, label: {nl: a, en: a, de: a}}, {value: 1, label: {nl: b, en: b, de: b}}]"
    scaled = small_text.replace("  - id: phase\n", f"  - id: phase\n    scale: {points}\n")
    with pytest.raises(FileError, match="The value 1 does not come after 2"):
        load_codebook(scaled, name="small.yaml")
