"""The search page: what runs, what is told of it, and files that are handed over."""

import http.client
from contextlib import closing
from threading import Event

import pytest

from synth.errors import UsageError
from synth.review import Review
from synth.sources.fetching import Fetched
from synth.web.jobs import SearchJobs
from synth.web.route import FILE
from tests.conftest import PATIENCE
from tests.web.looking import eventually
from tests.web.running import NONCE

RIS = "TY  - JOUR\nAU  - Neu, A.\nTI  - Wissen im Amt\nPY  - 2020\nAB  - Kennis.\nER  -\n"


def nonce(somebody, path: str = "/search") -> str:
    return NONCE.search(somebody.get(path).text)[1]


def test_a_search_begins_runs_and_stands_in_the_log(running):
    somebody = running.somebody()
    data = {"source": "corpus", "strategy": "tno-2011", "nonce": nonce(somebody)}
    assert somebody.send("/search/begin", data).status_code == 303
    jobs = running.site.shared(SearchJobs)
    with somebody.client.stream("GET", "/search/events") as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        lines = list(stream.iter_lines())
    assert "event: end" in lines
    assert [job.problem for job in jobs.jobs] == [""]
    assert "Done." in somebody.get("/search").text


@pytest.fixture
def heard():
    """Whom the search tells how far it is."""
    return []


@pytest.fixture
def searching(running, monkeypatch, heard):
    """A search that goes on until it is told to end."""
    end = Event()
    monkeypatch.setattr(Review, "search", lambda *_, on_event, **__: (heard.append(on_event), end.wait()))
    jobs = running.site.shared(SearchJobs)
    jobs.begin("corpus", "tno-2011", by="me")
    yield end
    end.set()
    eventually(lambda: not jobs.under_way)


def test_the_same_search_does_not_run_twice_at_once(running, searching):
    with pytest.raises(UsageError):
        running.site.shared(SearchJobs).begin("corpus", "tno-2011", by="me")


def test_the_page_follows_a_search_until_its_end(page, running, searching):
    with page.expect_response(lambda got: "hx-request" in got.request.headers):  # the first event had it ask
        page.goto(running.url + "/search")
    page.locator("#running[data-listens]").wait_for()
    searching.set()
    page.locator("#running", has_text="Done.").wait_for()


def test_a_search_that_is_followed_for_long_leaves_room_for_other_pages(page, running, searching, heard):
    streams = []
    page.on("request", lambda asked: streams.append(asked.url) if asked.url.endswith("/events") else None)
    page.goto(running.url + "/search")
    eventually(lambda: heard)
    for n in range(1, 9):  # a browser opens six connections to one server
        heard[0](Fetched(0, n, n, 8, 0.0))
        page.locator("#running", has_text=f"{n} record").wait_for()
    assert len(streams) == 1
    other = page.context.new_page()
    other.goto(running.url + "/works")
    other.get_by_role("heading", level=1).wait_for()


def test_only_what_the_protocol_names_is_searched(running):
    somebody = running.somebody()
    data = {"source": "openalex", "strategy": "tno-2011", "nonce": nonce(somebody)}
    answer = somebody.send("/search/begin", data)
    assert answer.status_code == 422
    assert "protocol" in answer.text


def test_a_file_comes_in_once_however_often_the_form_is_sent(running):
    somebody = running.somebody()
    data = {"nonce": nonce(somebody), "strategy": ""}
    for expected in ("1 entry", "nothing was added"):
        answer = somebody.send("/search/files", data, files={"files": ("new.ris", RIS)})
        assert expected in answer.text
    with Review.open(running.folder) as review:
        assert review.find("Wissen Amt") == ("neu-2020",)


@pytest.mark.parametrize(
    "name", ["../../review.yaml", "/etc/passwd.ris", "..\\..\\x.ris", "a\x00b.ris", ".ris", "…"]
)
def test_the_name_of_a_file_leads_nowhere(running, name):
    before = {path: path.read_bytes() for path in running.folder.rglob("*.yaml")}
    somebody = running.somebody()
    data = {"nonce": nonce(somebody), "strategy": ""}
    assert somebody.send("/search/files", data, files={"files": (name, RIS)}).status_code in (200, 422)
    assert {path: path.read_bytes() for path in running.folder.rglob("*.yaml")} == before


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bomb.yaml", "a: &a [x]\nb: [*a, *a]\n"),
        ("entity.xml", '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><xml>&b;</xml>'),
        ("nothing.ris", ""),
        ("binary.bib", "\x00\x01\x02"),
    ],
)
def test_a_hostile_file_is_refused_with_its_name_and_changes_nothing(running, name, content):
    somebody = running.somebody()
    with Review.open(running.folder) as review:
        before = review.amounts()
    data = {"nonce": nonce(somebody), "strategy": ""}
    answer = somebody.send("/search/files", data, files={"files": (name, content)})
    assert answer.status_code == 422
    assert "root:" not in answer.text
    with Review.open(running.folder) as review:
        assert review.amounts() == before


def test_a_file_that_is_too_large_is_refused(running):
    somebody = running.somebody()
    with closing(http.client.HTTPConnection("127.0.0.1", running.port, timeout=PATIENCE)) as connection:
        connection.putrequest("POST", "/search/files")
        for name, value in {
            "Origin": running.url,
            "Cookie": f"{running.door.cookie}={somebody.client.cookies[running.door.cookie]}",
            "Content-Type": "multipart/form-data; boundary=x",
            "Content-Length": str(FILE + 1),
        }.items():
            connection.putheader(name, value)
        connection.endheaders()
        assert connection.getresponse().status == 413


def test_a_search_that_is_not_there_is_told(running):
    assert running.somebody().get("/search/run/999").status_code == 422
