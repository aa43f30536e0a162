"""Two records side by side: what counts as alike in journals, pages, authors and titles."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.dedupe.compare import Comparison, compare
from synth.dedupe.normalise import prepare
from tests.dedupe.cases import record


def compared(a: dict[str, Any], b: dict[str, Any]) -> Comparison:
    return compare(prepare(1, record(a)), prepare(2, record(b)))


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("Occupational Medicine", "OCCUPATIONAL MEDICINE", 1.0, 1.0),
        ("Int J Qual Health Care", "International Journal for Quality in Health Care", 1.0, 1.0),
        ("Ned Tijdschr Geneeskd", "Nederlands Tijdschrift voor Geneeskunde", 0.7, 1.0),
        ("Z Arbeitswiss", "Zeitschrift für Arbeitswissenschaft", 1.0, 1.0),
        ("WSI-Mitteilungen", "WSI Mitteilungen", 1.0, 1.0),
        ("BMJ", "British Medical Journal", 0.95, 1.0),
        ("Quality in Health Care", "International Journal for Quality in Health Care", 0.0, 0.8),
        ("Quality in Health Care", "Quality in Health Care and Patient Safety Research", 0.9, 0.9),
        ("Curr Protoc Pharmacol", "Current Protocols in Neuroscience", 0.0, 0.55),
        ("Gids", "Journal of Social Policy", 0.0, 0.5),
    ],
)
def test_a_journal_is_known_in_full_abbreviated_and_as_an_acronym(
    one: str, other: str, least: float, most: float
):
    for a, b in ((one, other), (other, one)):
        found = compared({"container": a}, {"container": b}).container
        assert found is not None
        assert least <= found <= most


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("33-48", "33", True),
        ("S12", "12", True),
        ("S12", "S12-S19", True),
        ("S12", "E12", False),
        ("xii", "xiv", False),
        ("33", "34", False),
        ("", "34", None),
    ],
)
def test_first_pages_agree_with_and_without_the_letter_of_a_section(one: str, other: str, agree: bool | None):
    assert compared({"page": one}, {"page": other}).page is agree


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        ("Bos, M.; Kok, D.", "Bos, Maria; Kok, Daan", 1.0),
        ("Bos, M.; Kok, D.", "Bos, M.", 1.0),
        ("Müller, J.; Groß, A.", "Mueller, J.; Gross, A.", 1.0),
        ("Gestel, N. van; Veld, R. in 't", "van Gestel, Nicolette; in 't Veld, Roel", 1.0),
        ("Bos, M.; Kok, D.", "Bos, M.; Smit, K.", 0.5),
        ("Bos, M.", "Smit, K.", 0.0),
        ("", "Smit, K.", None),
    ],
)
def test_the_share_of_authors_in_common(one: str, other: str, share: float | None):
    assert compared({"authors": one}, {"authors": other}).authors == share
    assert compared({"authors": other}, {"authors": one}).authors == share


@pytest.mark.parametrize("language", ["nl", "de", "en"])
def test_a_title_without_its_subtitle_is_a_short_title(language: str):
    whole = {
        "nl": "Kennis op de werkvloer: een onderzoek onder gemeenten",
        "de": "Wissen am Arbeitsplatz. Eine Untersuchung in Gemeinden",
        "en": "Knowledge at work - a study of municipalities",
    }[language]
    main = {"nl": "Kennis op de werkvloer", "de": "Wissen am Arbeitsplatz", "en": "Knowledge at work"}[
        language
    ]
    assert compared({"title": whole}, {"title": main}).short_title
    assert not compared({"title": whole}, {"title": whole}).short_title


FIELDS = st.fixed_dictionaries(
    {
        "title": st.sampled_from(
            ["", "Kennis en werk", "Wissen: ein Bericht", "Erratum to: Knowledge", "Deel 2"]
        ),
        "authors": st.sampled_from(["", "Bos, M.", "Bos, M.; Kok, D.", "TNO"]),
        "container": st.sampled_from(["", "Gids", "J Soc Policy", "Journal of Social Policy"]),
        "volume": st.sampled_from(["", "1", "2"]),
        "issue": st.sampled_from(["", "1", "2"]),
        "page": st.sampled_from(["", "1", "S1", "9"]),
        "year": st.sampled_from([None, 2001, 2002, 2010]),
    }
)


@given(FIELDS, FIELDS)
def test_comparing_does_not_depend_on_which_comes_first(one: dict[str, Any], other: dict[str, Any]):
    there, back = compared(one, other), compared(other, one)
    for name in Comparison.__dataclass_fields__:
        if name not in ("a", "b"):
            assert getattr(there, name) == getattr(back, name), name
    assert there.compatible_place == back.compatible_place


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Nederlands Tijdschrift voor Geneeskunde", "Ned Tijdschr Geneeskd"),
        ("Deutsche Medizinische Wochenschrift", "Dtsch Med Wschr"),
        ("Zeitschrift für die gesamte Neurologie", "Ztschr. gesamte Neurol."),
        ("Revue de l'infirmière", "Rev Infirm"),
        ("Journal des Maladies Vasculaires", "J Mal Vasc"),
        ("Journal of the National Cancer Institute", "J Natl Cancer Inst"),
    ],
)
def test_a_journal_and_its_abbreviation_are_one(full: str, short: str) -> None:
    one, other = (prepare(n, record({"container": name})) for n, name in enumerate((full, short)))
    assert compare(one, other).container == 1.0
