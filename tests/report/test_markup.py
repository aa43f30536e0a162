"""Long lists fold into sheets that hold the same markup; short ones stand in the page."""

from __future__ import annotations

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from synth.i18n import Messages
from synth.report.anchors import Link
from synth.report.bubbles import bubble
from synth.report.escaping import isolated, written
from synth.report.localised import Text
from synth.report.markup import SHEET, Entry, Pen

from .tree import parse

PEN = Pen(Messages.load("nl"), live=10)
FOLDED = re.compile(r'<script type="text/plain">(.*?)</script>', re.DOTALL)


def entries(n: int) -> list[Entry]:
    return [Entry(f"naam {one}", f'<li id="i{one}">{one}</li>') for one in range(n)]


def test_a_short_list_stands_in_the_page() -> None:
    shown = PEN.sheets(entries(10), around=("<ul>", "</ul>"))
    assert "script" not in shown
    assert len(parse(shown).all("li")) == 10


def test_a_long_list_folds_without_losing_an_entry() -> None:
    shown = PEN.sheets(entries(250), around=("<ul>", "</ul>"))
    sheets = FOLDED.findall(shown)
    assert len(sheets) == -(-250 // SHEET)
    listed = [one.attributes["id"] for sheet in sheets for one in parse(sheet).all("li")]
    assert listed == [f"i{one}" for one in range(250)]


def test_a_sheet_says_what_is_on_it() -> None:
    heads = [one.text for one in parse(PEN.sheets(entries(250))).all("summary")]
    assert heads[0] == "1–100 naam 0 – naam 99"
    assert heads[-1] == "201–250 naam 200 – naam 249"


def test_without_script_the_page_says_where_the_list_stands() -> None:
    assert "XLSX" in PEN.sheets(entries(250)) or "werkmap" in PEN.sheets(entries(250))


@given(st.text())
def test_no_text_ends_a_sheet_or_begins_an_element(text: str) -> None:
    links = [Link("a", text)] * 11
    shown = str(PEN.links(links))
    assert len(FOLDED.findall(shown)) == 1
    assert "<" not in written(text)


@given(st.text(alphabet="abc é<&\"'"))
def test_the_words_stay_the_same(text: str) -> None:
    assert unescape(written(text)) == text


def test_text_that_runs_the_other_way_is_kept_apart() -> None:
    assert isolated("kennis") == "kennis"
    assert isolated("שלום") == '<bdi dir="auto">שלום</bdi>'


def test_a_text_in_another_language_says_so() -> None:
    assert PEN.text(Text("knowledge", "en")) == '<span lang="en">knowledge</span>'
    assert PEN.text(Text("kennis", "nl")) == "kennis"


def test_a_cell_without_a_direction_is_a_ring_and_not_a_bare_number() -> None:
    assert len(parse(PEN.bubble(bubble({}, 2, 2))).all("circle")) == 1
    assert parse(PEN.bubble(bubble({"failure": 2}, 2, 2))).all("circle") == []
