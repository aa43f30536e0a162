"""Answers of OAI-PMH repositories."""

import httpx
import pytest

from synth.errors import SourceError, UsageError
from synth.sources.oai import EMPTY_PAGES, OaiSource
from synth.sources.oai_answer import harvested
from synth.sources.protocol import TemporaryError
from synth.sources.transport import Answer
from tests.sources.made import strategy

URL = "https://repository.example.org/oai"


def answered(inside, status=200, headers=None):
    text = f'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">{inside}</OAI-PMH>'
    return Answer(status, httpx.Headers(headers or {}), text)


RECORD = """<record><header><identifier>oai:x:1</identifier></header><metadata>
<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title>Een titel</dc:title><dc:identifier>https://x.example/1</dc:identifier></oai_dc:dc></metadata></record>"""
GONE = '<record><header status="deleted"><identifier>oai:x:2</identifier></header></record>'


def test_records_deleted_ones_token_and_total_are_read():
    token = '<resumptionToken completeListSize="9">abc!40</resumptionToken>'
    page = harvested(answered(f"<ListRecords>{RECORD}{GONE}{token}</ListRecords>"), "X")
    assert (len(page.records), page.deleted, page.token, page.total) == (1, ("oai:x:2",), "abc!40", 9)


def test_a_record_keeps_the_id_of_the_repository():
    source = OaiSource(name="oai:x", url=URL)
    steps = source.fetch(source.translate(strategy("werk")).requests[0], "*")
    assert next(steps).url == f"{URL}?verb=ListRecords&metadataPrefix=oai_dc"
    with pytest.raises(StopIteration) as done:
        steps.send(answered(f"<ListRecords>{RECORD}{GONE}</ListRecords>"))
    page = done.value.value
    assert page.ids == ("oai:x:1", "oai:x:2")
    record = source.read(page.payloads[0])
    assert (record.source, record.source_id, record.title) == ("oai:x", "oai:x:1", "Een titel")
    assert record.url == "https://x.example/1"


@pytest.mark.parametrize("status", [200, 400, 404, 422])
def test_nothing_that_matches_is_an_empty_page(status):
    page = harvested(answered('<error code="noRecordsMatch"/>', status), "X")
    assert (page.records, page.total, page.token) == ((), 0, "")


@pytest.mark.parametrize("status", [200, 422])
@pytest.mark.parametrize(
    ("code", "remedy"),
    [
        ("badResumptionToken", "start a new search"),
        ("noSetHierarchy", "Leave the set out"),
        ("badVerb", "Report"),
    ],
)
def test_a_refusal_is_told_with_what_to_do(status, code, remedy):
    with pytest.raises(SourceError, match=remedy) as caught:
        harvested(answered(f'<error code="{code}">It expired</error>', status), "X")
    assert "It expired" in str(caught.value)
    assert not isinstance(caught.value, TemporaryError)


def test_flow_control_is_waited_out():
    with pytest.raises(TemporaryError) as caught:
        harvested(answered("", 503, {"Retry-After": "17"}), "X")
    assert caught.value.wait == 17


def test_a_list_of_ids_is_refused_as_one():
    with pytest.raises(SourceError, match="list of ids"):
        harvested(answered("<ListIdentifiers><header/></ListIdentifiers>"), "X")


def test_a_page_cut_off_is_never_taken_for_the_end():
    text = answered(f"<ListRecords>{RECORD}</ListRecords>").text
    with pytest.raises(TemporaryError, match="broken"):
        harvested(Answer(200, httpx.Headers(), text[: len(text) - 40]), "X")


def test_empty_pages_are_passed_over_but_not_for_ever():
    source = OaiSource(name="oai:x", url=URL, set_name="a")
    request = source.translate(strategy("werk")).requests[0]
    empty = answered("<ListRecords><resumptionToken>t</resumptionToken></ListRecords>")
    steps = source.fetch(request, "*")
    assert "set=a" in next(steps).url
    assert steps.send(empty).url.endswith("resumptionToken=t")
    with pytest.raises(SourceError, match=f"{EMPTY_PAGES} pages"):
        for _ in range(EMPTY_PAGES):
            steps.send(empty)


def test_the_strategy_is_not_asked_and_that_is_told():
    translation = OaiSource(name="oai:x", url=URL).translate(strategy("werk", languages="nl"))
    assert len(translation.requests) == 1
    assert "cannot search" in translation.widened[0]


def test_a_repository_on_this_machine_is_refused():
    with pytest.raises(UsageError, match="on the internet"):
        OaiSource(name="oai:x", url="https://127.0.0.1/oai")
