"""`synth chase`: references and citing works come in, with what led to them; nothing unreachable is empty."""

import json
import sqlite3

import pytest

from tests.sources.made import work
from tests.sources.made_crossref import work as crossref_work
from tests.standin.server import StandIn

WHY = ("--reason", "Named by a municipality.")


def oa(number, title, *references, **fields):
    made = [f"https://openalex.org/W{one}" for one in references]
    return work(number, title, referenced_works=made, language="en", **fields)


WORKS = [
    oa(1001, "Implementation of debt counselling", 1003, 1004),
    oa(1002, "Debt advice in practice", 1003),
    oa(1003, "Knowledge of implementation", abstract="debt counselling implementation"),
    oa(1004, "Gardening without tools", abstract="about gardens"),
    oa(1005, "A later study of debt counselling", 1001),
]


def paper(name, title, *references, doi="", **fields):
    ids = {"DOI": doi} if doi else {}
    return {"paperId": name, "title": title, "externalIds": ids, "references": list(references), **fields}


PAPERS = [
    paper("a1", "Implementation of debt counselling", "b2", doi="10.5555/made.1001"),
    paper("b2", "An older paper on debts"),
]


@pytest.fixture
def review(synth, tmp_path):
    synth("new", tmp_path / "r")
    return tmp_path / "r"


@pytest.fixture
def servers(monkeypatch):
    """Start the three sources of citations; each may be told to fail."""
    started = []

    def start(*, openalex="", papers=PAPERS, s2="", crossref=()):
        for variable, api in (
            ("OPENALEX", StandIn(WORKS, faults=openalex)),
            ("SEMANTICSCHOLAR", StandIn(papers, dialect="semanticscholar", faults=s2)),
            ("CROSSREF", StandIn(list(crossref), dialect="crossref")),
        ):
            started.append(api.__enter__())
            monkeypatch.setenv(f"SYNTH_{variable}_URL", api.url)
        return started[-3:]

    yield start
    for api in started:
        api.__exit__()


@pytest.fixture
def seeded(synth, review, servers):
    """A review with one included work, added through the stand-in."""

    def start(*ids, **options):
        apis = servers(**options)
        for one in ids or ("W1001",):
            synth("add", "-C", review, one, *WHY)
        return apis

    return start


def keys(synth, review):
    return {
        one["csl"]["title"]: one["key"] for one in synth("synthesize", "-C", review, "--json").json["works"]
    }


def records(synth, review):
    return {one["title"]: one for one in synth("synthesize", "-C", review, "--json").json["records"]}


def test_both_directions_come_in_with_the_work_that_led_there(synth, review, seeded):
    seeded()
    key = keys(synth, review)["Implementation of debt counselling"]
    done = synth("chase", "-C", review, key, "--source", "openalex", "--json")
    assert done.code == 0
    (found,) = done.json["sources"]
    assert [(one["direction"], one["total"], one["unique"]) for one in found["followed"]] == [
        ("backward", 2, 2),
        ("forward", 1, 1),
    ]
    assert (found["works"], found["new"]) == (3, 3)
    kept = records(synth, review)
    reasons = {title: one["searches"][0]["reason"] for title, one in kept.items()}
    assert f"en: cited by {key}" in reasons["Gardening without tools"]
    assert f"nl: citeert {key}" in reasons["A later study of debt counselling"]
    assert kept["Gardening without tools"]["searches"][0]["status"] == "rejected"


def test_it_is_an_other_method_and_nothing_found_so_is_thrown_out_by_the_program(synth, review, seeded):
    seeded()
    key = keys(synth, review)["Implementation of debt counselling"]
    synth("chase", "-C", review, key, "--source", "openalex")
    shown = synth("synthesize", "-C", review, "--json").json
    flow = shown["flow"]
    assert (flow["citations_results"], flow["database_results"], flow["excluded_automatic"]) == (3, 0, 0)
    assert flow["other_sought_reports"] == 4
    told = next(one for one in shown["prisma_s"] if one["id"] == "citations")
    assert "3 references and citing works" in told["reported"][0]["en"]


def test_a_record_that_two_works_led_to_names_both(synth, review, seeded):
    seeded("W1001", "W1002")
    both = keys(synth, review)
    synth("chase", "-C", review, *both.values(), "--backward", "--source", "openalex")
    reason = records(synth, review)["Knowledge of implementation"]["searches"][0]["reason"]
    assert all(key in reason for key in both.values())


def test_openalex_is_asked_at_the_price_of_lists_and_looks_up_for_nothing(synth, review, seeded):
    openalex, *_ = seeded()
    before = openalex.credits
    synth("chase", "-C", review, *keys(synth, review).values(), "--source", "openalex")
    assert before - openalex.credits == 2
    assert any("cited_by" in one for one in openalex.asked)


