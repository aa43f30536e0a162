"""Screening in the browser: by keyboard alone, by pointing, on a phone; nothing lost or doubled."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from synth import Review
from synth.store.decisions import current_decisions
from synth.web.tongues import words
from tests.web.looking import PHONE, eventually, prefer, whole
from tests.web.running import NONCE

pytestmark = pytest.mark.slow
SEEN = re.compile(r'name="seen" value="(\d+)"')
STAGE = {"stage": "full-text"}


@pytest.fixture
def waiting(running):
    """The review served with a dozen works that wait for their full texts to be read."""
    unread(running)
    return running


def unread(running) -> None:
    """Take back what was decided on a dozen full texts."""
    with Review.open(running.folder) as review:
        decided = [one for one in current_decisions(review.db) if one.stage == "full-text"]
        for one in decided[:12]:
            review.undecide(one.work, stage=one.stage, coder=one.coder)
        assert review.to_screen(stage="full-text", coder="me")


def shown(page) -> str:
    """The key of the work on the screen."""
    page.wait_for_selector("#card article")
    whole(page)
    return page.locator("#card a[href^='/works/']").last.get_attribute("href").rsplit("/", 1)[1]


def shown_after(page, work: str) -> str:
    """The key of the work that comes on the screen after another."""
    page.wait_for_selector(f"#card:not(:has(a[href='/works/{work}'])) article")
    return shown(page)


def said(running, coder: str = "me") -> dict[str, str]:
    with Review.open(running.folder) as review:
        return {
            one.work: one.verdict
            for one in current_decisions(review.db)
            if one.coder == coder and one.stage == "full-text"
        }


def open_at(page, running, language: str = "en") -> str:
    page.goto(running.entry)
    prefer(page, language=language)
    page.goto(running.url + "/screening?stage=full-text")
    return shown(page)


@pytest.mark.parametrize("language", ["nl", "en", "de"])
def test_a_person_screens_by_keyboard_alone(context, waiting, language):
    page = context.new_page()
    first = open_at(page, waiting, language)
    page.keyboard.press("i")
    second = shown_after(page, first)
    page.keyboard.press("1")
    third = shown_after(page, second)
    page.keyboard.press("l")
    fourth = shown_after(page, third)
    assert (said(waiting)[first], said(waiting)[second]) == ("include", "exclude")
    assert third not in said(waiting)
    later = words(language)("screening.put-off", work=third)
    expect(page.locator("#notices")).to_have_text(re.compile(rf"^\s*{re.escape(later)}\s*$"))
    page.keyboard.press("m")
    shown_after(page, fourth)
    assert said(waiting)[fourth] == "maybe"
    page.keyboard.press("u")
    eventually(lambda: fourth not in said(waiting))


def test_a_person_screens_by_pointing_on_a_phone(context, waiting):
    page = context.new_page()
    page.set_viewport_size(PHONE)
    first = open_at(page, waiting)
    page.get_by_label("Note").fill("met een notitie")
    page.get_by_role("button", name="Include", exact=True).click()
    shown_after(page, first)
    with Review.open(waiting.folder) as review:
        (mine,) = [one for one in review.decisions_on(first) if one.coder == "me"]
    assert (mine.verdict, mine.reason) == ("include", "met een notitie")
    assert shown(page) != first
    expect(page.get_by_label("Note")).to_have_value("")


def test_back_shows_the_record_before_and_what_was_said(context, waiting):
    page = context.new_page()
    first = open_at(page, waiting)
    page.keyboard.press("i")
    shown_after(page, first)
    page.goto(f"{waiting.url}/screening/{first}?stage=full-text")
    page.locator("#card", has_text="is what you said").wait_for()


def test_many_are_decided_in_the_list(context, waiting):
    page = context.new_page()
    open_at(page, waiting)
    page.goto(waiting.url + "/screening/list?stage=full-text")
    boxes = page.get_by_role("checkbox")
    keys = [boxes.nth(place).get_attribute("value") for place in (0, 1)]
    for place in (0, 1):
        boxes.nth(place).check()
    page.get_by_role("group", name="Those ticked:").get_by_role("button", name="Include", exact=True).click()
    page.wait_for_selector("#notices .notice")
    assert {key: said(waiting)[key] for key in keys} == dict.fromkeys(keys, "include")
    whole(page)
    assert page.locator("input[name=work]").count()
    assert page.locator(f"input[value='{keys[0]}'][name=work]").count() == 0


def card(one, key: str) -> dict[str, str]:
    """The hidden fields of the form on a record's page."""
    text = one.get(f"/screening/{key}?stage=full-text").text
    return {"nonce": NONCE.search(text)[1], "seen": SEEN.search(text)[1], **STAGE}


def some(running) -> str:
    with Review.open(running.folder) as review:
        return review.to_screen(stage="full-text", coder="me")[0]


def test_a_form_counts_once_and_only_for_what_was_on_the_screen(waiting):
    one, key = waiting.somebody(), some(waiting)
    first, late = card(one, key), card(one, key)
    assert one.send(f"/screening/{key}", {**first, "verdict": "include"}).status_code == 303
    assert one.send(f"/screening/{key}", {**first, "verdict": "maybe"}).status_code == 303
    assert said(waiting)[key] == "include"
    assert one.send(f"/screening/{key}", {**late, "verdict": "exclude:background"}).status_code == 409
    assert said(waiting)[key] == "include"


@pytest.mark.parametrize("verdict", ["", "accept", "exclude", "exclude:", "exclude:no-such"])
def test_a_verdict_that_is_none_stores_nothing(waiting, verdict):
    one, key = waiting.somebody(), some(waiting)
    assert one.send(f"/screening/{key}", {**card(one, key), "verdict": verdict}).status_code == 422
    assert key not in said(waiting)


def test_a_reader_decides_nothing(team):
    unread(team)
    ray, key = team.signed_in("ray"), some(team)
    fields = {"nonce": "x" * 24, "seen": "0", **STAGE, "verdict": "include"}
    assert ray.send(f"/screening/{key}", fields).status_code == 403
    assert key not in said(team, "ray")


def test_what_others_said_stays_unseen_until_one_has_decided(team):
    unread(team)
    cora, lee, key = team.signed_in("cora"), team.signed_in("lee"), some(team)
    fields = {**card(lee, key), "verdict": "include", "reason": "leesbaar voor wie zelf besloot"}
    lee.send(f"/screening/{key}", fields)
    assert "leesbaar" not in cora.get(f"/screening/{key}?stage=full-text").text
    cora.send(f"/screening/{key}", {**card(cora, key), "verdict": "maybe"})
    assert "leesbaar" in cora.get(f"/screening/{key}?stage=full-text").text


def test_the_pilot_of_the_demonstration_waits_for_whoever_comes(context, running):
    page = context.new_page()
    page.goto(running.entry)
    page.locator(
        "#live li", has_text="Pilot round, which everybody screens first: 10 works wait for you."
    ).get_by_role("link").click()
    assert shown(page)
    expect(page.get_by_role("link", name="title and abstract")).to_have_attribute("aria-current", "page")
