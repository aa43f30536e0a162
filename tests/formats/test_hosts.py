"""Details of a place in a journal or book, and names as catalogue headings."""

import pytest

from synth.formats.headings import heading
from synth.formats.hosts import Details, details
from synth.model import Name


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Seite 447-473", Details(page="447-473")),
        ("Jahrgang 12 (2011), Heft 3, Seite 1-20", Details("12", "3", "1-20", 2011)),
        ("volume:66, issue:6, year:2017, pages:1116-22", Details("66", "6", "1116-1122", 2017)),
        ("jrg. 5, nr. 2, p. 3-8", Details("5", "2", "3-8")),
        ("Tijdschrift; Vol 5, Nr 2 (2019); 3-8", Details("5", "2", "3-8", 2019)),
        ("Nederland; Nieuwe reeks", Details()),
        ("", Details()),
    ],
)
def test_details_are_found_by_their_words(text, found):
    assert details(text) == found


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Wälti, Hans, 1902-", Name("Wälti", "Hans")),
        ("Alleman, Tillie Pierce [1848-1914]", Name("Alleman", "Tillie Pierce")),
        ("Rüegg, Willy A. [Verfasser]", Name("Rüegg", "Willy A.")),
        ("Gestel, Nicolette van (auteur)", Name("van Gestel", "Nicolette")),
        ("Smith, John.", Name("Smith", "John")),
        ("Ministerie van SZW", Name(literal="Ministerie van SZW")),
        (
            "Raad voor Maatschappelijke Ontwikkeling (RMO)",
            Name(literal="Raad voor Maatschappelijke Ontwikkeling (RMO)"),
        ),
        ("", Name()),
    ],
)
def test_a_heading_is_a_name(written, name):
    assert heading(written) == name
