"""Accounts by page: a lead lets people in and shuts them out; nobody becomes more than they are."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress

import pytest

from synth.errors import UsageError
from synth.store import accounts
from synth.web import people
from synth.web.tongues import words
from tests.web.looking import NARROW, overflow, violations, whole
from tests.web.running import NONCE, PASSWORD, Somebody, with_accounts

PATH = "/settings/accounts"
NEW = "four words in a row"
TWICE = {"password": NEW, "again": NEW}
ACTS = {
    "": {"name": "mallory", "role": "lead", **TWICE},
    "/cora/role": {"role": "lead"},
    "/ray/role": {"role": "lead"},
    "/lee/role": {"role": "reader"},
    "/lee/password": TWICE,
    "/lee/close": {},
}


def send(one: Somebody, path: str, data: dict[str, str], *, from_: str = PATH):
    nonce = NONCE.search(one.get(from_).text)[1]
    return one.send(PATH + path, {"nonce": nonce, **data})


def known(folder) -> dict[str, tuple[str, bool, str]]:
    with closing(accounts.connect(folder)) as db:
        return {one.id: (one.role, one.active, one.password) for one in accounts.accounts(db)}


def test_somebody_new_comes_in_with_the_role_that_was_given(team):
    lee = team.signed_in("lee")
    answer = send(lee, "", {"name": "bart", "full_name": "Bart Bos", "role": "coder", **TWICE})
    assert answer.status_code == 303
    text = lee.get(PATH).text
    assert "bart may come in." in text and "Bart Bos" in text and "made an account" in text
    assert "Bart Bos, coder" in team.signed_in("bart", NEW).get("/keys").text


def test_a_new_password_ends_what_was_open_under_the_old_one(team):
    lee, cora = team.signed_in("lee"), team.signed_in("cora")
    assert send(lee, "/cora/password", TWICE).status_code == 303
    assert cora.get("/works").status_code == 401
    assert Somebody(team).sign_in("cora", PASSWORD).status_code == 401
    assert team.signed_in("cora", NEW).get("/works").status_code == 200


def test_another_role_counts_at_once(team):
    lee, cora = team.signed_in("lee"), team.signed_in("cora")
    send(lee, "/cora/role", {"role": "reader"})
    assert cora.get("/works").status_code == 401
    again = team.signed_in("cora")
    assert again.send("/coding", {"nonce": "x" * 20}).status_code == 403


def test_who_is_taken_away_is_out_at_once_and_can_come_back(team):
    lee, cora = team.signed_in("lee"), team.signed_in("cora")
    assert send(lee, "/cora/close", {}).status_code == 303
    assert cora.get("/works").status_code == 401
    assert Somebody(team).sign_in("cora", PASSWORD).status_code == 401
    send(lee, "", {"name": "cora", "role": "reader", **TWICE})
    assert team.signed_in("cora", NEW).get("/works").status_code == 200


@pytest.mark.parametrize("path", ACTS, ids=lambda one: one or "add")
@pytest.mark.parametrize("name", ["ray", "cora"])
def test_nobody_but_a_lead_changes_an_account(team, name, path):
    before = known(team.folder)
    one = team.signed_in(name)
    assert one.get(PATH).status_code == 403
    assert send(one, path, ACTS[path], from_="/coding").status_code == 403
    assert known(team.folder) == before


@pytest.mark.parametrize("path", ACTS, ids=lambda one: one or "add")
def test_a_form_without_the_token_of_the_session_changes_nothing(team, path):
    before = known(team.folder)
    lee = team.signed_in("lee")
    answer = lee.client.post(PATH + path, data={"nonce": "x" * 20, **ACTS[path]})
    assert answer.status_code == 403
    assert known(team.folder) == before


@pytest.mark.parametrize(
    ("path", "data"), [("/lee/role", {"role": "reader"}), ("/lee/close", {}), ("/lee/password", TWICE)]
)
def test_a_lead_does_not_shut_themselves_out(team, path, data):
    before = known(team.folder)
    assert send(team.signed_in("lee"), path, data).status_code == 422
    assert known(team.folder) == before


def test_who_was_a_lead_changes_nothing_any_more(team, folder):
    with_accounts(folder, lou="lead")
    lee, lou = team.signed_in("lee"), team.signed_in("lou")
    nonce = NONCE.search(lou.get(PATH).text)[1]
    csrf = lou.csrf()
    send(lee, "/lou/role", {"role": "reader"})
    data = {"csrf": csrf, "nonce": nonce, "role": "lead"}
    assert lou.client.post(f"{PATH}/lou/role", data=data).status_code == 401
    assert known(folder)["lou"][0] == "reader"


def test_two_leads_who_shut_each_other_out_leave_one(folder):
    with_accounts(folder, ann="lead", bob="lead")

    def shut(name: str) -> None:
        with closing(accounts.connect(folder)) as db, suppress(UsageError):
            people.close(db, name, by="page")

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(shut, ["ann", "bob"]))
    assert sum(active for _, active, _ in known(folder).values()) == 1


@pytest.mark.parametrize(
    "how",
    [
        lambda db: people.close(db, "lee", by="lou"),
        lambda db: people.change(db, "lee", by="lou", role="coder"),
    ],
)
def test_the_last_lead_stays(team, folder, how):
    before = known(folder)
    with closing(accounts.connect(folder)) as db, pytest.raises(UsageError, match="Nobody would lead"):
        how(db)
    assert known(folder) == before
    assert team.signed_in("lee").get(PATH).status_code == 200


WRONG = {
    "no such role": {"name": "bart", "role": "owner", **TWICE},
    "no role": {"name": "bart", **TWICE},
    "a name with markup": {"name": "<b>", "role": "coder", **TWICE},
    "a name that leads out": {"name": "../x", "role": "coder", **TWICE},
    "a name that is there": {"name": "cora", "role": "lead", **TWICE},
    "a short password": {"name": "bart", "role": "coder", "password": "short", "again": "short"},
    "two passwords": {"name": "bart", "role": "coder", "password": NEW, "again": NEW + "!"},
}


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_is_told_and_stores_nothing(team, case):
    before = known(team.folder)
    answer = send(team.signed_in("lee"), "", WRONG[case])
    assert answer.status_code == 422
    assert NEW not in answer.text
    assert known(team.folder) == before


@pytest.mark.parametrize(
    "path", ["/nobody/role", "/nobody/password", "/nobody/close", "/..%2fserve.db/close"]
)
def test_an_account_that_is_not_there_is_told(team, path):
    data = {"role": "coder", **TWICE}
    assert send(team.signed_in("lee"), path, data).status_code in (404, 422)


def test_no_password_and_no_hash_is_shown_or_logged(team, folder):
    lee = team.signed_in("lee")
    send(lee, "", {"name": "bart", "role": "coder", **TWICE})
    send(lee, "/bart/password", TWICE)
    text = lee.get(PATH).text
    assert NEW not in text and "$argon2" not in text
    with closing(accounts.connect(folder)) as db:
        assert NEW not in repr(list(accounts.audited(db))) and "$argon2" not in repr(
            list(accounts.audited(db))
        )


def test_the_log_of_the_door_says_who_did_what_and_goes_further_back(team, folder):
    Somebody(team).sign_in("cora", "not the password")
    with closing(accounts.connect(folder)) as db:
        for number in range(150):
            accounts.audit(db, "signed-in", person=f"p{number:03}")
    lee = team.signed_in("lee")
    text = lee.get(PATH).text
    assert "p149" in text and "p010" not in text
    assert "p010" in lee.get(f"{PATH}?entries=200").text
    assert "wrong password" in lee.get(f"{PATH}?entries=200").text


def test_alone_the_first_account_is_a_lead_and_counts_from_the_next_start(running):
    me = running.somebody()
    assert send(me, "", {"name": "bart", "role": "coder", **TWICE}).status_code == 422
    assert send(me, "", {"name": "anna", "role": "lead", **TWICE}).status_code == 303
    assert "from the next start" in me.get(PATH).text
    assert set(known(running.folder)) == {"anna"}


OWN = "/password"


def own(one: Somebody, now: str, **new: str):
    nonce = NONCE.search(one.get(OWN).text)[1]
    return one.send(OWN, {"nonce": nonce, "now": now, **(new or TWICE)})


@pytest.mark.parametrize("name", ["ray", "cora", "lee"])
def test_everybody_changes_their_own_password_by_the_one_they_have(team, folder, name):
    before = known(folder)
    one, elsewhere = team.signed_in(name), team.signed_in(name)
    planted = one.client.cookies[team.door.cookie]
    assert own(one, PASSWORD, password="", again="").status_code == 422
    assert own(one, "not the password").status_code == 422
    assert own(one, PASSWORD, password=NEW, again=NEW + "!").status_code == 422
    assert own(one, PASSWORD, password="short", again="short").status_code == 422
    assert known(folder) == before and elsewhere.get("/works").status_code == 200
    answer = own(one, PASSWORD, **TWICE, role="lead", name="lee", account="lee")
    assert answer.status_code == 303 and NEW not in answer.text
    assert one.client.cookies[team.door.cookie] != planted
    assert "Your password is changed." in one.get(OWN).text
    assert elsewhere.get("/works").status_code == 401
    assert Somebody(team).sign_in(name, PASSWORD).status_code == 401
    assert team.signed_in(name, NEW).get("/works").status_code == 200
    now = known(folder)
    assert {key for key in now if now[key] != before[key]} == {name}
    assert now[name][:2] == before[name][:2]
    with closing(accounts.connect(folder)) as db:
        said = [(action, by) for _, action, by, _ in accounts.audited(db)]
    assert said.count(("password-changed", name)) == 1 and ("password-refused", name) in said


def test_the_password_of_a_browser_that_stands_open_is_not_guessed(team):
    cora = team.signed_in("cora")
    assert [own(cora, "wrong").status_code for _ in range(5)] == [422] * 5
    answer = own(cora, PASSWORD)
    assert answer.status_code == 429 and int(answer.headers["retry-after"]) > 60
    assert own(team.signed_in("lee"), PASSWORD).status_code == 303
    assert team.signed_in("cora").get("/works").status_code == 200


def test_a_password_is_changed_by_a_form_of_the_session_alone(team):
    before = known(team.folder)
    data = {"now": PASSWORD, "nonce": "x" * 20, **TWICE}
    assert team.signed_in("cora").client.post(OWN, data=data).status_code == 403
    assert known(team.folder) == before


def test_without_accounts_there_is_no_password(running):
    assert "there are no passwords" in running.somebody().get(OWN).text
    assert running.somebody().send(OWN, {"now": "x", "nonce": "x" * 20, **TWICE}).status_code == 422


@pytest.mark.slow
@pytest.mark.parametrize("language", ["nl", "de"])
def test_ones_own_password_by_keyboard_on_a_phone(context, team, language):
    t = words(language)
    page = context.new_page()
    page.set_viewport_size(NARROW)
    page.context.add_cookies([{"name": "language", "value": language, "url": team.url}])
    page.goto(team.url + "/sign-in?onward=/password")
    page.get_by_label(t("door.name")).fill("cora")
    page.get_by_label(t("door.password")).fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name=t("password.title")).wait_for()
    whole(page)
    page.get_by_label(t("password.now")).fill("wrong")
    page.locator("#new-password").fill(NEW)
    page.locator("#new-again").fill(NEW)
    page.keyboard.press("Enter")
    page.get_by_text(t("password.wrong")).wait_for()
    assert violations(page) == [] and overflow(page) <= 0
    page.get_by_label(t("password.now")).fill(PASSWORD)
    page.keyboard.press("Tab")
    page.keyboard.type(NEW)
    page.keyboard.press("Tab")
    page.keyboard.type(NEW)
    page.keyboard.press("Enter")
    page.get_by_text(t("password.changed")).wait_for()
    assert violations(page) == [] and overflow(page) <= 0


def wanted_in_word(one, words) -> str:
    """What the page of reports says once a Word file was asked for that cannot be written."""
    text = one.get("/synthesis/reports").text
    data = {"nonce": NONCE.search(text)[1], "format": "docx", "language": "nl"}
    assert one.send("/synthesis/reports", data).status_code == 303
    return one.until("/synthesis/reports", words)


def test_of_what_is_not_installed_a_team_is_told_whom_to_ask(team, monkeypatch):
    monkeypatch.setattr("synth.report.word.find_spec", lambda _: None)
    lee = team.signed_in("lee")
    lee.client.cookies.set("language", "nl")
    text = wanted_in_word(lee, "Word-bestanden vragen een pakket")
    assert "Vraag wie de server beheert om het te installeren." in text
    assert sys.executable not in text and "pip install" not in text


def test_who_works_alone_is_told_how_to_install_it(running, monkeypatch):
    monkeypatch.setattr("synth.report.word.find_spec", lambda _: None)
    text = wanted_in_word(running.somebody(), "Word files need a package")
    assert f"Install it: {sys.executable} -m pip install" in text


@pytest.mark.slow
@pytest.mark.parametrize("language", ["nl", "en"])
def test_by_keyboard_on_a_phone(context, team, language):
    t = words(language)
    page = context.new_page()
    page.set_viewport_size(NARROW)
    page.context.add_cookies([{"name": "language", "value": language, "url": team.url}])
    page.goto(team.url + "/sign-in?onward=/settings/accounts")
    page.get_by_label(t("door.name")).fill("lee")
    page.get_by_label(t("door.password")).fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name=t("settings.people")).wait_for()
    page.get_by_label(t("door.name"), exact=True).fill("bart")
    page.get_by_label(t("settings.role")).last.select_option("reader")
    page.locator("#new-password").fill(NEW)
    page.locator("#new-again").fill(NEW)
    page.keyboard.press("Enter")
    page.get_by_text(t("accounts.added", name="bart")).wait_for()
    whole(page)
    page.locator("summary[data-row]").first.press("Enter")
    page.get_by_role("button", name=t("accounts.close")).first.wait_for()
    assert violations(page) == [] and overflow(page) <= 0
