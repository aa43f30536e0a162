"""Identifiers, languages, years and pages in one form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.formats import normalise


@pytest.mark.parametrize(
    ("written", "doi"),
    [
        ("10.1000/ABC", "10.1000/abc"),
        ("https://doi.org/10.1000/abc", "10.1000/abc"),
        ("http://dx.doi.org/10.1000/abc.", "10.1000/abc"),
        ("doi:10.1000/abc,", "10.1000/abc"),
        ("DOI 10.1000/abc;", "10.1000/abc"),
        ("(10.1000/abc)", "10.1000/abc"),
        ("10.1016/0021-8928(94)90099-x", "10.1016/0021-8928(94)90099-x"),
        (
            "10.1002/(SICI)1097-4679(199901)55:1<1::AID>3.0.CO;2-#",
            "10.1002/(sici)1097-4679(199901)55:1<1::aid>3.0.co;2-#",
        ),
        ("31/22/7974 [pii];10.1523/JNEUROSCI.0604-11.2011 [doi]", "10.1523/jneurosci.0604-11.2011"),
        ("https://doi.org/10.1000%2Fabc", "10.1000/abc"),
        ("10.1000/abc?via=x", "10.1000/abc"),
        ("not a doi", ""),
        ("", ""),
    ],
)
def test_a_doi_is_bare_and_in_lower_case(written: str, doi: str):
    assert normalise.doi(written) == doi


@pytest.mark.parametrize(
    ("written", "isbn"),
    [
        ("978-90-12-34567-5", "9789012345675"),
        ("ISBN 0-306-40615-2 (hardcover)", "9780306406157"),
        ("0-8044-2957-X", "9780804429573"),
        ("0415170540 (hardcover)", "9780415170543"),
        ("9780306406158", ""),
        ("0169-2216", ""),
        ("", ""),
    ],
)
def test_an_isbn_has_thirteen_digits_and_a_right_check_digit(written: str, isbn: str):
    assert normalise.isbn(written) == isbn


@pytest.mark.parametrize(
    ("written", "issn"),
    [
        ("0169-2216", "01692216"),
        ("2475-0379 1752-8984", "24750379"),
        ("0169-2217", ""),
        ("2434561X", "2434561X"),
    ],
)
def test_an_issn_has_a_right_check_digit(written: str, issn: str):
    assert normalise.issn(written) == issn


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Dutch", "nl"),
        ("dut", "nl"),
        ("nld", "nl"),
        ("Nederlands", "nl"),
        ("Niederländisch", "nl"),
        ("néerlandais", "nl"),
        ("nl-BE", "nl"),
        ("German", "de"),
        ("ger", "de"),
        ("Deutsch", "de"),
        ("Duits", "de"),
        ("ngerman", "de"),
        ("English", "en"),
        ("en_US", "en"),
        ("Engels", "en"),
        ("Englisch", "en"),
        ("english (united states)", "en"),
        ("Dutch; English", "nl"),
        ("Klingon", ""),
        ("", ""),
    ],
)
def test_a_language_becomes_its_two_letter_code(written: str, code: str):
    assert normalise.language(written) == code


@pytest.mark.parametrize(
    ("written", "year"),
    [
        ("2010", 2010),
        ("c2010", 2010),
        ("[2010]", 2010),
        ("2011/03/12", 2011),
        ("12-03-2011", 2011),
        ("March 2009", 2009),
        ("2009///Spring", 2009),
        ("2008-2009", 2008),
        ("in press", None),
        ("z.j.", None),
        ("99", None),
        ("99999999999", None),
        ("", None),
    ],
)
def test_a_year_is_found_in_a_date_as_people_write_it(written: str, year: int | None):
    assert normalise.year(written) == year


@pytest.mark.parametrize(
    ("written", "pages"),
    [
        ("525-42", "525-542"),
        ("525--542", "525-542"),
        ("525 – 542", "525-542"),
        ("pp. 12-19", "12-19"),
        ("blz. 12-19", "12-19"),
        ("S. 12-19", "12-19"),
        ("S12-S19", "S12-S19"),
        ("12", "12"),
        ("12-12", "12"),
        ("e0815", "e0815"),
        ("1197-8", "1197-1198"),
        ("xiii-xv", "xiii-xv"),
        ("", ""),
    ],
)
def test_pages_are_a_range_in_full(written: str, pages: str):
    assert normalise.pages(written) == pages


@pytest.mark.parametrize("written", ["No-Specified", "No Specified", "No Pagination Specified"])
def test_pages_that_a_database_does_not_give_are_none(written: str):
    assert normalise.pages(written) == ""


@given(st.text())
def test_normalising_twice_changes_nothing_more(text: str):
    for function in (normalise.doi, normalise.isbn, normalise.issn, normalise.language, normalise.pages):
        once = function(text)
        assert function(once) == once


def test_pages_of_thousands_of_digits_are_no_crash():
    assert normalise.pages("1" * 5000 + "-" + "2" * 5000) == "1" * 5000 + "-" + "2" * 5000
    assert normalise.pages("007-7") == "007"


@pytest.mark.parametrize(
    ("written", "code"),
    [("el", "el"), ("sk-SK", "sk"), ("ro_RO", "ro"), ("lat", "la"), ("gre", "el"), ("xx", ""), ("und", "")],
)
def test_a_code_of_another_language_is_kept(written: str, code: str):
    assert normalise.language(written) == code


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("10.1000/example(12)", "10.1000/example(12)"),
        ("(10.1000/example)", "10.1000/example"),
        ("(see 10.1000/example(12)).", "10.1000/example(12)"),
        ("10.1000/list[3]", "10.1000/list[3]"),
        ("[10.1000/list]", "10.1000/list"),
    ],
)
def test_a_closing_bracket_belongs_to_a_doi_that_opened_it(written: str, expected: str):
    assert normalise.doi(written) == expected


@pytest.mark.parametrize(
    ("text", "pmid"),
    [
        ("12345678", "12345678"),
        ("PMID: 123", "123"),
        ("https://pubmed.ncbi.nlm.nih.gov/30922926/", "30922926"),
        ("30922926.0", "30922926"),
        ("0", ""),
        ("PMC7026692", ""),
        ("PMC7026692; 30922926", "30922926"),
        ("123456789", ""),
        ("", ""),
    ],
)
def test_a_pubmed_id_is_a_bare_number(text: str, pmid: str):
    assert normalise.pmid(text) == pmid


@pytest.mark.parametrize(
    ("text", "work"),
    [
        ("https://openalex.org/W2741809807", "W2741809807"),
        ("w2741809807", "W2741809807"),
        ("https://api.openalex.org/works/W2741809807?x=1", "W2741809807"),
        ("A2741809807", ""),
        ("WHO", ""),
    ],
)
def test_an_openalex_id_is_that_of_a_work(text: str, work: str):
    assert normalise.openalex(text) == work


@pytest.mark.parametrize(
    "written",
    [
        "in press",
        "Online First",
        "Epub ahead of print",
        "ter perse",
        "in druk",
        "im Druck",
        "Im Erscheinen",
        "n.d.",
    ],
)
def test_a_work_that_is_still_to_appear_is_known_in_three_languages(written: str):
    assert normalise.forthcoming(written)
    assert normalise.year(written) is None


def test_a_year_beside_such_words_is_the_year():
    assert normalise.year("2021 Mar 3 [Epub ahead of print]") == 2021
    assert not normalise.forthcoming("2021")
