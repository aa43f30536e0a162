"""Duplicates in the browser: each answer is stored at once, can be taken back, and the works follow."""

from __future__ import annotations

import pytest

from synth import Review
from synth.cli import run
from synth.store import works
from tests.web.looking import DESKTOP, NARROW, eventually, overflow, prefer, violations
from tests.web.running import NONCE, Running
from tests.web.test_screening import SEEN

pytestmark = pytest.mark.slow
BOOKS = ("Implementatie van richtlijnen", "Kennis in de praktijk", "Leren van fouten")


@pytest.fixture
def doubtful(tmp_path):
    """A review with three questions: the same title and authors, two years apart."""
    folder = tmp_path / "review"
    assert run(["new", str(folder)]) == 0
    head = "id,type,title,authors,year\n"
    lines = (
        f'{n}{year},book,{title},"Grol, R.; Wensing, M.",{year}\n'
        for n, title in enumerate(BOOKS)
        for year in (2001, 2003)
    )
    (tmp_path / "books.csv").write_text(head + "".join(lines), encoding="utf-8")
    assert run(["import", str(tmp_path / "books.csv"), "-C", str(folder)]) == 0
    server = Running(folder)
    yield server
    server.stop()


def counted(running) -> int:
    with Review.open(running.folder) as review:
        return len(works.keys(review.db))


def ruled(running) -> list[bool]:
    with Review.open(running.folder) as review:
        return [same for *_, same in works.rulings(review.db)]


@pytest.mark.parametrize("language", ["nl", "en", "de"])
def test_questions_are_answered_by_keyboard_alone(context, doubtful, language):
    page = context.new_page()
    page.goto(doubtful.entry)
    prefer(page, language=language)
    page.set_viewport_size(DESKTOP)
    page.goto(doubtful.url + "/duplicates")
    assert violations(page) == []
    for key in "sd":
        asked = page.locator("#pair form").get_attribute("action")
        page.keyboard.press(key)
        page.locator(f"#pair:not(:has(form[action='{asked}']))").wait_for()
    assert sorted(ruled(doubtful)) == [False, True]
    page.keyboard.press("u")
    eventually(lambda: ruled(doubtful) == [True])
    page.set_viewport_size(NARROW)
    assert overflow(page) <= 0


def test_the_works_follow_and_the_question_does_not_come_back(doubtful):
    one = doubtful.somebody()
    text = one.get("/duplicates").text
    fields = {"nonce": NONCE.search(text)[1], "seen": SEEN.search(text)[1], "verdict": "same"}
    with Review.open(doubtful.folder) as review:
        first = review.pairs("ask")[0]
        before = len(works.keys(review.db))
    path = f"/duplicates/{first.a}/{first.b}"
    assert one.send(path, fields).status_code == 303
    assert one.send(path, {**fields, "verdict": "different"}).status_code == 303
    assert ruled(doubtful) == [True]
    assert f'/duplicates/{first.a}/{first.b}"' not in one.get("/duplicates").text
    eventually(lambda: counted(doubtful) == before - 1)


@pytest.mark.parametrize(
    "path", ["/duplicates/1/1", "/duplicates/1/999", "/duplicates/x/2", "/duplicates/1/-2"]
)
def test_what_are_not_two_records_is_refused(doubtful, path):
    one = doubtful.somebody()
    fields = {"nonce": "x" * 24, "seen": "0", "verdict": "same"}
    assert one.send(path, fields).status_code == 422
    assert ruled(doubtful) == []
