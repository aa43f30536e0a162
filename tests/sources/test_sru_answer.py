"""Answers of SRU servers: every version and packing, and what they say of mistakes."""

import httpx
import pytest

from synth.errors import SourceError
from synth.sources import metadata
from synth.sources.protocol import Request, TemporaryError
from synth.sources.sru import DnbSource, KbSource
from synth.sources.sru_answer import found
from synth.sources.transport import Answer

DC = '<dc xmlns="http://purl.org/dc/elements/1.1/"><title>Een titel</title></dc>'
SPACES = ["http://www.loc.gov/zing/srw/", "http://docs.oasis-open.org/ns/search-ws/sruResponse"]


def answered(inside, space=SPACES[0], status=200):
    text = f'<zs:searchRetrieveResponse xmlns:zs="{space}">{inside}</zs:searchRetrieveResponse>'
    return Answer(status, httpx.Headers(), text)


def record(data, packing="xml"):
    inside = f"<zs:recordPacking>{packing}</zs:recordPacking><zs:recordData>{data}</zs:recordData>"
    return f"<zs:records><zs:record>{inside}</zs:record></zs:records>"


def diagnostic(number, message="Unsupported index", details="colour"):
    return (
        f"<zs:diagnostics><diagnostic><uri>info:srw/diagnostic/1/{number}</uri><details>{details}</details>"
        f"<message>{message}</message></diagnostic></zs:diagnostics>"
    )


@pytest.mark.parametrize("space", SPACES)
@pytest.mark.parametrize(
    "data", [DC, DC.replace("<", "&lt;").replace(">", "&gt;"), f"<wrap><inner>{DC}</inner></wrap>"]
)
def test_records_are_found_whatever_version_and_packing(space, data):
    page = found(answered(f"<zs:numberOfRecords>7</zs:numberOfRecords>{record(data)}", space), "X")
    assert page.total == 7
    source = KbSource(url="https://kb.example/sru")
    whole = source.page(
        answered(f"<zs:numberOfRecords>7</zs:numberOfRecords>{record(data)}", space),
        Request("kb", 0, ""),
        "*",
    )
    assert [source.read(one).title for one in whole.payloads] == ["Een titel"]
    assert whole.next_cursor == "2"


@pytest.mark.parametrize("number", ["many", "-1", "²", "9" * 5000])
def test_a_number_of_records_that_is_none_is_not_known(number):
    page = found(answered(f"<zs:numberOfRecords>{number}</zs:numberOfRecords>{record(DC)}"), "X")
    assert (page.total, len(page.records)) == (None, 1)


@pytest.mark.parametrize("number", [10, 16, 48])
def test_a_refusal_is_told_in_the_words_of_the_server(number):
    with pytest.raises(SourceError, match="Unsupported index – colour") as caught:
        found(answered(diagnostic(number)), "the DNB")
    assert not isinstance(caught.value, TemporaryError)


def test_a_server_that_is_busy_is_asked_again():
    with pytest.raises(TemporaryError, match="System temporarily unavailable"):
        found(answered(diagnostic(2, "System temporarily unavailable")), "the DNB")


def test_past_the_end_is_an_empty_page():
    page = found(answered("<zs:numberOfRecords>3</zs:numberOfRecords>" + diagnostic(61)), "X")
    assert (page.total, page.records) == (3, ())


def test_a_diagnostic_in_the_place_of_a_record_is_a_problem_of_that_record():
    inside = (
        '<diagnostic xmlns="info:srw/schema/1/diagnostics-v1.1"><message>Too large</message></diagnostic>'
    )
    source = DnbSource(url="https://dnb.example/sru")
    page = source.page(answered(record(inside)), Request("dnb", 0, ""), "*")
    with pytest.raises(SourceError, match="could not give a record: Too large"):
        source.read(page.payloads[0])


@pytest.mark.parametrize(
    ("text", "status", "said"),
    [
        ("<html><body>Log in</body></html>", 200, "a web page"),
        ("<searchRetrieveResponse><records>", 200, "a broken answer"),
        ('{"a": 1}', 200, "a broken answer"),
        ("<other/>", 200, "unknown shape"),
        ("<html/>", 503, "failed"),
    ],
)
def test_what_is_no_answer_may_pass(text, status, said):
    with pytest.raises(TemporaryError, match=said):
        found(Answer(status, httpx.Headers(), text), "X")


def test_metadata_in_another_format_is_refused_with_its_name():
    inside = record('<isad:archivaldescription xmlns:isad="urn:isad"><isad:x/></isad:archivaldescription>')
    source = DnbSource(url="https://dnb.example/sru")
    page = source.page(answered(inside), Request("dnb", 0, ""), "*")
    with pytest.raises(SourceError, match="`archivaldescription` is no Dublin Core"):
        source.read(page.payloads[0])
    assert metadata.KEPT
