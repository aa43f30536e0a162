"""Settings and codebooks: checked as files are, shown before they are stored, never over another's change."""

import html
import re

import pytest

from synth.review import Review
from tests.web.running import NONCE

TEXT = re.compile(r'<textarea name="text"[^>]*>\n(.*?)</textarea>', re.DOTALL)
SEEN = re.compile(r'name="seen" value="(\w+)"')


def previewed(somebody, data: dict[str, str], path: str = "/settings/preview", form: str = "/settings"):
    seen = SEEN.search(somebody.get(form).text)[1]
    return somebody.send(path, {"file": "review.yaml", "seen": seen, **data})


def saved(somebody, answer):
    text = html.unescape(TEXT.search(answer.text)[1])
    file = re.search(r'name="file" value="([^"]+)"', answer.text)[1]
    data = {
        "file": file,
        "text": text,
        "seen": SEEN.search(answer.text)[1],
        "nonce": NONCE.search(answer.text)[1],
    }
    return somebody.send("/settings/save", data)


def test_a_value_is_shown_as_a_diff_and_then_stored_beside_the_comments(running):
    somebody, path = running.somebody(), running.folder / "review.yaml"
    before = path.read_text(encoding="utf-8")
    answer = previewed(somebody, {"years/from": "1995", "title/en": 'Use: "knowledge"'})
    assert answer.status_code == 200
    assert (
        "<ins>+years: {from: 1995}</ins>" in answer.text and "<del>-years: {from: 2000}</del>" in answer.text
    )
    assert path.read_text(encoding="utf-8") == before
    assert saved(somebody, answer).status_code == 303
    after = path.read_text(encoding="utf-8")
    assert after.splitlines()[:2] == before.splitlines()[:2]
    with Review.open(running.folder) as review:
        assert review.protocol.years.from_ == 1995
        assert review.protocol.title["en"] == 'Use: "knowledge"'
    assert "Use: &#34;knowledge&#34;" in somebody.get("/").text


def test_a_criterion_is_added_and_screening_set(running):
    somebody = running.somebody()
    data = {
        "criteria/exclude/5/id": "too-old",
        "criteria/exclude/5/label/en": "Too old",
        "screening/screeners": "2",
    }
    with Review.open(running.folder) as review:
        place = len(review.protocol.criteria.exclude)
    data = {key.replace("/5/", f"/{place}/"): value for key, value in data.items()}
    assert saved(somebody, previewed(somebody, data)).status_code == 303
    with Review.open(running.folder) as review:
        assert review.protocol.criteria.exclude[-1].id == "too-old"
        assert review.protocol.screening.screeners == 2


@pytest.mark.parametrize(
    "data",
    [
        {"years/from": "20000"},
        {"years/from": "about 1999"},
        {"sources": "Not A Source"},
        {"title/en": "", "title/nl": "", "title/de": ""},
        {"languages": "x"},
    ],
)
def test_what_cannot_be_used_is_refused_and_what_was_typed_is_kept(running, data):
    answer = previewed(running.somebody(), data)
    assert answer.status_code == 422
    name, value = next(iter(data.items()))
    assert f'name="{name}"' in answer.text and value in answer.text


@pytest.mark.parametrize(
    ("language", "said"), [("en", "is not closed"), ("nl", "is niet gesloten"), ("de", "ist nicht")]
)
def test_what_is_wrong_in_a_strategy_is_told_in_the_language_of_the_page(running, language, said):
    one = running.somebody()
    one.client.cookies.set("language", language, domain="127.0.0.1")
    page = one.get("/settings/file?file=queries/tno-2011.yaml").text
    text = "synth: strategy/1\nid: tno-2011\ntitle: {en: T}\nsets:\n  a: {expression: '(werk'}\ncombine: a\n"
    data = {
        "file": "queries/tno-2011.yaml",
        "text": text,
        "seen": re.search(r'name="seen" value="([^"]*)"', page)[1],
    }
    answer = one.send("/settings/preview", data)
    assert answer.status_code == 422 and said in answer.text and "S002" in answer.text


def test_a_file_as_text_is_checked_with_the_line_of_the_mistake(running):
    somebody = running.somebody()
    text = somebody.get("/settings/file?file=queries/tno-2011.yaml").text
    broken = html.unescape(re.search(r'name="text"[^>]*>\n(.*?)</textarea>', text, re.DOTALL)[1]).replace(
        "sets:", "sest:"
    )
    data = {"file": "queries/tno-2011.yaml", "text": broken, "seen": SEEN.search(text)[1]}
    answer = somebody.send("/settings/preview", data)
    assert answer.status_code == 422
    assert re.search(r"queries/tno-2011.yaml:\d+", answer.text) and "sest:" in answer.text
    assert "/tmp" not in answer.text


def test_what_another_changed_meanwhile_is_not_written_over(running):
    somebody, path = running.somebody(), running.folder / "review.yaml"
    answer = previewed(somebody, {"years/from": "1995"})
    path.write_text(path.read_text(encoding="utf-8") + "# another\n", encoding="utf-8")
    refused = saved(somebody, answer)
    assert refused.status_code == 409
    assert "years: {from: 1995}" in refused.text, "what was typed is shown"
    assert path.read_text(encoding="utf-8").endswith("# another\n")


@pytest.mark.parametrize(
    "file", ["../x.yaml", "/etc/passwd", "synth.db", "serve.db", "queries/../review.yaml", ""]
)
def test_no_other_file_can_be_read_or_written(running, file):
    somebody = running.somebody()
    assert somebody.get("/settings/file", params={"file": file}).status_code == 422
    nonce = NONCE.search(somebody.get("/search").text)[1]
    for path in ("/settings/preview", "/settings/save"):
        data = {"file": file, "text": "synth: review/1\n", "seen": "", "nonce": nonce}
        assert somebody.send(path, data).status_code == 422


def test_a_code_is_changed_in_its_codebook(running):
    somebody, path = running.somebody(), "/codebooks/determinants/factor/timing-of-knowledge"
    name = re.search(r'name="(dimensions/\d+/codes/\d+/label)/en"', somebody.get(path).text)[1]
    answer = previewed(somebody, {f"{name}/en": "Knowledge in time"}, path=path, form=path)
    assert saved(somebody, answer).headers["location"] == "/codebooks"
    with Review.open(running.folder) as review:
        assert review.codebook.label("factor", "timing-of-knowledge", "en") == "Knowledge in time"
    assert "Knowledge in time" in somebody.get("/codebooks/determinants?q=timing").text


def test_a_coder_reads_settings_and_does_not_change_them(team):
    cora = team.signed_in("cora")
    page = cora.get("/settings").text
    assert "Show what changes" not in page and "At the door" not in page
    assert cora.send("/settings/preview", {"file": "review.yaml", "text": "x"}).status_code == 403


def test_a_file_that_is_no_utf_8_is_told_by_its_name(running):
    somebody, path = running.somebody(), running.folder / "queries" / "notes.yaml"
    path.write_bytes("id: notes # één".encode("latin-1"))
    answer = somebody.get("/settings/file?file=queries/notes.yaml")
    assert answer.status_code == 422
    assert "queries/notes.yaml: is not UTF-8 text." in html.unescape(answer.text)
