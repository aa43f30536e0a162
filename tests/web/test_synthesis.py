"""The synthesis in the browser: laid out as one likes, from a number to its sentence, overruled."""

from __future__ import annotations

import io
import pickle
import re
import shutil
import zipfile
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path

import pytest

from synth import Review, telling
from synth.cli import run
from synth.coding.entry import Entry
from synth.errors import UsageError
from synth.i18n import Messages
from synth.model import Decision, Passage
from synth.report.evidence_map import evidence_map
from synth.report.lookup import look_up
from synth.web.laying import NOWHERE, Map
from synth.web.packing import Packed
from synth.web.pages.reports import since
from synth.web.synthesising import Files, Made, make
from synth.web.tongues import words
from tests.web.looking import PHONE, at_rest, eventually, prefer, whole
from tests.web.running import NONCE, Running

SEEN = re.compile(r'name="seen" value="(\w+)"')
CELL = re.compile(r'class="cell" data-row href="([^"]+)">.*?<strong>(\d+)</strong>', re.S)
FINDING = "F-knowledge-too-abstract"
GAP = "G-absent-perspective-client"
RESTS_ON = {"reason": "Twee interviews dragen dit niet."}


@pytest.fixture(scope="module")
def synthesised(made) -> Made:
    with Review.open(made) as review:
        return make(review)


def ready(who):
    """Somebody for whom the synthesis has been made."""
    who.until("/synthesis", "As the review is now")
    return who


def test_the_map_of_the_page_has_the_numbers_of_the_report(made, synthesised):
    layout = Map(synthesised.map, "determinant", "phase").layout()
    phases = len(synthesised.codes["phase"])
    with Review.open(made) as review:
        report = look_up(review.synthesize(), Messages.load("nl"))
    for at, row in enumerate(evidence_map(report).rows):
        for place, told in enumerate(row.cells):
            cell = layout.cells.get((at, place if place < phases else NOWHERE))
            counts = {mark.direction: mark.n for mark in told.marks if mark.n}
            assert (cell.n, cell.counts) == (told.n_works, counts) if cell else not told.n_works


def test_of_the_files_of_a_large_review_the_one_shown_and_the_one_before_are_left(synthesised, tmp_path):
    paths = [tmp_path / f"synthesis-{number}" for number in range(4)]
    mades = [replace(synthesised, rows=Packed([("one", number)], path)) for number, path in enumerate(paths)]
    files = Files(None)
    for one in (*mades, mades[-2]):
        files.shown(one)
    assert [path.exists() for path in paths] == [False, False, True, True]
    assert [one.rows["one"] for one in mades[2:]] == [2, 3]


def test_every_axis_has_a_code_for_each_of_its_labels(synthesised):
    for language in ("nl", "en", "de"):
        for name, axis in synthesised.axes[language].items():
            assert len(axis["codes"]) == len(synthesised.codes[name]), name


@pytest.mark.slow
def test_the_direction_of_a_map_stands_in_its_address_and_goes_along(looking, standing):
    ready(standing.somebody())
    looking.goto(standing.url + "/synthesis")
    looking.locator("select[name=direction]").select_option("failure factors")
    looking.wait_for_url("**/synthesis?*direction=failure*")
    at_rest(looking)
    assert looking.locator("table.map .mark.success").count() == 0
    number = looking.locator("table.map a.cell strong").first.inner_text()
    looking.locator("table.map a.cell").first.click()
    looking.wait_for_url("**/synthesis/cell?*direction=failure*")
    at_rest(looking)
    assert looking.locator("ol.rows > li").count() == int(number)
    looking.locator("main").get_by_role("link", name="Synthesis").click()
    looking.wait_for_url("**/synthesis?*direction=failure*")


def test_a_direction_that_is_none_is_left_aside(standing):
    one = ready(standing.somebody())
    assert CELL.findall(one.get("/synthesis?direction=up").text) == CELL.findall(one.get("/synthesis").text)


@pytest.mark.parametrize(
    "query", ["", "?rows=factor&columns=perspective", "?rows=year&columns=determinant", "?direction=both"]
)
def test_each_number_leads_to_as_many_works_and_each_work_to_its_page(standing, query):
    one = ready(standing.somebody())
    cells = CELL.findall(one.get(f"/synthesis{query}").text)
    assert cells
    for address, n in cells[:6]:
        text = one.get(address.replace("&amp;", "&")).text
        works = re.findall(r'class="title" data-row href="(/works/[^"]+)"', text)
        assert len(works) == int(n)
        assert one.get(works[0]).status_code == 200
        assert 'class="passage"' in text


