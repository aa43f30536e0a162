"""`review.lock.yaml`: what a stranger needs to run the same searches and compare."""

import pytest
import yaml

from synth.cli import run
from synth.errors import StoreError
from synth.review import Review
from synth.review.searching import Manner
from synth.sources.pacing import Patience
from synth.store.claims import claimed
from tests.sources.made import work, works
from tests.standin.server import StandIn

STRATEGY = "synth: strategy/1\nid: starter\nsets:\n  a:\n    terms: [implementatie]\ncombine: a\n"
AGAIN = Manner(fresh_hours=0, patience=Patience(per_second=0))


@pytest.fixture
def review(tmp_path, monkeypatch):
    with Review.create(tmp_path / "mine") as made:
        (made.folder / "queries" / "starter.yaml").write_text(STRATEGY, encoding="utf-8")
        monkeypatch.chdir(made.folder)
        yield made


@pytest.fixture
def api(monkeypatch):
    """A source with three works."""
    with StandIn(works(3)) as made:
        monkeypatch.setenv("SYNTH_OPENALEX_URL", made.url)
        yield made


def searched(review):
    review.search("openalex", manner=AGAIN)


def lock(review):
    return (review.folder / "review.lock.yaml").read_text(encoding="utf-8")


def test_it_names_requests_counts_and_hashes(review, api):
    searched(review)
    (entry,) = yaml.safe_load(lock(review))["searches"]
    assert (entry["source"], entry["strategy"], entry["status"]) == ("openalex", "starter", "complete")
    assert entry["counts"]["verified"] == 3
    assert "implementatie" in entry["requests"][0]
    assert entry["strategy_hash"] == review.strategies()[0].digest
    assert len(entry["result"]) == 64


def test_the_same_search_gives_the_same_lock_byte_for_byte(review, api):
    searched(review)
    first = lock(review)
    searched(review)
    assert lock(review) == first


def test_a_failed_search_does_not_take_the_place_of_one_that_gave_something(review, api):
    searched(review)
    first = lock(review)
    api.begin_anew("refuse@1+", works=[])
    (failed,) = review.search("openalex", manner=AGAIN)
    assert failed.status == "refused"
    assert lock(review) == first


def test_comparing_tells_what_differs_and_leaves_the_lock(review, api, capsys):
    searched(review)
    before = lock(review)
    api.begin_anew(works=[*works(3), work(9, "Implementatie negen", abstract="Kort.")])
    assert run(["search", "--source", "openalex", "--check-lock", "--anew"]) == 1
    shown = capsys.readouterr().out
    assert "openalex / starter: counts differs: reported 3" in shown
    assert "openalex / starter: result differs" in shown
    assert lock(review) == before


def test_comparing_with_the_same_gives_the_same(review, api, capsys):
    searched(review)
    assert run(["search", "--source", "openalex", "--check-lock"]) == 0
    assert "gave what review.lock.yaml says" in capsys.readouterr().out


def test_without_a_lock_there_is_nothing_to_compare_with(review, monkeypatch, capsys):
    with StandIn([]) as api:
        monkeypatch.setenv("SYNTH_OPENALEX_URL", api.url)
        assert run(["search", "--source", "openalex", "--check-lock"]) == 2
    assert "`synth search` writes it" in capsys.readouterr().err


def test_the_same_search_is_made_once_at_a_time_and_nothing_is_asked_twice(review, api):
    with claimed(review.folder, "search starter openalex"):
        with pytest.raises(StoreError, match="busy with search starter openalex"):
            review.search("openalex", manner=AGAIN)
        assert api.asked == []
    searched(review)
    assert api.asked
