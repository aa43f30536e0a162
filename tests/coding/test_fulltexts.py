"""Full texts in a review: kept, read, replaced; what was coded in them stays attached or is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from synth.coding.entry import Entry
from synth.coding.file import read_codings, write_codings
from synth.documents import load_text
from synth.errors import FileError, UsageError
from synth.review import Review
from tests.coding.team import begin

WORK, CODE = "jansen-2012", "professional-discretion"
TEXT = (
    "1 Inleiding\n\nHier staat iets anders.\fDe professional krijgt geen ruimte. Niemand leest nog.\n\nEinde."
)
QUOTE = "De professional krijgt geen ruimte."


@pytest.fixture
def review(tmp_path: Path):
    with begin(tmp_path / "texts", "{coders: 1}") as made:
        yield made


def add(review: Review, text: str, name: str = "jansen.txt"):
    path = review.folder.parent / name
    path.write_text(text, encoding="utf-8")
    return review.add_full_text(WORK, path, coder="anna")


def code(review: Review, quote: str = QUOTE) -> int:
    passage = review.passage(WORK, quote)
    review.code(Entry(passage, {"factor": (CODE,)}, "anna", "failure"))
    return review.coded_work(WORK, coder="anna").codings[-1][0]


def test_a_full_text_is_kept_by_what_it_holds(review: Review) -> None:
    added = add(review, TEXT)
    kept = review.folder / added.attached.file
    assert kept.read_text(encoding="utf-8") == TEXT
    attached, document = review.full_text(WORK)
    assert (attached.name, attached.coder, document) == ("jansen.txt", "anna", added.document)
    assert [one.work for one in review.full_texts()] == [WORK]
    assert review.full_text("smith-2012") is None


def test_a_coding_points_at_its_page_section_and_words(review: Review) -> None:
    add(review, TEXT)
    code(review, "de professional  krijgt\ngeen ruimte")
    (_, coding) = review.coded_work(WORK, coder="anna").codings[0]
    passage, text = coding.passage, review.full_text(WORK)[1].text
    assert (passage.field, passage.page, passage.section) == ("document", "2", "1 Inleiding")
    assert text[passage.start : passage.end] == passage.quote == QUOTE[:-1]
    assert passage.document == review.full_text(WORK)[1].id


def test_a_passage_of_the_abstract_is_found_there_first(review: Review) -> None:
    add(review, TEXT + "\n\nKennis is te abstract.")
    assert review.passage(WORK, "kennis is te abstract").field == "abstract"
    assert review.passage(WORK, "kennis is te abstract", field="document").field == "document"
    with pytest.raises(UsageError, match="does not say"):
        review.passage(WORK, "Nergens gezegd")
    with pytest.raises(UsageError, match="page 1 of"):
        review.passage(WORK, QUOTE, page="1")


def test_a_coding_stays_attached_when_the_text_comes_again(review: Review) -> None:
    add(review, TEXT)
    number = code(review)
    again = add(review, "Voorwoord.\n\n" + TEXT.replace("geen ruimte", "geen\nruimte"), "beter.txt")
    assert dict(again.found) == {"exact": 1}
    place = review.places(WORK)[number]
    assert again.document.text[place.start : place.end] == QUOTE
    third = add(review, TEXT.replace("krijgt", "kreeg"), "derde.txt")
    assert dict(third.found) == {"fuzzy": 1}
    assert review.places(WORK)[number].how == "fuzzy"


def test_a_coding_that_is_not_found_is_told_and_kept(review: Review) -> None:
    add(review, TEXT)
    number = code(review)
    again = add(review, "Een heel andere tekst, over vogels in de tuin.")
    assert again.lost == (number,)
    assert review.places(WORK)[number].how == "lost"
    (_, coding) = review.coded_work(WORK, coder="anna").codings[0]
    assert coding.passage.quote == QUOTE
    assert add(review, TEXT).lost == ()  # the old text again: found where it was
    assert review.places(WORK)[number].how == "exact"


def test_a_full_text_of_the_wrong_work_is_taken_away(review: Review) -> None:
    add(review, TEXT)
    number = code(review)
    review.take_full_text_away(WORK, coder="anna")
    assert review.full_text(WORK) is None
    assert review.places(WORK) == {}
    with pytest.raises(UsageError, match="has no full text"):
        review.take_full_text_away(WORK, coder="anna")
    add(review, TEXT)
    assert review.places(WORK)[number].how == "exact"


def test_a_file_that_cannot_be_read_changes_nothing(review: Review) -> None:
    add(review, TEXT)
    with pytest.raises(FileError):
        add(review, "")
    with pytest.raises(UsageError, match="no work"):
        review.add_full_text("nobody-1999", review.folder / "review.yaml", coder="anna")
    assert review.full_text(WORK)[1].text.startswith("1 Inleiding")
    assert len(list((review.folder / "corpus/fulltext").iterdir())) == 1


def test_codings_of_a_full_text_travel(review: Review, tmp_path: Path) -> None:
    add(review, TEXT)
    code(review)
    made = [coding for _, coding in review.coded_work(WORK, coder="anna").codings]
    written = write_codings(made, review.codebook)
    assert read_codings(load_text(written, name="codings.yaml"), review.codebook) == tuple(made)
    with begin(tmp_path / "clone", "{coders: 1}") as clone:
        (tmp_path / "codings.yaml").write_text(written, encoding="utf-8")
        clone.take_in(tmp_path / "codings.yaml")
        assert clone.places(WORK) == {}
        added = add(clone, "Voorwoord.\n\n" + TEXT)
        assert dict(added.found) == {"exact": 1}


def test_a_coded_word_of_the_abstract_is_found_where_it_stands_now(review: Review) -> None:
    number = code(review, "te weinig tijd")
    assert review.places(WORK)[number].how == "exact"
