"""Merging: each field from the record that has it best, and which that was."""

from __future__ import annotations

import pytest

from synth.dedupe import merge
from synth.model import BIBLIOGRAPHIC, Record
from tests.dedupe.cases import record

BARE = record(
    {
        "title": "WORK AND HEALTH",
        "authors": "SMITH, A.",
        "year": 2001,
        "container": "Occup. Med.",
        "page": "33",
    }
)
FULL = record(
    {
        "title": "Work and health",
        "authors": "Smith, Ann; Jones, Bob",
        "year": 2001,
        "container": "Occupational Medicine",
        "page": "33-48",
        "doi": "10.1000/a",
        "abstract": "A longer abstract.",
    }
)


def test_the_merged_record_takes_full_names_full_journal_range_of_pages_and_title_not_in_capitals():
    merged, origin = merge([(1, BARE), (2, FULL)])
    assert (merged.title, merged.container_title, merged.page) == (
        "Work and health",
        "Occupational Medicine",
        "33-48",
    )
    assert [str(name) for name in merged.authors] == ["Smith, Ann", "Jones, Bob"]
    assert origin["title"] == origin["authors"] == origin["page"] == 2


def test_a_field_that_only_the_poorer_record_has_comes_from_it():
    poor = record(
        {"title": "Work and health", "volume": "4", "abstract": "A much, much longer abstract than that."}
    )
    merged, origin = merge([(1, FULL), (2, poor)])
    assert (merged.volume, origin["volume"]) == ("4", 2)
    assert origin["abstract"] == 2
    assert origin["doi"] == 1


def test_origin_names_exactly_the_fields_that_have_a_value():
    merged, origin = merge([(1, BARE), (2, FULL)])
    assert set(origin) == {name for name in BIBLIOGRAPHIC if getattr(merged, name)}


def test_one_record_merges_to_itself():
    merged, origin = merge([(7, FULL)])
    assert merged == FULL
    assert set(origin.values()) == {7}


def test_equally_good_values_come_from_the_lowest_id_whatever_the_order():
    assert merge([(9, FULL), (3, FULL)])[1]["title"] == 3
    assert merge([(3, FULL), (9, FULL)])[1]["title"] == 3


def test_a_cut_off_title_gives_way_to_the_whole_one():
    cut = record({"title": "Work and health: a study of what happens when people retu..."})
    whole = record({"title": "Work and health: a study of what happens"})
    assert merge([(1, cut), (2, whole)])[0].title == whole.title


def test_merging_never_loses_a_value():
    records: list[tuple[int, Record]] = [(1, BARE), (2, FULL)]
    merged, _ = merge(records)
    assert all(
        getattr(merged, name) for name in BIBLIOGRAPHIC if any(getattr(one, name) for _, one in records)
    )


@pytest.mark.parametrize(
    ("field", "worse", "better"),
    [
        ("title", "KENNIS EN WERK IN NEDERLAND", "Kennis en werk"),
        ("title", "Wissen <i>und</i> Arbeit", "Wissen und Arbeit"),
        ("title", "Knowledge and work: what happens when pe…", "Knowledge and work"),
        ("authors", "SMITH, ANN", "Smith, A."),
        ("authors", "Smith, A.", "Smith, Ann"),
        ("authors", "Smith, Ann", "Smith, A.; Jones, B."),
        ("container", "OCCUPATIONAL MEDICINE", "Occup Med"),
        ("container", "Ned. Tijdschr. Geneeskd.", "Ned Tijdschr Geneeskd"),
        ("container", "Brit. Med. J.", "BMJ"),
        ("page", "33", "33-48"),
        ("type", "document", "report"),
        ("abstract", "Kort.", "Een langere samenvatting."),
    ],
)
@pytest.mark.parametrize("turned", [False, True], ids=["worse-first", "better-first"])
def test_a_field_comes_from_the_record_that_has_it_best(field: str, worse: str, better: str, turned: bool):
    pair = [record({"title": "T", field: value}) for value in (worse, better)]
    attribute = {"container": "container_title"}.get(field, field)
    merged, origin = merge([(2, pair[1]), (1, pair[0])] if turned else [(1, pair[0]), (2, pair[1])])
    assert (getattr(merged, attribute), origin[attribute]) == (getattr(pair[1], attribute), 2)


def test_equally_good_values_come_from_the_fullest_record_and_a_doi_counts_double():
    sparse = record({"title": "T", "volume": "4"})
    full = record({"title": "T", "volume": "04", "year": 2010})
    assert merge([(1, sparse), (2, full)])[1]["volume"] == 2
    with_issue = record({"title": "T", "volume": "4", "issue": "1"})
    with_doi = record({"title": "T", "volume": "04", "doi": "10.1000/x"})
    assert merge([(1, with_issue), (2, with_doi)])[1]["volume"] == 2
