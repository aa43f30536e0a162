"""Codes of other programs as a codebook of ours: names, nesting, and what comes later."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.coding.book_text import write_codebook
from synth.coding.codebook import load_codebook
from synth.coding.foreign import ForeignCode, Origin, codebook_id, codebook_of, extended, places

ORIGIN = Origin("EPPI-Reviewer", "Setting")
CODES = (
    ForeignCode("1", "Plaats", "Omgeving", "Waar het onderzoek plaatsvond en met wie."),
    ForeignCode("2", "Stad", "Omgeving", parent="1", color="#46aa00"),
    ForeignCode("3", "Stad", "Omgeving", parent="1"),
    ForeignCode("4", "Größe", "Maß"),
    ForeignCode("5", "城市", "Maß", parent="4"),
)


def test_a_tree_becomes_a_dimension_with_its_nesting_and_descriptions() -> None:
    book = codebook_of(CODES, name="omgeving", origin=ORIGIN)
    assert [one.id for one in book.dimensions] == ["omgeving", "mass"]
    found = {code.id: code for code in book.codes()}
    assert found["stad"].parent == "plaats"
    assert found["stad"].color == "#46aa00"
    assert found["stad-2"].parent == "plaats"
    assert found["plaats"].definition == {"nl": "Waar het onderzoek plaatsvond en met wie."}
    assert found["code"].parent == "grosse"
    assert found["stad"].sources == ("EPPI-Reviewer: 2",)


def test_the_file_of_a_codebook_gives_the_same_codebook() -> None:
    book = codebook_of(CODES, name="omgeving", origin=ORIGIN)
    assert load_codebook(write_codebook(book)) == book


@pytest.mark.parametrize("name", ["determinants", "midi", "self-scan", "stakeholder-perspectives"])
def test_the_file_of_a_bundled_codebook_gives_the_same_codebook(name: str) -> None:
    from synth import bundled

    book = load_codebook(bundled.path("codebooks", f"{name}.yaml"))
    assert load_codebook(write_codebook(book)) == book


def test_codes_are_recognised_by_name_under_other_ids_and_by_id_under_another_name() -> None:
    book = codebook_of(CODES, name="omgeving", origin=ORIGIN)
    other = tuple(
        ForeignCode(f"9{c.id}", c.name.upper(), c.tree, parent=c.parent and f"9{c.parent}") for c in CODES
    )
    assert places(other, book, ORIGIN) == {f"9{k}": v for k, v in places(CODES, book, ORIGIN).items()}
    renamed = (ForeignCode("2", "Gemeente", "Omgeving"),)
    assert places(renamed, book, ORIGIN) == {"2": ("omgeving", "stad")}


def test_codes_that_come_later_stand_behind_the_others_in_a_next_version() -> None:
    book = codebook_of(CODES[:2], name="omgeving", origin=ORIGIN)
    assert extended(book, CODES[:1], ORIGIN) is book
    more = extended(book, CODES, ORIGIN)
    assert (book.version, more.version) == ("1.0.0", "1.1.0")
    assert [code.id for code in more.codes()] == ["plaats", "stad", "stad-2", "grosse", "code"]
    assert more == load_codebook(write_codebook(more))


def test_the_id_of_a_codebook_follows_from_its_trees() -> None:
    assert codebook_id(["Setting", "Setting"]) == "setting"
    assert codebook_id(["Setting", "Outcomes"]) == "setting-and-1-more"
    assert codebook_id(["2024 ronde"]) == "code-2024-ronde"


TEXT = st.text(max_size=12)
TREES = st.lists(
    st.tuples(TEXT, st.sampled_from(["A", "b", "Ä"]), st.integers(0, 12)), min_size=1, max_size=12
)


@given(TREES)
def test_any_tree_of_codes_makes_a_codebook_that_has_them_all(drawn) -> None:
    codes = tuple(
        ForeignCode(str(number), name, tree, parent=str(above))
        for number, (name, tree, above) in enumerate(drawn)
        if above < number or above > len(drawn)
    )
    if codes:
        book = codebook_of(codes, name="wild", origin=ORIGIN)
        assert load_codebook(write_codebook(book)) == book
        found = places(codes, book, ORIGIN)
        assert len(set(found.values())) == len(codes)
