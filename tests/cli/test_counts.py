"""Sentences with numbers have the grammar of their numbers, and say what comes next."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from synth.cli.counts import counted, described, onward


@dataclass(frozen=True)
class Made:
    records: int
    works: int
    ask: int = 0


@pytest.mark.parametrize(
    ("n", "nouns", "said"),
    [
        (0, "records", "0 records"),
        (1, "records", "1 record"),
        (2, "records", "2 records"),
        (1, "entries", "1 entry"),
        (1, "hand-picked works", "1 hand-picked work"),
        (3, "hand-picked works", "3 hand-picked works"),
    ],
)
def test_one_is_told_in_the_singular(n: int, nouns: str, said: str) -> None:
    assert counted(n, nouns) == said


def test_records_and_works_have_their_verb() -> None:
    assert described(Made(1, 1)) == "1 record describes 1 work"
    assert described(Made(3, 1)) == "3 records describe 1 work"


def test_questions_come_before_screening_and_nothing_comes_of_nothing() -> None:
    assert "--review" in next(onward(Made(3, 2, ask=1), came=True))
    assert "synth screen" in next(onward(Made(3, 2), came=True))
    assert not list(onward(Made(3, 2), came=False))
