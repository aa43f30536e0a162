"""What is looked at on every page: accessibility, width, errors, and requests that leave the machine."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Error, Page

from tests.conftest import PATIENCE

PHONE = {"width": 360, "height": 740}
NARROW = {"width": 320, "height": 640}
DESKTOP = {"width": 1280, "height": 900}
SETTLED = "#live[hx-get='/'][hx-trigger='every 15s']"
"""The overview, which asks now and then what others did also when it has everything."""

WORKED_OUT = f"[hx-trigger^='every ']:not({SETTLED})"
"""What a page has as long as it comes back for what is worked out behind it."""

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def whole(page: Page) -> None:
    """Wait until all of the page on the screen has come and its scripts have run: from then on it takes keys.

    To be called once something is seen that only this page has.
    """
    page.wait_for_load_state("load")


def at_rest(page: Page) -> None:
    """Wait until nothing will be put into the page by itself, under the fingers of who uses it."""
    whole(page)
    eventually(lambda: page.locator(WORKED_OUT).count() == 0)


@cache
def _axe() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def _found(page: Page, *scripts: str, given: object = None) -> Any:
    """What the last script finds; asked again when the browser went on to the next page meanwhile."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            whole(page)
            return [page.evaluate(script, given) for script in scripts][-1]
        except Error:
            if time.monotonic() > end:
                raise


def violations(page: Page) -> list[str]:
    """What axe-core finds wrong, one line each; empty on a good page."""
    run = "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})"
    found = _found(page, _axe(), run, given=RULES)
    return [f"{one['id']}: {node['html'][:160]}" for one in found["violations"] for node in one["nodes"]]


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than the screen."""
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    return int(_found(page, wide))


def prefer(page: Page, **choices: str) -> None:
    """Choose language, theme or keys, as the buttons of the frame do."""
    parts = urlsplit(page.url)
    base = f"{parts.scheme}://{parts.netloc}"
    page.context.add_cookies([{"name": name, "value": value, "url": base} for name, value in choices.items()])


def eventually(check: Callable[[], object]) -> None:
    """Wait until something is so; fail when it does not come about."""
    end = time.monotonic() + PATIENCE
    while not check():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.05)


@contextmanager
def watched(page: Page):
    """Collect errors of the page, and addresses outside this machine that it asked for."""
    seen: list[str] = []

    def asked(request) -> None:
        host = urlsplit(request.url).hostname
        if request.url.startswith("http") and host not in ("127.0.0.1", "localhost"):
            seen.append(request.url)

    def said(message) -> None:
        if message.type == "error":
            seen.append(message.text)

    page.on("request", asked)
    page.on("console", said)
    page.on("pageerror", lambda error: seen.append(str(error)))
    yield seen
