"""The trail: how a work came in, what was coded in it, and the words in which a search found its record."""

from __future__ import annotations

import time
from typing import Any

from synth.i18n import Messages
from synth.report import html
from synth.report.lookup import look_up
from synth.report.works import passages, records, works

from .tree import by_id, parse

Document = dict[str, Any]


def test_every_work_is_listed_once_included_or_not(document: Document) -> None:
    lookup = look_up(document, Messages.load("en"))
    for included in (True, False):
        keys = [work.key for work in works(lookup, included=included)]
        assert sorted(keys) == [work["key"] for work in document["works"] if work["included"] is included]


def test_references_stand_in_the_order_of_their_first_names(document: Document) -> None:
    chosen = document["works"][:3]
    for work, name in zip(chosen, ("van Zomeren", "de Boer", "Ålund"), strict=True):
        work["included"] = True
        work["csl"]["author"] = [{"family": name}]
    document["works"] = chosen
    shown = [
        work.citation.partition(" (")[0]
        for work in works(look_up(document, Messages.load("nl")), included=True)
    ]
    assert shown == ["Ålund", "de Boer", "van Zomeren"]


def test_a_work_says_why_each_record_belongs_to_it_and_what_it_gave(document: Document) -> None:
    work = next(one for one in document["works"] if len(one["record_ids"]) > 1)
    first, second = work["record_ids"][:2]
    work["links"] = [{"record_id": second, "reason": "same DOI"}]
    work["origin"] = {"title": first, "doi": second}
    shown = by_id(parse(html(document, "en")))[f"W-{work['key']}"].text
    assert "belongs here because: same DOI" in shown
    assert "gave: title" in shown
    assert "gave: DOI" in shown


def test_why_a_record_belongs_to_its_work_is_told_part_by_part(document: Document, language: str) -> None:
    work = next(one for one in document["works"] if one["included"])
    reason = "record 3: doi (1.00); titles 100% alike; same volume; their own words"
    work["links"] = [{"record_id": work["record_ids"][0], "reason": reason}]
    lookup = look_up(document, Messages.load(language))
    shown = next(one for one in works(lookup, included=True) if one.key == work["key"]).records[0].reason
    said = {"nl": "zelfde jaargang", "en": "same volume", "de": "gleicher Band"}[language]
    assert shown.count("; ") == 3
    assert shown.split("; ")[2] == said
    assert shown.endswith("their own words")


def test_a_work_says_who_decided_what_when_and_why(document: Document, language: str) -> None:
    work = next(one for one in document["works"] if one["included"])
    work["decisions"][-1] |= {
        "reason": "nl: om deze reden\nen: for this reason\nde: aus diesem Grund",
        "coder": "ann",
    }
    shown = by_id(parse(html(document, language)))[f"W-{work['key']}"].text
    assert {"nl": "om deze reden", "en": "for this reason", "de": "aus diesem Grund"}[language] in shown
    assert {
        "nl": "Opgenomen op volledige tekst door ann",
        "en": "Included at full text by ann",
        "de": "Eingeschlossen bei Volltext durch ann",
    }[language] in shown


def test_a_work_without_a_decision_says_so(document: Document) -> None:
    work = next(one for one in document["works"] if not one["included"])
    work["decisions"] = []
    assert "Not decided yet." in by_id(parse(html(document, "en")))[f"W-{work['key']}"].text


def test_a_passage_is_shown_in_every_language_it_was_written_in(document: Document, language: str) -> None:
    ids = by_id(parse(html(document, language)))
    for passage in document["passages"]:
        assert all(text in ids[passage["id"]].text for text in passage["paraphrase"].values())


def test_a_passage_shows_each_coding_with_its_coder(document: Document) -> None:
    passage = document["passages"][0]
    first = passage["codings"][0]
    passage["codings"].append({**first, "uid": "other", "coder": "zoe"})
    shown = by_id(parse(html(document, "en")))[passage["id"]]
    assert f"{first['coder']}:" in shown.text
    assert "zoe:" in shown.text
    assert "K-other" in by_id(shown)


