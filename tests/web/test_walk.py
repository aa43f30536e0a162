"""Somebody new screens ten works, codes one and finds its number, by what is on the screen alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from synth.i18n import Messages
from synth.web.tongues import words
from tests.conftest import PATIENCE
from tests.web.looking import DESKTOP, PHONE, at_rest, eventually, watched, whole

pytestmark = pytest.mark.slow

WORK = "Role of knowledge in public health and health promotion policy change"
FACTOR = {
    "en": "Added value for practice",
    "nl": "Meerwaarde voor de praktijk",
    "de": "Mehrwert für die Praxis",
}
ONLY = "/synthesis?only=factor:added-value-for-practice"
SCREENS = {"en": DESKTOP, "nl": PHONE, "de": DESKTOP}


@pytest.fixture(params=SCREENS)
def language(request) -> str:
    return request.param


@pytest.fixture
def page(browser, running, language):
    window = browser.new_context(locale=language, viewport=SCREENS[language])
    window.set_default_timeout(PATIENCE * 1000)
    tab = window.new_page()
    tab.goto(running.entry)
    yield tab
    window.close()


def test_from_the_first_screen_to_a_number_in_the_map(page, running, language):
    t = words(language)
    page.goto(running.url + ONLY)
    before = cells(page)
    page.goto(running.url)
    with watched(page) as seen:
        page.get_by_role("link", name=t("overview.go-pilot"), exact=True).click()
        screen_ten(page, t)
        to(page, t, "coding")
        page.get_by_role("link", name=WORK).click()
        code(page, t, FACTOR[language])
        page.get_by_role("link", name=t("coding.where")).click()
        framed = page.locator("td.framed")
        expect(framed).to_have_count(1)
        expect(page.get_by_text(t("synthesis.framed", n=1, work="Bryant (2002)"))).to_be_visible()
        assert sum(cells(page)) == sum(before) + 1
        framed.get_by_role("link").first.click()
        first = page.locator("ol.rows > li").first
        expect(first).to_contain_text("Bryant (2002)")
        expect(first).to_contain_text("What helps is used.")
    assert [one for one in seen if "422" not in one] == []


def screen_ten(page: Page, t: Messages) -> None:
    """Include ten works, with what to include and to exclude for in sight; then it says what comes after."""
    for left in range(10, 0, -1):
        page.get_by_text(t("screening.left", n=left), exact=True).wait_for(state="attached")
        page.get_by_text(t("screening.pilot", n=10)).wait_for(state="attached")
        page.get_by_role("button", name=t("screening.include"), exact=True).click()
    page.get_by_text(t("screening.pilot-done")).wait_for()
    page.get_by_role("link", name=t("overview.next")).click()
    page.get_by_role("heading", name=t("overview.flow")).wait_for()
    whole(page)
    assert page.get_by_role("link", name=t("overview.go-pilot"), exact=True).count() == 0


def code(page: Page, t: Messages, factor: str) -> None:
    """Code a passage; first without the direction that it needs, which is said where one looks."""
    page.wait_for_url("**/coding/*")
    page.get_by_label(t("coding.says")).fill("What helps is used.")
    page.get_by_label(factor).check()
    press = page.get_by_role("button", name=t("coding.code"), exact=True)
    press.click()
    notice = page.locator("#notices .notice")
    expect(notice).to_contain_text(factor)
    expect(notice).to_contain_text(t("direction.failure"))
    in_sight(page, notice)
    page.get_by_label(t("direction.success"), exact=True).check()
    press.click()
    expect(notice).to_contain_text(t("coding.coded-as", codes=factor))
    in_sight(page, notice)


def to(page: Page, t: Messages, name: str) -> None:
    """Go to a page by the navigation, through the menu on a phone."""
    menu = page.get_by_role("link", name=t("frame.menu"), exact=True)
    if menu.is_visible():
        menu.click()
    page.get_by_role("navigation").get_by_role("link", name=t(f"nav.{name}"), exact=True).click()
    page.get_by_role("heading", level=1, name=t(f"nav.{name}"), exact=True).wait_for()


def cells(page: Page) -> list[int]:
    """The numbers of the map, once it is there and of now."""
    page.locator("table.map").wait_for()
    at_rest(page)
    return [int(one) for one in page.locator("table.map a.cell strong").all_inner_texts()]


def in_sight(page: Page, element: Locator) -> None:
    """Whether all of it is on the screen as it is scrolled now."""

    def seen() -> bool:
        box = element.bounding_box()
        height = page.viewport_size["height"]
        return bool(box and box["y"] >= 0 and box["y"] + box["height"] <= height)

    eventually(seen)
