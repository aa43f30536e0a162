"""Terms written into a strategy file: one line more, the rest as it was."""

from __future__ import annotations

import difflib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth import bundled
from synth.errors import FileError, UsageError
from synth.strategy.adding import Addition, add_terms
from synth.strategy.file import load_strategy

FILE = """# Ours, with a comment.
synth: strategy/1
id: ours
sets:
  topic:                 # who it is about
    language: nl
    terms:
      - werk             # the word itself

      - term: Modellen, theoretische
        forms: ['"theoretisch model"']
        reading:
          nl: >-
            Een ingang
            op twee regels.

      # the last one
      - 'arbeid'
  knowledge: {terms: [kennis, "wissen"]}   # in one line
  free: {expression: 'a OR b'}
combine: topic AND knowledge OR free
"""


def added(*additions: Addition, text: str = FILE) -> list[str]:
    new = add_terms(text, additions)
    lines = list(difflib.ndiff(text.splitlines(), new.splitlines()))
    assert not [line for line in lines if line.startswith("- ") and "knowledge" not in line]
    return [line[2:] for line in lines if line.startswith("+ ")]


@pytest.mark.parametrize(
    ("addition", "lines"),
    [
        (Addition("topic", "baan"), ["      - 'baan'"]),
        (Addition("topic", "werken", "plural", "werk"), ["      - 'werken'  # plural"]),
        (Addition("topic", "model*", "", "Modellen, theoretische"), ["      - 'model*'"]),
        (Addition("topic", "auto's"), ["      - 'auto''s'"]),
        (Addition("topic", "arbeid"), []),
        (
            Addition("knowledge", "Wissen*", "told", "wissen"),
            ["""  knowledge: {terms: [kennis, "wissen", 'Wissen*']}   # in one line"""],
        ),
    ],
)
def test_a_term_is_one_line(addition: Addition, lines: list[str]) -> None:
    assert added(addition) == lines


def test_the_line_stands_behind_its_term() -> None:
    lines = add_terms(FILE, [Addition("topic", "model*", "", "Modellen, theoretische")]).splitlines()
    place = lines.index("      - 'model*'")
    assert lines[place - 1] == "            op twee regels."
    assert lines[place + 2] == "      # the last one"


def test_several_terms_keep_their_order() -> None:
    new = load_strategy(
        add_terms(FILE, [Addition("topic", "b", "", "werk"), Addition("topic", "c", "", "werk")])
    )
    assert [term.label for term in new.sets[0].terms][:3] == ["werk", "b", "c"]


@pytest.mark.parametrize(
    ("name", "remedy"), [("free", "by hand"), ("nothing", "The sets are: `topic`, `knowledge`, `free`")]
)
def test_a_set_that_cannot_be_added_to_is_refused(name: str, remedy: str) -> None:
    with pytest.raises(UsageError, match=remedy):
        add_terms(FILE, [Addition(name, "x")])


def test_a_term_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(FileError):
        add_terms(FILE, [Addition("topic", "*")])


@given(st.text(alphabet="ab'\"#:-{}[],*&!|>%@` \né", min_size=1, max_size=12))
def test_whatever_the_term_the_file_stays_what_it_was(term: str) -> None:
    try:
        text = add_terms(FILE, [Addition("topic", term, f"why: {term}")])
    except FileError:
        return
    old, new = load_strategy(FILE), load_strategy(text)
    assert new.sets[1:] == old.sets[1:]
    assert [one.label for one in new.sets[0].terms][:3] == [one.label for one in old.sets[0].terms]


@pytest.mark.parametrize("name", ["tno-2011", "starter"])
def test_every_set_of_the_shipped_strategies_can_be_added_to(name: str) -> None:
    text = bundled.path("queries", f"{name}.yaml").read_text(encoding="utf-8")
    strategy = load_strategy(text)
    new = load_strategy(add_terms(text, [Addition(one.name, "erbij*") for one in strategy.sets]))
    assert all(one.terms[-1].label == "erbij*" for one in new.sets)
