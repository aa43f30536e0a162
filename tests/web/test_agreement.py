"""Agreement in the browser: what each said side by side, and a lead who settles it with a reason."""

from __future__ import annotations

import re

import pytest

from synth import Review
from synth.coding.entry import Entry
from synth.model import Decision, Passage
from tests.web.looking import DESKTOP, PHONE, at_rest, eventually, overflow, prefer, violations
from tests.web.running import NONCE

SEEN = re.compile(r'name="seen" value="(\w+)"')
WORK, CODED = "sol-2011", "veld-2010"
PATH = f"/agreement/screening/full-text/{WORK}"
CODE = f"/agreement/coding/{CODED}/factor/knowledge-too-abstract"
EITHER = f"/agreement/coding/{CODED}/factor/timing-of-knowledge"
"""A code that can help or hinder."""
REASON = {"reason": "Het gaat over gebruik van kennis."}
WHY_NOT = "De tekst gaat niet over gebruik."


def differ(folder) -> None:
    """Have cora say otherwise of two works than who was there before."""
    with Review.open(folder) as review:
        review.decide(Decision(WORK, "full-text", "exclude", "background", WHY_NOT, coder="cora"))
        passage = Passage(CODED, section="3.3", paraphrase={"nl": "Kennis is er op tijd."})
        review.code(Entry(passage, {"factor": ("timing-of-knowledge",)}, "cora", "success"))


@pytest.fixture
def differing(running):
    """The review served, with people who differ on a work and on codes."""
    differ(running.folder)
    return running


@pytest.fixture
def differing_team(team):
    """The same, served to a team."""
    differ(team.folder)
    return team


def fields(one, path: str) -> dict[str, str]:
    text = one.get(path).text
    return {"nonce": NONCE.search(text)[1], "seen": SEEN.search(text)[1], **REASON}


def conflicts(running) -> list[str]:
    with Review.open(running.folder) as review:
        return [one.work for one in review.conflicts(stage="full-text")]


def settlements(running) -> list[tuple[str, str]]:
    with Review.open(running.folder) as review:
        return [(row.code, row.settlement.verdict) for row in review.rows(CODED) if row.settlement]


def test_where_people_differ_is_listed_and_leads_to_what_each_said(differing):
    one = differing.somebody()
    assert f'href="{PATH}"' in one.until("/agreement?what=full-text", PATH)
    text = one.get(PATH).text
    for part in ("cora", "tno-2011", WHY_NOT, "Excluded", "Included"):
        assert part in text
    assert CODE in one.until("/agreement?what=coding", CODE)
    text = one.get(CODE).text
    for part in ("cora", "not given", "failure factor", 'class="passage"'):
        assert part in text


@pytest.mark.parametrize("what", ["title-abstract", "full-text", "coding"])
def test_the_part_that_is_brought_up_to_date_stands_alone(differing, what):
    one = differing.somebody()
    asked = {"HX-Request": "true", "HX-Target": "live"}

    def ready() -> bool:
        text = one.get(f"/agreement?what={what}", headers=asked).text
        assert text.lstrip().startswith('<div id="live"')
        return "hx-get" not in text

    eventually(ready)


def test_the_figures_are_those_of_the_command(differing):
    text = differing.somebody().until("/agreement?what=full-text", "Verdict by verdict")
    assert re.search(r'<td class="n">1</td><td class="n">0.0 %</td>', text)


def test_nobody_differs_and_nothing_was_judged_twice(standing):
    text = standing.somebody().until("/agreement", "no agreement to show")
    assert "Nobody differs here" in text


def test_a_lead_settles_once_for_what_was_seen_and_takes_it_back(differing):
    one = differing.somebody()
    first, late = fields(one, PATH), fields(one, PATH)
    assert one.send(PATH, {**first, "verdict": "include"}).status_code == 303
    assert one.send(PATH, {**first, "verdict": "exclude:background"}).status_code == 303
    assert one.send(PATH, {**late, "verdict": "exclude:background"}).status_code == 409
    assert conflicts(differing) == []
    assert REASON["reason"] in one.get(PATH).text
    assert one.send(f"{PATH}/undo", {"nonce": "x" * 24}).status_code == 303
    assert conflicts(differing) == [WORK]
    assert one.send(f"{PATH}/undo", {"nonce": "y" * 24}).status_code == 422
    assert conflicts(differing) == [WORK]


