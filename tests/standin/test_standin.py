"""The stand-in itself: it must refuse what the real server refuses, in the documented words."""

import json
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.standin.faults import due, parse
from tests.standin.openalex_filters import Index, QueryError, pattern
from tests.standin.server import StandIn

WORKS = [
    {
        "id": "https://openalex.org/W1",
        "title": "Smart phones at work",
        "publication_date": "2009-12-31",
        "language": "en",
    },
    {
        "id": "https://openalex.org/W2",
        "title": "Re-integratie",
        "publication_date": "2010-01-01",
        "language": "nl",
    },
    {
        "id": "https://openalex.org/W3",
        "title": None,
        "publication_date": None,
        "language": None,
        "abstract_inverted_index": {"phone": [1], "Smart": [0]},
    },
]
ROOT = Path(__file__).parents[2]


def select(text):
    return [one["id"][-2:] for one in Index(WORKS).select(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ["W1", "W2", "W3"]),
        ('title_and_abstract.search.exact:"smart phone"', ["W3"]),
        ('title_and_abstract.search.exact:"smart phone*"', ["W1", "W3"]),
        ('title.search.exact:"smart phone*"', ["W1"]),
        ("abstract.search.exact:phone*", ["W3"]),
        ("title_and_abstract.search.exact:ph?ne", ["W3"]),
        ('title_and_abstract.search.exact:"phone* smart"', []),
        ('title_and_abstract.search.exact:"phone* smart"~0', ["W1", "W3"]),
        ('title_and_abstract.search.exact:"smart* work"~1', []),
        ('title_and_abstract.search.exact:"smart* work"~2', ["W1"]),
        ('title_and_abstract.search.exact:"re integratie"|reintegr*', ["W2"]),
        ("title_and_abstract.search.exact:reintegratie", []),
        ("language:nl|en", ["W1", "W2"]),
        ("language:nl|null", ["W2", "W3"]),
        ("from_publication_date:2010-01-01", ["W2"]),
        ("to_publication_date:2009-12-31", ["W1"]),
        ("language:en,title.search.exact:smart", ["W1"]),
    ],
)
def test_a_filter_selects(text, found):
    assert select(text) == found


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("title_and_abstract.search.exact:*phone", "Leading wildcards are not supported (too expensive)"),
        ("title_and_abstract.search.exact:ab*", "A * wildcard needs at least 3 leading characters"),
        ('title_and_abstract.search.exact:"aaaa* bbbb* cccc*"', "At most 2 wildcards"),
        ('title_and_abstract.search.exact:"aaa* bbbb*"', "at least 4 leading"),
        ("title_and_abstract.search:jeug*", "Wildcards (* or ?) require the exact (no-stem) field."),
        ("colour:red", "colour is not a valid field. Valid fields are underscore or hyphenated versions of:"),
        ("from_publication_date:2010", "Format is yyyy-mm-dd"),
        ("title.search.exact:!a", "do not support the ! operator"),
        ("language:" + "|".join(["nl"] * 101), "Maximum number of values exceeded for language"),
        ("language", "malformed"),
    ],
)
def test_a_filter_is_refused(text, message):
    with pytest.raises(QueryError) as caught:
        select(text)
    assert message in caught.value.message


def test_a_word_keeps_its_apostrophe_and_loses_its_hyphen():
    tests, _ = pattern("employer?s")
    assert tests[0]("employer's")
    assert Index([{"title": "an e-employer’s view"}]).select("title.search.exact:employer?s")


def ask(api, **query):
    try:
        with urllib.request.urlopen(f"{api.url}/works?{urlencode(query)}") as response:
            return response.status, json.load(response), response.headers
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.loads(error.read()), error.headers


def test_pages_follow_the_cursor_and_the_last_has_none():
    with StandIn(WORKS) as api:
        _, first, headers = ask(api, per_page=2, cursor="*")
        _, second, _ = ask(api, per_page=2, cursor=first["meta"]["next_cursor"])
    assert [one["id"][-2:] for one in first["results"] + second["results"]] == ["W1", "W2", "W3"]
    assert second["meta"]["next_cursor"] is None
    assert first["meta"]["count"] == 3
    assert headers["X-RateLimit-Credits-Used"] == "1"


def test_a_text_search_costs_ten_credits_and_a_list_one():
    with StandIn(WORKS, budget=11) as api:
        assert ask(api, filter="title.search.exact:smart")[1]["meta"]["cost_usd"] == 0.001
        assert ask(api, filter="language:nl")[1]["meta"]["cost_usd"] == 0.0001
        status, body, headers = ask(api, filter="language:nl")
    assert (status, headers["Retry-After"]) == (429, "40210")
    assert body["message"].startswith("Insufficient budget. This request costs $0.001")


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ({"per_page": 101}, "Pagination error."),
        ({"cursor": "%%"}, "Pagination error."),
        ({"cursor": "*", "page": 2}, "Pagination error."),
        ({"select": "abstract"}, "Invalid query parameters error."),
        ({"limit": 5}, "Invalid query parameters error."),
    ],
)
def test_a_query_is_refused(query, error):
    with StandIn(WORKS) as api:
        status, body, _ = ask(api, **query)
    assert (status, body["error"]) == (400, error)


def test_an_address_that_is_too_long_is_refused():
    with StandIn(WORKS) as api:
        assert ask(api, filter="language:" + "n" * 8200)[1]["error"] == "Request URL too long"


def test_a_schedule_of_faults_is_read():
    faults = parse("429:0@2, 500@3x2,truncate@7+")
    kinds = {number: [fault.kind for fault in due(faults, number)] for number in (1, 2, 3, 4, 5, 7, 99)}
    assert kinds == {1: [], 2: ["429"], 3: ["500"], 4: ["500"], 5: [], 7: ["truncate"], 99: ["truncate"]}


@pytest.mark.parametrize("spec", ["explode@1", "500", "500@", "500@x"])
def test_a_wrong_schedule_names_the_kinds(spec):
    with pytest.raises(ValueError, match="truncate"):
        parse(spec)


def test_it_runs_as_a_program(tmp_path):
    file = tmp_path / "works.jsonl"
    file.write_text("".join(json.dumps(one) + "\n" for one in [*WORKS, WORKS[0]]))
    command = [sys.executable, "-m", "tests.standin", str(file)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        url, count = process.stdout.readline().split(" ", 1)
        with urllib.request.urlopen(f"{url}/works?filter=language:nl") as response:
            assert json.load(response)["meta"]["count"] == 1
        process.terminate()
    assert count == "3 works\n"


@pytest.mark.parametrize(
    ("dialect", "works", "path"),
    [
        (
            "europepmc",
            [{"id": "1", "source": "MED", "title": "x"}],
            "/search?format=json&resultType=core&query=x",
        ),
        ("crossref", [{"DOI": "10.5555/1", "title": ["x"]}], "/works?query.bibliographic=x"),
    ],
)
def test_it_runs_as_a_program_in_every_dialect(tmp_path, dialect, works, path):
    file = tmp_path / "works.jsonl"
    file.write_text("".join(json.dumps(one) + "\n" for one in [*works, *works]))
    command = [sys.executable, "-m", "tests.standin", str(file), "--dialect", dialect]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        url, count = process.stdout.readline().split(" ", 1)
        with urllib.request.urlopen(url + path) as response:
            assert json.dumps(works[0])[1:-1] in json.dumps(json.load(response))
        process.terminate()
    assert count == "1 works\n"


def test_it_imports_nothing_of_the_program_under_test():
    for file in Path(__file__).parent.glob("*.py"):
        if file.name != Path(__file__).name:
            assert "synth" not in file.read_text()
