"""A book is found in library catalogues by its ISBN, of thirteen digits or ten."""

import pytest

from synth.formats.normalise import isbn_of_ten
from synth.sources.finding import find
from synth.sources.identifiers import identify
from synth.sources.sru import DnbSource, KbSource, OfficialSource
from tests.sources.conftest import QUICK
from tests.sources.made_catalogue import work
from tests.standin.server import StandIn

BOOKS = [
    work(1, "Wissen und Umsetzung", isbn="9780306406157"),
    work(2, "Kennis 0306406152 in de praktijk", isbn="9789059010352"),
    work(3, "Oud boek", isbn="0306406152"),
]


@pytest.mark.parametrize(("dialect", "catalogue"), [("dnb", DnbSource), ("kb", KbSource)])
@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("978-0-306-40615-7", {"Wissen und Umsetzung", "Oud boek"}),
        ("ISBN 0-306-40615-2", {"Wissen und Umsetzung", "Oud boek"}),
        ("9789059010352", {"Kennis 0306406152 in de praktijk"}),
        ("9783574292620", set()),
    ],
)
def test_a_catalogue_gives_what_has_the_isbn(dialect, catalogue, typed, titles):
    with StandIn(BOOKS, dialect=dialect) as api:
        found = find(identify(typed), [catalogue(url=api.url)], on_event=lambda event: None, patience=QUICK)
    assert {one.record.title for one in found.candidates} == titles
    assert (len(found.asked), found.unreachable) == (1, ())


def test_a_catalogue_without_a_known_index_of_isbns_is_not_asked():
    assert "isbn" not in OfficialSource().finds


@pytest.mark.parametrize(
    ("thirteen", "ten"),
    [("9780306406157", "0306406152"), ("9780804429573", "080442957X"), ("9791091447096", ""), ("", "")],
)
def test_an_isbn_of_ten_digits_is_worked_out(thirteen, ten):
    assert isbn_of_ten(thirteen) == ten
