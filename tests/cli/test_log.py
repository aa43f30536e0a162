"""`synth log`: what was searched, as a table, as PRISMA-S in nl and en, as CSV and as JSON."""

import csv
import io

import pytest

SAID = """search:
  peer_review: {nl: Door een informatiespecialist., en: By an information specialist.}
  registries: none
"""


def test_the_log_shows_each_search_and_how_many_items_are_blank(synth, review_folder):
    done = synth("log", "-C", review_folder)
    assert done.code == 0
    assert "corpus/export-a.ris" in done.out
    assert "of the 16 items of PRISMA-S are blank" in done.out


@pytest.mark.parametrize(
    ("language", "blank", "written"),
    [
        ("nl", "**Nog in te vullen**", "Door een informatiespecialist."),
        ("en", "**To be filled in**", "By an information specialist."),
    ],
)
def test_prisma_s_marks_blanks_and_holds_every_strategy_as_run(
    synth, review_folder, language, blank, written
):
    protocol = review_folder / "review.yaml"
    before = synth("log", "-C", review_folder, "--prisma-s", "-l", language).out
    protocol.write_text(protocol.read_text(encoding="utf-8") + SAID, encoding="utf-8")
    after = synth("log", "-C", review_folder, "--prisma-s", "-l", language).out
    assert before.count(blank) - after.count(blank) == 2
    assert written in after
    assert all(f"\n| {n} | " in after for n in range(1, 17))
    assert "(arbeidsimplementatie OR Arbeidsparticipatie" in after


def test_the_table_opens_in_a_spreadsheet(synth, review_folder):
    rows = list(csv.reader(io.StringIO(synth("log", "-C", review_folder, "--csv").out)))
    assert [row[0] for row in rows[1:]] == [str(n) for n in range(1, 17)]
    assert {len(row) for row in rows} == {5}


def test_the_json_holds_every_search_with_its_strategy_and_counts(synth, review_folder):
    log = synth("log", "-C", review_folder, "--json").json
    first = log["searches"][0]
    assert (first["source"], first["fetched"], first["new_records"], first["withdrawn_at"]) == (
        "corpus/export-a.ris",
        8,
        8,
        None,
    )
    assert "arbeidsimplementatie" in first["strategy_text"]
    assert isinstance(first["filters"], list)
    assert len(log["prisma_s"]) == 16
    assert log["synth"]


def test_the_report_holds_the_items_too(synth, review_folder):
    synth("report", "-C", review_folder)
    for name in ("report.nl.html", "report.nl.md"):
        text = (review_folder / "report" / name).read_text(encoding="utf-8")
        assert "Toetsing van de zoekstrategieën" in text
        assert "Nog in te vullen" in text


def test_what_people_write_about_the_search_is_no_new_version_of_the_protocol(review_folder):
    from synth.protocol import load_protocol

    before = load_protocol(review_folder).digest
    path = review_folder / "review.yaml"
    path.write_text(path.read_text(encoding="utf-8") + SAID, encoding="utf-8")
    assert load_protocol(review_folder).digest == before
