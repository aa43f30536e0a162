"""Strategies as plain text: an expression, or numbered lines that call each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.errors import FileError
from synth.strategy import Strategy, load_strategy, to_text
from synth.strategy.definition import Years
from synth.strategy.plain_text import read_plain

LINES = """\
# Kennis over re-integratie
#1 re-integratie OR "terugkeer naar werk"   # het onderwerp
#2 berufliche* NEAR/2 Wiedereingliederung
   OR Arbeitsmarktmaßnahme*
#3 kennis* OR Wissen* OR knowledge
#4 #1 OR #2
#5 #4 AND #3 NOT title:(#1 AND robot*)
"""


def read(text: str) -> Strategy:
    return read_plain(text, "Mijn strategie", name="x.txt")


def problems(text: str) -> list[tuple[int, int, str]]:
    with pytest.raises(FileError) as caught:
        read(text)
    return [(p.position.line, p.position.column, p.code) for p in caught.value.problems]


def test_the_last_line_is_the_whole():
    strategy = read(LINES)
    assert strategy.id == "mijn-strategie"
    assert [one.name for one in strategy.sets] == ["#1", "#2", "#3", "#4", "#5"]
    topic = 're-integratie OR "terugkeer naar werk"'
    other = '(berufliche* NEAR/2 Wiedereingliederung) OR "Arbeitsmarktmaßnahme*"'
    without = '(title:re-integratie OR title:"terugkeer naar werk") AND title:robot*'
    whole = f"({topic} OR {other}) AND (kennis* OR Wissen* OR knowledge) AND NOT ({without})"
    assert to_text(strategy.expression) == whole
    assert {warning.code for warning in strategy.warnings} == {"S108"}


def test_a_line_keeps_its_text_and_has_the_lines_it_calls_filled_in():
    fourth = read(LINES).sets[3]
    assert fourth.written == "#1 OR #2"
    assert to_text(fourth.expression).startswith('re-integratie OR "terugkeer naar werk" OR (berufliche*')


@pytest.mark.parametrize(
    "text",
    [
        "#1 werk\n#2 arbeid\n#3 #1 OR #2",
        "\n\n# a comment\n  #1 werk\n  #2 arbeid\n  #3 #1 OR #2\n",
        "#1. werk\n#2. arbeid\n#3. #1 OR #2",
        "#1: werk\n#2: arbeid\n#3: #1 OR #2",
        "1. werk\n2. arbeid\n3. #1 OR #2",
        "1) werk\n2) arbeid\n3) #1 OR #2",
        "1\twerk\n2\tarbeid\n3\t#1 OR #2",
        "#1 werk\n#2 arbeid\n#3\n  (#1\n OR #2)",
        "#10 werk\n#7 arbeid\n#20 #7 OR #10",
        "#01 werk\n#02 arbeid\n#3 #1 OR #02",
        "werk OR\n  arbeid  # both",
        "# Zomaar\n\nwerk OR arbeid\n",
    ],
)
def test_numbers_may_be_written_in_several_ways(text):
    assert read(text).digest == read("werk OR arbeid").digest


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("#1 werk\n#2 #3 OR #1\n#3 arbeid", [(2, 4, "S022")]),
        ("#1 werk\n#2 #2 OR #1", [(2, 4, "S022")]),
        ("#1 werk\n#1 arbeid", [(2, 3, "S203")]),
        ("#1 werk\n#2\n#3 #1", [(2, 3, "S009")]),
        ("#1 werk\n#2 arbeid AND (\n#3 #1 OR #2", [(2, 16, "S004")]),
        ("#1 werk arbeid\n#2 zorg OF hulp", [(1, 9, "S005"), (2, 9, "S007")]),
        ("#1 werk\n#2 arbeid\n#3 1 OR 2", [(3, 4, "S023")]),
        ("#1 werk\n#2 arbeid\n#3 S1 OR S2", [(3, 4, "S023")]),
        ("werk OR #1", [(1, 9, "S017")]),
        ("werk\narbeid", [(2, 1, "S005")]),
        ("werk\nyears: since 2000\nlanguages: Dutch", [(2, 1, "S205"), (3, 1, "S205")]),
    ],
)
def test_an_error_names_its_line_and_column(text, found):
    assert problems(text) == found


def test_a_line_that_is_not_used_is_warned_of():
    warnings = read("#1 werk\n#2 arbeid\n#3 zorg\n#4 #1 OR #3").warnings
    assert [(w.code, w.position.line) for w in warnings] == [("S105", 2)]
    assert "#2" in warnings[0].message


def test_what_only_lines_below_make_searchable_gives_no_warning():
    assert not read("#1 werk\n#2 NOT arbeid\n#3 #1 AND #2").warnings
    assert [w.code for w in read("#1 werk\n#2 NOT #1").warnings] == ["S101"]


@pytest.mark.parametrize(
    ("written", "years"),
    [
        ("2000-2010", Years(2000, 2010)),
        ("2000-", Years(2000)),
        ("-2010", Years(None, 2010)),
        ("2000–2010", Years(2000, 2010)),
        ("2005", Years(2005, 2005)),
    ],
)
def test_years_and_languages_may_stand_on_lines_of_their_own(written, years):
    strategy = read(f"#1 werk\nyears: {written}\nlanguages: nl, de en")
    assert (strategy.years, strategy.languages) == (years, ("nl", "de", "en"))


def test_the_text_of_a_strategy_can_be_read_again():
    strategy = read(LINES + "years: 2000-2010\nlanguages: nl, de\n")
    assert read(strategy.text).digest == strategy.digest


def test_lines_that_double_are_refused_in_time():
    text = "#1 a OR b" + "".join(f"\n#{i} #{i - 1} AND (#{i - 1})" for i in range(2, 200))
    assert problems(text)[0][2] == "S024"


@pytest.mark.parametrize("name", ["mine.txt", "mine", "mine.TXT"])
def test_a_file_that_is_not_yaml_is_plain_text(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(("\ufeff" + LINES.replace("\n", "\r\n")).encode())
    strategy = load_strategy(path)
    assert (strategy.id, len(strategy.sets)) == ("mine", 5)


@pytest.mark.parametrize("content", [b"", b" \n", b"werk \xff", b"x" * 1_000_001])
def test_a_file_that_is_no_text_is_refused(tmp_path, content):
    path = tmp_path / "mine.txt"
    path.write_bytes(content)
    with pytest.raises(FileError, match=r"mine\.txt"):
        load_strategy(path)
    with pytest.raises(FileError, match="cannot be read"):
        load_strategy(tmp_path / "none.txt")


YAML = """\
synth: strategy/1
id: x
lines: |
  #1 werk OR "sociale zekerheid"
  #2 kennis*
  #3 #1 AND #2