@pytest.mark.parametrize("path", ["", "/findings", "/gaps", "/changes", "/reports", f"/gaps/{GAP}"])
def test_the_part_that_is_brought_up_to_date_stands_alone(standing, path):
    one = ready(standing.somebody())
    text = one.get(f"/synthesis{path}", headers={"HX-Request": "true", "HX-Target": "live"}).text
    assert text.lstrip().startswith('<div id="live"')


def test_a_coding_of_a_work_leads_to_the_map_of_its_code(standing):
    one = ready(standing.somebody())
    addresses = re.findall(r'href="(/synthesis\?only=factor[^"]+)"', one.get("/works/sol-2011").text)
    assert addresses
    for address in addresses[:3]:
        cells = CELL.findall(one.get(address).text)
        assert any("sol-2011" in one.get(cell.replace("&amp;", "&")).text for cell, _ in cells)


@pytest.mark.parametrize("query", ["?row=nowhere&column=-", "?rows=no&row=x&column=y", ""])
def test_a_cell_that_is_none_is_told(standing, query):
    assert ready(standing.somebody()).get(f"/synthesis/cell{query}").status_code == 422


def test_lists_divide_by_their_facets_as_their_numbers_say(standing):
    one = ready(standing.somebody())
    for path in ("/synthesis/findings", "/synthesis/gaps?place=folded"):
        text = one.get(path).text
        facets = re.findall(r'<li><a href="([^"]+)"><span>.*?</span><span class="n">(\d+)</span>', text)
        assert facets
        for address, n in facets:
            listed = one.get(address.replace("&amp;", "&")).text
            if "findings" in address or "gap-type=" in address:
                assert len(re.findall(r'class="title" data-row', listed)) == int(n), address


def ruled(folder) -> list[tuple[str, str, str, str]]:
    with Review.open(folder) as review:
        return [(one.subject, one.aspect, one.value, one.coder) for one in review.assessments()]


def fields(one, path: str) -> dict[str, str]:
    text = one.get(path).text
    return {"nonce": NONCE.search(text)[1], "seen": SEEN.search(text)[1], **RESTS_ON}


def test_a_ruling_counts_once_only_for_what_was_seen_and_shows_at_once(running):
    one, path = ready(running.somebody()), f"/synthesis/findings/{FINDING}"
    send = f"/synthesis/finding/{FINDING}/assess"
    first, late = fields(one, path), fields(one, path)
    said = {"aspect": "confidence", "value": "very-limited"}
    assert one.send(send, {**first, **said}).status_code == 303
    assert one.send(send, {**first, **said, "value": "substantial"}).status_code == 303
    assert one.send(send, {**late, **said, "value": "substantial"}).status_code == 409
    assert ruled(running.folder) == [(FINDING, "confidence", "very-limited", "me")]
    assert RESTS_ON["reason"] in one.get(path).text
    one.send(f"/synthesis/finding/{FINDING}/unassess", {"nonce": "x" * 24, "aspect": "confidence"})
    assert ruled(running.folder) == []


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (f"gap/{GAP}", {"aspect": "priority", "value": "urgent"}),
        (f"gap/{GAP}", {"aspect": "confidence", "value": "limited"}),
        (f"gap/{GAP}", {"aspect": "status", "value": "rejected", "reason": " "}),
        ("gap/G-nowhere", {"aspect": "status", "value": "rejected"}),
        (f"work/{GAP}", {"aspect": "status", "value": "rejected"}),
    ],
)
def test_a_ruling_that_cannot_be_stores_nothing(running, path, said):
    one = ready(running.somebody())
    given = fields(one, f"/synthesis/gaps/{GAP}")
    assert one.send(f"/synthesis/{path}/assess", {**given, **said}).status_code == 422
    assert ruled(running.folder) == []


def test_a_reader_reads_and_rules_nothing(team):
    ray = ready(team.signed_in("ray"))
    text = ray.get(f"/synthesis/gaps/{GAP}").text
    assert "assess" not in text
    given = {"nonce": "x" * 24, "seen": "0", **RESTS_ON, "aspect": "status", "value": "rejected"}
    assert ray.send(f"/synthesis/gap/{GAP}/assess", given).status_code == 403
    assert ray.send("/synthesis/reports", {"nonce": "y" * 24}).status_code == 403
    assert ruled(team.folder) == []


def test_the_map_follows_what_is_decided_and_says_what_changed(running):
    one = ready(running.somebody())
    assert "Aken" in one.get("/synthesis/cell?row=innovation&column=implementation").text
    assert "Nothing has changed" in one.until("/synthesis/changes", "Nothing has changed")
    with Review.open(running.folder) as review:
        review.decide(Decision("aken-2011", "full-text", "exclude", "background", coder="tno-2011"))
    assert "aken-2011" in one.until("/synthesis/changes", "Works gone")
    assert "Aken" not in one.get("/synthesis/cell?row=innovation&column=implementation").text


