"""Sentences of the library in Dutch and German: none missing, each recognised, values kept as they are."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path
from string import Formatter

import pytest

from synth.dedupe.links import Ruling, ruled
from synth.dedupe.rules import RULES
from synth.errors import UsageError
from synth.i18n import LANGUAGES
from synth.sources.newer import added, changed
from synth.sources.registry import get, names
from synth.strategy.file import load_strategy
from synth.strategy.warning_table import WARNINGS
from synth.telling import LONGEST, ORIGINAL, Sentence, sentences, told

OTHERS = tuple(one for one in LANGUAGES if one != ORIGINAL)
ALL = {one.key: one for one in sentences()}
UNTOLD = {"S109"}
"""Warnings whose message is put together of two, which are told as two."""

STRATEGY = """
synth: strategy/1
id: wide
title: {en: Wide}
languages: [nl, de]
years: {from: 2000, to: 2020}
sets:
  one: {expression: ONE}
  two: {terms: ["evidence based", "onder-zoek*", "wet"]}
combine: one AND two NOT "child poverty"
"""


ONES = (
    "re-integratie* OR keywords:werk* OR title:schuld*",
    "kennis NEAR/3 beleid OR labour",
    "ab* OR zorg",
    "woord$ OR wo?k OR organi?ation*",
    'a-b-c-d-e-f-g OR "uit-voering en on-der-zoek van wet-ge-ving"',
    "keywords:zorg AND abstract:beleid",
)
"""Expressions, each of which is wider on some source in a way of its own."""


def values(text: str) -> list[str]:
    return sorted({name for _, name, _, _ in Formatter().parse(text) if name})


@pytest.mark.parametrize("one", ALL.values(), ids=ALL)
def test_a_sentence_is_there_in_every_language_with_the_same_values_and_is_recognised(one: Sentence) -> None:
    assert set(one.texts) == set(LANGUAGES)
    assert all(text.strip() and values(text) == values(one.texts[ORIGINAL]) for text in one.texts.values())
    given = {name: f"`x` AND {name} {{0}}. y" for name in values(one.texts[ORIGINAL])}
    said = one.texts[ORIGINAL].format(**given)
    for language in OTHERS:
        assert told(said, language).text == one.texts[language].format(**given)
        assert told(said, language).language == language
    assert told(said, ORIGINAL).text == said


def test_every_rule_of_deduplication_and_every_warning_of_a_strategy_can_be_told() -> None:
    assert [rule.name for rule in RULES if told(rule.says, "nl").language != "nl"] == []
    texts = {
        f"{rule.code} {text}"
        for rule in WARNINGS
        for text in (rule.message, rule.remedy)
        if rule.code not in UNTOLD and told(text, "de").language != "de"
    }
    assert texts == set()


def test_what_agrees_and_what_people_ruled_can_be_told() -> None:
    from synth.dedupe.compare import compare
    from synth.dedupe.evidence import evidence
    from synth.dedupe.normalise import prepare
    from synth.model import Record

    said = [ruled(Ruling(1, 2, same)).reasons[0] for same in (True, False)]
    common = {
        "container_title": "Journal",
        "volume": "1",
        "page": "3-9",
        "doi": "10.1/x",
        "isbn": "9789012345678",
    }
    for year, other in ((2010, {}), (2011, {"volume": "2", "page": "7", "doi": "10.1/y"}), (2013, {})):
        a = Record("a", "1", "", title="Kennis in beleid: een studie", year=2010, **common)
        b = Record("b", "2", "", title="Kennis in beleid", year=year, **{**common, **other})
        said += evidence(compare(prepare(1, a), prepare(2, b)))
    assert len(set(said)) > 8
    for language in OTHERS:
        assert [one for one in said if told(one, language).language != language] == []


def test_what_every_source_was_asked_wider_can_be_told(tmp_path: Path) -> None:
    said = [added("X", "2020-01-01"), changed("X", "2020-01-01")]
    for one in ONES:
        text = STRATEGY.replace("ONE", f"'{one}'")
        (tmp_path / "wide.yaml").write_text(text, encoding="utf-8")
        strategy = load_strategy(tmp_path / "wide.yaml")
        for name in names():
            with suppress(UsageError):  # it cannot be asked this, and says so
                said += get(name)().translate(strategy).widened
    assert len(set(said)) > 20
    for language in OTHERS:
        assert [one for one in dict.fromkeys(said) if told(one, language).language != language] == []


def test_what_nobody_knows_or_is_too_long_is_told_as_it_is() -> None:
    for sentence in ("Something else.", "`x` is not asked; it is checked here", "same year" * LONGEST):
        assert told(sentence, "nl") == told(sentence, "en")
        assert told(sentence, "nl").text == sentence


def test_a_long_sentence_that_is_nearly_another_one_is_told_in_no_time() -> None:
    nearly = "`" + "`, x" * 150 + ", x" * 150 + ": x" * 150 + " without a time"
    started = time.process_time()
    assert told(nearly, "nl").text == nearly
    assert time.process_time() - started < 1
