"""A page of OpenAlex is cut into works without changing them."""

import json

import httpx
import pytest

from synth.errors import SourceError
from synth.sources.openalex import OpenAlexSource
from synth.sources.openalex_list import cut, name
from synth.sources.transport import Answer
from tests.sources.made import strategy, work

META = {"count": 2, "next_cursor": "x"}


def paged(body):
    source = OpenAlexSource(url="http://127.0.0.1:1", key="")
    (request,) = source.translate(strategy("kennis")).requests
    return source.page(Answer(200, httpx.Headers(), body), request, "*")


@pytest.mark.parametrize("indent", [None, 2])
def test_each_work_is_kept_as_it_was_sent(indent):
    sent = json.dumps({"meta": META, "results": [work(1, "Één"), work(2, "Kennis 1e400")]}, indent=indent)
    page = paged(sent)
    assert page.ids == ("W1", "W2")
    assert all(payload in sent for payload in page.payloads)
    assert [json.loads(payload)["title"] for payload in page.payloads] == ["Één", "Kennis 1e400"]


def test_half_a_character_does_not_lose_a_page():
    page = paged(json.dumps({"meta": META, "results": [work(1, "half \ud83d"), work(2, "heel")]}))
    assert page.ids == ("W1", "W2")
    assert OpenAlexSource(url="http://127.0.0.1:1", key="").read(page.payloads[0]).title == "half \ufffd"


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        "[]",
        '{"results": []}',
        '{"meta": {}, "results": []}',
        '{"meta": {"count": "2"}, "results": []}',
        '{"meta": {"count": 2}, "results": {}}',
        '{"meta": {"count": 2}, "results": [{}, 3]}',
        '{"meta": {"count": 2}, "results": [{}, {]}',
        '{"meta": {"count": 2}, "results": ' + "[" * 2000 + "]" * 2000 + "}",
    ],
)
def test_another_shape_is_no_list(body):
    assert cut(body) is None
    with pytest.raises(SourceError):
        paged(body)


@pytest.mark.parametrize(
    ("text", "expected"),
    [('{"id": "W1"}', "W1"), ('{"id": 7, "x": [1]}', 7), ("{}", None), ('{"id": {"a": 1}}', {"a": 1})],
)
def test_the_id_of_a_work_is_read_alone(text, expected):
    assert name(text) == expected