@pytest.mark.parametrize("gone", ["synthesis", "report"])
def test_what_is_not_there_any_more_when_it_is_compared_is_said(folder, tmp_path, gone):
    with Review.open(folder) as review:
        made = make(review, folder=tmp_path)
        report = folder / "report" / "synthesis.json"
        (made.rows.path if gone == "synthesis" else report).unlink()
        with pytest.raises(UsageError, match="newer by now") as said:
            since(review, path=report, now=pickle.loads(pickle.dumps(made)))
    assert telling.told(str(said.value), "de").text.startswith("Inzwischen")


def test_what_coders_did_not_find_stands_on_the_map_and_leads_to_its_works(running):
    with Review.open(running.folder) as review:
        review.say_not_reported("aken-2011", "phase", "continuation", coder="tno-2011")
        told = {
            (one["determinant"], one["phase"]): one["not_reported"]
            for one in review.synthesize()["matrix"]["totals"]
            if "not_reported" in one
        }
    assert told and all(works == ["aken-2011"] for works in told.values())
    one = running.somebody()
    one.until("/synthesis", "not reported: 1")
    for language in ("en", "nl", "de"):
        t = words(language)
        one.client.cookies.set("language", language, domain="127.0.0.1")
        text = one.get("/synthesis").text
        assert text.count(t("synthesis.unreported", n=1)) == len(told)
        for row, column in told:
            cell = one.get(f"/synthesis/cell?row={row}&column={column}").text
            assert t("synthesis.unreported-text") in cell and "aken-2011" in cell
        assert t("synthesis.unreported", n=1) not in one.get("/synthesis?direction=failure").text


def test_reports_are_written_read_and_nothing_else_is_handed_out(running):
    one = ready(running.somebody())
    text = one.get("/synthesis/reports").text
    before = (running.folder / "report" / "synthesis.json").stat().st_mtime_ns
    assert one.send("/synthesis/reports", {"nonce": NONCE.search(text)[1]}).status_code == 303
    one.until("/synthesis/reports", "Write the reports anew")
    assert (running.folder / "report" / "synthesis.json").stat().st_mtime_ns > before
    report = one.get("/synthesis/reports/report.nl.html")
    assert report.headers["content-security-policy"].startswith("sandbox allow-scripts; default-src 'none'")
    assert "attachment" in one.get("/synthesis/reports/synthesis.json").headers["content-disposition"]
    for name in ("..%2Freview.yaml", "..%2Fsynth.db", "nowhere.html"):
        assert one.get(f"/synthesis/reports/{name}").status_code in (404, 422)
    (running.folder / "report" / "door.html").symlink_to(running.folder / "review.yaml")
    assert one.get("/synthesis/reports/door.html").status_code == 422


STYLE = (Path(__file__).parents[1] / "report" / "styles" / "numeric.csl").read_bytes()


