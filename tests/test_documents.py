"""YAML that people write: safe, and every mistake has its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from synth.documents import load, load_text, validate
from synth.errors import FileError, Position

LAUGHS = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"


class Inner(BaseModel, extra="forbid"):
    name: str


class Outer(BaseModel, extra="forbid"):
    year: int
    people: list[Inner] = []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: no", "no"),
        ("a: 12:30", "12:30"),
        ("a: 2011", 2011),
        ("a: 1.5", 1.5),
        ("a: true", True),
        ("a: ~", None),
        ("a: '2011'", "2011"),
        ("a: re-ïntegratie", "re-ïntegratie"),
        ("a: Überschuldung", "Überschuldung"),
        ("a: 2011-01-12", "2011-01-12"),
    ],
)
def test_plain_values_mean_what_they_say(text: str, value: object) -> None:
    assert load_text(text, name="f").data == {"a": value}


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (LAUGHS, 1, "anchor"),
        ("x: 1\na: !!python/object:os.system ls", 2, "tag"),
        ("a: 1\nb: 2\na: 3", 3, "stands twice"),
        ("a: [1, 2", 1, "not valid YAML"),
        ("a: " + "[" * 60 + "]" * 60, 1, "nested deeper"),
        ("", 0, "empty"),
        ("? [a, b]\n: 1", 1, "plain text"),
        ("a: \x00", 0, "not valid YAML"),
    ],
)
def test_tricks_are_refused_with_place_and_remedy(text: str, line: int, words: str) -> None:
    with pytest.raises(FileError) as caught:
        load_text(text, name="f.yaml")
    problem = caught.value.problems[0]
    assert words in problem.message
    assert problem.position.line == line
    assert problem.remedy


def test_a_position_is_that_of_the_value() -> None:
    document = load_text("a:\n  - b: x\n    c: y\n", name="f.yaml")
    assert document.position("a", 0, "c") == Position("f.yaml", 3, 8)
    assert str(document.position("a", 0, "unknown")) == "f.yaml:2:5"


def test_every_mistake_of_the_model_has_its_line() -> None:
    document = load_text("year: soon\npeople:\n  - {name: A}\n  - {nam: B}\n", name="f.yaml")
    with pytest.raises(FileError) as caught:
        validate(document, Outer)
    lines = sorted(problem.position.line for problem in caught.value.problems)
    assert lines == [1, 4, 4]
    assert "`people.1.nam` is not a known key" in str(caught.value)
    assert "`people.1.name` is missing" in str(caught.value)


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="cannot be read"):
        load(tmp_path / "nothing.yaml")


def test_a_file_in_another_encoding_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    path.write_bytes("a: 1\nb: re\xefntegratie\n".encode("latin-1"))
    with pytest.raises(FileError, match=r"f\.yaml:2: is not UTF-8"):
        load(path)


def test_a_file_that_is_too_large_is_not_parsed(tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    path.write_text("a: " + "x" * 2000, encoding="utf-8")
    with pytest.raises(FileError, match="larger than"):
        load(path, max_bytes=1000)


@given(st.text(max_size=200))
def test_any_text_is_data_or_a_problem(text: str) -> None:
    try:
        load_text(text, name="f")
    except FileError as error:
        assert error.problems