def test_only_codings_that_help_or_hinder_show_a_direction(document: Document) -> None:
    passage = document["passages"][0]
    passage["codings"] = [
        {"uid": "a", "dimension": "factor", "code": "fit", "direction": "neutral", "coder": "ann"},
        {"uid": "b", "dimension": "phase", "code": "adoption", "direction": "neutral", "coder": "ann"},
    ]
    document["passages"] = [passage]
    lookup = look_up(document, Messages.load("en"))
    assert [one.coded.direction for one in next(passages(lookup)).passages[0].codings] == ["neutral", ""]


def test_the_words_that_matched_are_marked_in_the_title(document: Document) -> None:
    record = document["records"][0]
    record["title"] = "Tijd voor kennis en kennisgebruik"
    hits = [
        {"term": "kennis*", "field": "title", "start": 10, "end": 16, "text": "kennis"},
        {"term": "kennis*", "field": "title", "start": 20, "end": 33, "text": "kennisgebruik"},
        {"term": "gone", "field": "title", "start": 400, "end": 410, "text": "elsewhere"},
        {"term": "onderzoek", "field": "abstract", "start": 0, "end": 9, "text": "Onderzoek"},
    ]
    record["searches"][0]["hits"] = hits
    shown = next(records(look_up(document, Messages.load("nl"))))
    assert [text for text, hit in shown.title if hit] == ["kennis", "kennisgebruik"]
    assert "".join(text for text, _ in shown.title) == record["title"]
    assert ("onderzoek", "Onderzoek", "samenvatting") in shown.found[0].hits


def test_a_record_without_title_or_year_is_still_there(document: Document) -> None:
    document["records"][0] |= {"title": "", "year": None}
    assert "R1" in by_id(parse(html(document, "en")))


def test_a_record_that_no_search_brought_says_so(document: Document) -> None:
    document["records"][0]["searches"] = []
    assert "No search brought this record." in by_id(parse(html(document, "en")))["R1"].text


def test_a_hand_picked_record_says_how_it_came(document: Document) -> None:
    ids = by_id(parse(html(document, "en")))
    words = Messages.load("en")
    ways = [(r["id"], s["how"]) for r in document["records"] for s in r["searches"] if s["how"]]
    assert ways
    assert all(words(f"how.{how}") in ids[f"R{identifier}"].text for identifier, how in ways)


def test_a_coder_is_named_once_for_codings_that_follow_each_other(document: Document) -> None:
    passage = document["passages"][0]
    first = passage["codings"][0]
    passage["codings"] = [{**first, "uid": f"u{n}", "coder": coder} for n, coder in enumerate("zaza")]
    document["passages"] = [passage]
    lookup = look_up(document, Messages.load("en"))
    assert [one.coder for one in next(passages(lookup)).passages[0].codings] == ["a", "", "z", ""]


def test_a_match_at_a_place_that_does_not_fit_the_title_marks_nothing(document: Document) -> None:
    record = document["records"][0]
    record["title"] = "Tijd voor kennis"
    hit = {"term": "kennis*", "field": "title", "start": 0, "end": 6, "text": "Kennis"}
    record["searches"][0]["hits"] = [hit]
    shown = next(records(look_up(document, Messages.load("nl"))))
    assert shown.title == (("Tijd voor kennis", False),)


def test_a_work_names_the_findings_that_rest_on_it_and_its_number_of_passages(document: Document) -> None:
    lookup = look_up(document, Messages.load("en"))
    for shown in (*works(lookup, included=True), *works(lookup, included=False)):
        rests = [one["id"] for one in document["findings"] if shown.key in one["works"]]
        assert [link.anchor for link in shown.findings] == rests
        mine = [one for one in document["passages"] if one["work"] == shown.key]
        assert shown.n_passages == len(mine)
        assert bool(shown.passages) is bool(mine)


def test_ten_thousand_works_take_no_longer_each_than_ten(document: Document) -> None:
    work, passage = document["works"][0], document["passages"][0]
    document["works"] = [{**work, "key": f"made-{n}-2010"} for n in range(10_000)]
    document["passages"] = [{**passage, "id": f"P{n}", "work": f"made-{n}-2010"} for n in range(10_000)]
    lookup = look_up(document, Messages.load("en"))
    begin = time.process_time()
    assert all(shown.n_passages == 1 for shown in works(lookup, included=work["included"]))
    assert time.process_time() - begin < 5