def test_semantic_scholar_adds_what_openalex_lacks(synth, review, seeded):
    seeded()
    done = synth("chase", "-C", review, *keys(synth, review).values())
    assert done.code == 0
    assert "Semantic Scholar" in done.out
    assert "An older paper on debts" in records(synth, review)


def test_references_that_a_publisher_left_out_are_not_none(synth, review, seeded):
    seeded(papers=[{**PAPERS[0], "elided": True}, PAPERS[1]])
    done = synth(
        "chase", "-C", review, *keys(synth, review).values(), "--source", "semanticscholar", "--json"
    )
    (row,) = [one for one in done.json["sources"][0]["followed"] if one["direction"] == "backward"]
    assert (row["total"], row["unique"], row["complete"]) == (1, 0, False)
    assert row["reason"]


def test_a_work_that_a_source_does_not_know_is_said_by_name(synth, review, seeded):
    seeded(papers=[PAPERS[1]])
    (key,) = keys(synth, review).values()
    done = synth("chase", "-C", review, key, "--source", "semanticscholar")
    assert f"Not known there, so nothing is known of their citations: {key}." in done.out


@pytest.mark.parametrize("fault", ["refuse@1x99", "budget@3x99"])
def test_a_source_that_stops_is_not_one_without_citations(synth, review, servers, seeded, fault):
    seeded()
    (key,) = keys(synth, review).values()
    servers(openalex=fault)
    done = synth("chase", "-C", review, key, "--source", "openalex")
    assert done.code == 1
    assert "What was not asked is unknown, not without citations." in done.out


def test_crossref_is_asked_for_references_where_no_other_source_gave_any(synth, review, seeded):
    references = [
        {
            "key": "1",
            "DOI": "10.5555/old.1",
            "article-title": "An older article",
            "author": "Smit",
            "year": "1999",
        },
        {"key": "2", "unstructured": "Jansen J. Een rapport zonder nummer. 1998."},
        {"key": "3"},
    ]
    seeded("W1004", papers=[], crossref=[crossref_work(1004, "Gardening", reference=references)])
    (key,) = keys(synth, review).values()
    done = synth("chase", "-C", review, key, "--json")
    assert [one["source"] for one in done.json["sources"]][-1] == "citations/crossref"
    found = records(synth, review)
    assert found["An older article"]["source"] == "crossref"
    assert any("rapport zonder nummer" in title for title in found)
    log = synth("log", "-C", review, "--json").json["searches"][-1]
    assert (log["fetched"], log["problems"]) == (2, 1)


def test_an_interrupted_chase_goes_on_where_it_stopped(synth, review, servers, seeded):
    seeded()
    (key,) = keys(synth, review).values()
    servers(openalex="budget@3x99")
    synth("chase", "-C", review, key, "--source", "openalex")
    servers()
    done = synth("chase", "-C", review, key, "--source", "openalex", "--json")
    assert done.code == 0
    assert len({one["search"] for one in done.json["sources"]}) == 1
    assert len(records(synth, review)) == 4


def test_the_same_again_brings_nothing_new(synth, review, seeded):
    seeded()
    key = keys(synth, review)["Implementation of debt counselling"]
    synth("chase", "-C", review, key, "--source", "openalex")
    again = synth("chase", "-C", review, key, "--source", "openalex", "--json").json["sources"][0]
    assert (again["works"], again["new"]) == (3, 0)


def test_a_chase_is_taken_back_as_a_whole(synth, review, seeded):
    seeded()
    done = synth("chase", "-C", review, *keys(synth, review).values(), "--source", "openalex", "--json")
    number = done.json["sources"][0]["search"]
    assert synth("chase", "-C", review, "--undo", number).code == 0
    assert list(records(synth, review)) == ["Implementation of debt counselling"]
    refused = synth("chase", "-C", review, "--undo", number)
    assert (refused.code, "is no search by citations" in refused.err) == (2, True)


def test_without_included_works_it_says_what_to_do(synth, review):
    done = synth("chase", "-C", review)
    assert done.code == 2
    assert "There are no works to follow." in done.err


def test_the_database_is_sound_afterwards(synth, review, seeded):
    seeded()
    synth("chase", "-C", review, *keys(synth, review).values())
    assert synth("check", "-C", review).code == 0
    with sqlite3.connect(review / "synth.db") as db:
        assert json.loads(db.execute("SELECT detail FROM log WHERE action = 'chase'").fetchone()[0])["works"]
