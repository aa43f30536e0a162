"""Stored answers of sources: read as when they arrive, or refused with the reason."""

import json

import pytest

from synth.errors import SourceError, UsageError
from synth.plain import stored_rows
from synth.sources.registry import get
from synth.sources.stored import answer, page, records
from tests.sources.dialects import DIALECTS

NAMES = sorted(DIALECTS)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_of_every_source_is_read_as_it_was_sent(name, tmp_path):
    dialect = DIALECTS[name]
    made = [dialect.work(n, f"Werk nummer {n}", abstract="Een tekst.") for n in (1, 2, 3)]
    path = tmp_path / "page.json"
    path.write_text(dialect.body(made), encoding="utf-8")
    rows = list(stored_rows(name, path))
    assert [row["title"] for row in rows] == [f"Werk nummer {n}" for n in (1, 2, 3)]
    assert all(row["source"] == name and "raw" not in row for row in rows)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<!doctype html><html><title>Log in</title></html>", "a web page"),
        ("<?xml version='1.0'?><results/>", "XML"),
        ("Resource not found.", "plain text"),
        ('{"total": 3, "res', "a broken answer"),
        ("[1, 2]", "unknown shape"),
        ("{}", "unknown shape"),
    ],
)
def test_what_is_no_page_is_refused_with_the_reason(name, body, said):
    if name in DIALECTS and DIALECTS[name].format == "xml":
        pytest.skip("this source answers in XML")
    with pytest.raises(SourceError, match=said):
        page(get(name)(), body)


@pytest.mark.parametrize("kind", ["400", "500", "429", "refuse"])
@pytest.mark.parametrize("name", NAMES)
def test_an_error_of_a_server_is_told_in_its_words(name, kind):
    body = DIALECTS[name].server([]).fail(kind if kind != "400" else "refuse", "1")[2]
    with pytest.raises(SourceError) as caught:
        page(get(name)(), body if isinstance(body, str) else json.dumps(body))
    assert caught.value.message


def test_one_bad_record_stops_nothing():
    body = json.dumps({"total": 2, "data": [{"title": "Without id"}, {"paperId": "b", "title": "With"}]})
    first, second = records(get("semanticscholar")(), body)
    assert isinstance(first, SourceError)
    assert second.title == "With"


def test_an_answer_stored_with_its_status_keeps_it():
    found = answer(json.dumps({"status": 429, "headers": {"Retry-After": "7"}, "body": {"message": "slow"}}))
    assert (found.status, found.retry_after(), found.json()) == (429, 7.0, {"message": "slow"})


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"error": "no"}, 400),
        ({"message": "slow", "code": "429"}, 429),
        ({"errors": [{"status": "404", "title": "no"}]}, 404),
        ({"message": {"items": []}, "status": "ok"}, 200),
        ({"total": 1, "data": []}, 200),
    ],
)
def test_the_status_of_a_stored_body_is_what_it_says_of_itself(body, status):
    assert answer(json.dumps(body)).status == status


def test_an_unknown_source_is_an_error_of_use(tmp_path):
    path = tmp_path / "page.json"
    path.write_text("{}")
    with pytest.raises(UsageError, match="no source"):
        list(stored_rows("scopus", path))


@pytest.mark.parametrize("name", NAMES)
def test_one_record_asked_for_by_its_id_is_read_too(name):
    dialect = DIALECTS[name]
    if dialect.format == "xml":
        pytest.skip("this source answers in XML")
    work = dialect.work(1, "Werk nummer 1", abstract="Een tekst.")
    bodies = [work, {"message": work}, {"data": work}, [work]]
    for body in bodies:
        (record,) = records(get(name)(), json.dumps(body))
        assert record.title == "Werk nummer 1"


def test_bytes_that_are_no_text_are_replaced_as_on_arrival(tmp_path):
    path = tmp_path / "page.json"
    path.write_bytes(b'{"total": 1, "data": [{"paperId": "a", "title": "Universit\xe0"}]}')
    (row,) = stored_rows("semanticscholar", path)
    assert row["title"] == "Universit\ufffd"