def test_reports_are_written_in_the_forms_languages_and_style_that_are_asked_for(running):
    shutil.rmtree(running.folder / "report")
    one = running.somebody()
    asked = {"format": ["md", "csv", "eppi"], "language": ["de"]}

    def write(**files: tuple[str, bytes]) -> str:
        data = {**asked, "nonce": NONCE.search(one.get("/synthesis/reports").text)[1]}
        assert one.send("/synthesis/reports", data, files=files).status_code == 303
        return one.until("/synthesis/reports", "Write the reports anew")

    write(style=("../Numeric.csl", STYLE))
    made = {path.name for path in (running.folder / "report").iterdir()}
    assert made == {"report.de.md", "tables.de", "tables.de.zip", "eppi-mapper.de.json"}
    assert "\\[1\\]" in (running.folder / "report" / "report.de.md").read_text(encoding="utf-8")
    packed = one.get("/synthesis/reports/tables.de.zip")
    assert packed.headers["content-type"] == "application/zip"
    assert re.search(r'filename="tables-\d{4}-\d\d-\d\d\.de\.zip"', packed.headers["content-disposition"])
    with zipfile.ZipFile(io.BytesIO(packed.content)) as archive:
        assert {"prisma2020-flow.csv", "prisma-2020.csv", "prisma-s.csv"} <= set(archive.namelist())
    text = write(
        style=("own.csl", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><style>&b;</style>')
    )
    assert "own.csl" in text and "root:" not in text and "synth-serve" not in text
    assert not list(running.site.desk.scratch().glob("style-*"))


def test_the_pages_beside_a_large_report_are_handed_out_and_nothing_else(running):
    one = ready(running.somebody())
    beside = running.folder / "report" / "report.nl"
    beside.mkdir(parents=True, exist_ok=True)
    for name in ("page-0001.html", "notes.html"):
        (beside / name).write_text("<p>beside</p>", encoding="utf-8")
    (beside / "page-0002.html").symlink_to(running.folder / "review.yaml")
    page = one.get("/synthesis/reports/report.nl/page-0001.html")
    assert page.text == "<p>beside</p>"
    assert page.headers["content-security-policy"].startswith("sandbox")
    for name in ("notes.html", "page-0002.html", "page-0009.html", "..%2F..%2Freview.yaml"):
        assert one.get(f"/synthesis/reports/report.nl/{name}").status_code in (404, 422)
    for folder in ("..", "%2E%2E", "nowhere"):
        assert one.get(f"/synthesis/reports/{folder}/page-0001.html").status_code in (404, 422)


def test_a_review_without_codings_says_what_to_do(tmp_path):
    assert run(["new", str(tmp_path / "empty")]) == 0
    server = Running(tmp_path / "empty")
    one = ready(server.somebody())
    for path, told in (
        ("", "Nothing is coded yet"),
        ("/findings", "no finding"),
        ("/gaps", "Nothing is coded yet"),
        ("/changes", "none was written"),
        ("/reports", "No report"),
    ):
        assert told in one.get(f"/synthesis{path}").text
    assert "<table" not in one.get("/synthesis").text
    (tmp_path / "one.ris").write_text("TY  - JOUR\nTI  - Kennis\nAU  - Aa, B.\nPY  - 2012\nER  -\n")
    with Review.open(tmp_path / "empty") as review:
        review.take_in(tmp_path / "one.ris")
        review.settle()
        review.decide(Decision("aa-2012", "full-text", "include", "use-of-knowledge", coder="ann"))
        said = Passage("aa-2012", paraphrase={"en": "Too late."})
        review.code(Entry(said, {"factor": ("timing-of-knowledge",)}, "ann", "failure"))
    assert "Determinant × year" in one.until("/synthesis", "<table"), "nobody named a phase"
    server.stop()


@pytest.mark.slow
@pytest.mark.parametrize("language", ["nl", "en", "de"])
def test_from_a_number_to_its_sentence_and_a_ruling_by_keyboard_alone(context, running, language):
    ready(running.somebody())
    page = context.new_page()
    page.goto(running.entry)
    prefer(page, language=language)
    page.goto(running.url + "/synthesis")
    at_rest(page)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/synthesis/cell?*")
    at_rest(page)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/works/*")
    page.goto(f"{running.url}/synthesis/findings/{FINDING}")
    at_rest(page)
    page.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("r")
    page.keyboard.type(RESTS_ON["reason"])
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("#notices .notice")
    assert ruled(running.folder) == [(FINDING, "confidence", "very-limited", "me")]
    whole(page)
    page.keyboard.press("u")
    eventually(lambda: ruled(running.folder) == [])


@pytest.mark.slow
def test_the_map_is_laid_out_and_a_gap_rejected_on_a_phone(context, running):
    ready(running.somebody())
    page = context.new_page()
    page.set_viewport_size(PHONE)
    page.goto(running.entry)
    page.goto(running.url + "/synthesis")
    page.get_by_label("Rows").select_option("perspective")
    page.wait_for_url("**/synthesis?rows=perspective*")
    at_rest(page)
    page.get_by_role("link", name="Absent perspective").first.click()
    page.wait_for_url("**/synthesis/gaps/*")
    at_rest(page)
    page.get_by_text("Say otherwise").last.click()
    page.get_by_role("radio", name="rejected by a person").check()
    page.get_by_label("Reason").last.fill("Bewust buiten de vraag.")
    page.get_by_role("button", name="Store").last.click()
    page.wait_for_selector("#notices .notice")
    assert [one[1:3] for one in ruled(running.folder)] == [("status", "rejected")]


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/findings",
        "/gaps",
        "/changes",
        "/findings/F-time",
        "/gaps/G-x",
        "/cell?rows=determinant&columns=phase&row=user&column=adoption",
    ],
)
def test_a_page_has_its_heading_while_the_synthesis_is_being_made(running, monkeypatch, path):
    monkeypatch.setattr(running.site.desk, "aside", lambda work: Future())
    text = running.somebody().get(f"/synthesis{path}").text
    assert re.search(r"<h1>[^<×]*\w", text)
