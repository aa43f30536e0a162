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


def test_a_file_is_shown_comes_in_once_and_is_taken_back(running):
    somebody = running.somebody()
    known = (running.folder / "corpus" / "export-a.ris").read_text(encoding="utf-8")
    shown = somebody.hand_over("/search/files", ("new.ris", f"{RIS}TY  - JOUR\nER  -\n{known}"), strategy="")
    for words_of_it in ("ris, utf-8", "9 records", "Wissen im Amt", "franche-2005", "new.ris:7"):
        assert words_of_it in shown.text
    with Review.open(running.folder) as review:
        assert review.find("Wissen Amt") == ()
    assert "9 records" in somebody.take_in(shown).text
    with Review.open(running.folder) as review:
        assert review.find("Wissen Amt") == ("neu-2020",)
        run = review.searches()[-1].id
    again = somebody.take_in(
        somebody.hand_over("/search/files", ("again.ris", f"{RIS}TY  - JOUR\nER  -\n{known}"))
    )
    assert "0 new" in again.text
    page = f"/search/run/{run}"
    assert "Take back: new.ris" in somebody.get(page).text
    data = {"what": "records", "file": "new.ris", "nonce": nonce(somebody, page)}
    assert somebody.send("/exchange/undo", data).status_code == 303
    assert "new.ris is taken back: 9 records" in somebody.get("/search").text
    with Review.open(running.folder) as review:
        assert review.find("Wissen Amt") == ()


NAMES = ("../../review.yaml", "/etc/passwd.ris", "..\\..\\x.ris", "a\x00b.ris", ".ris", "…")
HOSTILE = {
    "bomb.yaml": "a: &a [x]\nb: [*a, *a]\n",
    "entity.xml": '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><xml>&b;</xml>',
    "nothing.ris": "",
    "binary.bib": "\x00\x01\x02",
}


def test_a_hostile_name_leads_nowhere_and_a_hostile_file_is_refused_with_its_name(running):
    somebody = running.somebody()
    before = {path: path.read_bytes() for path in running.folder.rglob("*.yaml")}
    with Review.open(running.folder) as review:
        amounts = review.amounts()
    files = [(name, RIS.replace("Amt", f"Amt {place}")) for place, name in enumerate(NAMES)]
    shown = somebody.hand_over("/search/files", *files, *HOSTILE.items(), strategy="")
    assert shown.status_code == 200
    assert all(name in shown.text for name in HOSTILE)
    assert shown.text.count("Refused, with the reason") == len(HOSTILE) + 1  # review.yaml holds no records
    assert "root:" not in shown.text
    assert somebody.take_in(shown).status_code == 200
    assert {path: path.read_bytes() for path in running.folder.rglob("*.yaml")} == before
    with Review.open(running.folder) as review:
        assert review.amounts() == amounts


def test_records_are_verified_against_a_strategy_of_the_protocol_alone(running):
    somebody = running.somebody()
    assert somebody.hand_over("/search/files", ("new.ris", RIS), strategy="../x").status_code == 422
    assert "Rejected: 1" in somebody.hand_over("/search/files", ("new.ris", RIS), strategy="tno-2011").text


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
