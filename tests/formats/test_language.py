"""The language of records that do not say it."""

from __future__ import annotations

import pytest

from synth.formats import language
from synth.formats.language import DETECTED, with_languages
from synth.model import Record

pytest.importorskip("lingua")

TITLES = [
    ("nl", "Kennisbenutting in de schuldhulpverlening: wat gemeenten doen met onderzoek"),
    ("de", "Wissenstransfer in der Schuldnerberatung und was Gemeinden damit anfangen"),
    ("en", "Knowledge use in debt advice and what municipalities do with research"),
]


@pytest.mark.parametrize(("code", "title"), TITLES)
def test_a_language_that_is_not_given_is_detected_and_marked(code: str, title: str):
    (record,) = with_languages([Record("x", "a", "", title=title, note="Seen.")])
    assert (record.language, record.note) == (code, f"Seen. {DETECTED}")


@pytest.mark.parametrize(
    "record",
    [
        Record("x", "a", "", title=TITLES[0][1], language="de"),
        Record("x", "a", "", title="Statins"),
        Record("x", "a", "", title="2019 12 34 56 78 90 12 34 56"),
    ],
)
def test_what_is_given_or_not_sure_stays_as_it_is(record: Record):
    assert with_languages([record]) == (record,)


def test_without_the_extra_nothing_changes(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(language, "find_spec", lambda name: None)
    record = Record("x", "a", "", title=TITLES[0][1])
    assert with_languages([record]) == (record,)
