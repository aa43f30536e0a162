"""Works and overview: what is found, how it divides, where it leads, and what is told of a work."""

import re
from html import unescape

import pytest

from synth.coding.entry import Entry
from synth.formats.reading import read
from synth.model import Decision, Passage
from synth.review import Review
from synth.review.exporting import WORKS
from tests.web.looking import eventually

KEYS = re.compile(r'class="title" data-row href="/works/([\w-]+)"')


def keys(answer) -> list[str]:
    return KEYS.findall(answer.text)


@pytest.fixture
def somebody(standing):
    return standing.somebody()


def test_a_list_is_divided_and_the_numbers_are_those_behind_them(somebody):
    text = somebody.get("/works").text
    for address, n in re.findall(
        r'<li><a href="(/works\?[^"]+)"[^>]*><span>.*?</span><span class="n">(\d+)</span>', text
    ):
        answer = somebody.get(address.replace("&amp;", "&"))
        assert f"{n} work" in answer.text, address
        assert len(keys(answer)) == min(50, int(n))


def test_choices_of_one_facet_add_and_of_two_narrow(somebody):
    def number(query: str) -> int:
        return int(re.search(r"(\d+) works?</h2>", somebody.get(f"/works?{query}").text)[1])

    dutch, english = number("language=nl"), number("language=en")
    assert number("language=nl&language=en") == dutch + english
    assert number("language=nl&standing=included") < dutch
    assert number("language=xx") == 0


def test_words_find_works_and_so_does_an_expression(somebody):
    words = keys(somebody.get("/works", params={"q": "kennis"}))
    assert words
    title = keys(somebody.get("/works", params={"q": "title:kennis AND NOT title:implementatie"}))
    assert set(title) <= set(words)
    assert keys(somebody.get("/works", params={"q": "KENNIS"})) == words


@pytest.mark.parametrize("q", ["(", "kennis AND", '"', "NOT kennis", "*", "title:"])
def test_an_expression_that_cannot_be_read_is_explained_and_kept(somebody, q):
    answer = somebody.get("/works", params={"q": q})
    assert answer.status_code in (200, 422)
    if answer.status_code == 422:
        assert 'role="alert"' in answer.text
    assert f'value="{q.replace(chr(34), "&#34;")}"' in answer.text


@pytest.mark.parametrize("order", ["newest", "oldest", "title", "nonsense"])
def test_leafing_through_shows_each_work_once_and_back_again(somebody, order, monkeypatch):
    monkeypatch.setattr("synth.web.pages.works.PAGE", 7)
    first = somebody.get("/works", params={"order": order})
    pages, answer = [keys(first)], first
    while following := re.search(r'href="([^"]+)" data-key="n"', answer.text):
        answer = somebody.get(following[1].replace("&amp;", "&"))
        pages.append(keys(answer))
    seen = [key for page in pages for key in page]
    assert len(seen) == len(set(seen)) == 39
    back = re.search(r'href="([^"]+)" data-key="p"', answer.text)[1].replace("&amp;", "&")
    assert keys(somebody.get(back)) == pages[-2]


def test_why_records_were_joined_is_told_in_the_language_of_the_page(somebody, standing):
    with Review.open(standing.folder) as review:
        key = next(
            work.key for work in map(review.work, keys(somebody.get("/works"))) if len(work.record_ids) > 1
        )
    for language, said in (("en", "same year"), ("nl", "zelfde jaar"), ("de", "gleiches Jahr")):
        somebody.client.cookies.set("language", language, domain="127.0.0.1")
        text = somebody.get(f"/works/{key}").text
        assert said in text and '<span lang="en">' not in text


@pytest.mark.parametrize("form", WORKS)
def test_the_works_of_a_list_go_out_in_each_form_all_of_them_in_its_order(somebody, standing, form):
    listed = somebody.get("/works?standing=included&order=title")
    answer = somebody.take_out(unescape(re.search(rf'href="(/works/out/{form}[^"]*)"', listed.text)[1]))
    assert re.search(r'filename="works-\d{4}-\d\d-\d\d\.', answer.headers["content-disposition"])
    name = {"csl": "works.json"}.get(form, f"works.{form}")
    titles = [record.title for record in read(answer.content, name).records]
    with Review.open(standing.folder) as review:
        assert titles == [review.work(key).record.title for key in keys(listed)]
    assert f"Export these {len(titles)}<" in listed.text


