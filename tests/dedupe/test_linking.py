"""De-duplication as a whole: clusters, links, rulings, order and size."""

from __future__ import annotations

import random
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synth.dedupe import Ruling, dedupe, explain
from synth.model import Name, Record
from tests.dedupe.cases import record

ARTICLE = {
    "title": "Kennisgebruik in de uitvoering van sociale zekerheid",
    "authors": "Gestel, N. van; Koning, J. de",
    "year": 2009,
    "volume": "4",
    "page": "12-29",
}
OTHER = {"title": "Sickness absence among nurses", "authors": "Smith, Ann", "year": 2001}


def pool(*fields: dict[str, object]) -> list[tuple[int, Record]]:
    return [(number, record(one)) for number, one in enumerate(fields, start=1)]


def test_every_record_stands_in_exactly_one_cluster_single_ones_too():
    result = dedupe(pool(ARTICLE, OTHER, ARTICLE))
    assert result.clusters == ((1, 3), (2,))


def test_no_records_give_no_clusters():
    assert dedupe([]).clusters == ()


def test_records_without_a_title_stay_on_their_own():
    assert dedupe(pool({}, {}, {"year": 2001}, {"authors": "Smith, A.", "year": 2001})).clusters == (
        (1,),
        (2,),
        (3,),
        (4,),
    )


def test_ids_are_the_callers_and_need_not_be_in_order():
    records = [(70, record(ARTICLE)), (5, record(OTHER)), (31, record(ARTICLE))]
    assert dedupe(records).clusters == ((31, 70), (5,))


def test_a_link_names_the_smaller_id_first_and_its_rule():
    (link,) = dedupe(pool(ARTICLE, ARTICLE)).links
    assert (link.a, link.b, link.outcome, link.rule) == (1, 2, "same", "place")


def test_a_person_who_rules_not_the_same_is_obeyed_for_ever():
    result = dedupe(pool(ARTICLE, ARTICLE), rulings=[Ruling(2, 1, same=False)])
    assert result.clusters == ((1,), (2,))
    assert [(link.outcome, link.rule) for link in result.links] == [("different", "ruling")]
    assert not result.to_review


def test_a_person_who_rules_the_same_joins_what_no_rule_would():
    result = dedupe(pool(ARTICLE, OTHER), rulings=[Ruling(1, 2, same=True)])
    assert result.clusters == ((1, 2),)


def test_the_last_of_two_rulings_on_a_pair_counts():
    rulings = [Ruling(1, 2, same=False), Ruling(2, 1, same=True)]
    assert dedupe(pool(ARTICLE, ARTICLE), rulings=rulings).clusters == ((1, 2),)


def test_a_ruling_on_records_that_are_gone_does_no_harm():
    assert dedupe(pool(ARTICLE), rulings=[Ruling(1, 99, same=True)]).clusters == ((1,),)


def test_a_forbidden_pair_is_never_in_one_cluster_through_a_third_record():
    """1 = 2 and 2 = 3 by their fields, but a person keeps 1 and 3 apart: one link gives way and is told."""
    result = dedupe(pool(ARTICLE, ARTICLE, ARTICLE), rulings=[Ruling(1, 3, same=False)])
    assert not any({1, 3} <= set(cluster) for cluster in result.clusters)
    assert sorted(number for cluster in result.clusters for number in cluster) == [1, 2, 3]


def test_two_parts_are_not_joined_by_a_record_that_fits_both():
    first = {
        "title": "Handboek arbeid en gezondheid, deel 1",
        "authors": "Klink, J.; Vos, P.",
        "year": 2003,
        "type": "book",
    }
    second = first | {"title": "Handboek arbeid en gezondheid, deel 2"}
    vague = first | {"title": "Handboek arbeid en gezondheid, deel 1 [2 delen]"}
    result = dedupe(pool(first, second, vague))
    assert not any({1, 2} <= set(cluster) for cluster in result.clusters)


def test_two_clusters_are_asked_about_once():
    """Copies of an article and copies of its second edition give one question, not six."""
    first = {
        "title": "Implementatie van veranderingen in de gezondheidszorg",
        "authors": "Grol, R.; Wensing, M.",
    }
    fields = [first | {"year": 2001}] * 3 + [first | {"year": 2004}] * 2
    result = dedupe(pool(*fields))
    assert result.clusters == ((1, 2, 3), (4, 5))
    assert len(result.to_review) == 1


def test_a_ruling_on_one_pair_answers_the_question_between_two_clusters():
    first = {
        "title": "Implementatie van veranderingen in de gezondheidszorg",
        "authors": "Grol, R.; Wensing, M.",
    }
    fields = [first | {"year": 2001}] * 3 + [first | {"year": 2004}] * 2
    assert not dedupe(pool(*fields), rulings=[Ruling(3, 5, same=False)]).to_review


