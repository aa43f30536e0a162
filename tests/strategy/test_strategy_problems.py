"""The table of problems: every example does what the table says, and every code is documented."""

from __future__ import annotations

import pytest

from synth.errors import FileError
from synth.model import Record
from synth.strategy import Matcher
from synth.strategy.error_table import ERRORS
from synth.strategy.file import load_strategy
from synth.strategy.parser import parse
from synth.strategy.plain_text import read_plain
from synth.strategy.problems import RULES
from synth.strategy.unseen import TermsSeen
from synth.telling import told
from tests.strategy import problem_page

SETS = ("topic", "knowledge")


def problems(rule, example):
    """The codes that an example of a rule gives, errors and warnings alike."""
    try:
        if rule.kind == "file":
            indented = "\n".join(f"  {line}" for line in example.splitlines())
            text = f"synth: strategy/1\nid: x\nsets:\n{indented}\ncombine: topic\n"
            found = load_strategy(text).warnings
        elif rule.kind == "whole":
            found = load_strategy(f"synth: strategy/1\nid: x\n{example}\n").warnings
        elif rule.kind == "records":
            seen = TermsSeen(Matcher(read_plain(example, "x", name="x.txt")))
            seen.look(Record("made", "1", "", title="Work and labour"))
            found = seen.unseen()
        elif rule.kind in ("lines", "terms"):
            found = read_plain(example, "x", name="x.txt").warnings
        else:
            found = parse(example, sets=SETS if rule.kind == "combine" else None).warnings
    except FileError as error:
        return error, [problem.code for problem in error.problems]
    return None, [problem.code for problem in found]


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_the_bad_example_gives_the_problem(rule):
    error, codes = problems(rule, rule.bad)
    assert rule.code in codes
    assert (error is None) == rule.is_warning


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_the_good_example_gives_no_problem(rule):
    assert problems(rule, rule.good) == (None, [])


def test_the_docs_have_a_section_for_every_code():
    assert problem_page.written() == problem_page.problems()


MORE = (
    "work AND",
    "work AND OR aid",
    "OR aid",
    "werk arbeid",
    '"werk" arbeid',
    "een twee drie vier vijf zes zeven acht negen tien elf twaalf",
    "",
    "titel:werk",
    "titl:werk",
    "zzz:werk",
    "samenvatting:werk",
    "mesh:werk",
    "author:werk",
    "tw:werk",
    "tiab:werk",
    "trefwoord:werk",
    "werk[tiab]",
    "TI=werk",
    "work | aid",
)
"""Mistakes whose texts have more than one form."""


@pytest.mark.parametrize("language", ["nl", "de"])
def test_whatever_stops_a_strategy_is_told_in_the_language_of_the_reader(language: str) -> None:
    found = [one for rule in ERRORS for one in problems(rule, rule.bad)[0].problems]
    for text in MORE:
        with pytest.raises(FileError) as error:
            parse(text)
        found += error.value.problems
    english = {
        said for one in found for said in (one.message, one.remedy) if told(said, language).language == "en"
    }
    assert english == set()
