"""Simulation from the command line: what it prints, and what it says of files it cannot use."""

import gzip
from pathlib import Path

import pytest

HEAD = "id,title,abstract,label_included\n"
ROWS = "".join(f"{n},{'debt advice' if n % 5 == 0 else 'birds'} {n},,{int(n % 5 == 0)}\n" for n in range(40))


@pytest.fixture
def labels(tmp_path: Path) -> Path:
    path = tmp_path / "labels.csv"
    path.write_text(HEAD + ROWS, encoding="utf-8")
    return path


def test_a_table_of_measures_and_one_of_rules(synth, labels: Path) -> None:
    done = synth("screen", "--simulate", labels, "--seeds", 2)
    assert done.code == 0
    assert "WSS@95" in done.out
    assert "biased urn" in done.out


def test_json_holds_every_seed(synth, labels: Path) -> None:
    one = synth("screen", "--simulate", labels, "--seeds", 2, "--json").json["sets"][0]
    assert (one["set"], one["records"], one["relevant"]) == ("labels", 40, 8)
    assert [run["seed"] for run in one["seeds"]] == [1, 2]
    assert one["loss"] == 0.0


def test_a_packed_file_gives_the_same(synth, labels: Path) -> None:
    packed = labels.with_suffix(".csv.gz")
    packed.write_bytes(gzip.compress(labels.read_bytes()))
    plain, other = (synth("screen", "--simulate", path, "--json").json for path in (labels, packed))
    assert plain == other


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("id,title,abstract\n1,a,b\n", "no column label_included"),
        (HEAD + "1,a,b,yes\n", "labels.csv:2: `yes` is no label. Write 1 or 0."),
        (HEAD + "1,a,b,1\n2,a,b,0\n", "two relevant records and an irrelevant one"),
        (HEAD + "1,a,b\n", "is no label"),
        ("", "no column id"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(synth, labels: Path, content: str, said: str) -> None:
    labels.write_text(content, encoding="utf-8")
    done = synth("screen", "--simulate", labels)
    assert done.code == 2
    assert said in done.err


def test_no_file_is_wrong_usage(synth, tmp_path: Path) -> None:
    assert synth("screen", "--simulate").code == 2
    assert "no file" in synth("screen", "--simulate", tmp_path / "none.csv").err


def test_records_without_a_word_are_said(synth, labels: Path) -> None:
    labels.write_text(HEAD + "".join(f"{n},,,{n % 2}\n" for n in range(6)), encoding="utf-8")
    done = synth("screen", "--simulate", labels)
    assert done.code == 2
    assert "words" in done.err
