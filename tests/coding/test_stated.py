"""Gaps that authors state themselves, in Dutch, German and English."""

import json

import pytest

from synth.cli import run
from synth.coding.stated import WIDE, stated

STATES = [
    ("nl", "Over de borging in kleine gemeenten is weinig bekend.", ""),
    ("nl", "Nader onderzoek naar de rol van wethouders is gewenst.", "naar de rol van wethouders is gewenst"),
    ("nl", "Het is onduidelijk of de aanpak beklijft, ook na een jaar.", "of de aanpak beklijft"),
    ("de", "Es besteht Forschungsbedarf zur Rolle der Fachkräfte.", "zur Rolle der Fachkräfte"),
    ("de", "Bisher ist wenig bekannt über die Verstetigung.", "über die Verstetigung"),
    ("de", "Unklar bleibt vieles; offene Fragen zur Wirkung nennt Kapitel 5.", "zur Wirkung nennt Kapitel 5"),
    (
        "en",
        "Further research into costs of coaching is warranted.",
        "into costs of coaching is warranted",
    ),
    ("en", "Little is known about what managers do with it.", "about what managers do with it"),
    ("en", "It remains unclear whether the effect lasts.", "whether the effect lasts"),
]
SILENT = [
    ("nl", "Wij hielden interviews met twaalf klantmanagers en legden die vast."),
    ("nl", "Er is onderzoek gedaan in drie gemeenten."),
    ("nl", "De klantmanagers kenden de aanpak goed."),
    ("de", "Wir befragten zwölf Fachkräfte in drei Kommunen."),
    ("de", "Die Studie wurde 2019 durchgeführt."),
    ("en", "We interviewed twelve case managers in three towns."),
    ("en", "Data were analysed with a mixed model."),
    ("en", "The research was funded by the ministry."),
    ("en", "Is further research needed?"),
    ("en", ""),
]


@pytest.mark.parametrize(("language", "text", "about"), STATES)
def test_a_stated_gap_is_found_with_what_it_is_about(language, text, about):
    (one,) = stated(text, language)
    assert (one.quote, one.about) == (text, about)
    assert one.cues


@pytest.mark.parametrize(("language", "text"), SILENT)
def test_a_neutral_sentence_states_nothing(language, text):
    assert stated(text, language) == ()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "De aanpak is lastig vol te houden."),
        ("nl", "Weinig gemeenten vragen daarnaar."),
        ("de", "Die Verstetigung ist schwierig."),
        ("en", "Sustaining the approach is a challenge."),
        ("en", "How could managers find the time?"),
        ("en", "Is further research needed?"),
    ],
)
def test_a_hint_counts_in_the_wide_setting_only(language, text):
    assert stated(text, language) == ()
    (one,) = stated(text, language, least=WIDE)
    assert one.quote == text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Wij hielden interviews met twaalf klantmanagers."),
        ("de", "Wir befragten zwölf Fachkräfte."),
        ("en", "We interviewed twelve case managers."),
    ],
)
def test_a_plain_sentence_is_not_in_the_wide_setting_either(language, text):
    assert stated(text, language, least=WIDE) == ()


def test_hints_alone_never_make_a_statement():
    text = (
        "However, the problem remains a difficult, complex and uncertain challenge, despite limited failure."
    )
    (one,) = stated(text, "en", least=WIDE)
    assert one.score < 0.7


def test_the_sentence_stands_where_it_says():
    text = "We asked twelve people. Little is known about town halls. They answered."
    (one,) = stated(text)
    assert text[one.start : one.end] == one.quote == "Little is known about town halls."


def test_more_cues_score_higher():
    (one,) = stated("Further research is needed.", "en")
    (more,) = stated("However, little is known, and further research is needed.", "en")
    assert more.score > one.score


def test_a_table_gives_one_line_for_each_stated_gap(tmp_path, capsys):
    path = tmp_path / "texts.tsv"
    path.write_text("id\ttext\tlang\n1\tWij hielden interviews.\tnl\n2\tHierover is weinig bekend.\tnl\n")
    assert run(["suggest", "--codebook", "stated-gaps", str(path)]) == 0
    (row,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (row["id"], row["code"], row["why"], row["start"]) == ("2", "stated", "weinig bekend", 0)


def test_the_wide_setting_has_a_name_of_its_own(tmp_path, capsys):
    path = tmp_path / "texts.tsv"
    path.write_text("id\ttext\tlang\n1\tDat is een probleem.\tnl\n2\tHierover is weinig bekend.\tnl\n")
    assert run(["suggest", "--codebook", "stated-gaps-wide", str(path)]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["id"] for row in rows] == ["1", "2"]
