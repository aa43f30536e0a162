"""Codings and decisions out to files and in again, over the pages: all or none, told, and taken back."""

from __future__ import annotations

import io
import re
import zipfile
from threading import Event

import pytest

from synth import Review
from synth.review.exporting import CODINGS
from synth.web.aside import Limits
from synth.web.desk import Desk
from synth.web.pages.exchange import OUT
from synth.web.tongues import words
from tests.conftest import PATIENCE
from tests.web.looking import NARROW, overflow, violations
from tests.web.running import NONCE, with_accounts

WORK = "sol-2011"
TABLE = f"work,coder,code,direction,passage\n{WORK},cora,added-value-for-practice,success,\n"
SAID = f"work,verdict,coder,stage,criterion\n{WORK},exclude,cora,full-text,background\n"
FILES = {"codings": ("/coding/files", "mine.csv", TABLE), "decisions": ("/screening/files", "mine.csv", SAID)}
ENTITY = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><xml>&b;</xml>'


def hostile_archive() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("project.qde", ENTITY)
        archive.writestr("../../review.yaml", "gone")
    return made.getvalue()


HOSTILE = {
    "bomb.yaml": b"a: &a [x]\nb: [*a, *a]\n",
    "entity.xml": ENTITY.encode(),
    "nothing.csv": b"",
    "binary.qdpx": b"\x00\x01\x02",
    "text.json": b'{"CodeSets": 1}',
    "slip.qdpx": hostile_archive(),
}


def counted(folder) -> tuple[int, int]:
    with Review.open(folder) as review:
        return sum(one.codings for one in review.people()), sum(one.decisions for one in review.people())


def send(somebody, path: str, name: str, content: bytes | str, **data: str):
    """The page of a file that was handed over and, where it can, came in."""
    shown = somebody.hand_over(path, (name, content), **data)
    return somebody.take_in(shown) if "/take" in shown.text else shown


def take_back(somebody, path: str, name: str, what: str):
    nonce = NONCE.search(somebody.get(path).text)[1]
    return somebody.send("/exchange/undo", {"nonce": nonce, "file": name, "what": what})


@pytest.mark.parametrize(("what", "form"), [(what, form) for what, forms in OUT.items() for form in forms])
def test_every_form_is_handed_out_as_a_file_to_keep(standing, what, form):
    path, _, _ = FILES[what]
    answer = standing.somebody().take_out(f"{path}/{form}")
    assert answer.status_code == 200
    assert re.match(r'attachment; filename="[\w.]+-\d{4}-\d\d-\d\d\.', answer.headers["content-disposition"])
    assert not answer.headers["content-type"].startswith("text/html")
    assert answer.content


def test_the_forms_are_those_of_the_command():
    assert set(CODINGS) < set(OUT["codings"])


@pytest.mark.parametrize("what", FILES)
def test_a_form_that_is_not_there_is_told(standing, what):
    assert standing.somebody().get(f"{FILES[what][0]}/..%2fserve.db").status_code in (404, 422)
    assert standing.somebody().get(f"{FILES[what][0]}/docx").status_code == 422


@pytest.mark.parametrize("form", ["csv", "xlsx", "qdpx", "text"])
def test_codings_that_come_home_are_recognised(running, form):
    somebody = running.somebody()
    before = counted(running.folder)
    content = somebody.take_out(f"/coding/files/{form}").content
    names = {"text": "codings.yaml"}
    answer = send(somebody, "/coding/files", names.get(form, f"codings.{form}"), content)
    assert "0 new" in answer.text
    assert counted(running.folder) == before


@pytest.mark.parametrize("what", FILES)
def test_what_comes_in_is_told_counts_and_is_taken_back(running, what):
    path, name, content = FILES[what]
    somebody = running.somebody()
    before = counted(running.folder)
    answer = send(somebody, path, name, content)
    assert "1 new" in answer.text and "Take back: mine.csv" in answer.text
    assert counted(running.folder) != before
    assert name in somebody.get(path).text
    back = take_back(somebody, path, name, what)
    assert back.status_code == 303
    text = somebody.get(path).text
    assert "mine.csv is taken back: 1" in text
    assert counted(running.folder) == before


