"""Crossref as a stand-in: a ranking that no operator changes, cursors, and errors of every shape."""

import json
import urllib.error
import urllib.request
from urllib.parse import urlencode

import pytest

from tests.standin.server import StandIn

WORKS = [
    {"DOI": "10.5555/1", "title": ["Smart phones at work"], "issued": {"date-parts": [[2009, 12, 31]]}},
    {"DOI": "10.5555/2", "title": ["Smart work"], "issued": {"date-parts": [[2010]]}, "language": "nl"},
    {
        "DOI": "10.5555/3",
        "title": ["Anders"],
        "author": [{"given": "Anna", "family": "Smart"}],
        "issued": {"date-parts": [[None]]},
    },
]


def ask(api, path="/works", **query):
    try:
        with urllib.request.urlopen(f"{api.url}{path}?{urlencode(query)}") as response:
            return response.status, json.load(response), response.headers
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode(), error.headers


def found(api, text, **query):
    _, body, _ = ask(api, **{"query.bibliographic": text, **query})
    return "".join(work["DOI"][-1] for work in body["message"]["items"])


@pytest.fixture(scope="module")
def api():
    with StandIn(WORKS, dialect="crossref") as server:
        yield server


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("smart phones work", "123"),
        ('"work smart"', "123"),
        ("smart AND phones", "123"),
        ("phones NOT smart", "123"),
        ("phone*", ""),
        ("work", "12"),
    ],
)
def test_works_are_ranked_by_shared_words_and_no_operator_counts(api, text, order):
    assert found(api, text) == order


@pytest.mark.parametrize(
    ("dates", "order"),
    [
        ("from-pub-date:2010", "2"),
        ("until-pub-date:2009", "1"),
        ("from-pub-date:2009-12-31,until-pub-date:2010", "12"),
    ],
)
def test_dates_are_filtered(api, dates, order):
    assert found(api, "smart", filter=dates) == order


def test_the_envelope_and_the_limits_are_told(api):
    _, body, headers = ask(api, **{"query.bibliographic": "smart", "rows": 1, "mailto": "a@example.org"})
    assert body["message"]["total-results"] == 3
    assert body["message"]["items-per-page"] == 1
    assert (headers["x-api-pool"], headers["x-rate-limit-interval"]) == ("polite", "1s")


def test_one_cursor_leads_through_all_pages(api):
    cursor, seen = "*", []
    for _ in range(4):
        _, body, _ = ask(api, **{"query.bibliographic": "smart", "rows": 1, "cursor": cursor})
        seen.append("".join(work["DOI"][-1] for work in body["message"]["items"]))
        assert cursor in ("*", body["message"]["next-cursor"])
        cursor = body["message"]["next-cursor"]
    assert seen == ["1", "2", "3", ""]


def test_fields_are_selected(api):
    _, body, _ = ask(api, **{"query.bibliographic": "phones", "select": "DOI,title"})
    assert body["message"]["items"] == [{"DOI": "10.5555/1", "title": ["Smart phones at work"]}]


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ({"rows": 1001}, "integer-not-valid"),
        ({"rows": "x"}, "integer-not-valid"),
        ({"offset": 10_001}, "integer-not-valid"),
        ({"cursor": "thing"}, "cursor-invalid"),
        ({"cursor": "*", "offset": 1}, "parameter-not-allowed"),
        ({"colour": "red"}, "parameter-not-allowed"),
        ({"filter": "language:nl"}, "filter-not-available"),
        ({"select": "colour"}, "parameter-not-allowed"),
    ],
)
def test_a_mistake_is_told(api, query, kind):
    status, body, _ = ask(api, **query)
    assert (status, json.loads(body)["message"][0]["type"]) == (400, kind)


def test_what_is_not_there_is_told_in_plain_text(api):
    assert ask(api, "/work")[:2] == (404, "Resource not found.")


def test_too_fast_is_told_by_a_web_page():
    with StandIn(WORKS, dialect="crossref", faults="429@1") as api:
        status, body, headers = ask(api)
    assert (status, body[:6], headers["Retry-After"]) == (429, "<html>", None)