def test_a_code_is_settled_and_what_is_settled_counts(differing):
    one = differing.somebody()
    assert one.send(CODE, {**fields(one, CODE), "verdict": "not-given"}).status_code == 303
    assert settlements(differing) == [("knowledge-too-abstract", "not-given")]
    with Review.open(differing.folder) as review:
        (found,) = [f for f in review.synthesize()["findings"] if f["factor"] == "knowledge-too-abstract"]
    assert CODED not in found["works"]
    assert one.send(f"{CODE}/undo", {"nonce": "x" * 24}).status_code == 303
    assert settlements(differing) == []


@pytest.mark.parametrize(
    ("path", "given"),
    [
        (PATH, {"verdict": "include", "reason": "  "}),
        (PATH, {"verdict": "exclude"}),
        (PATH, {"verdict": "accept"}),
        (PATH.replace(WORK, CODED), {"verdict": "include"}),
        (PATH.replace("full-text", "third"), {"verdict": "include"}),
        (EITHER, {"verdict": "given"}),
        (CODE, {"verdict": "not-given", "reason": ""}),
        (CODE, {"verdict": "maybe"}),
        (CODE.replace("knowledge-too-abstract", "no-such"), {"verdict": "not-given"}),
    ],
)
def test_a_settlement_that_cannot_be_stores_nothing(differing, path, given):
    one = differing.somebody()
    shown = fields(one, path if path == EITHER else CODE if "coding" in path else PATH)
    assert one.send(path, {**shown, **given}).status_code == 422
    assert (conflicts(differing), settlements(differing)) == ([WORK], [])


@pytest.mark.parametrize("name", ["ray", "cora"])
def test_who_does_not_lead_looks_and_settles_nothing(differing_team, name):
    one = differing_team.signed_in(name)
    assert "Who leads the review settles them" in one.get(PATH).text
    for path in (PATH, CODE, f"{PATH}/undo", f"{CODE}/undo"):
        given = {"nonce": "x" * 24, "seen": "0", **REASON, "verdict": "include"}
        assert one.send(path, given).status_code == 403
    assert (conflicts(differing_team), settlements(differing_team)) == ([WORK], [])


def test_what_is_blinded_stays_unseen_until_enough_have_decided(differing_team):
    protocol = differing_team.folder / "review.yaml"
    one = re.sub(r"^screening:.*\n", "", protocol.read_text(encoding="utf-8"), flags=re.M)
    protocol.write_text(f"{one}screening: {{screeners: 3}}\ncoding: {{coders: 2}}\n", encoding="utf-8")
    for name in ("cora", "lee"):
        one = differing_team.signed_in(name)
        assert one.get(PATH).status_code == 422
        assert WHY_NOT not in one.get(PATH).text
        assert one.get(CODE).status_code == 422
        assert PATH not in one.until("/agreement?what=full-text", "Nobody differs here")


@pytest.mark.slow
@pytest.mark.parametrize("language", ["nl", "en", "de"])
def test_conflicts_are_settled_by_keyboard_alone(context, differing, language):
    page = context.new_page()
    page.goto(differing.entry)
    prefer(page, language=language)
    page.set_viewport_size(DESKTOP)
    page.goto(differing.url + "/agreement?what=full-text")
    page.locator(f"#live a[data-row][href='{PATH}']").wait_for()
    at_rest(page)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{PATH}")
    assert violations(page) == []
    page.keyboard.press("r")
    page.keyboard.type(REASON["reason"])
    page.keyboard.press("Escape")
    page.keyboard.press("i")
    page.wait_for_selector("#notices .notice")
    assert conflicts(differing) == []
    page.goto(differing.url + EITHER)
    assert violations(page) == []
    page.keyboard.press("2")
    page.keyboard.press("r")
    page.keyboard.type(REASON["reason"])
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.wait_for_selector("#notices .notice")
    assert settlements(differing) == [("timing-of-knowledge", "given")]


@pytest.mark.slow
def test_a_conflict_is_settled_by_pointing_on_a_phone(context, differing):
    page = context.new_page()
    page.set_viewport_size(PHONE)
    page.goto(differing.entry)
    for path in (CODE, PATH):
        page.goto(differing.url + path)
        assert overflow(page) <= 0
    page.get_by_role("button", name="Include", exact=True).click()
    assert conflicts(differing) == [WORK], "a reason is asked for first"
    page.get_by_label("Reason").fill(REASON["reason"])
    page.get_by_role("button", name="Include", exact=True).click()
    page.wait_for_selector("#notices .notice")
    assert conflicts(differing) == []