def test_what_would_come_in_is_shown_first_and_counts_once(running):
    somebody = running.somebody()
    before = counted(running.folder)
    shown = somebody.hand_over("/coding/files", ("mine.csv", TABLE))
    for words_of_it in (
        "mine.csv",
        "1 coding",
        "codebook `determinants`",
        WORK,
        "cora",
        "Nothing is stored yet",
    ):
        assert words_of_it in shown.text
    assert counted(running.folder) == before
    path = shown.url.path
    answers = [somebody.send(f"{path}/take") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [303] * 3
    assert "1 new" in somebody.take_in(shown).text
    with Review.open(running.folder) as review:
        assert [one.file for one in review.event_imports()].count("mine.csv") == 1


def test_what_is_left_out_stores_nothing_and_is_gone(running):
    somebody = running.somebody()
    before = counted(running.folder)
    shown = somebody.hand_over("/screening/files", ("mine.csv", SAID))
    assert "background" in shown.text or "Background" in shown.text
    assert somebody.send(f"{shown.url.path}/drop").headers["location"] == "/screening/files"
    assert somebody.get(shown.url.path).status_code == 422
    assert somebody.send(f"{shown.url.path}/take").status_code == 422
    assert counted(running.folder) == before
    assert not list(running.site.desk.scratch().glob("handed-*"))


@pytest.mark.parametrize("what", FILES)
def test_hostile_files_are_each_refused_with_their_name_and_change_nothing(running, what):
    path, name, content = FILES[what]
    somebody = running.somebody()
    before = counted(running.folder), {one: one.read_bytes() for one in running.folder.rglob("*.yaml")}
    shown = somebody.hand_over(path, *HOSTILE.items(), (name, content))
    assert shown.text.count("Refused, with the reason") == len(HOSTILE)
    assert all(one in shown.text for one in HOSTILE) and "1 " in shown.text
    assert "root:" not in shown.text and "/take" not in shown.text
    assert somebody.send(f"{shown.url.path}/take").status_code == 303
    after = counted(running.folder), {one: one.read_bytes() for one in running.folder.rglob("*.yaml")}
    assert after == before


def test_what_somebody_else_handed_over_is_not_there(team, folder):
    with_accounts(folder, lou="lead")
    lee, lou, cora = team.signed_in("lee"), team.signed_in("lou"), team.signed_in("cora")
    shown = lee.hand_over("/coding/files", ("mine.csv", TABLE))
    for one, status in ((lou, 422), (cora, 403)):
        assert one.get(shown.url.path).status_code == status
        assert one.send(f"{shown.url.path}/take").status_code == status
    lou.send(f"{shown.url.path}/drop")
    assert "1 new" in lee.take_in(lee.get(shown.url.path)).text


@pytest.mark.parametrize("limits", [Limits(200_000_000, 600), Limits(4_000_000_000, 1)])
def test_a_file_that_takes_too_much_ends_its_process_and_nothing_else(running, monkeypatch, limits):
    monkeypatch.setattr("synth.web.handing.LIMITS", limits)
    somebody = running.somebody()
    many = "TY  - JOUR\nTI  - " + "x" * 100 + "\nER  -\n"
    shown = somebody.hand_over("/search/files", ("large.ris", many * 40_000))
    assert shown.status_code == 200 and "more time or memory" in shown.text
    assert not list(running.site.desk.scratch().glob("handed-*/*"))
    assert somebody.get("/works").status_code == 200


@pytest.mark.parametrize("coder", ["<script>", "../x", "a b", "x" * 200])
def test_a_coder_has_a_plain_name(running, coder):
    answer = send(running.somebody(), "/coding/files", "mine.csv", TABLE, coder=coder)
    assert answer.status_code == 422


@pytest.mark.parametrize("path", ["/coding/files", "/coding/files/csv", "/screening/files/csv"])
def test_only_who_leads_takes_out_or_in(team, path):
    """What others said would show in a file before a blinded coder has said anything."""
    for name in ("ray", "cora"):
        assert team.signed_in(name).get(path).status_code == 403
    assert team.signed_in("lee").take_out(path).status_code == 200
    assert 'href="/coding/files"' not in team.signed_in("cora").get("/coding").text


@pytest.mark.slow
def test_files_come_in_without_javascript(browser, running, tmp_path):
    (tmp_path / "mine.csv").write_text(TABLE, encoding="utf-8")
    window = browser.new_context(java_script_enabled=False)
    window.set_default_timeout(PATIENCE * 1000)
    page = window.new_page()
    page.goto(running.entry)
    page.goto(running.url + "/coding/files")
    page.get_by_label("Files", exact=True).set_input_files(tmp_path / "mine.csv")
    steps = ("Look at what would come in", "Take in", "Take back: mine.csv")
    for button, heading in zip(steps, ("What would come in", "Taken in", "Codings in files"), strict=True):
        with page.expect_navigation():
            page.get_by_role("button", name=button).click()
        while page.get_by_role("heading", level=1).inner_text() != heading:
            assert page.get_by_role("link", name="Look again").is_visible()  # without scripts nothing changes
            page.reload()
    assert page.get_by_text("mine.csv is taken back").is_visible()
    window.close()


def test_what_was_made_for_one_person_is_nobody_elses(team):
    address = team.signed_in("lee").get("/coding/files/csv").headers["location"]
    assert team.signed_in("cora").get(address).status_code == 422
    assert team.signed_in("cora").get("/out/..%2f..%2fserve.db").status_code in (404, 422)


@pytest.mark.slow
def test_a_file_that_takes_longer_is_waited_for_and_offered(page, running, monkeypatch):
    """By keyboard, on a phone, in German: the page says that it is being made, then hands it out."""
    go_on = Event()
    real = Desk.work_out
    monkeypatch.setattr(Desk, "work_out", lambda *given: (go_on.wait(PATIENCE), real(*given))[1])
    t = words("de")
    page.context.add_cookies([{"name": "language", "value": "de", "url": running.url}])
    page.set_viewport_size(NARROW)
    page.goto(running.url + "/coding/files/csv")
    page.get_by_role("heading", level=1, name=t("out.title-making")).wait_for()
    assert violations(page) == [] and overflow(page) <= 0
    go_on.set()
    page.get_by_role("heading", level=1, name=t("out.title-made")).wait_for()
    assert violations(page) == []
    with page.expect_download() as download:
        page.keyboard.press("d")
    assert download.value.suggested_filename.startswith("codings-")


@pytest.mark.slow
@pytest.mark.parametrize(("what", "language"), [("codings", "nl"), ("decisions", "en")])
def test_by_hand_in_a_browser(page, running, what, language, tmp_path):
    t = words(language)
    path, name, content = FILES[what]
    (tmp_path / name).write_text(content, encoding="utf-8")
    page.context.add_cookies([{"name": "language", "value": language, "url": running.url}])
    page.set_viewport_size(NARROW)
    page.goto(running.url + path.rsplit("/", 1)[0])
    page.get_by_role("link", name=t("exchange.tab"), exact=True).click()
    page.get_by_role("heading", level=1, name=t(f"exchange.{what}")).wait_for()
    with page.expect_download() as download:
        page.get_by_role("link", name=t(f"exchange.{what}-csv")).click()
    assert download.value.suggested_filename.endswith(".csv")
    page.get_by_label(t("search.files-label")).set_input_files(tmp_path / name)
    page.get_by_role("button", name=t("handed.look"), exact=True).press("Enter")
    page.get_by_role("heading", level=1, name=t("handed.title-read")).wait_for()
    assert violations(page) == [] and overflow(page) <= 0
    page.keyboard.press("t")
    page.get_by_role("heading", level=1, name=t("handed.title-taken")).wait_for()
    assert violations(page) == [] and overflow(page) <= 0
    page.get_by_role("button", name=t("exchange.undo")).press("Enter")
    page.get_by_text(t(f"exchange.undone-{what}", file=name, n=1)).wait_for()


def test_who_takes_out_decisions_of_blinded_screeners_is_told(running):
    one, told = running.somebody(), words("en")("exchange.unblinded")
    assert told not in one.get("/screening/files").text
    protocol = running.folder / "review.yaml"
    text = protocol.read_text(encoding="utf-8")
    assert "screening: {" in text
    protocol.write_text(text.replace("screening: {", "screening: {screeners: 2, "), encoding="utf-8")
    assert told in one.get("/screening/files").text
    assert told not in one.get("/coding/files").text
