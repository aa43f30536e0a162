"""A search of Crossref through a review: it is a sample, and every place that shows it says so."""

from synth.cli import run
from synth.review import Review
from tests.sources.made_crossref import work
from tests.standin.server import StandIn


def test_a_search_is_verified_here_and_marked_incomplete_with_the_reason(tmp_path, monkeypatch):
    made = [
        work(1, "Schuldhulpverlening en bevorderende factoren"),
        work(2, "Vogels in de tuin van de schuldhulpverlening"),
        work(3, "Birds of the garden"),
    ]
    with Review.create(tmp_path / "mine") as review, StandIn(made, dialect="crossref") as api:
        monkeypatch.setenv("SYNTH_CROSSREF_URL", api.url)
        (found,) = review.search("crossref")
        (row,) = review.db.query("SELECT status, note FROM search")
    assert (found.status, found.verified) == ("partial", 1)
    assert row["status"] == "partial"
    assert row["note"].startswith("A ranked sample, not a complete search: the first 2 of 2 records")


def test_the_command_tells_that_it_is_incomplete(tmp_path, monkeypatch, capsys):
    with Review.create(tmp_path / "mine") as review, StandIn([], dialect="crossref") as api:
        monkeypatch.setenv("SYNTH_CROSSREF_URL", api.url)
        monkeypatch.chdir(review.folder)
        assert run(["search", "--source", "crossref"]) == 4
    assert "crossref: a part came" in capsys.readouterr().out
