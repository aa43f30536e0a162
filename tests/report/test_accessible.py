"""The reports of the shipped replications in Chromium: WCAG 2.2 AA, no network, keyboard, its numbers."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from synth.report import html
from synth.review import Review
from tests.report.test_book import large_files

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ROOM = {"desktop": (1280, 800), "phone": (320, 800)}
LARGEST = 3_000_000
"""Bytes that the report of a shipped replication may have."""

THIN = """
for (const list of document.querySelectorAll("main *")) {
  const kinds = {};
  for (const one of [...list.children]) {
    const kind = `${one.tagName} ${one.className}`;
    kinds[kind] = (kinds[kind] || 0) + 1;
    if (kinds[kind] > 5) one.remove();
  }
}
"""
"""Leaves five of each kind in every list: a rule that compares every pair of links would take hours."""
OPEN_SOME = """
for (const section of document.querySelectorAll("main section")) {
  const closed = [...section.querySelectorAll(":scope > details, :scope > * > details")];
  for (const details of closed.slice(0, 2)) details.open = true;
}
"""
"""Opens two of everything that opens."""

pytestmark = pytest.mark.slow

Document = dict[str, Any]


@pytest.fixture(scope="module", params=["tno-2011", "five-seeds"])
def replication(request: pytest.FixtureRequest, replicated: Callable[[str], Path]) -> Document:
    with Review.open(replicated(request.param)) as review:
        return review.synthesize()


@pytest.fixture(scope="module")
def written(replication: Document, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("reports")
    paths = {language: folder / f"report.{language}.html" for language in ("nl", "en", "de")}
    for language, path in paths.items():
        path.write_text(html(replication, language), encoding="utf-8")
    return paths


def opened(browser: Browser, path: Path, *, room: str = "desktop", scheme: Any = "light") -> Page:
    width, height = ROOM[room]
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
    page.goto(path.as_uri())
    return page


def wrong(page: Page, part: str = "html") -> list[str]:
    """What axe-core finds wrong, one line each, in the first five of everything that repeats."""
    page.evaluate(THIN)
    page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate(
        "([part, rules]) => axe.run(part, {runOnly: rules, resultTypes: ['violations']})", [part, RULES]
    )
    return [f"{one['id']}: {node['html'][:120]}" for one in found["violations"] for node in one["nodes"]]


@pytest.mark.parametrize(
    ("language", "room", "scheme"),
    [("nl", "desktop", "light"), ("en", "desktop", "dark"), ("de", "phone", "light")],
)
def test_nothing_is_wrong_by_wcag(
    browser: Browser, written: dict[str, Path], language: str, room: str, scheme: str
) -> None:
    page = opened(browser, written[language], room=room, scheme=scheme)
    page.evaluate(OPEN_SOME)
    assert wrong(page) == []
    page.close()


def test_nothing_is_wrong_on_the_pages_beside_a_large_report(browser: Browser, tmp_path: Path) -> None:
    for name, text in large_files("de").items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for path in sorted((tmp_path / "report.de").iterdir())[::9]:
        page = opened(browser, path, room="phone")
        assert wrong(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        page.close()


def test_a_page_with_mistakes_is_noticed(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "bad.html"
    path.write_text("<html><body><img src='x'><input><a href='#'></a></body></html>", encoding="utf-8")
    assert len(wrong(opened(browser, path))) > 3


def test_no_request_is_made_and_nothing_fails(browser: Browser, written: dict[str, Path]) -> None:
    page = browser.new_page()
    asked: list[str] = []
    failed: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.on("console", lambda said: failed.append(said.text) if said.type == "error" else None)
    page.goto(written["en"].as_uri())
    page.wait_for_load_state("networkidle")
    assert asked == [written["en"].as_uri()]
    assert failed == []
    assert written["en"].stat().st_size < LARGEST
    page.close()


def test_a_phone_is_not_scrolled_sideways(browser: Browser, written: dict[str, Path]) -> None:
    for language in ("nl", "de"):
        page = opened(browser, written[language], room="phone")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        page.close()


def number(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def test_the_numbers_on_the_page_are_those_of_the_data(
    browser: Browser, written: dict[str, Path], replication: Document
) -> None:
    page = opened(browser, written["nl"])
    glance = [number(text) for text in page.locator(".glance strong").all_inner_texts()]
    sizes = replication["generated_from"]
    listed = [gap for gap in replication["gaps"] if not gap["folded_into"]]
    assert glance == [
        *(sizes[name] for name in ("searches", "records", "works", "included", "codings")),
        len(replication["findings"]),
        len(listed),
    ]
    for finding in replication["findings"]:
        link = page.locator(f".overview tbody a[href='#{finding['id']}-evidence']").first
        assert number(link.text_content() or "") == finding["n_works"]
    for cell in replication["matrix"]["totals"]:
        shown = page.locator(f"[id='M-{cell['determinant']}-{cell['phase']}'] .bubble strong")
        assert [number(one) for one in shown.all_inner_texts()] == [cell["n_works"]] * bool(cell["n_works"])
    page.close()


def test_the_map_drawn_by_the_script_counts_as_the_synthesis_does(
    browser: Browser, written: dict[str, Path], replication: Document
) -> None:
    page = opened(browser, written["en"])
    page.select_option("#map-tools [name=rows]", label="phase")
    page.select_option("#map-tools [name=columns]", label="determinant")
    shown = {
        (row, column): page.locator("table.drawn tbody tr").nth(row).locator("td").nth(column).inner_text()
        for row in range(4)
        for column in range(4)
    }
    matrix = replication["matrix"]
    for cell in matrix["totals"]:
        place = (matrix["columns"].index(cell["phase"]), matrix["rows"].index(cell["determinant"]))
        assert (number(shown[place].split("\n")[0]) if cell["n_works"] else "no work") == (
            cell["n_works"] or shown[place].strip()
        )
    assert wrong(page, "#map") == []
    page.close()


def test_the_map_is_laid_out_and_read_by_keyboard(browser: Browser, written: dict[str, Path]) -> None:
    page = opened(browser, written["en"])
    page.focus("#map-tools [name=columns]")
    choices = page.locator("#map-tools [name=columns] option").all_inner_texts()
    for _ in range(choices.index("phase"), choices.index("perspective")):
        page.keyboard.press("ArrowDown")
    page.wait_for_selector("table.drawn")
    page.focus("table.drawn .open-cell")
    page.keyboard.press("Enter")
    expect(page.locator("#map-behind")).to_be_focused()
    assert page.locator("#map-behind li a").count() > 1
    assert wrong(page, "#map") == []
    page.close()


def test_a_number_leads_to_its_works_and_passages_in_two_clicks(
    browser: Browser, written: dict[str, Path], replication: Document
) -> None:
    page = opened(browser, written["en"])
    finding = max(replication["findings"], key=lambda one: one["n_works"])
    page.click(f".overview tbody a[href='#{finding['id']}-evidence']")
    evidence = page.locator(f"[id='{finding['id']}-evidence']")
    evidence.wait_for()
    assert evidence.locator("> ul > li").count() == finding["n_works"]
    passage = (evidence.locator("a.ref").first.get_attribute("href") or "").removeprefix("#")
    assert passage in finding["passages"]
    evidence.locator("a.ref").first.click()
    page.locator(f"[id='{passage}']").wait_for()
    page.close()


def test_it_is_read_without_script(browser: Browser, written: dict[str, Path]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(written["nl"].as_uri())
    assert page.locator("table.map .bubble").count() > 5
    assert page.locator("form.tools:visible").count() == 0
    context.close()
