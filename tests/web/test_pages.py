"""Every page in a real browser: accessible, no wider than a phone, nothing asked of other machines."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import PATIENCE
from tests.web.looking import (
    DESKTOP,
    NARROW,
    at_rest,
    eventually,
    overflow,
    prefer,
    violations,
    watched,
)

pytestmark = pytest.mark.slow

PAGES = [
    "/",
    "/search",
    "/search/strategy/tno-2011",
    "/search/run/1",
    "/screening",
    "/screening/sol-2011",
    "/screening/list?stage=full-text",
    "/duplicates",
    "/coding",
    "/coding?state=coded",
    "/coding/sol-2011",
    "/coding/files",
    "/screening/files",
    "/agreement",
    "/agreement?what=coding",
    "/agreement/screening/full-text/sol-2011",
    "/synthesis",
    "/synthesis?rows=factor&columns=perspective",
    "/synthesis?direction=failure",
    "/synthesis/cell?row=innovation&column=-",
    "/synthesis/findings",
    "/synthesis/findings/F-knowledge-too-abstract",
    "/synthesis/gaps",
    "/synthesis/gaps/G-absent-perspective-client",
    "/synthesis/changes",
    "/synthesis/reports",
    "/works",
    "/works?q=kennis&standing=included",
    "/works?q=(",
    "/works/sol-2011",
    "/codebooks",
    "/codebooks/determinants?q=tijd",
    "/codebooks/determinants/factor/timing-of-knowledge",
    "/settings",
    "/settings/file?file=queries/tno-2011.yaml",
    "/settings/accounts",
    "/password",
    "/keys",
    "/nowhere",
]
"""Every page, and every state of it that looks otherwise; a new page adds itself here."""


@pytest.fixture(scope="module")
def tab(browser, standing) -> Iterator[Page]:
    """One tab that goes through all pages, as a window of its own for each costs more than looking does."""
    window = browser.new_context(locale="en-GB")
    window.set_default_timeout(PATIENCE * 1000)
    page = window.new_page()
    page.goto(standing.entry)
    yield page
    window.close()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_accessible_in_each_language_and_both_colours(tab, standing, path):
    for language, theme in (("en", "light"), ("nl", "dark"), ("de", "light")):
        prefer(tab, language=language, theme=theme)
        tab.set_viewport_size(DESKTOP)
        tab.goto(standing.url + path)
        assert tab.get_attribute("html", "lang") == language
        if language != "de":
            assert violations(tab) == []
        tab.set_viewport_size(NARROW)
        assert overflow(tab) <= 0


def test_axe_notices_a_bad_page(looking):
    looking.set_content("<html><body><img src='data:,'><a href='#'></a></body></html>")
    assert violations(looking)


def test_no_page_asks_anything_of_another_machine_or_fails(looking, standing):
    with watched(looking) as seen:
        for path in PAGES:
            looking.goto(standing.url + path)
            at_rest(looking)
    refused = [one for one in seen if "404" in one or "422" in one]
    assert [one for one in seen if one not in refused] == []


def test_a_page_that_does_is_noticed(looking, standing):
    with watched(looking) as seen:
        looking.evaluate("fetch('http://evil.example:1/').catch(() => 0)")
        eventually(lambda: looking.title() and seen)  # what was noticed comes with the next answer


def test_keys_are_shown_and_work(looking, standing):
    looking.goto(standing.url + "/works")
    looking.keyboard.press("?")
    looking.locator("dialog[open]").wait_for()
    looking.keyboard.press("Escape")
    looking.locator("dialog:not([open])").wait_for(state="attached")
    looking.keyboard.press("/")
    looking.keyboard.type("kennis")
    looking.keyboard.press("Enter")
    looking.wait_for_url("**/works?q=kennis*")
    looking.keyboard.press("j")
    looking.keyboard.press("Enter")
    looking.wait_for_url("**/works/*")
    looking.go_back()
    looking.wait_for_url("**/works?q=kennis*")


def test_single_keys_can_be_switched_off(looking, standing):
    looking.goto(standing.url + "/keys")
    looking.get_by_role("button", name="Switch single keys off").click()
    looking.get_by_role("button", name="Switch single keys on").wait_for()
    looking.goto(standing.url + "/works")
    looking.keyboard.press("?")
    assert not looking.locator("dialog[open]").is_visible()
    assert looking.locator("[data-key]").count() == 0


def test_language_and_colours_are_chosen_and_stay(looking, standing):
    looking.goto(standing.url + "/works?q=kennis")
    looking.get_by_role("button", name="Nederlands").click()
    looking.get_by_role("heading", level=1, name="Publicaties", exact=True).wait_for()
    looking.wait_for_url("**/works?q=kennis")
    looking.get_by_role("button", name="Donker").click()
    looking.locator("html[data-theme=dark]").wait_for()


def test_the_menu_of_a_phone_opens_and_closes(looking, standing):
    looking.set_viewport_size(NARROW)
    looking.goto(standing.url + "/works")
    menu = looking.get_by_role("navigation", name="Pages", exact=True)
    expect(menu).to_be_hidden()
    looking.get_by_role("link", name="Menu", exact=True).click()
    menu.get_by_role("link", name="Overview").click()
    looking.wait_for_url(standing.url + "/")
    expect(menu).to_be_hidden()


def test_pages_work_without_javascript(browser, standing):
    window = browser.new_context(java_script_enabled=False)
    page = window.new_page()
    page.goto(standing.entry)
    page.goto(standing.url + "/works")
    page.get_by_role("searchbox").fill("kennis")
    page.get_by_role("button", name="Search").click()
    page.wait_for_url("**/works?q=kennis*")
    found = page.get_by_role("listitem").filter(has_text="Kennis")
    assert 0 < found.count() < page.get_by_role("listitem").count()
    window.close()
