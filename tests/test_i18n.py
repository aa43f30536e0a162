"""Messages: the same in both languages, none missing, none without use."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.errors import UsageError
from synth.i18n import LANGUAGES, Messages, by_language, one_text, spoken
from synth.model import DIRECTIONS, ENDS, FIELDS, STAGES, VERDICTS

PACKAGE = Path(__file__).parent.parent / "synth"
SOURCES = [
    *(path for path in PACKAGE.rglob("*.py") if "web" not in path.parts),
    *(PACKAGE / "report" / "templates").glob("*.html"),
]
"""What speaks with these messages; the web pages have messages of their own."""
CALLED = re.compile(r"""\b(?:t|words|messages)\(\s*(?:n=)?["']([a-z][\w.-]+)["'](?!\s*~)""")


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def written() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)


@pytest.fixture(params=LANGUAGES)
def messages(request: pytest.FixtureRequest) -> Messages:
    return Messages.load(request.param)


def test_every_language_has_the_same_messages() -> None:
    first, *rest = (set(Messages.load(language).texts) for language in LANGUAGES)
    assert all(keys == first for keys in rest)


def test_the_same_message_names_the_same_values_in_every_language() -> None:
    first, *rest = (Messages.load(language).texts for language in LANGUAGES)
    for key, text in first.items():
        assert all(placeholders(texts[key]) == placeholders(text) for texts in rest), key


def test_no_message_is_empty(messages: Messages) -> None:
    assert all(text.strip() for text in messages.texts.values())


def test_every_message_that_is_asked_for_exists(messages: Messages) -> None:
    asked = set(CALLED.findall(written()))
    assert len(asked) > 50
    assert [key for key in sorted(asked) if key not in messages] == []


def test_no_message_is_left_over(messages: Messages) -> None:
    sources = written()
    quoted = set(re.findall(r"""["']([\w.-]+)["']""", sources))
    families = {
        one.partition(".")[0] for one in re.findall(r"""["']([\w-]+\.)(?:\{|["'])""", sources)
    } | quoted
    unused = [
        key
        for key in messages.texts
        if re.sub(r"\.(one|other)$", "", key) not in quoted
        and key.rpartition(".")[0].partition(".")[0] not in families
    ]
    assert unused == []


@pytest.mark.parametrize(
    ("family", "names"),
    [
        ("direction", DIRECTIONS),
        ("direction-count", DIRECTIONS),
        ("verdict", VERDICTS),
        ("stage", STAGES),
        ("field", FIELDS),
        ("status", ("running", *ENDS)),
        ("search", ("verified", "unverifiable", "rejected")),
        ("gap-type", ("void", "thin", "contradictory", "missing-phase", "absent-perspective")),
        ("gap-meaning", ("void", "thin", "contradictory", "missing-phase", "absent-perspective")),
        ("how", ("organisation", "website", "citation", "contact", "other")),
        ("explanation", ("search", "coding", "corpus")),
        ("priority", ("high", "medium", "low")),
    ],
)
def test_every_value_that_a_review_can_hold_has_words(
    messages: Messages, family: str, names: tuple[str, ...]
) -> None:
    assert [name for name in names if f"{family}.{name}" not in messages] == []


def test_an_unknown_message_is_an_error(messages: Messages) -> None:
    with pytest.raises(LookupError, match=rf"{messages.language}\.toml.*no-such"):
        messages("no-such.message")
    with pytest.raises(LookupError, match="no-such"):
        messages("no-such.message", n=2)


def test_a_missing_value_is_an_error(messages: Messages) -> None:
    with pytest.raises(LookupError, match="first"):
        messages("scope.since")


def test_an_unknown_language_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match="nl, en"):
        Messages.load("xx")


@pytest.mark.parametrize(
    ("language", "n", "expected"),
    [
        ("nl", 0, "0 publicaties"),
        ("nl", 1, "1 publicatie"),
        ("nl", 1234, "1.234 publicaties"),
        ("de", 1234, "1.234 Veröffentlichungen"),
        ("en", 1, "1 work"),
        ("en", 1234, "1,234 works"),
    ],
)
def test_counts_choose_the_form_and_are_grouped(language: str, n: int, expected: str) -> None:
    assert Messages.load(language)("summary.works", n=n) == expected


@pytest.mark.parametrize(("language", "expected"), [("nl", "-1.234,50"), ("en", "-1,234.50")])
def test_numbers_have_the_marks_of_the_language(language: str, expected: str) -> None:
    assert Messages.load(language).number(-1234.5, decimals=2) == expected


@pytest.mark.parametrize(
    ("language", "iso", "expected"),
    [
        ("nl", "2011-03-05T09:00:00Z", "5 maart 2011"),
        ("en", "2011-03-05", "5 March 2011"),
        ("de", "2011-03-05", "5. März 2011"),
        ("en", "2011-13-05", "2011-13-05"),
        ("en", "yesterday", "yesterday"),
        ("nl", "", ""),
    ],
)
def test_dates_are_written_out_and_other_text_is_kept(language: str, iso: str, expected: str) -> None:
    assert Messages.load(language).date(iso) == expected


@pytest.mark.parametrize(
    ("items", "expected"), [([], ""), (["a"], "a"), (["a", "b"], "a en b"), (["a", "b", "c"], "a, b en c")]
)
def test_lists_end_in_a_conjunction(items: list[str], expected: str) -> None:
    assert Messages.load("nl").join(items) == expected


@pytest.mark.parametrize(
    ("texts", "language", "expected"),
    [
        ({"nl": "tijd", "en": "time", "de": "Zeit"}, "de", "Zeit"),
        ({"nl": "tijd", "en": "time"}, "fr", "time"),
        ({"nl": "tijd"}, "fr", "tijd"),
        ({"nl": "", "de": "Zeit"}, "nl", "Zeit"),
        ({}, "fr", ""),
    ],
)
def test_a_language_that_is_missing_falls_back_to_english_then_to_any(
    texts: dict[str, str], language: str, expected: str
) -> None:
    assert spoken(texts, language) == expected


@given(
    st.dictionaries(
        st.sampled_from(("nl", "de", "en")), st.text(min_size=1).filter(lambda text: text.split()), min_size=1
    )
)
def test_texts_written_as_one_are_found_back_by_language(texts: dict[str, str]) -> None:
    found = by_language(one_text(texts))
    assert found == {language: " ".join(text.split()) for language, text in texts.items()}


def test_a_text_without_languages_stays_one_text() -> None:
    assert by_language(one_text("plain: text")) == "plain: text"
