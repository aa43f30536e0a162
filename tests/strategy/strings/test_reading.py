"""Strings of PubMed, Web of Science and EBSCOhost, as people paste them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synth.errors import FileError, UsageError
from synth.strategy.definition import Years
from synth.strategy.expression import to_text
from synth.strategy.file import load_strategy
from synth.strategy.strings import read_string, strategy_text


@pytest.mark.parametrize(
    ("name", "string", "text"),
    [
        ("pubmed", '"return to work"[tiab] AND knowledge*[ti]', '"return to work" AND title:knowledge*'),
        ("pubmed", "werk[Title/Abstract] NOT vee[tiab]", "werk AND NOT vee"),
        ("pubmed", '"work return"[tiab:~3]', "work NEAR/3 return"),
        ("pubmed", "kennis[ot] OR wissen[tw]", "keywords:kennis OR wissen"),
        ("wos", 'TS=("social security" OR wom?n OR colo$r)', '"social security" OR wom?n OR colo$r'),
        (
            "wos",
            "TI=(work NEAR/3 (labour OR aid))",
            "(title:work NEAR/3 title:labour) OR (title:work NEAR/3 title:aid)",
        ),
        ("wos", "TS=(work NEAR labour)", "work NEAR/15 labour"),
        ("ebsco", "TI (colo#r OR wom?n) AND AB kennis", "(title:colo$r OR title:wom?n) AND abstract:kennis"),
        ("ebsco", "TI werk OR AB werk OR KW werk", "werk"),
        ("ebsco", "TI (work N3 labour)", "title:work NEAR/3 title:labour"),
    ],
)
def test_a_string_is_read_as_an_expression(name: str, string: str, text: str) -> None:
    assert to_text(read_string(string, name).expression) == text


@pytest.mark.parametrize(
    ("name", "string"),
    [
        ("pubmed", "werk[tiab] AND 2000:2010[dp] AND (dutch[la] OR german[la])"),
        ("wos", "TS=(werk) AND PY=2000-2010 AND LA=(Dutch OR German)"),
    ],
)
def test_limits_become_those_of_the_strategy(name: str, string: str) -> None:
    read = read_string(string, name)
    assert to_text(read.expression) == "werk"
    assert (read.years, read.languages) == (Years(2000, 2010), ("nl", "de"))


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("pubmed", "1. werk[tiab]\n2. kennis[tiab] OR wissen[tiab]\n3. #1 AND #2"),
        ("wos", "1. TS=(werk)\n2. TS=(kennis OR wissen)\n3. #1 AND #2"),
        ("ebsco", "S1 TI werk OR AB werk OR KW werk\nS2 TX kennis OR TX wissen\nS3 S1 AND S2"),
    ],
)
def test_numbered_lines_are_read_as_one(name: str, lines: str) -> None:
    assert to_text(read_string(lines, name).expression) == "werk AND (kennis OR wissen)"


@pytest.mark.parametrize(
    ("name", "string", "codes"),
    [
        ("pubmed", '"Rehabilitation, Vocational"[mh]', ["S303"]),
        ("pubmed", "werk", ["S303"]),
        ("pubmed", "werk[tiab] AND review[pt]", ["S304"]),
        ("pubmed", "social security[tiab]", ["S305"]),
        ("ebsco", "TI (work W3 labour)", ["S306"]),
        ("ebsco", 'DE "Vocational Rehabilitation"', ["S303"]),
    ],
)
def test_what_is_read_otherwise_is_told_with_its_place(name: str, string: str, codes: list[str]) -> None:
    read = read_string(string, name, name="their.txt")
    own = [warning for warning in read.warnings if warning.code != "S302"]
    assert [warning.code for warning in own] == codes
    assert own[0].position.file == "their.txt"
    assert own[0].position.line == 1


def test_the_place_of_a_remark_is_in_the_right_line() -> None:
    read = read_string("werk[tiab]\nAND review[pt]", "pubmed")
    (left_out,) = [warning for warning in read.warnings if warning.code == "S304"]
    assert (left_out.position.line, left_out.position.column) == (2, 5)


@pytest.mark.parametrize(
    ("name", "string"),
    [
        ("pubmed", "(werk[tiab] OR kennis[tiab"),
        ("pubmed", "werk[tiab] AND"),
        ("wos", "TS=(werk OR"),
        ("ebsco", "TI (werk AND OR kennis)"),
        ("pubmed", "2000:2010[dp]"),
        ("pubmed", ""),
        ("wos", '"'),
    ],
)
def test_a_string_that_its_database_would_refuse_is_refused(name: str, string: str, capsys) -> None:
    with pytest.raises(FileError) as raised:
        read_string(string, name)
    assert {problem.code for problem in raised.value.problems} <= {"S301", "S307"}
    assert capsys.readouterr().out == ""


def test_nothing_is_printed(capsys) -> None:
    read = read_string("werk[tiab] AND kennis[tiab] OR wissen[tiab]", "pubmed")
    assert capsys.readouterr().out == ""
    assert any("\x1b" not in str(warning) and "STRUCT" in str(warning) for warning in read.warnings)


def test_strings_of_other_databases_cannot_be_read() -> None:
    with pytest.raises(UsageError, match="`pubmed`"):
        read_string("TITLE(werk)", "scopus")


PIECES = (
    *(
        "werk",
        '"social security"',
        "AND",
        "OR",
        "NOT",
        "(",
        ")",
        "[tiab]",
        "[ti]",
        "[mh]",
        "TS=",
        "TI=",
        "TI",
    ),
    *(
        "AB",
        "KW",
        "NEAR/3",
        "N3",
        "W2",
        "#1",
        "S1",
        "1.",
        "*",
        "wom?n",
        "colo#r",
        "colo$r",
        "[dp]",
        "2000:2010",
    ),
    *(
        "PY=2000-2010",
        "LA=(English)",
        '"',
        "“x”",
        "[tiab:~2]",
        ":",
        "=",
        "/",
        "adj3",
        "é",
        "\\",
        "{",
        "}",
        "[la]",
    ),
)


@pytest.mark.parametrize("name", ["pubmed", "wos", "ebsco"])
@settings(max_examples=150)
@given(pieces=st.lists(st.sampled_from([*PIECES, "\n"]), max_size=9))
def test_whatever_the_string_it_is_read_or_refused(name: str, pieces: list[str]) -> None:
    try:
        read = read_string(" ".join(pieces), name)
    except FileError as error:
        assert all(problem.position.line for problem in error.problems)
        return
    assert load_strategy(strategy_text(read, name="drawn")).sets


def test_a_string_as_pubmed_shows_it_is_read() -> None:
    string = (
        '("Rehabilitation, Vocational"[Mesh] OR "return to work"[Title/Abstract]) AND knowledge[All Fields]'
        ' AND ("2000/01/01"[Date - Publication] : "2010/12/31"[Date - Publication])'
    )
    read = read_string(string, "pubmed")
    assert to_text(read.expression) == (
        '(keywords:"Rehabilitation Vocational" OR "return to work") AND knowledge'
    )
    assert read.years == Years(2000, 2010)


def test_a_limit_that_the_library_does_not_know_is_told_by_its_own_name() -> None:
    (left_out,) = [w for w in read_string("TS=(werk) AND DT=(Article)", "wos").warnings if w.code == "S304"]
    assert "`DT=`" in left_out.message


@pytest.mark.parametrize(
    ("string", "line", "column"),
    [("(werk[tiab]\nAND (kennis[tiab]", 2, 5), ('werk[tiab]\nAND "kennis', 2, 5), ("a)", 1, 2)],
)
def test_what_is_not_closed_is_told_with_its_place(string: str, line: int, column: int) -> None:
    with pytest.raises(FileError) as raised:
        read_string(string, "pubmed")
    (problem,) = raised.value.problems
    assert (problem.position.line, problem.position.column) == (line, column)
