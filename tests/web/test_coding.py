"""Coding in the browser: suggestions judged by key, words selected and coded, taken back; nothing doubled."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from synth import Review
from synth.model import Decision
from synth.web.tongues import words
from tests.web.looking import DESKTOP, NARROW, PHONE, eventually, overflow, prefer, violations
from tests.web.running import NONCE

pytestmark = pytest.mark.slow
TIP = """TY  - JOUR
TI  - Kennis gebruiken in de uitvoering
AB  - Door een gebrek aan tijd leest men weinig. Steun van de leiding bevordert het gebruik van richtlijnen.
AU  - Vos, A.
PY  - 2015
ER  -
"""
KEY = "vos-2015"
SELECT = """words => {
  const inside = document.querySelector('[data-text=abstract]');
  const walk = document.createTreeWalker(inside, NodeFilter.SHOW_TEXT);
  for (let node; (node = walk.nextNode()); ) {
    const at = node.textContent.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + words.length);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    document.dispatchEvent(new MouseEvent('mouseup'));
  }
}"""


def included(running):
    """Have a work with an abstract in the review, included, with suggestions that wait."""
    path = running.folder.parent / "tip.ris"
    path.write_text(TIP, encoding="utf-8")
    with Review.open(running.folder) as review:
        review.take_in_files([path])
        review.dedupe()
        review.decide(Decision(KEY, "full-text", "include", coder="boss"))
        review.suggest()
    return running


@pytest.fixture
def waiting(running):
    return included(running)


def codings(running, coder: str = "me"):
    with Review.open(running.folder) as review:
        return [one for _, one in review.coded_work(KEY, coder=coder).codings]


def suggested(running, coder: str = "me") -> int:
    with Review.open(running.folder) as review:
        return len(review.pending(KEY, coder=coder))


@pytest.mark.parametrize("language", ["nl", "en", "de"])
def test_suggestions_are_judged_by_keyboard_alone(context, waiting, language):
    page = context.new_page()
    page.goto(waiting.entry)
    prefer(page, language=language)
    page.set_viewport_size(DESKTOP)
    page.goto(f"{waiting.url}/coding/{KEY}")
    assert violations(page) == []
    page.keyboard.press("a")
    page.wait_for_selector("#notices .notice")
    (made,) = codings(waiting)
    assert made.passage.quote in TIP
    left = suggested(waiting)
    page.keyboard.press("x")
    page.get_by_text(words(language)("coding.rejected")).wait_for()
    assert suggested(waiting) == left - 1
    assert len(codings(waiting)) == 1
    page.set_viewport_size(NARROW)
    assert overflow(page) <= 0


def test_selected_words_are_coded_and_taken_back(context, waiting):
    page = context.new_page()
    page.set_viewport_size(PHONE)
    page.goto(waiting.entry)
    page.goto(f"{waiting.url}/coding/{KEY}")
    page.evaluate(SELECT, "Steun van de leiding")
    expect(page.locator("#f-quote")).to_have_value("Steun van de leiding")
    page.locator("#find-code").fill("user")
    page.locator("#codes label:visible", has_text="User").first.click()
    page.get_by_role("button", name="Code", exact=True).click()
    page.wait_for_selector("#notices .notice")
    (made,) = codings(waiting)
    assert (made.passage.field, made.passage.quote) == ("abstract", "Steun van de leiding")
    page.get_by_role("button", name="Undo").click()
    eventually(lambda: codings(waiting) == [])


def form(one) -> dict[str, str]:
    return {"nonce": NONCE.search(one.get(f"/coding/{KEY}").text)[1], "says": "er is geen tijd"}


def test_a_coding_counts_once(waiting):
    one = waiting.somebody()
    fields = {**form(one), "code": "determinant=user"}
    for _ in range(2):
        assert one.send(f"/coding/{KEY}", fields).status_code == 303
    (made,) = codings(waiting)
    assert made.passage.paraphrase == {"en": "er is geen tijd"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"says": ""},
        {"code": ""},
        {"code": "determinant=weather"},
        {"quote": "wat er niet staat"},
        {"code": "determinant=user", "direction": "success", "quote": "Steun van de maan"},
    ],
)
def test_what_cannot_be_coded_is_told_and_nothing_is_stored(waiting, wrong):
    one = waiting.somebody()
    fields = {**form(one), "code": "determinant=user", **wrong}
    assert one.send(f"/coding/{KEY}", fields).status_code == 422
    assert codings(waiting) == []


def test_a_reader_codes_nothing_and_each_takes_back_their_own(team):
    included(team)
    ray, cora = team.signed_in("ray"), team.signed_in("cora")
    fields = {**form(cora), "code": "determinant=user"}
    assert ray.send(f"/coding/{KEY}", fields).status_code == 403
    assert cora.send(f"/coding/{KEY}", fields).status_code == 303
    assert [one.coder for one in codings(team, "cora")] == ["cora"]


def test_the_pages_count_the_suggestions_that_the_command_lists(waiting):
    one = waiting.somebody()
    with Review.open(waiting.folder) as review:
        review.suggest()
        at_first = len(review.pending(coder="me"))
        excluded = review.pending(coder="me")[0][1].passage.work
        assert excluded != KEY
        one.until("/coding", words("en")("coding.pending", n=at_first))
        review.decide(Decision(excluded, "full-text", "exclude", "background", "Off.", coder="boss"))
        left = len(review.pending(coder="me"))
    assert 0 < left < at_first
    assert words("en")("coding.pending", n=left) in one.get("/coding").text
    assert words("en")("overview.step-suggestions", n=left) in one.get("/").text
