"""The methods as running text: the numbers of the document, and a blank for what it does not hold."""

from __future__ import annotations

import re
from typing import Any

import pytest

from synth.i18n import Messages
from synth.report import html, markdown
from synth.report.prose import Paragraph
from synth.report.view import page

from .conftest import full
from .hostile import PAYLOADS, poisoned
from .tree import by_id, parse

Document = dict[str, Any]
SEARCH = {
    **{"id": 9, "source": "openalex", "strategy": "main", "status": "partial", "note": "", "problems": 0},
    **{"requests": ["GET https://api.openalex.org/works?search=x"], "widened": ["x"], "rejected": 0},
    **{"started_at": "2026-03-05T09:00:00Z", "finished_at": "2026-03-05T09:00:00Z", "reported": 4},
    **{"fetched": 4, "verified": 3, "unverifiable": 1},
}
AGREED = {"paired": 8, "percent": 0.875, "kappa": 0.714, "alpha": 0.7}


def told(document: Document, language: str = "en") -> dict[str, Paragraph]:
    """The paragraphs by the name of their part."""
    words = Messages.load(language)
    names = {words(f"prose.part.{one}"): one for one in PARTS}
    return {names[one.heading]: one for one in page(document, language).prose}


PARTS = (*("protocol", "eligibility", "sources", "strategy", "selection", "coding", "synthesis", "software"),)


def test_the_parts_stand_in_the_order_of_prisma_and_read_as_text(language: str) -> None:
    found = told(full(), language)
    assert tuple(found) == PARTS
    for one in found.values():
        assert not re.search(r"  |\{|\}|\.\.|None|nan", one.text), one.text
        assert all(stretch.text[-1] in ".?]”’“" for stretch in one.stretches), one.text


def test_the_numbers_are_those_of_the_document(language: str) -> None:
    document = full()
    found, sizes = told(document, language), document["generated_from"]
    assert f" {sizes['records']} " in found["selection"].text
    assert f"{sizes['included_studies']}" in found["synthesis"].text
    book = document["codebook"]
    assert f"{book['id']} {book['version']}" in found["coding"].text


@pytest.mark.parametrize(
    ("language", "one", "many"),
    [
        ("nl", "1 record beschrijft 1 publicatie.", "3 records beschrijven 1 publicatie."),
        ("en", "1 record describes 1 work.", "3 records describe 1 work."),
        ("de", "1 Nachweis beschreibt 1 Veröffentlichung.", "3 Nachweise beschreiben 1 Veröffentlichung."),
    ],
)
def test_one_record_and_one_work_are_told_in_the_singular(language: str, one: str, many: str) -> None:
    for records, said in ((1, one), (3, many)):
        document = full()
        document["generated_from"] |= {"records": records, "works": 1}
        found = told(document, language)["selection"]
        assert said in found.text
        assert [count.id for count in found.counts][:2] == ["records", "works"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nl", "OpenAlex via api.openalex.org (5 maart 2026, gedeeltelijk)"),
        ("en", "OpenAlex through api.openalex.org (5 March 2026, partial)"),
        ("de", "OpenAlex über api.openalex.org (5. März 2026, teilweise)"),
    ],
)
def test_a_source_has_its_interface_its_date_and_how_it_ended(
    document: Document, language: str, said: str
) -> None:
    document["searches"] = [SEARCH]
    assert said in told(document, language)["sources"].text
    strategy = told(document, language)["strategy"].text
    assert "main" in strategy
    assert Messages.load(language)("prose.widened") in strategy


def test_what_is_missing_is_a_blank_and_what_a_person_wrote_takes_its_place(language: str) -> None:
    document, blank = full(), Messages.load(language)("prose.blank", what="#").partition("#")[0]
    item = next(one for one in document["prisma_s"] if one["id"] == "filters")
    missing = [one.text for one in told(document, language)["strategy"].stretches if one.blank]
    assert [one for one in missing if item["label"][language] in one]
    assert all(one.startswith(blank) and one.endswith("]") for one in missing)
    item |= {"blank": False, "reported": [{"en": "No filter.", "nl": "No filter.", "de": "No filter."}]}
    found = told(document, language)["strategy"]
    assert "No filter." in found.text
    assert not [one for one in found.stretches if one.blank and item["label"][language] in one.text]


@pytest.mark.parametrize(("language", "said"), [("nl", "0,71"), ("en", "0.71"), ("de", "0,71")])
def test_agreement_is_told_when_two_judged(language: str, said: str) -> None:
    document = full()
    document["screening"][0] |= {"agreement": AGREED, "blinded": True, "pilot": 3}
    selection = told(document, language)["selection"].text
    assert said in selection
    assert "88 %" in selection
    assert Messages.load(language)("prose.blinded") in selection
    assert Messages.load(language)("prose.pilot", n=3) in selection
    document["coding_agreement"] = AGREED | {"alpha": None}
    coding = told(document, language)["coding"].text
    assert Messages.load(language)("prose.coded-once") not in coding
    assert "88 %" in coding


def test_works_that_people_brought_are_counted_once_by_way(document: Document) -> None:
    document["records"] = document["records"][:3]
    for record, how in zip(document["records"], ("citation", "citation", "contact"), strict=True):
        record["searches"] = [record["searches"][0] | {"how": how}] * 2
    text = told(document)["sources"].text
    assert "2 records from reference lists" in text
    assert "one pointed out by a person" in text


def test_a_review_in_which_nothing_happened_has_blanks(empty: Document, language: str) -> None:
    empty["generated_from"] = dict.fromkeys(empty["generated_from"], 0)
    found = told(empty, language)
    assert all(any(one.blank for one in found[part].stretches) for part in ("selection", "coding"))


def test_blanks_stand_out_on_the_page_and_in_markdown(document: Document, language: str) -> None:
    blanks = [one.text for part in page(document, language).prose for one in part.stretches if one.blank]
    shown = by_id(parse(html(document, language)))["methods-text"]
    assert [one.text for one in shown.all("mark")] == blanks
    listed = [one.blank for one in page(document, language).prisma_2020 if one.blank]
    assert markdown(document, language).count("**\\[") == len([*blanks, *listed])


@pytest.mark.parametrize("payload", PAYLOADS[:6])
def test_hostile_text_stays_text(document: Document, payload: str) -> None:
    article = by_id(parse(html(poisoned(document, payload), "en")))["methods-text"]
    assert {one.tag for one in article.walk()} <= {"article", "h3", "p", "strong", "mark", "bdi"}
