"""A file that is taken in is a search of its own, with every entry counted."""

import pytest

from synth.documents import load_text
from synth.errors import FileError, Position, Problem
from synth.model import Record
from synth.sources.added import read_added
from synth.sources.importing import Import, take_in
from synth.store import searches
from synth.store.database import connect
from synth.strategy.file import load_strategy

STRATEGY = """synth: strategy/1
id: one
title: {en: One}
source: test
sets:
  a:
    terms: [kennis*, Wissen, knowledge]
combine: a
"""
ADDED = """synth: added/1
works:
  - key: veld-2010
    title: Kennisdemocratie
    authors: [{family: in 't Veld, given: R.J.}]
    year: 2010
    type: book
    language: nl
    how: citation
    reason: {nl: Aangehaald., en: Cited.}
  - key: tno-2011
    title: Interviews
    authors: [{literal: TNO}]
    reason: Made for this.
"""


@pytest.fixture
def db(tmp_path):
    return connect(tmp_path / "synth.db")


def file(*titles, problems=()):
    records = tuple(Record("ris", f"r{i}", title, title, abstract="x") for i, title in enumerate(titles))
    return Import("import/a.ris", "a.ris", "".join(titles).encode(), records, problems)


def test_counts_add_up_with_what_could_not_be_read(db):
    problem = (Problem(Position("a.ris", 7), "no title"), "TY  - JOUR")
    take_in(db, file("Kennis", "Wissen", problems=(problem,)))
    (run,) = searches.runs(db)
    assert (run.reported, run.fetched, run.problems, run.status) == (3, 2, 1, "complete")


@pytest.mark.parametrize(
    ("title", "status"), [("Kennisbenutting", "verified"), ("Wissen", "verified"), ("Birds", "rejected")]
)
def test_with_a_strategy_each_record_is_verified(db, title, status):
    take_in(db, file(title), strategy=load_strategy(STRATEGY))
    (appearance,) = searches.appearances(db)
    assert appearance.status == status


def test_the_log_holds_the_file_and_the_expression(db):
    take_in(db, file("Kennis"), strategy=load_strategy(STRATEGY))
    (run,) = searches.runs(db)
    assert run.requests[0].startswith("file:a.ris sha256:")
    assert "kennis*" in run.requests[1]


def test_the_same_file_twice_adds_nothing_but_another_strategy_is_another_search(db):
    assert take_in(db, file("Kennis"))[1]
    assert not take_in(db, file("Kennis"))[1]
    assert take_in(db, file("Kennis"), strategy=load_strategy(STRATEGY))[1]
    assert len(list(searches.records(db))) == 1


def test_hand_picked_works_keep_their_key_and_how_they_came(db):
    read = read_added(load_text(ADDED, name="/somewhere/added.yaml"), ADDED.encode())
    take_in(db, read)
    assert [(a.how, a.reason) for a in searches.appearances(db)] == [
        ("citation", "nl: Aangehaald.\nen: Cited."),
        ("other", "Made for this."),
    ]
    assert [record.source_id for _, record in searches.records(db)] == ["veld-2010", "tno-2011"]
    (run,) = searches.runs(db)
    assert "somewhere" not in run.requests[0]


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ("key: tno-2011", "key: veld-2010", 11),
        ("how: citation", "how: rumour", 9),
        ("year: 2010", "year: soon", 6),
    ],
)
def test_a_mistake_in_hand_picked_works_is_placed(before, after, line):
    text = ADDED.replace(before, after)
    with pytest.raises(FileError) as caught:
        read_added(load_text(text, name="added.yaml"), text.encode())
    assert caught.value.problems[0].position.line == line


def test_identifiers_of_hand_picked_works_are_brought_to_one_form(db):
    more = "year: 2010\n    doi: https://doi.org/10.1000/ABC\n    isbn: 0-306-40615-2\n    page: 525--42"
    text = ADDED.replace("year: 2010", more).replace("language: nl", "language: Nederlands")
    record = read_added(load_text(text, name="added.yaml"), text.encode()).records[0]
    assert (record.doi, record.page, record.language) == ("10.1000/abc", "525-542", "nl")
    assert record.isbn == "9780306406157"


@pytest.mark.parametrize("wrong", ["doi: no idea", "isbn: '123'", "issn: 1234-5678", "language: Klingon"])
def test_an_identifier_that_cannot_be_read_is_placed_not_dropped(wrong):
    text = ADDED.replace("language: nl", "note: Seen.").replace("year: 2010", f"year: 2010\n    {wrong}")
    with pytest.raises(FileError) as caught:
        read_added(load_text(text, name="added.yaml"), text.encode())
    (problem,) = caught.value.problems
    assert problem.position.line == 7
    assert wrong.split(":")[0] in problem.message


def test_an_import_that_breaks_off_leaves_nothing(db):
    def broken():
        yield Problem(Position("a.ris", 7), "no title"), "TY  - JOUR"
        raise KeyboardInterrupt

    whole = file("Kennis")
    half = Import(whole.source, whole.name, whole.data, whole.records, _Broken(broken))
    with pytest.raises(KeyboardInterrupt):
        take_in(db, half)
    assert searches.runs(db) == ()
    assert list(searches.records(db)) == []
    assert take_in(db, whole)[1]


class _Broken(tuple):
    """Problems that cannot be read to their end."""

    def __new__(cls, rows):
        made = super().__new__(cls)
        made.rows = rows
        return made

    def __iter__(self):
        return self.rows()
