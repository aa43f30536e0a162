"""Europe PMC as a stand-in: what it finds, and what it refuses with status 200."""

import json
import urllib.request
from urllib.parse import urlencode

import pytest

from tests.standin.europepmc import EuropePmc
from tests.standin.europepmc_query import QueryError
from tests.standin.server import StandIn

WORKS = [
    {
        "id": "1",
        "source": "MED",
        "title": "Smart <i>phones</i> at work.",
        "language": "eng",
        "pubYear": "2010",
        "firstPublicationDate": "2009-12-31",
    },
    {
        "id": "2",
        "source": "PPR",
        "title": "Re-integratie",
        "abstractText": "<h4>Doel</h4>Een telefoon",
        "keywordList": {"keyword": ["phone use", "smart"]},
        "pubYear": "2010",
        "firstPublicationDate": "2010-01-01",
    },
    {"id": "3", "source": "MED", "title": "Anders", "fullText": "smart phones"},
]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("TITLE:phones", "1"),
        ("TITLE:phone", ""),
        ("TITLE:phone*", "1"),
        ('TITLE:"smart phones"', "1"),
        ('TITLE:"phones smart"', ""),
        ('TITLE:"re integratie"', "2"),
        ("TITLE:reintegratie", ""),
        ("ABSTRACT:telefoon", "2"),
        ('KW:"phone use"', "2"),
        ('KW:"use smart"', ""),
        ("smart", "123"),
        ("TITLE:smart OR KW:smart", "12"),
        ("smart AND NOT KW:smart", "13"),
        ("smart NOT TITLE:smart", "23"),
        ("smart phones", "13"),
        ("(TITLE:smart OR TITLE:re) AND SRC:MED", "1"),
        ("LANG:eng", "1"),
        ("FIRST_PDATE:[2010-01-01 TO 2010-12-31]", "2"),
        ("FIRST_PDATE:[2009 TO 2010]", "12"),
        ("PUB_YEAR:[2010 TO 3000]", "12"),
    ],
)
def test_a_query_selects(query, found):
    assert "".join(work["id"] for work in EuropePmc(WORKS).select(query)) == found


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("COLOUR:red", "Invalid field COLOUR"),
        ("TITLE:a AND TITLE:b OR TITLE:c", "only with brackets"),
        ("(TITLE:a", "not closed"),
        ("TITLE:a)", "bracket too many"),
        ("TITLE:a AND", "too early"),
        ("AND a", "out of place"),
        ('TITLE:"a b*"', "only at the end of one word"),
        ("TITLE:*a", "only at the end of one word"),
        ("TITLE:a?b", "cannot search"),
        ("TITLE:[1 TO 2]", "takes no range"),
        ('TITLE:"a', "Cannot parse"),
    ],
)
def test_a_query_is_refused(query, message):
    with pytest.raises(QueryError, match=message):
        EuropePmc(WORKS).select(query)


def ask(api, *, post=False, **query):
    form = urlencode({"format": "json", "query": "smart", **query})
    url = f"{api.url}/searchPOST" if post else f"{api.url}/search?{form}"
    with urllib.request.urlopen(url, form.encode() if post else None) as response:
        return response.status, json.load(response)


@pytest.mark.parametrize("post", [False, True])
def test_pages_follow_the_mark_until_one_is_empty_and_the_mark_repeats(post):
    with StandIn(WORKS, dialect="europepmc") as api:
        _, first = ask(api, post=post, pageSize=2, cursorMark="*", resultType="core")
        _, second = ask(api, post=post, pageSize=2, cursorMark=first["nextCursorMark"])
        _, third = ask(api, post=post, pageSize=2, cursorMark=second["nextCursorMark"])
    assert [one["id"] for page in (first, second) for one in page["resultList"]["result"]] == ["1", "2", "3"]
    assert first["hitCount"] == 3
    assert "fullText" not in second["resultList"]["result"][0]
    assert third["resultList"]["result"] == []
    assert third["nextCursorMark"] == second["nextCursorMark"]
    assert first["request"]["queryString"] == "smart"


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"pageSize": 1001}, "Invalid page size"),
        ({"cursorMark": "%%"}, "Invalid cursorMark"),
        ({"query": "COLOUR:red"}, "Invalid field"),
        ({"query": ""}, "required"),
        ({"format": "xml"}, "JSON only"),
    ],
)
def test_a_mistake_is_told_with_status_200(query, message):
    with StandIn(WORKS, dialect="europepmc") as api:
        status, body = ask(api, **query)
    assert (status, body["errCode"]) == (200, 404)
    assert message in body["errMsg"]
    assert "resultList" not in body


def test_another_path_is_not_found():
    with StandIn(WORKS, dialect="europepmc") as api, pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(f"{api.url}/fields").close()
