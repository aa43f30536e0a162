"""Each way in that is not meant: refused, and nothing stored."""

import http.client
import json
import re
import stat
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from argon2 import PasswordHasher

from synth.errors import UsageError
from synth.store import accounts
from synth.web import passwords, people
from synth.web.door import door
from synth.web.guard import CSP
from synth.web.route import SMALL
from synth.web.routes import ROUTES
from synth.web.sessions import IDLE_SECONDS, MOST_SECONDS, Person, Sessions
from tests.conftest import PATIENCE
from tests.report.hostile import PAYLOADS
from tests.web.running import PASSWORD, Running, Somebody

CLOSED = [one for one in ROUTES if not one.opened]
FORMS = [one for one in ROUTES if one.method == "POST"]


VALUES = {"key": "sol-2011", "name": "tno-2011", "number": "1", "dimension": "factor"}
PLACE = re.compile(r"{(\w+)(:\w+)?}")


def filled(path: str) -> str:
    """A path with values in its places."""
    return PLACE.sub(lambda place: VALUES.get(place[1], "1" if place[2] else "x"), path)


def raw(running, method="GET", path="/", **headers: str) -> http.client.HTTPResponse:
    """A request with exactly these headers."""
    with closing(http.client.HTTPConnection("127.0.0.1", running.port, timeout=PATIENCE)) as connection:
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        answer = connection.getresponse()
        answer.text = answer.read().decode()
        return answer


# Who asks


@pytest.mark.parametrize("route", CLOSED, ids=lambda one: one.name)
def test_without_having_come_in_no_page_shows_anything(standing, route):
    somebody = Somebody(standing)
    answer = somebody.client.request(route.method, filled(route.path))
    assert answer.status_code == 401
    assert "activation" not in answer.text


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example:{}", ""]
)
@pytest.mark.parametrize("path", ["/", "/static/synth.css", "/sign-in"])
def test_a_name_that_was_bound_to_this_machine_is_not_answered(standing, host, path):
    assert raw(standing, path=path, Host=host.format(standing.port)).status == 400


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "LOCALHOST"])
def test_the_names_of_this_machine_are_answered(standing, name):
    assert raw(standing, Host=f"{name}:{standing.port}").status == 401


FOREIGN = [
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://127.0.0.1:1"},
    {"Origin": "http://localhost:{port}", "Sec-Fetch-Site": "same-origin"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "none"},
    {"Origin": "{own}", "Sec-Fetch-Site": "same-site"},
    {},
]


@pytest.mark.parametrize("headers", FOREIGN, ids=lambda one: " ".join(one.values()) or "none")
@pytest.mark.parametrize("route", FORMS, ids=lambda one: one.name)
def test_a_form_of_another_site_or_port_is_refused(standing, route, headers):
    somebody = standing.somebody()
    sent = {name: value.format(port=standing.port, own=standing.url) for name, value in headers.items()}
    sent["Host"] = f"127.0.0.1:{standing.port}"
    sent["Cookie"] = f"{standing.door.cookie}={somebody.client.cookies[standing.door.cookie]}"
    sent["Content-Length"] = "0"
    assert raw(standing, "POST", filled(route.path), **sent).status == 403


@pytest.mark.parametrize(
    "route", [one for one in FORMS if not one.opened] or FORMS[:1], ids=lambda one: one.name
)
@pytest.mark.parametrize("csrf", ["", "0" * 64, "é"])
def test_a_form_without_the_token_of_the_session_is_refused(standing, route, csrf):
    answer = standing.somebody().client.post(filled(route.path), data={"csrf": csrf, "language": "nl"})
    assert answer.status_code == 403
    assert "language" not in answer.cookies


def test_another_site_cannot_draw_in_what_is_here(standing):
    own = f"127.0.0.1:{standing.port}"
    picture = {
        "Host": own,
        "Sec-Fetch-Site": "cross-site",
        "Sec-Fetch-Mode": "no-cors",
        "Sec-Fetch-Dest": "image",
    }
    framed = {
        "Host": own,
        "Sec-Fetch-Site": "cross-site",
        "Sec-Fetch-Mode": "navigate",
        "Sec-Fetch-Dest": "iframe",
    }
    for headers in (picture, framed):
        assert raw(standing, path="/static/synth.css", **headers).status == 403


