"""PubMed: what is asked, in windows of time, and what its answers mean."""

import json

import httpx
import pytest

from synth.errors import KeyRefused, SourceError, UsageError
from synth.sources import pubmed
from synth.sources.protocol import Request, TemporaryError
from synth.sources.pubmed import PubMedSource, checked
from synth.sources.transport import Answer
from tests.sources.made import strategy
from tests.sources.made_catalogue import work
from tests.standin.pubmed import PubMed, article

URL = "https://pubmed.example"


def query(expression, **scope):
    requests = PubMedSource(url=URL, key="").translate(strategy(expression, **scope)).requests
    return [dict(one.params)["term"] for one in requests]


@pytest.mark.parametrize(
    ("expression", "asked"),
    [
        ("title:huis", '"huis"[ti]'),
        ("abstract:huis", '"huis"[tiab]'),
        ("huis AND (gas OR bos)", '"huis"[tw] AND ("gas"[tw] OR "bos"[tw])'),
        ("implementat*", "implementat*[tw]"),
        ('"sociale implementat*"', '"sociale implementat*"[tw]'),
    ],
)
def test_a_strategy_in_the_words_of_pubmed(expression, asked):
    assert query(expression) == [asked]


def test_years_are_dates_of_publication():
    assert query("huis", years="from: 2000, to: 2010") == ['"huis"[tw] AND 2000:2010[dp]']


def test_three_letters_and_a_star_cannot_be_asked():
    with pytest.raises(UsageError, match="4 letters"):
        query("abc*")


@pytest.mark.parametrize(
    ("found", "error", "said"),
    [
        ({"error": "API rate limit exceeded", "count": "11"}, TemporaryError, "slow down"),
        ({"error": "API key invalid"}, KeyRefused, "NCBI_API_KEY"),
        ({"esearchresult": {"ERROR": "Search Backend failed"}}, TemporaryError, "Search Backend failed"),
        (
            {"esearchresult": {"count": "0", "idlist": [], "errorlist": {"fieldsnotfound": ["x"]}}},
            SourceError,
            "fields x",
        ),
        ({"esearchresult": {"count": "many"}}, TemporaryError, "unknown shape"),
        ({"esearchresult": {"count": "²", "idlist": []}}, TemporaryError, "unknown shape"),
        ({"other": 1}, TemporaryError, "unknown shape"),
    ],
)
def test_mistakes_told_with_status_200(found, error, said):
    with pytest.raises(error, match=said):
        checked(found)


def test_words_that_pubmed_does_not_know_are_no_mistake():
    result = {"count": "0", "idlist": [], "errorlist": {"phrasesnotfound": ["xqzz"], "fieldsnotfound": []}}
    assert checked({"esearchresult": result}) == {"count": 0, "ids": []}


def drive(source, server, plan):
    """Return the ids of every page, and the calls."""
    ids, calls = [], []
    for request in source.translate(plan).requests:
        cursor = "*"
        while cursor is not None:
            steps = source.fetch(request, cursor)
            ask = next(steps)
            while True:
                calls.append(ask)
                try:
                    ask = steps.send(served(server, ask))
                except StopIteration as done:
                    page = done.value
                    break
            ids += page.ids
            cursor = page.next_cursor if page.ids else None
    return ids, calls, page


def served(server, ask):
    query_ = dict(ask.form) or dict(httpx.URL(ask.url).params)
    if "efetch" in ask.url:
        _, _, sheet = server.records(query_["id"].split(","))
        return Answer(200, httpx.Headers(), sheet.text())
    return Answer(200, httpx.Headers(), json.dumps(server.search(query_)))


def test_more_than_can_be_reached_is_asked_in_windows_of_time(monkeypatch):
    monkeypatch.setattr(pubmed, "REACH", 60)
    monkeypatch.setattr(pubmed, "PAGE_SIZE", 20)
    made = [work(n, "werk", year=1990 + n % 30, month=1 + n % 12) for n in range(1, 401)]
    ids, calls, last = drive(PubMedSource(url=URL, key=""), PubMed(made), strategy("werk"))
    assert sorted(map(int, ids)) == list(range(1, 401))
    assert last.total == 400
    assert len(calls) < 120
    assert any("mindate" in ask.url for ask in calls)


def test_a_question_that_can_be_reached_is_asked_without_dates():
    ids, calls, last = drive(
        PubMedSource(url=URL, key=""), PubMed([work(n, "werk") for n in range(450)]), strategy("werk")
    )
    assert (len(ids), last.total, len(calls)) == (450, 450, 6)
    assert not any("mindate" in ask.url for ask in calls)


def test_ids_without_records_are_asked_again():
    source = PubMedSource(url=URL, key="")
    steps = source.fetch(source.translate(strategy("werk")).requests[0], "*")
    next(steps)
    steps.send(Answer(200, httpx.Headers(), json.dumps({"esearchresult": {"count": "1", "idlist": ["7"]}})))
    with pytest.raises(TemporaryError, match="no records"):
        steps.send(Answer(200, httpx.Headers(), "<PubmedArticleSet></PubmedArticleSet>"))


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<eSearchResult><Count>1</Count></eSearchResult>", "list of ids"),
        ('{"esearchresult": {"count": "1", "idlist": ["7"]}}', "list of ids"),
    ],
)
def test_stored_answers_without_records_are_refused_with_the_reason(body, said):
    with pytest.raises(SourceError, match=said):
        PubMedSource(url=URL, key="").page(Answer(200, httpx.Headers(), body), Request("pubmed", 0, ""), "*")


MEDLINE = """PMID- 77
TI  - Een titel
AU  - Made A
DP  - 2019 Mar
LA  - dut

PMID- 78
TI  - Nog een titel
"""


def test_a_stored_answer_in_medline_text_is_read():
    source = PubMedSource(url=URL, key="")
    page = source.page(Answer(200, httpx.Headers(), MEDLINE), Request("pubmed", 0, ""), "*")
    first, second = map(source.read, page.payloads)
    assert page.ids == ("77", "78")
    assert (first.source, first.source_id, first.pmid, first.title) == ("pubmed", "77", "77", "Een titel")
    assert (first.year, first.language, second.title) == (2019, "nl", "Nog een titel")


def test_a_long_question_is_sent_as_a_form_and_the_key_in_no_request():
    words = " OR ".join(f"woord{n:03}" for n in range(300))
    source = PubMedSource(url=URL, key="geheim123", mailto="me@example.org")
    request = source.translate(strategy(words)).requests[0]
    ask = next(source.fetch(request, "*"))
    assert ask.method == "POST"
    assert ("email", "me@example.org") in ask.form
    assert "geheim123" not in f"{request}{ask}{source!r}"


def test_a_record_is_read_from_what_was_kept():
    record = PubMedSource(url=URL, key="").read(article(work(5, "Een werk", mesh=["Change"])))
    assert (record.source, record.source_id, record.keywords) == ("pubmed", "5", ("Change",))
