"""One act of coding: what is refused, what follows, and which uids come out."""

import dataclasses

import pytest

from synth.coding.codebook import Codebook
from synth.coding.entry import Entry, expand, missing, mistakes
from synth.model import Passage

TOLD = Passage("koning-2008", section="3.3", paraphrase={"en": "There is no time."})
QUOTED = Passage("koning-2008", quote="no time", field="abstract", start=10, end=17)


def entry(**codes: str | tuple[str, ...]) -> Entry:
    given = {d: (c,) if isinstance(c, str) else c for d, c in codes.items()}
    return Entry(TOLD, given, "anna")


def said(found: Entry, codebook: Codebook) -> str:
    return " ".join(f"{m.message} {m.remedy}" for m in mistakes(found, codebook))


def test_a_good_entry_has_no_mistakes(small: Codebook) -> None:
    good = dataclasses.replace(entry(factor="time", phase="adoption"), direction="failure")
    assert mistakes(good, small) == ()
    assert [(c.code, c.direction) for c in expand(good, small)] == [
        ("time", "failure"),
        ("adoption", "neutral"),
    ]


def test_codings_come_in_the_order_of_the_codebook(small: Codebook) -> None:
    turned = entry(perspective=("management", "professional"), phase="adoption", determinant="user")
    assert [c.dimension for c in expand(turned, small)] == [
        "determinant",
        "phase",
        "perspective",
        "perspective",
    ]


def test_the_implied_determinant_may_be_written_too(small: Codebook) -> None:
    both = entry(factor="too-abstract", determinant="innovation")
    assert mistakes(both, small) == ()
    assert len(expand(both, small)) == 2


def test_another_determinant_than_the_implied_one_is_refused(small: Codebook) -> None:
    told = said(entry(factor="too-abstract", determinant="user"), small)
    assert "`too-abstract` belongs to `innovation`, not to `user`" in told
    assert "Remove this line" in told


@pytest.mark.parametrize(
    ("direction", "factor", "message"),
    [
        (None, "time", "`time` needs a direction. Add one (`direction:` in a file, --direction in the"),
        ("mixed", "time", "`time` cannot be coded as mixed. It can take: success, failure."),
        ("success", "too-abstract", "`too-abstract` cannot be coded as success. It can take: failure."),
        ("neutral", "skills", "`skills` cannot be coded as neutral. It can take: success, failure, mixed."),
    ],
)
def test_a_direction_the_factor_cannot_take_is_refused_with_those_it_can(
    small: Codebook, direction, factor: str, message: str
) -> None:
    assert message in said(dataclasses.replace(entry(factor=factor), direction=direction), small)


def test_a_factor_with_one_direction_takes_it_unasked(small: Codebook) -> None:
    assert expand(entry(factor="too-abstract"), small)[0].direction == "failure"


def test_a_misspelt_code_is_answered_with_the_nearest(small: Codebook) -> None:
    assert "Nearest: too-abstract" in said(entry(factor="abstract-too"), small)


def test_every_mistake_is_told_not_only_the_first(small: Codebook) -> None:
    bad = Entry(Passage("koning-2008"), {"factor": ("x",), "fase": ("y",)}, "anna")
    assert len(mistakes(bad, small)) == 3


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"end": 18}, "`start` to `end` is 8 characters, the quote has 7"),
        ({"field": ""}, "belong together"),
        ({"start": -1}, "belong together"),
        ({"quote": ""}, "shows no passage"),
    ],
)
def test_offsets_and_quote_must_fit(small: Codebook, changes, message: str) -> None:
    passage = dataclasses.replace(QUOTED, **changes)
    assert message in said(Entry(passage, {"phase": ("adoption",)}, "anna"), small)


def test_a_literal_quote_needs_no_offsets(small: Codebook) -> None:
    passage = Passage("koning-2008", section="2", quote="from the full text")
    assert mistakes(Entry(passage, {"phase": ("adoption",)}, "anna"), small) == ()


@pytest.mark.parametrize(
    "change",
    [
        {"coder": "bert"},
        {"direction": "success"},
        {"codes": {"factor": ("time",), "phase": ("adoption",)}},
        {"passage": dataclasses.replace(TOLD, section="3.4")},
        {"passage": dataclasses.replace(TOLD, paraphrase={"en": "Other words."})},
    ],
)
def test_another_statement_has_another_uid(small: Codebook, change) -> None:
    one = dataclasses.replace(entry(factor="time"), direction="failure")
    other = dataclasses.replace(one, **change)
    assert expand(one, small)[0].uid != expand(other, small)[0].uid


def test_when_it_was_said_and_under_which_version_does_not_change_the_uid(small: Codebook) -> None:
    one = entry(phase="adoption")
    later = dataclasses.replace(one, at="2025-01-01", version="1.1.0")
    assert expand(one, small)[0].uid == expand(later, small)[0].uid
    assert (expand(later, small)[0].version, expand(one, small)[0].version) == ("1.1.0", "1.2.0")


def test_a_given_uid_names_the_codings(small: Codebook) -> None:
    named = dataclasses.replace(entry(phase="adoption"), uid="abc")
    assert expand(named, small)[0].uid == "abc:phase/adoption"


def test_missing_names_the_required_dimensions_that_stay_open(small: Codebook) -> None:
    assert missing(expand(entry(phase="adoption"), small), small) == ("determinant",)
    assert missing(expand(entry(factor="too-abstract"), small), small) == ()
    assert missing((), small) == ("determinant",)