def test_a_link_from_elsewhere_asks_again_from_here(standing):
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    answer = raw(standing, path="/works", Host=f"127.0.0.1:{standing.port}", **headers)
    assert 'http-equiv="refresh"' in answer.text


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT"])
def test_other_methods_are_refused(standing, method):
    assert raw(standing, method, "/", Host=f"127.0.0.1:{standing.port}").status in (400, 405)


# What every answer says


@pytest.mark.parametrize("path", ["/", "/works", "/nowhere", "/static/keys.js", "/sign-in"])
def test_every_answer_forbids_scripts_of_others_and_being_framed(standing, path):
    headers = standing.somebody().get(path).headers
    assert headers["content-security-policy"] == CSP
    assert "unsafe" not in CSP and "default-src 'none'" in CSP and "frame-ancestors 'none'" in CSP
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "server" not in headers


def test_pages_are_kept_nowhere_and_files_by_their_content(standing):
    somebody = standing.somebody()
    assert somebody.get("/").headers["cache-control"] == "no-store"
    assert "immutable" in somebody.get("/static/synth.css").headers["cache-control"]


def test_a_refusal_has_the_same_headers(standing):
    answer = raw(standing, Host="evil.example")
    assert answer.getheader("content-security-policy") == CSP


# Coming in


def test_an_address_lets_in_once_and_then_there_is_another(running):
    told: list[str] = []
    running.tickets.told = told.append
    first = running.entry
    assert Somebody(running).get(first).status_code == 303
    assert Somebody(running).get(first).status_code == 401
    assert told and Somebody(running).get(running.entry).status_code == 303


def test_a_guessed_address_does_not_use_up_the_right_one(running):
    assert Somebody(running).get("/enter?ticket=guess").status_code == 401
    assert Somebody(running).get(running.entry).status_code == 303


def test_the_cookie_is_for_this_server_alone(running):
    cookie = Somebody(running).get(running.entry).headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie and "path=/" in cookie
    assert "domain" not in cookie and str(running.port) in cookie


def test_under_tls_the_cookie_is_secure():
    through = door("127.0.0.1", 8765, origin="https://review.example.org", accounts=True)
    assert through.secure and through.cookie.startswith("__Host-")
    assert through.hosts == {"review.example.org"}


def test_a_session_that_was_planted_is_not_the_one_after_signing_in(team):
    cora = team.signed_in("cora")
    planted = cora.client.cookies[team.door.cookie]
    lee = Somebody(team)
    lee.client.cookies.set(team.door.cookie, planted, domain="127.0.0.1")
    assert lee.sign_in("lee", PASSWORD).status_code == 303
    assert httpx.get(team.url + "/works", cookies={team.door.cookie: planted}).status_code == 401
    assert lee.get("/works").status_code == 200


def test_signing_out_ends_the_session(team):
    cora = team.signed_in("cora")
    secret = cora.client.cookies[team.door.cookie]
    assert cora.send("/sign-out").status_code == 303
    assert httpx.get(team.url + "/works", cookies={team.door.cookie: secret}).status_code == 401


@pytest.mark.parametrize("seconds", [IDLE_SECONDS, MOST_SECONDS])
def test_a_session_ends_by_itself(tmp_path, seconds):
    at = [1_000_000.0]
    with closing(accounts.connect(tmp_path)) as db:
        sessions = Sessions(db, local=Person("me", "", "lead"), clock=lambda: at[0])
        session = sessions.begin(Person("me", "", "lead"))
        step = min(seconds, IDLE_SECONDS) - 1
        while at[0] + step < 1_000_000 + seconds:
            at[0] += step
            assert sessions.find(session.secret)
        at[0] = 1_000_000 + seconds + step + 2
        assert sessions.find(session.secret) is None
        assert accounts.session(db, session.stored.digest) is None


def test_a_restart_signs_nobody_out(folder, running):
    from tests.web.running import Running

    secret = running.somebody().client.cookies[running.door.cookie]
    running.stop()
    again = Running(folder)
    try:
        cookies = {again.door.cookie: secret}
        assert httpx.get(again.url + "/works", cookies=cookies).status_code == 200
    finally:
        again.stop()