def test_any_two_records_can_be_explained():
    assert explain((4, record(ARTICLE)), (2, record(ARTICLE))).outcome == "same"
    link = explain((4, record(ARTICLE)), (2, record(OTHER)))
    assert (link.a, link.b, link.outcome) == (2, 4, "different")
    assert link.reasons


@settings(max_examples=30, deadline=None)
@given(st.permutations(range(12)))
def test_the_order_of_records_does_not_change_what_is_found(order: list[int]):
    fields = [ARTICLE, ARTICLE | {"year": 2010}, ARTICLE | {"page": ""}, OTHER, OTHER | {"volume": "3"}, {}]
    fields += [OTHER | {"title": f"Sickness absence among nurses part {n}"} for n in (1, 2, 1)]
    fields += [
        ARTICLE | {"title": "Re-integratie"},
        ARTICLE | {"title": "Reïntegratie"},
        {"title": "Re-integratie"},
    ]
    records = pool(*fields)
    straight = {frozenset(cluster) for cluster in dedupe(records).clusters}
    assert {
        frozenset(cluster) for cluster in dedupe([records[place] for place in order]).clusters
    } == straight


TEXT = st.text(max_size=30)
RECORDS = st.builds(
    Record,
    source=st.just("x"),
    source_id=st.just("x"),
    raw=st.just(""),
    title=TEXT,
    authors=st.lists(st.builds(Name, family=TEXT, given=TEXT, literal=TEXT), max_size=3).map(tuple),
    year=st.none() | st.integers(-5, 10**6),
    container_title=TEXT,
    volume=TEXT,
    issue=TEXT,
    page=TEXT,
    doi=TEXT,
    isbn=TEXT,
    abstract=TEXT,
    type=TEXT,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(RECORDS, max_size=6))
def test_wild_records_never_break_it_and_none_is_lost(wild: list[Record]):
    result = dedupe(list(enumerate(wild)))
    assert sorted(number for cluster in result.clusters for number in cluster) == list(range(len(wild)))


def test_wild_text_in_sensible_numbers_of_copies_is_found():
    """A record equals its copy when it has a title long enough to mean something, authors and year."""
    one = record(ARTICLE | {"title": "Ünïcode — title «with» 日本語 and §igns, long enough"})
    assert dedupe([(1, one), (2, one)]).clusters == ((1, 2),)


WORDS = [
    "arbeid",
    "werk",
    "kennis",
    "gebruik",
    "gemeente",
    "beleid",
    "zorg",
    "keten",
    "methode",
    "klant",
    "uitvoering",
    "onderzoek",
    "wet",
    "markt",
]


def grown(size: int) -> list[tuple[int, Record]]:
    """Works with one copy each: initials instead of names, no volume; titles from few words."""
    source = random.Random(1)
    records = []
    for number in range(size // 2):
        title = " ".join(source.choices(WORDS, k=9)) + f" {source.randrange(10**6)}"
        names = tuple(
            Name(source.choice(WORDS).title() + str(source.randrange(900)), "Anna") for _ in range(3)
        )
        one = Record(
            "x", str(number), "", title, names, source.randrange(1995, 2024), volume=str(number % 60)
        )
        short = tuple(replace(name, given="A.") for name in names)
        records += [one, replace(one, title=one.title.upper(), authors=short, volume="")]
    return list(enumerate(records))


def test_ten_thousand_records_take_seconds_and_every_copy_is_found():
    records = grown(10_000)
    started = time.process_time()
    result = dedupe(records)
    assert time.process_time() - started < 10
    assert len(result.clusters) == 5_000
    assert all(len(cluster) == 2 and cluster[1] == cluster[0] + 1 for cluster in result.clusters)


@pytest.mark.parametrize("size", [300])
def test_records_that_all_share_a_title_and_year_are_compared_in_a_window_not_all_with_all(size: int):
    from synth.dedupe.block import pairs
    from synth.dedupe.normalise import prepare

    prepared = [prepare(number, record({"title": "Editorial", "year": 2001})) for number in range(size)]
    assert len(list(pairs(prepared))) < size * 20


def test_a_thousand_copies_of_one_record_are_one_work_in_no_time():
    copies = [(number, record(ARTICLE)) for number in range(1, 1001)]
    begin = time.process_time()
    assert dedupe(copies).clusters == (tuple(range(1, 1001)),)
    assert time.process_time() - begin < 3


def test_what_a_person_ruled_goes_before_what_is_alike():
    erratum = record({**ARTICLE, "title": f"Erratum to: {ARTICLE['title']}"})
    pool_of_three = [(1, record(ARTICLE)), (2, record(ARTICLE)), (3, erratum)]
    assert dedupe(pool_of_three).clusters == ((1, 2), (3,))
    result = dedupe(pool_of_three, rulings=[Ruling(1, 3, same=True)])
    assert result.clusters == ((1, 3), (2,))
    assert [(link.a, link.b) for link in result.to_review] == [(1, 2)]
