"""The sixteen items of PRISMA-S: what the log knows is said, what it cannot know is asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from synth.model import SearchRun, SiteSearch
from synth.synthesis.prisma_s import ITEMS, prisma_s
from synth.synthesis.state import State
from tests.synthesis.made_up import STATE, run

SITE = SiteSearch("Kennisplein", "2026-11-20", "kennis", "organisation", by="anna", seen=12, taken=2)


def searched(identifier: int, source: str, *, status: str = "complete", day: str = "2026-11-20") -> SearchRun:
    request = f"https://api.{source}.org/works?filter=x"
    made = run(identifier, source, (10, 8, 1))
    return replace(
        made,
        requests=(request,),
        status=status,
        started_at=f"{day}T09:00:00Z",
        finished_at=f"{day}T09:01:00Z",
    )


def item(state: State, name: str) -> dict:
    return next(one for one in prisma_s(state) if one["id"] == name)


def said(state: State, name: str, language: str = "en") -> str:
    return " ".join(text[language] for text in item(state, name)["reported"])


def test_there_are_sixteen_items_in_the_order_of_the_statement() -> None:
    assert [one["item"] for one in prisma_s(STATE)] == list(range(1, 17))
    assert [one.number for one in ITEMS] == list(range(1, 17))


def test_a_review_without_any_search_is_all_blanks_but_the_facts_of_the_protocol() -> None:
    state = replace(STATE, searches=(), records=(), works=(), decisions=(), passages=(), codings=())
    items = prisma_s(state)
    assert all(one["blank"] for one in items)
    assert all(one["write"]["nl"] and one["write"]["en"] for one in items)


def test_each_database_is_named_with_the_platform_that_was_asked() -> None:
    state = replace(STATE, searches=(searched(1, "openalex"), searched(2, "europepmc")))
    assert said(state, "databases") == (
        "OpenAlex, platform: api.openalex.org. Europe PMC, platform: api.europepmc.org."
    )
    assert not item(state, "platforms")["blank"]


def test_of_an_exported_file_people_must_say_where_it_comes_from() -> None:
    exported = replace(searched(1, "import/scopus.ris"), requests=("file:scopus.ris sha256:1",))
    state = replace(STATE, searches=(exported,))
    assert said(state, "databases") == "Exported file scopus.ris."
    assert "platforms" in item(state, "platforms")["write"]["en"]
    told = replace(
        state, protocol=replace(state.protocol, search={"platforms": {"nl": "Scopus", "en": "Scopus"}})
    )
    assert (item(told, "platforms")["blank"], said(told, "platforms")) == (False, "Scopus")


def test_the_last_search_counts_and_one_that_did_not_end_well_says_so() -> None:
    first, last = searched(1, "openalex"), searched(2, "openalex", status="incomplete", day="2026-11-25")
    state = replace(STATE, searches=(first, last))
    assert said(state, "dates") == "OpenAlex, strategy small: 2026-11-25 (incomplete)."
    assert said(state, "updates") == "OpenAlex, strategy small: searched 2 times, last on 2026-11-25."
    assert said(state, "totals").startswith("OpenAlex: 10 reported, 10 fetched, 8 accepted by the strategy.")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Kennisplein (organisatie), 2026-11-20, door anna: “kennis”; 12 gezien, 2 meegenomen."),
        ("en", "Kennisplein (organisation), 2026-11-20, by anna: “kennis”; 12 seen, 2 taken."),
    ],
)
def test_a_site_is_told_with_what_was_seen_and_taken(language: str, text: str) -> None:
    assert said(replace(STATE, sites=(SITE,)), "browsing", language).startswith(text)


def test_a_register_stands_under_its_own_item() -> None:
    state = replace(STATE, sites=(replace(SITE, kind="register", seen=None),))
    assert "12 seen" not in said(state, "registries")
    assert "Kennisplein (register)" in said(state, "registries")
    assert "Kennisplein" not in said(state, "browsing")


def test_citation_searching_is_told_apart_from_the_databases() -> None:
    state = replace(STATE, searches=(searched(1, "openalex"), searched(2, "citations/openalex")))
    assert "10 references and citing works, 8 of which" in said(state, "citations")
    assert "citations" not in said(state, "databases")
    assert said(state, "dates").count("strategy") == 1


def test_limits_are_stated_and_their_reason_asked_for() -> None:
    limits = item(STATE, "limits")
    assert "from 2000" in limits["reported"][0]["en"]
    assert limits["blank"]
    reason = {"limits": {"nl": "De wet veranderde.", "en": "The law changed."}}
    told = replace(STATE, protocol=replace(STATE.protocol, search=reason))
    assert not item(told, "limits")["blank"]
    assert said(told, "limits", "nl").endswith("De wet veranderde.")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "1 record beschrijft 1 publicatie; "),
        ("en", "1 record describes 1 work; "),
        ("de", "1 Datensatz beschreibt 1 Werk; "),
    ],
)
def test_one_record_is_told_in_the_singular(language: str, text: str) -> None:
    linked = STATE.works[0]
    one = replace(linked, work=replace(linked.work, record_ids=linked.work.record_ids[:1]))
    state = replace(STATE, works=(one,), outlined=())
    assert said(state, "deduplication", language).startswith(text)
