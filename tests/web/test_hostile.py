"""Texts from elsewhere on every page there is: nothing of them runs, leads away, hides or breaks the page."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from string import Formatter

import pytest
from playwright.sync_api import Page

from synth.web.route import Route
from synth.web.routes import ROUTES
from tests.conftest import PATIENCE
from tests.report.hostile import PAYLOADS
from tests.web.looking import NARROW, at_rest, overflow, violations, watched
from tests.web.poisoned import BRIEF, CODED, FINDING, GAP, WORK, poison
from tests.web.running import Running, Somebody

pytestmark = pytest.mark.slow

PAGES = [one for one in ROUTES if one.nav or one.under]
FORMS = [one for one in ROUTES if one.method == "POST" and not one.opened]

PLACES = {
    "key": WORK,
    "stage": "full-text",
    "dimension": "factor",
    "code": "timing-of-knowledge",
    "a": 1,
    "b": 2,
    "kind": "gaps",
    "name": "determinants",
    "number": 1,
}
"""What stands in the addresses of pages that go by a name."""

OF = {
    "strategy": {"name": "tno-2011"},
    "run": {"number": 1},
    "coding-conflict": {"key": CODED},
    "finding": {"key": FINDING},
    "gap": {"key": GAP},
    "assess": {"key": GAP},
    "unassess": {"key": GAP},
}
"""Where a route takes others than `PLACES`; one that a new page needs is added here."""

ASKED = {
    "settings-file": "?file=review.yaml",
    "cell": "?row=innovation&column=-",
    "coding": "?state=coded",
    "screening-list": "?stage=full-text&state=all",
    "agreement": "?what=coding",
}
"""What a page needs in its query to show most."""

FOREIGN = "main script, main iframe, main img, main base, main [onerror], main [href^='javascript:' i]"

QUERY = (
    "q",
    "stage",
    "state",
    "order",
    "only",
    "work",
    "rows",
    "columns",
    "row",
    "column",
    "file",
    "what",
    "year",
)
FIELDS = (
    "verdict",
    "reason",
    "says",
    "quote",
    "memo",
    "code",
    "direction",
    "value",
    "aspect",
    "text",
    "file",
    "name",
)


class Markup(HTMLParser):
    """Collects what no page of ours has: scripts inside, frames, pictures, what happens by itself."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = dict(attrs)
        if tag in ("iframe", "img", "base", "math") or (tag == "script" and "src" not in has):
            self.found.append(tag)
        self.found += [name for name in has if name.startswith("on")]
        if (has.get("href") or "").strip().lower().startswith("javascript:"):
            self.found.append("javascript:")


@pytest.fixture(scope="module")
def poisoned(made, tmp_path_factory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("poisoned") / "review"
    shutil.copytree(made, folder)
    poison(folder)
    server = Running(folder)
    somebody = server.somebody()
    somebody.until("/synthesis", 'role="table"')
    ris = "".join(f"TY  - JOUR\nTI  - {one}\nAU  - {one}\nER  -\n" for one in PAYLOADS if "\n" not in one)
    shown = somebody.hand_over("/search/files", (f"{BRIEF}.ris", ris), ("wrong.ris", BRIEF))
    PLACES["token"] = shown.url.path.rpartition("/")[2]
    yield server
    server.stop()


@pytest.fixture(scope="module")
def somebody(poisoned) -> Somebody:
    return poisoned.somebody()


@pytest.fixture(scope="module")
def tab(browser, poisoned) -> Iterator[tuple[Page, list[str]]]:
    """One tab for all pages, and what went wrong in it."""
    window = browser.new_context(locale="en-GB", viewport=NARROW)
    window.set_default_timeout(PATIENCE * 1000)
    page = window.new_page()
    page.goto(poisoned.entry)
    with watched(page) as seen:
        page.on("dialog", lambda one: (seen.append(one.message), one.dismiss()))
        yield page, seen
    window.close()


def address(route: Route) -> str:
    """The address of a route with something in each of its places."""
    path = route.path.replace(":int}", "}")
    names = [name for _, name, _, _ in Formatter().parse(path) if name]
    return path.format(**{name: {**PLACES, **OF.get(route.name, {})}[name] for name in names})


@pytest.mark.parametrize("route", PAGES, ids=lambda one: one.name)
def test_nothing_of_a_text_runs_or_breaks_a_page(tab, poisoned, route):
    page, seen = tab
    answer = page.goto(poisoned.url + address(route) + ASKED.get(route.name, ""))
    assert answer.status == 200
    at_rest(page)
    assert page.evaluate("window.pwned") is None
    assert page.locator(FOREIGN).count() == 0
    assert overflow(page) <= 0
    assert violations(page) == []
    assert seen == []


@pytest.mark.parametrize("route", PAGES, ids=lambda one: one.name)
def test_nothing_of_an_address_comes_through(somebody, route):
    asked = dict.fromkeys(QUERY, BRIEF)
    answer = somebody.get(address(route), params=asked)
    assert answer.status_code in (200, 422)
    assert Markup(answer.text).found == []


@pytest.mark.parametrize("route", FORMS, ids=lambda one: one.name)
def test_nothing_that_is_sent_comes_through(somebody, route):
    data = {**dict.fromkeys(FIELDS, BRIEF), "nonce": f"{route.name:x<30}"}
    answer = somebody.send(address(route), data)
    assert answer.status_code in (200, 303, 409, 422)
    assert Markup(answer.text).found == []
    assert Markup(somebody.get("/keys").text).found == []