def test_a_changed_password_ends_every_session_of_the_person(team, folder):
    cora = team.signed_in("cora")
    with closing(accounts.connect(folder)) as db:
        accounts.change_account(db, "cora", by="terminal", password=passwords.hashed("another long one"))
    assert cora.get("/works").status_code == 401
    assert Somebody(team).sign_in("cora", PASSWORD).status_code == 401


def test_a_closed_account_is_out_at_once(team, folder):
    cora = team.signed_in("cora")
    with closing(accounts.connect(folder)) as db:
        accounts.change_account(db, "cora", by="terminal", active=0)
    assert cora.get("/works").status_code == 401
    assert Somebody(team).sign_in("cora", PASSWORD).status_code == 401


def test_an_unknown_name_and_a_wrong_password_are_told_alike(team):
    wrong = Somebody(team).sign_in("cora", "not the password")
    unknown = Somebody(team).sign_in("nobody", "not the password")
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.text.replace("cora", "nobody") == unknown.text


def test_after_five_wrong_passwords_even_the_right_one_waits(team):
    somebody = Somebody(team)
    assert [somebody.sign_in("cora", "wrong").status_code for _ in range(5)] == [401] * 5
    answer = somebody.sign_in("cora", PASSWORD)
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 60
    assert Somebody(team).sign_in("lee", PASSWORD).status_code == 303


def test_tries_are_forgotten_after_a_while():
    at = [0.0]
    tries = passwords.Tries(clock=lambda: at[0])
    for _ in range(5):
        tries.failed("cora")
    assert tries.wait("cora") > 0
    at[0] = passwords.WAIT_SECONDS + 1
    assert tries.wait("cora") == 0


def test_passwords_are_hashed_by_argon2id_with_much_work_and_are_not_short(folder, monkeypatch):
    monkeypatch.setattr("argon2.PasswordHasher", PasswordHasher)
    with closing(accounts.connect(folder)) as db:
        people.add(db, people.New("cora", "coder", PASSWORD))
        stored = accounts.account(db, "cora").password
    work = "$argon2id$v=19$m=65536,t=3,p=4$"
    assert stored.startswith(work) and passwords.NOBODY.startswith(work) and PASSWORD not in stored
    with pytest.raises(UsageError):
        passwords.hashed("short")


def test_the_file_of_accounts_is_its_owners_alone(folder, team):
    assert stat.S_IMODE((folder / accounts.FILE).stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "onward", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/\n/evil"]
)
def test_signing_in_leads_nowhere_else(team, onward):
    data = {"name": "cora", "password": PASSWORD, "onward": onward}
    assert Somebody(team).client.post("/sign-in", data=data).headers["location"] == "/"


def test_a_review_goes_by_a_name_of_its_own_that_stays(tmp_path):
    names = set()
    for _ in range(2):
        with closing(accounts.connect(tmp_path)) as db:
            names.add(accounts.own_name(db))
    (name,) = names
    through = door("127.0.0.1", 8765).called(name)
    assert through.origins[0] == f"http://{name}:8765"
    assert "127.0.0.1:8765" in through.hosts


# Who may


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.4", "::", "review.example.org"])
def test_beyond_this_machine_accounts_are_needed_and_it_says_how(host):
    with pytest.raises(UsageError) as refused:
        door(host, 8765)
    assert "synth account" in str(refused.value) and "TLS" in str(refused.value)


def test_beyond_this_machine_tls_is_needed():
    with pytest.raises(UsageError, match="TLS"):
        door("0.0.0.0", 8765, accounts=True)
    with pytest.raises(UsageError, match="TLS"):
        door("127.0.0.1", 8765, origin="http://review.example.org", accounts=True)


def test_without_accounts_the_printed_address_is_no_way_into_a_team(team):
    assert Somebody(team).get(team.entry).status_code == 401


@pytest.mark.parametrize("route", [one for one in CLOSED if one.role != "reader"], ids=lambda one: one.name)
def test_a_reader_may_not_do_what_takes_another_role(team, route):
    ray = team.signed_in("ray")
    answer = ray.client.request(route.method, filled(route.path), data={"csrf": ray.csrf()})
    assert answer.status_code == 403


