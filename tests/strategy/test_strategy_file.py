"""The strategy file: what people write, what it means, and errors with file, line and column."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from synth.errors import FileError
from synth.model import Record
from synth.strategy import Matcher, load_strategy, parse
from synth.strategy.expression import leaves, nears, to_text
from synth.strategy.file import Years
from synth.strategy.plain_text import read_plain

ROOT = Path(__file__).parents[2]
QUERIES, DOCS = ROOT / "queries", ROOT / "docs" / "strategy.md"

REVIEW = """\
synth: strategy/1
id: demo
title: {nl: Voorbeeld, en: Example, de: Beispiel}
source: a test
years: {from: 2000}
languages: [nl, de, en]
sets:
  topic:
    label: {en: Topic}
    language: nl
    terms:
      - Sociale zekerheid
      - term: Modellen, theoretische
        forms: ['"theoretisch* model*"', modellen]
        reading: {en: An inverted heading.}
  knowledge:
    expression: >-
      (kennis* OR title:wissen)
      AND NOT fictie
combine: topic AND knowledge
"""


def changed(old: str, new: str) -> str:
    assert old in REVIEW
    return REVIEW.replace(old, new)


def problems(text: str):
    with pytest.raises(FileError) as caught:
        load_strategy(text, "demo.yaml")
    return [(str(p.position), p.code, p.message) for p in caught.value.problems]


def test_a_file_is_read_into_sets_terms_and_filters():
    strategy = load_strategy(REVIEW)
    assert strategy.id == "demo"
    assert strategy.title["de"] == "Beispiel"
    assert strategy.years == Years(2000, None)
    assert strategy.languages == ("nl", "de", "en")
    assert [one.name for one in strategy.sets] == ["topic", "knowledge"]
    assert [term.label for term in strategy.terms] == ["Sociale zekerheid", "Modellen, theoretische"]
    assert strategy.terms[1].forms == ('"theoretisch* model*"', "modellen")
    assert strategy.terms[1].reading == {"en": "An inverted heading."}
    assert strategy.warnings == ()


def test_the_whole_expression_has_the_sets_filled_in_and_knows_its_terms():
    strategy = load_strategy(REVIEW)
    assert to_text(strategy.expression) == (
        '("Sociale zekerheid" OR "theoretisch* model*" OR modellen) '
        "AND (kennis* OR title:wissen) AND NOT fictie"
    )
    assert to_text(strategy.combine) == "topic AND knowledge"
    labels = {leaf.text: leaf.label for leaf in leaves(strategy.expression)}
    assert labels["theoretisch* model*"] == labels["modellen"] == "Modellen, theoretische"
    assert labels["wissen"] == "wissen"


def test_the_text_for_the_log_has_the_filters():
    assert load_strategy(REVIEW).text.splitlines()[1:] == ["years: 2000-", "languages: nl, de, en"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Sociale zekerheid", "sociale ZEKERHEID"),
        ("id: demo", "id: other"),
        ("[nl, de, en]", "[en, nl, de]"),
        ("modellen]", "MODELLEN]"),
        ("topic AND knowledge", "knowledge AND topic"),
        ("An inverted heading.", "Otherwise."),
    ],
)
def test_the_digest_stays_when_the_meaning_stays(old, new):
    assert load_strategy(changed(old, new)).digest == load_strategy(REVIEW).digest


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Sociale zekerheid", "Sociale zekerheden"),
        ("topic AND knowledge", "topic OR knowledge"),
        ("AND NOT fictie", "AND fictie"),
        ("{from: 2000}", "{from: 2001}"),
        ("{from: 2000}", "{to: 2000}"),
        ("[nl, de, en]", "[nl]"),
        ("title:wissen", "abstract:wissen"),
        ("modellen]", '"modellen*"]'),
        ("modellen]", '"modellen?"]'),
        ("modellen]", "modellen NEAR/3 theorie]"),
    ],
)
def test_the_digest_changes_with_the_meaning(old, new):
    assert load_strategy(changed(old, new)).digest != load_strategy(REVIEW).digest


def test_a_field_before_a_set_limits_its_terms():
    strategy = load_strategy(changed("combine: topic AND", "combine: keywords:topic AND"))
    assert {leaf.field for leaf in leaves(strategy.expression)} == {"keywords", "any", "title"}
    assert to_text(strategy.expression).startswith('(keywords:"Sociale zekerheid" OR')


def test_sets_of_terms_may_stand_near_each_other():
    strategy = load_strategy(changed("topic AND knowledge", 'topic NEAR/3 "kennis"'))
    (both,) = nears(strategy.expression)
    assert [leaf.text for leaf in leaves(both)] == [
        "Sociale zekerheid",
        "theoretisch* model*",
        "modellen",
        "kennis",
    ]
    assert both.gap == 3


def test_a_file_on_disk_is_named_in_its_errors(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(REVIEW, encoding="utf-8")
    assert load_strategy(path).id == "demo"
    path.write_text("synth: strategy/1\nid: [", encoding="utf-8")
    with pytest.raises(FileError, match=r"mine\.yaml"):
        load_strategy(path)


@pytest.mark.parametrize(
    ("old", "new", "place", "code"),
    [
        ("topic AND knowledge", "topic AND nowledge", "demo.yaml:20:20", "S013"),
        ("'\"theoretisch* model*\"'", "'theoretisch model'", "demo.yaml:14:30", "S005"),
        ("modellen]", "(modellen]", "demo.yaml:14:42", "S002"),
        ("topic AND knowledge", "topic NEAR/3 knowledge", "demo.yaml:20:10", "S020"),
        ("AND NOT fictie", "EN NIET fictie", "demo.yaml:19:7", "S007"),
        ("title:wissen", "titel:wissen", "demo.yaml:18:19", "S011"),
        ("- Sociale zekerheid", "- '*'", "demo.yaml:12:9", "S010"),
        ("- Sociale zekerheid", "- Modellen, theoretische", "demo.yaml:13:9", "S202"),
        ("    language: nl\n", "    expression: werk\n", "demo.yaml:9:5", "S201"),
        ("{from: 2000}", "{from: 2010, to: 2000}", "demo.yaml:5:8", ""),
        ("{from: 2000}", "{from: '2000'}", "demo.yaml:5:15", ""),
        ("[nl, de, en]", "[nl, Dutch]", "demo.yaml:6:17", ""),
        ("source: a test", "sorce: a test", "demo.yaml:4:8", ""),
        ("combine: topic AND knowledge", "", "demo.yaml:1:1", ""),
        ("id: demo", "id: ../demo", "demo.yaml:2:5", ""),
        ("synth: strategy/1", "synth: codebook/1", "demo.yaml:1:8", ""),
    ],
)
def test_an_error_names_file_line_and_column(old, new, place, code):
    found = problems(changed(old, new))
    assert found[0][0].startswith(place)
    assert code == found[0][1] or not code


def test_all_errors_of_all_expressions_are_told_at_once():
    text = changed("fictie", "(").replace("modellen]", "a b]").replace("topic AND", "topik AND")
    assert [code for _, code, _ in problems(text)] == ["S005", "S004", "S013"]


def test_warnings_come_with_the_strategy_and_have_a_place():
    text = changed("Sociale zekerheid", "Werk, sociaal").replace("topic AND knowledge", "NOT topic")
    warnings = load_strategy(text, "demo.yaml").warnings
    assert [(w.code, w.position.line) for w in warnings] == [("S104", 12), ("S105", 17), ("S101", 20)]


def test_the_same_strategy_in_three_languages_finds_the_same_work():
    titles = {"nl": "Sociale zekerheid", "de": "Soziale Sicherheit", "en": "Social security"}
    sets = "\n".join(f"  topic-{code}: {{terms: [{title}]}}" for code, title in titles.items())
    text = f"synth: strategy/1\nid: x\nsets:\n{sets}\ncombine: topic-nl OR topic-de OR topic-en\n"
    matcher = Matcher(load_strategy(text))
    for code, title in titles.items():
        match = matcher.match(Record("x", "1", "", title=f"{title.upper()}: x", language=code))
        assert [hit.term for hit in match.hits] == [title]


@pytest.mark.parametrize("path", sorted(QUERIES.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_strategy_that_ships_is_read_without_warnings(path):
    strategy = load_strategy(path)
    assert strategy.id == path.stem
    assert strategy.warnings == ()


def test_the_strategy_of_the_report_means_what_it_says():
    matcher = Matcher(load_strategy(QUERIES / "tno-2011.yaml"))

    def found(title, year=2008):
        return matcher.match(Record("x", "1", "", title=title, abstract="…", year=year)).accepted

    assert found("Interventies voor reïntegratie")
    assert found("Return-to-work: an intervention study")
    assert not found("Interventies voor return to work")
    assert not found("Interventies voor reïntegratie", year=1999)


def examples(language: str) -> list[str]:
    return re.findall(
        rf"^```{language}\n(.+?)^```", DOCS.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )


def test_the_file_in_the_docs_is_read_without_warnings():
    strategy = load_strategy(examples("yaml")[0])
    assert strategy.warnings == ()
    assert len(strategy.terms) == 7


def test_the_lines_in_the_docs_are_read_without_warnings():
    assert load_strategy(examples("yaml")[1]).warnings == ()
    strategy = read_plain(examples("text")[0], "docs", name="docs")
    assert (strategy.warnings, strategy.years.last, strategy.languages) == ((), 2025, ("nl", "de", "en"))


def test_a_term_has_the_language_of_its_set_unless_it_says_its_own():
    terms = load_strategy(changed("- Sociale zekerheid", "- {term: Workfare, language: en}")).terms
    assert [term.language for term in terms] == ["en", "nl"]
    assert load_strategy(changed("language: nl", "language: de")).digest == load_strategy(REVIEW).digest


def test_the_three_expressions_in_the_docs_are_read_without_warnings():
    lines = examples("text")[1].splitlines()
    assert [parse(line).warnings for line in lines] == [(), (), ()]
