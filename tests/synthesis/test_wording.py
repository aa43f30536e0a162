"""Templates, numbers and labels."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from synth.synthesis.wording import LANGUAGES, Words, templates
from tests.synthesis.made_up import CODEBOOK

NL, EN = (Words(language, CODEBOOK) for language in ("nl", "en"))


def names(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name} - {"n", "N"}


def test_both_languages_have_the_same_templates() -> None:
    assert sorted(templates()["nl"]) == sorted(templates()["en"])
    assert sorted(templates()) == sorted(LANGUAGES)


@pytest.mark.parametrize("key", sorted(templates()["en"]))
def test_a_template_uses_the_same_values_in_both_languages(key: str) -> None:
    assert names(templates()["nl"][key]) == names(templates()["en"][key])


def test_every_plural_has_both_forms() -> None:
    keys = set(templates()["en"])
    assert {k for k in keys if k.endswith(".one")} == {
        re.sub("other$", "one", k) for k in keys if k.endswith(".other")
    }


@pytest.mark.parametrize(
    ("n", "nl", "en"),
    [
        (0, "geen studies", "no studies"),
        (1, "één studie", "one study"),
        (2, "twee studies", "two studies"),
        (12, "twaalf studies", "twelve studies"),
        (13, "13 studies", "13 studies"),
        (1234, "1.234 studies", "1,234 studies"),
    ],
)
def test_numbers_and_plurals(n: int, nl: str, en: str) -> None:
    assert NL.plural("studies", n).replace("onafhankelijke ", "") == nl
    assert EN.plural("studies", n).replace("independent ", "") == en


def test_a_dutch_sentence_begins_with_een_without_the_first_accent() -> None:
    assert NL.number(1, table="Numbers") == "Eén"


def test_decimals_and_percentages() -> None:
    assert (NL.decimal(3.15), EN.decimal(3.25)) == ("3,1", "3.2")
    assert EN.percent(0.256) == "26%"


@pytest.mark.parametrize(
    ("items", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a en b"), (["a", "b", "c"], "a, b en c")]
)
def test_a_list_reads_as_a_sentence(items: list[str], said: str) -> None:
    assert NL.listing(items) == said


def test_a_factor_keeps_its_capital_and_other_codes_lose_it() -> None:
    assert EN.name("factor", "skills") == "“Skills”"
    assert EN.name("determinant", "user") == "“user”"
    assert EN.name("phase", "adoption") == "adoption"


def test_a_source_without_a_name_keeps_its_own() -> None:
    assert EN.known("source", "openalex") == "OpenAlex"
    assert EN.known("source", "scholar") == "scholar"


def test_a_share_below_its_threshold_never_looks_like_it() -> None:
    assert (EN.percent(0.596, below=0.6), EN.percent(0.6)) == ("59%", "60%")
    assert EN.percent(0.2, below=0.6) == "20%"
