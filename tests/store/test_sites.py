"""The log of sites: the last entry of a site, day and terms counts; nothing is lost."""

from dataclasses import replace

from synth.model import SiteSearch
from synth.store.database import connect
from synth.store.sites import add_sites, current_sites, withdraw_site

SITE = SiteSearch("Kennisbank", "2026-11-20", "re-integratie", seen=120, taken=2, works=("a-2010", "b-2011"))


def test_the_same_entry_twice_adds_nothing(tmp_path):
    db = connect(tmp_path / "synth.db")
    assert (add_sites(db, [SITE]), add_sites(db, [SITE])) == (1, 0)
    assert current_sites(db) == (SITE,)


def test_a_corrected_entry_takes_the_place_of_the_one_before(tmp_path):
    db = connect(tmp_path / "synth.db")
    add_sites(db, [SITE])
    corrected = replace(SITE, seen=12)
    assert add_sites(db, [corrected]) == 1
    assert current_sites(db) == (corrected,)
    assert db.table("site_search").count == 2


def test_another_day_is_another_entry_and_an_undone_one_counts_no_more(tmp_path):
    db = connect(tmp_path / "synth.db")
    later = replace(SITE, date="2026-11-21")
    add_sites(db, [later, SITE])
    assert current_sites(db) == (SITE, later)
    withdraw_site(db, SITE)
    assert current_sites(db) == (later,)