"""


def test_lines_may_stand_in_a_strategy_file():
    strategy = load_strategy(YAML)
    assert to_text(strategy.expression) == '(werk OR "sociale zekerheid") AND kennis*'
    assert to_text(strategy.combine) == "#3"


def test_combine_may_call_lines_and_sets_together():
    strategy = load_strategy(YAML + "sets:\n  topic: {terms: [hulp]}\ncombine: 'topic AND #2'\n")
    assert to_text(strategy.expression) == "hulp AND kennis*"
    assert sorted(w.message for w in strategy.warnings) == [
        "The set `#1` is not used in `combine`.",
        "The set `#3` is not used in `combine`.",
    ]


def test_an_error_in_a_line_of_a_strategy_file_has_its_place():
    with pytest.raises(FileError, match=r"x\.yaml:6:13: .*S022"):
        load_strategy(YAML.replace("AND #2", "AND #4"), "x.yaml")
    with pytest.raises(FileError, match=r"x\.yaml:7:11: .*S022"):
        load_strategy(YAML + "combine: '#9'\n", "x.yaml")


@given(st.text() | st.text(alphabet='#12 a.\nOR()AND"', max_size=40))
def test_any_text_is_read_or_refused(text):
    try:
        assert read(text).expression
    except FileError as error:
        assert error.problems
