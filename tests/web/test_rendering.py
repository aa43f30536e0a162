"""Texts from outside as a page shows them, the words of the pages, and what was taken from elsewhere."""

import hashlib
import re
import tomllib
from pathlib import Path

import pytest
from markupsafe import Markup

import synth.web
from synth.model import Hit
from synth.web.rendering import marked, words
from synth.web.route import Links
from synth.web.routes import ROUTES
from synth.web.tongues import TONGUES, chosen
from synth.web.tongues import words as tongue
from tests.report.hostile import PAYLOADS

HERE = Path(synth.web.__file__).parent
HTMX = "71ea67185bfa8c98c39d31717c6fce5d852370fcdfd129db4543774d3145c0de"
WORD = re.compile(r"""\bt\(\s*"([\w.-]+)"\s*[,)]""")
TEMPLATES = sorted((HERE / "templates").glob("*.html"))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_markup_of_a_text_never_becomes_markup_of_a_page(payload):
    for shown in (words(payload), marked(payload, [(0, 5), (3, len(payload))])):
        assert isinstance(shown, Markup)
        bare = re.sub(r"</?(?:bdi|mark)(?: dir=\"auto\")?>", "", shown)
        assert "<" not in bare


def test_direction_signs_are_shown_and_end_with_the_text():
    assert words("file\u202egpj.exe") == '<bdi dir="auto">file[U+202E]gpj.exe</bdi>'


def test_tags_of_sources_are_left_out():
    assert (
        words("Effect of H<sub>2</sub>O &amp; <i>sleep</i>")
        == '<bdi dir="auto">Effect of H2O &amp; sleep</bdi>'
    )


def test_hits_are_marked_where_they_stand():
    text = "Kennis & beleid in de praktijk"
    hits = (Hit("kennis", "title", 0, 6, "Kennis"), Hit("beleid", "title", 9, 15, "beleid"))
    assert marked(text, hits) == (
        '<bdi dir="auto"><mark>Kennis</mark> &amp; <mark>beleid</mark> in de praktijk</bdi>'
    )


def test_hits_that_overlap_are_marked_once_and_places_outside_not_at_all():
    assert marked("abcdef", [(1, 3), (2, 5), (90, 95)]) == '<bdi dir="auto">a<mark>bcde</mark>f</bdi>'


@pytest.mark.parametrize("language", TONGUES)
def test_every_language_has_every_word_with_the_same_values(language):
    ours, english = tongue(language).texts, tongue("en").texts
    assert set(ours) == set(english)
    fields = re.compile(r"{(\w+)}")
    assert {
        key for key in ours if set(fields.findall(ours[key])) != set(fields.findall(english[key]))
    } == set()


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda one: one.name)
def test_every_word_of_a_template_is_there(path):
    asked = set(WORD.findall(path.read_text(encoding="utf-8")))
    assert {key for key in asked if key not in tongue("en")} == set()


def test_sections_of_a_page_are_the_same_in_all_files():
    files = [tomllib.loads((HERE / "locale" / f"{one}.toml").read_text(encoding="utf-8")) for one in TONGUES]
    assert all(list(one) == list(files[0]) for one in files)


@pytest.mark.parametrize(
    ("cookie", "accepted", "language"),
    [
        ("", "", "en"), ("de", "nl", "de"), ("xx", "nl-NL,en;q=0.5", "nl"),
        ("", "fr,de;q=0.3,nl;q=0.7", "nl"), ("", "de;q=x,nl", "nl"), ("", "de;q=0", "en"),
    ],
)  # fmt: skip
def test_the_language_is_the_one_chosen_else_the_one_the_browser_asks_for(cookie, accepted, language):
    assert chosen(cookie, accepted) == language


def test_addresses_are_written_so_that_nothing_in_a_name_leads_elsewhere():
    link = Links(ROUTES)
    assert link("work", key="../a b&c") == "/works/..%2Fa%20b%26c"
    assert link("works", q="a&b", year=("2010", "2011"), order="") == "/works?q=a%26b&year=2010&year=2011"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda one: one.name)
def test_no_template_has_script_or_style_of_its_own_or_trusts_a_text(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(
        r"""<style|\sstyle=|\son[a-z]+=['"]|\|\s*safe|<script(?! src)|javascript:|hx-on""", text
    )


def test_htmx_is_the_file_that_was_published():
    assert hashlib.sha256((HERE / "static" / "htmx-2.0.10.min.js").read_bytes()).hexdigest() == HTMX
    assert (HERE / "static" / "htmx-LICENSE.txt").read_text(encoding="utf-8").startswith("Zero-Clause BSD")
