"""Decisions in the exports of other screening programs, as those programs write them."""

from __future__ import annotations

import json
from time import process_time

import pytest

from synth.formats.eppi_coding import read_coding
from synth.formats.reading import read
from synth.model import Record
from synth.screening import eppi
from synth.screening.labels import Label, criterion_of, labels, unread
from tests.eppi import export, tick

RAYYAN = (
    'RAYYAN-INCLUSION: {"Anna de Wit"=>"Included", "Jos"=>"Excluded", "Li"=>"Maybe", "Bo"=>"Undecided"}'
    " | RAYYAN-LABELS: RCT | RAYYAN-EXCLUSION-REASONS: wrong population,foreign language"
    ' | USER-NOTES: {"Jos"=>["te oud", "dubbel"]}'
)


def said(text: str, file: str = "export.csv") -> tuple[str, tuple[Label, ...]]:
    (record,) = read(text.encode(), file).records
    return labels(record, file)


def row(**cells: str) -> str:
    import csv
    import io

    out = io.StringIO()
    writer = csv.DictWriter(out, ["title", "year", *cells])
    writer.writeheader()
    writer.writerow({"title": "Kennis in de wijk", "year": "2015", **cells})
    return out.getvalue()


VOTES = (
    Label("include", "Anna de Wit"),
    Label("exclude", "Jos", ("wrong population", "foreign language"), "te oud dubbel"),
    Label("maybe", "Li"),
)


def test_rayyan_has_the_decision_of_each_member_in_its_notes() -> None:
    assert said(row(notes=f"Bought. {RAYYAN}")) == ("Rayyan", VOTES)
    assert said(f"TY  - JOUR\nTI  - Kennis\nPY  - 2015\nN1  - {RAYYAN}\nER  -\n", "a.ris") == (
        "Rayyan",
        VOTES,
    )


@pytest.mark.parametrize(
    ("cells", "label"),
    [
        (
            {"asreview_label": "1", "asreview_time": "2026-01-02 03:04:05", "asreview_note": "ja"},
            Label("include", note="ja", at="2026-01-02T03:04:05Z"),
        ),
        ({"asreview_label": "0.0", "asreview_user_name": "Anna"}, Label("exclude", "Anna")),
        ({"included": "1"}, Label("include")),
        ({"label_included": "0"}, Label("exclude")),
    ],
)
def test_asreview_has_a_label(cells, label) -> None:
    assert said(row(**cells))[1] == (label,)


def test_a_record_that_asreview_has_not_shown_has_no_decision() -> None:
    assert said(row(asreview_label="", asreview_time=""))[1] == ()


@pytest.mark.parametrize(
    ("note", "verdict"), [("ASReview_relevant", "include"), ("ASReview_irrelevant", "exclude")]
)
def test_asreview_writes_its_label_into_the_notes_of_ris(note, verdict) -> None:
    text = f"TY  - JOUR\nTI  - Kennis\nPY  - 2015\nN1  - {note}\nN1  - asreview_prior: 1\nER  -\n"
    assert said(text, "a.ris") == ("ASReview", (Label(verdict),))


@pytest.mark.parametrize(
    ("listed", "label"),
    [
        ("irrelevant", Label("exclude", stage="title-abstract")),
        ("select", Label("include", stage="title-abstract")),
        ("excluded", Label("exclude", why=("Wrong study design",), stage="full-text")),
        ("included", Label("include", stage="full-text")),
    ],
)
def test_covidence_tells_the_decision_by_the_list_that_was_exported(listed, label) -> None:
    text = row(
        **{"Covidence #": "12", "Notes": "Exclusion reason: Wrong study design; " if label.why else ""}
    )
    assert said(text, f"review_283729_{listed}_csv_20240320131744.csv") == ("Covidence", (label,))


def test_a_plain_table_says_who_decided_what_when_and_why() -> None:
    text = row(
        verdict="Uitsluiten", coder="anna", stage="full text", criterion="te oud; dubbel", date="2026-01-02"
    )
    label = Label("exclude", "anna", ("te oud", "dubbel"), "", "2026-01-02", "full-text")
    assert said(text) == ("table", (label,))


def test_what_is_no_decision_is_told() -> None:
    assert unread({"verdict": "perhaps not"}) == "perhaps not"
    assert unread({"included": ""}) == ""
    assert said(row(mood="good")) == ("", ())


def test_reasons_are_criteria_of_the_protocol_where_it_has_them() -> None:
    assert criterion_of(["foreign", "Wrong Population"], {"wrong population": "population"}) == "population"
    assert criterion_of(["foreign"], {}) == ""


def test_eppi_has_codes_that_screen_by_kind_or_by_name() -> None:
    made = export({"Ada": [tick(2)], "Bob": [tick(1), tick(3)], "Cas": []})
    made["CodeSets"][0] |= {"SetName": "Screening on title & abstract"}
    codes = made["CodeSets"][0]["Attributes"]["AttributesList"]
    codes[0] |= {"AttributeName": "INCLUDE", "AttributeType": "Include"}
    codes[1] |= {"AttributeName": "EXCLUDE on date"}
    codes.append({**codes[0], "AttributeId": 3, "AttributeName": "Te oud", "AttributeType": "Exclude"})
    found = {one.name: given for one, given in eppi.labels(read_coding(json.dumps(made).encode(), "e.json"))}
    assert found == {
        "Ada": (Label("exclude", why=("date",), stage="title-abstract"),),
        "Bob": (
            Label("include", stage="title-abstract"),
            Label("exclude", why=("Te oud",), stage="title-abstract"),
        ),
        "Cas": (),
    }


def test_without_such_codes_the_status_of_an_item_counts() -> None:
    made = export({"Ada": [tick(2)], "Bob": []})
    for one, status in zip(made["References"], "ED", strict=True):
        one["ItemStatus"] = status
    found = [given for _, given in eppi.labels(read_coding(json.dumps(made).encode(), "e.json"))]
    assert found == [(Label("exclude"),), ()]


@pytest.mark.parametrize("piece", ["USER-NOTES: {", '\\"', '"a"=>["b",', '"a" ', "{", "} "])
def test_a_note_made_to_be_slow_is_read_at_once(piece: str) -> None:
    begun = process_time()
    note = 'RAYYAN-INCLUSION: {"Anna"=>"Included", "' + piece * 10_000 + "} | USER-NOTES: {" + piece * 10_000
    labels(Record("ris", "a", note, title="T"), "x.ris")
    assert process_time() - begun < 2