def test_a_role_cannot_be_sent_along(team):
    data = {"name": "ray", "password": PASSWORD, "onward": "/", "role": "lead"}
    ray = Somebody(team)
    ray.client.post("/sign-in", data=data)
    assert "reader" in ray.get("/keys").text


def test_what_happens_at_the_door_is_written_down_and_stays(team, folder):
    Somebody(team).sign_in("cora", "wrong")
    team.signed_in("cora")
    with closing(accounts.connect(folder)) as db:
        entries = [(action, person) for _, action, person, _ in accounts.audited(db)]
        assert ("sign-in-failed", "cora") in entries and ("signed-in", "cora") in entries
        assert "wrong" not in json.dumps(list(accounts.audited(db)))
        for sql in ("DELETE FROM audit", "UPDATE audit SET person = 'x'"):
            with pytest.raises(Exception, match="append-only"):
                db.conn.execute(sql)


# What is sent


def test_a_form_that_is_too_large_is_refused(standing):
    somebody = standing.somebody()
    answer = somebody.client.post("/preferences", data={"csrf": somebody.csrf(), "x": "y" * (SMALL + 1)})
    assert answer.status_code == 413


def test_a_form_without_a_length_is_refused_once_it_is_too_large(standing):
    somebody = standing.somebody()
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    chunks = (b"x=" + b"y" * 100_000 for _ in range(20))
    assert somebody.client.post("/preferences", content=chunks, headers=headers).status_code == 413


def test_a_form_of_very_many_fields_is_refused(standing):
    somebody = standing.somebody()
    answer = somebody.client.post("/preferences", data={f"f{i}": "1" for i in range(6000)})
    assert answer.status_code == 400


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static//etc/passwd",
        "/works/..%2f..%2fserve.db", "/works/%2e%2e%2fsynth.db", "/serve.db", "/synth.db", "/works/%00",
    ],
)  # fmt: skip
def test_no_path_leads_to_a_file(standing, path):
    somebody = standing.somebody()
    with closing(http.client.HTTPConnection("127.0.0.1", standing.port, timeout=PATIENCE)) as connection:
        cookie = f"{standing.door.cookie}={somebody.client.cookies[standing.door.cookie]}"
        connection.request("GET", path, headers={"Cookie": cookie})
        answer = connection.getresponse()
        assert answer.status in (400, 404, 422)
        assert b"SQLite format" not in answer.read()


def test_a_page_of_markup_in_an_address_runs_nothing(standing):
    for payload in PAYLOADS:
        answer = standing.somebody().get("/works", params={"q": payload, "year": payload, "order": payload})
        assert payload not in answer.text or "<" not in payload


def test_a_failure_of_the_program_tells_nothing_of_it(running, monkeypatch):
    def broken(*_):
        raise RuntimeError("secret of the program")

    somebody = running.somebody()
    monkeypatch.setattr("synth.web.rendering.Pages.render", broken)
    answer = somebody.get("/works")
    assert answer.status_code == 500
    assert "secret" not in answer.text and "Traceback" not in answer.text


def test_many_come_in_and_go_at_once_and_everything_is_written_down(tmp_path):
    with closing(accounts.connect(tmp_path)) as db:
        sessions = Sessions(db, local=None)

        def come_and_go(number: int) -> None:
            for _ in range(10):
                session = sessions.begin(Person(f"p{number}", "", "coder"))
                sessions.note("signed-in", person=session.person.id)
                sessions.end(session)

        with ThreadPoolExecutor(6) as threads:
            list(threads.map(come_and_go, range(6)))
        assert db.table("audit").count == 60
        assert db.table("session").count == 0


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="tells of open files on Linux alone")
def test_a_server_that_stopped_holds_no_file_of_the_review(folder):
    server = Running(folder)
    assert server.somebody().get("/works").status_code == 200
    assert open_in(folder)
    server.stop()
    assert open_in(folder) == []


def open_in(folder) -> list[str]:
    """The files of a folder that this process has open."""
    found = []
    for one in Path("/proc/self/fd").iterdir():
        try:
            found.append(str(one.readlink()))
        except OSError:  # the listing itself was one
            continue
    return [one for one in found if one.startswith(str(folder))]