def test_a_form_or_a_list_that_is_not_there_is_told(somebody):
    assert somebody.get("/works/out/docx").status_code == 422
    assert somebody.get("/works/out/ris?q=(").status_code == 422
    assert "nothing to write" in somebody.take_out("/works/out/ris?year=1066").text


def test_a_work_tells_its_history_from_request_to_coding(somebody):
    text = somebody.get("/works/sol-2011").text
    for part in (
        "Source: ",
        "hand-picked",
        "added.yaml",
        "Included",
        "on full text",
        "failure factor",
        "tno-2011",
    ):
        assert part in text


def test_a_work_that_is_not_there_is_told_with_those_that_are_near(somebody):
    answer = somebody.get("/works/sol-1911")
    assert answer.status_code == 422
    assert "sol-2011" in answer.text


def test_a_decision_made_elsewhere_shows_at_once(running):
    somebody = running.somebody()
    assert "sol-2011" in keys(somebody.get("/works?standing=included"))
    with Review.open(running.folder) as review:
        review.decide(Decision("sol-2011", "full-text", "exclude", "background", coder="tno-2011"))
    assert "sol-2011" not in keys(somebody.get("/works?standing=included"))
    assert "sol-2011" in keys(somebody.get("/works?standing=excluded-full-text"))
    assert "<strong>25</strong>" in somebody.get("/").text


def test_works_that_came_since_show_after_a_moment(running):
    somebody = running.somebody()
    somebody.get("/works")
    path = running.folder / "tip.bib"
    path.write_text("@article{neu-2020, author = {Neu, A.}, title = {Wissen im Amt}, year = 2020}\n")
    with Review.open(running.folder) as review:
        review.take_in(path, picked=("contact", "named"))
        review.dedupe()
    eventually(lambda: "neu-2020" in keys(somebody.get("/works")))


def test_blinded_screeners_do_not_see_what_others_said_before_they_decided(team):
    protocol = team.folder / "review.yaml"
    text = re.sub(r"^screening:.*\n", "", protocol.read_text(encoding="utf-8"), flags=re.M)
    protocol.write_text(f"{text}screening: {{screeners: 3}}\n", encoding="utf-8")
    with Review.open(team.folder) as review:
        review.decide(Decision("sol-2011", "full-text", "exclude", "background", coder="lee"))
    cora = team.signed_in("cora")
    assert "Definition, frame of thought" not in cora.get("/works/sol-2011").text
    assert "Definition, frame of thought" in team.signed_in("lee").get("/works/sol-2011").text
    with Review.open(team.folder) as review:
        review.decide(Decision("sol-2011", "full-text", "include", "use-of-knowledge", coder="cora"))
    assert "Definition, frame of thought" in cora.get("/works/sol-2011").text


def test_blinded_coders_do_not_see_what_others_coded_before_all_are_done(team):
    protocol = team.folder / "review.yaml"
    people = "people: [{id: cora}, {id: lee}]"
    text = re.sub(
        r"^people:\n(  .*\n)*", f"coding: {{coders: 2}}\n{people}\n", protocol.read_text(), flags=re.M
    )
    protocol.write_text(text, encoding="utf-8")
    with Review.open(team.folder) as review:
        for coder in ("cora", "lee"):
            passage = Passage("sol-2011", paraphrase={"en": f"As {coder} has it."})
            review.code(Entry(passage, {"determinant": ("user",)}, coder))
    cora, lee = team.signed_in("cora"), team.signed_in("lee")
    assert "As cora has it" in cora.get("/works/sol-2011").text
    assert "As lee has it" not in cora.get("/works/sol-2011").text
    assert "As cora has it" not in lee.get("/works/sol-2011").text
    assert "in no finding yet" in cora.until("/synthesis", "not yet coded by all of their coders")
    with Review.open(team.folder) as review:
        for coder in ("cora", "lee"):
            review.set_done("sol-2011", coder=coder)
    assert "As lee has it" in cora.get("/works/sol-2011").text


def test_the_overview_leads_to_what_its_numbers_count(somebody):
    text = somebody.get("/").text
    for address, n in re.findall(r'<li><a href="([^"]+)"><strong>(\d+)</strong>', text):
        assert f"{n} work" in somebody.get(address.replace("&amp;", "&")).text


def test_two_people_at_one_work_are_told(team):
    cora, lee = team.signed_in("cora"), team.signed_in("lee")
    assert cora.get("/presence?place=work/sol-2011").text == ""
    assert "cora" in lee.get("/presence?place=work/sol-2011").text
    assert lee.get("/presence?place=work/other").text == ""
