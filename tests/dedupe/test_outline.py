"""What is seen of two records at first sight: it never hides what the rules would join, link or ask about."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synth.dedupe import outline
from synth.dedupe.compare import compare
from synth.dedupe.normalise import Prepared, prepare
from synth.dedupe.rules import judge
from synth.model import Record
from tests.dedupe.cases import cases, record
from tests.dedupe.test_adding import records


def kept(one: Prepared) -> outline.Outline:
    """The outline as it comes back from the database."""
    return outline.read(outline.written(one))


@pytest.mark.parametrize(
    "case", [case for case in cases() if case.expect != "different"], ids=lambda case: case.id
)
def test_what_must_be_joined_or_asked_about_is_promising(case):
    assert outline.promising(kept(prepare(1, case.a)), kept(prepare(2, case.b)))


@settings(max_examples=300, deadline=None)
@given(records(), records(), st.sampled_from(["", "nl", "de"]), st.booleans())
def test_what_is_not_promising_is_neither_joined_nor_linked_nor_asked_about(
    one: Record, other: Record, language: str, bracketed: bool
):
    changes = {"language": language, "title": f"[{other.title}]" if bracketed else other.title}
    a, b = prepare(1, one), prepare(2, Record(**{**vars_of(other), **changes}))
    seen = outline.promising(kept(a), kept(b))
    assert seen == outline.promising(a, b) == outline.promising(kept(a), b)
    verdict = judge(compare(a, b))
    assert seen or verdict is None or verdict.outcome == "different"


def vars_of(one: Record) -> dict[str, object]:
    return {name: getattr(one, name) for name in Record.__dataclass_fields__}


@pytest.mark.parametrize("title", ["Kennis 知識 “en” werk", "Wissen\x1fund\x00Arbeit", '["a", 1]', ""])
def test_an_outline_comes_back_as_it_was_written(title):
    one = prepare(
        1, record({"title": f"{title} = Knowledge at work, in practice", "volume": 'x"\\,', "year": 2})
    )
    assert kept(one) == outline.Outline(*(getattr(one, name) for name in outline.Outline._fields))


def test_titles_that_say_different_things_are_not_compared_however_much_else_they_share():
    both = {"authors": "Bos, M.", "year": 2001, "pages": "3-8"}
    a = prepare(1, record({"title": "Kennis en werk in de praktijk van alledag", **both}))
    b = prepare(2, record({"title": "Zorgvernieuwing in Vlaamse ziekenhuizen", **both}))
    assert not outline.promising(a, b)
