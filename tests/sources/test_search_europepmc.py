"""A search of Europe PMC through a review: from the strategy to verified works."""

import pytest

from synth.cli import run
from synth.review import Review
from tests.sources.made_europepmc import result
from tests.standin.server import StandIn

TITLES = {
    "dut": "Schuldhulpverlening en bevorderende factoren",
    "ger": "Schuldnerberatung: hemmende Faktoren",
    "eng": "Debt counselling: a barrier to work",
}


@pytest.fixture
def review(tmp_path):
    with Review.create(tmp_path / "mine") as made:
        yield made


@pytest.fixture
def works():
    return [
        result(n, title, language=code, abstract="An abstract.", year=2015)
        for n, (code, title) in enumerate(TITLES.items(), start=1)
    ]


def test_a_search_gives_verified_works_in_three_languages(review, works, monkeypatch):
    with StandIn([*works, result(9, "Birds of the garden")], dialect="europepmc") as api:
        monkeypatch.setenv("SYNTH_EUROPEPMC_URL", api.url)
        (found,) = review.search("europepmc")
    review.dedupe()
    assert (found.source, found.status, found.fetched, found.verified) == ("europepmc", "complete", 3, 3)
    assert {work["csl"]["title"] for work in review.synthesize()["works"]} == set(TITLES.values())


def test_the_command_searches_and_tells_the_numbers(review, works, monkeypatch, capsys):
    with StandIn(works, dialect="europepmc") as api:
        monkeypatch.setenv("SYNTH_EUROPEPMC_URL", api.url)
        monkeypatch.chdir(review.folder)
        assert run(["search", "--source", "europepmc"]) == 0
    assert "europepmc" in capsys.readouterr().out


def test_a_search_that_broke_off_goes_on_where_it_stopped(review, monkeypatch):
    made = [result(n, f"Debt advice {n} and a barrier", language="eng") for n in range(1, 601)]
    with StandIn(made, dialect="europepmc", faults="refuse@4") as api:
        monkeypatch.setenv("SYNTH_EUROPEPMC_URL", api.url)
        (broken,) = review.search("europepmc")
        assert broken.status == "refused"
        assert "Invalid field colour" in broken.note
        assert len(list(review.db.query("SELECT 1 FROM record"))) == 500
        (found,) = review.search("europepmc")
    assert (found.status, found.fetched) == ("complete", 600)
    assert len(api.asked) == 6
