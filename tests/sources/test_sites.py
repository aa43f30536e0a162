"""The file in which people log the sites that they searched by hand."""

import pytest

from synth.documents import load_text
from synth.errors import FileError
from synth.model import SiteSearch
from synth.sources.sites import read_sites

FILE = """synth: sites/1
by: anna
sites:
  - site: Kennisplein
    kind: organisation
    url: https://example.org
    date: 2026-11-20
    terms: re-integratie kennis
    seen: 120
    taken: [dijk-2015, mueller-2018]
    note: First three pages.
  - site: Beispielportal
    date: 2026-11-21
    terms: Wiedereingliederung
    by: ben
"""


def test_every_field_of_an_entry_is_read():
    first, second = read_sites(load_text(FILE, name="sites.yaml"))
    assert first == SiteSearch(
        "Kennisplein",
        "2026-11-20",
        "re-integratie kennis",
        "organisation",
        "https://example.org",
        "anna",
        120,
        2,
        ("dijk-2015", "mueller-2018"),
        "First three pages.",
    )
    assert (second.by, second.seen, second.taken, second.works) == ("ben", None, 0, ())


@pytest.mark.parametrize(
    ("old", "new", "place", "said"),
    [
        ("2026-11-20", "20-11-2026", "sites.yaml:7:11", "is not a day"),
        ("seen: 120", "seen: 1", "sites.yaml:10:12", "2 were taken of 1"),
        ("seen: 120", "seen: many", "sites.yaml:9:11", ""),
        ("https://example.org", "javascript:alert(1)", "sites.yaml:6:10", "is not an address"),
        ("kind: organisation", "kind: shop", "sites.yaml:5:11", ""),
        ("    date: 2026-11-21\n", "", "sites.yaml:12:5", "date"),
    ],
)
def test_a_mistake_is_placed(old, new, place, said):
    with pytest.raises(FileError) as caught:
        read_sites(load_text(FILE.replace(old, new), name="sites.yaml"))
    assert str(caught.value).startswith(place)
    assert said in str(caught.value)


def test_the_same_search_twice_is_one_too_many():
    doubled = FILE + FILE[FILE.index("  - site: Beispiel") :]
    with pytest.raises(FileError, match="stand on line 12 too"):
        read_sites(load_text(doubled, name="sites.yaml"))
