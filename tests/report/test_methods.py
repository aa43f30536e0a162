"""How the search was done: requests as sent, counts, and the records behind each count."""

from __future__ import annotations

from typing import Any

import pytest

from synth.i18n import Messages
from synth.report import html
from synth.report.lookup import look_up
from synth.report.methods import searches

from .tree import Element, by_id, parse

Document = dict[str, Any]
COUNTS = ("reported", "fetched", "verified", "unverifiable", "rejected", "problems")


def rows(document: Document, language: str = "en") -> list[list[Element]]:
    table = by_id(parse(html(document, language)))["searches"]
    return [row.all("td") for row in table.all("tbody")[0].all("tr")]


def test_every_search_shows_its_counts(document: Document, language: str) -> None:
    expected = [[str(search[name]) for name in COUNTS] for search in document["searches"]]
    assert [[cell.text for cell in row] for row in rows(document, language)] == expected


def test_large_counts_are_grouped_and_an_unknown_total_says_so(document: Document) -> None:
    document["searches"][0] |= {"reported": 12345}
    document["searches"][1] |= {"reported": None}
    assert [row[0].text for row in rows(document)[:2]] == ["12,345", "unknown"]


def test_a_count_leads_to_exactly_the_records_it_counts(document: Document) -> None:
    tree = parse(html(document, "nl"))
    ids = by_id(tree)
    for search, row in zip(document["searches"], rows(document, "nl"), strict=True):
        for name, cell in zip(COUNTS, row, strict=True):
            if name in ("verified", "unverifiable", "rejected") and search[name]:
                assert len(ids[cell.hrefs[0]].hrefs) == search[name]
            if name == "fetched":
                assert len(ids[cell.hrefs[0]].hrefs) == search[name]
            if not search[name]:
                assert cell.hrefs == []


def test_requests_are_shown_as_sent(document: Document, language: str) -> None:
    request = 'title:("re-integratie" OR arbeid*)  AND   <x>'
    document["searches"][0]["requests"] = [request, "second"]
    shown = by_id(parse(html(document, language)))["S1"].all("code")
    assert [one.text for one in shown] == [request, "second"]


def test_what_was_widened_is_said(document: Document) -> None:
    document["searches"][0]["widened"] = ["arbeid*: sent as arbeid"]
    assert "arbeid*: sent as arbeid" in by_id(parse(html(document, "en")))["S1"].text


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("running", "running"),
        ("complete", "complete"),
        ("empty", "nothing found"),
        ("partial", "partial"),
        ("out-of-budget", "out of budget"),
        ("refused", "refused"),
        ("unreachable", "unreachable"),
    ],
)
def test_the_status_of_a_search_is_said_in_words(document: Document, status: str, words: str) -> None:
    document["searches"][0]["status"] = status
    assert words in by_id(parse(html(document, "en")))["S1"].text


def test_hand_picked_records_are_called_given_not_verified(document: Document) -> None:
    added = next(search for search in document["searches"] if search["source"] == "added")
    shown = by_id(parse(html(document, "en")))[f"S{added['id']}"]
    assert "Given (" in shown.text
    assert "Verified" not in shown.text


def test_a_count_of_nothing_leads_nowhere_and_every_other_to_its_records(document: Document) -> None:
    ids = by_id(parse(html(document, "en")))
    lookup = look_up(document, Messages.load("en"))
    figures = [figure for search in searches(lookup) for figure in search.figures]
    assert all(figure.anchor in ids for figure in figures if figure.anchor)
    assert not any(figure.anchor for figure in figures if figure.value == "0")
    document["records"] = []
    bare = [figure for search in searches(look_up(document, lookup.messages)) for figure in search.figures]
    assert not any(figure.anchor for figure in bare)
