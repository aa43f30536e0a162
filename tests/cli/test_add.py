"""`synth add`: looked up through the sources, never guessed, kept with the reason, and taken back."""

import pytest

from tests.sources.made import work
from tests.sources.made_crossref import work as crossref_work
from tests.standin.server import StandIn

DEBT = work(1001, "Implementation of debt counselling in practice", language="en", ids={"pmid": "x/33499930"})
OTHER = work(1002, "Implementation of debt counselling in Practice: a reply", language="en")
BOOK = crossref_work(7, "Wissen in der Praxis", ISBN=["9780306406157"], type="book")
WHY = ("--reason", "Named by a municipality.", "--how", "contact")


@pytest.fixture
def review(synth, tmp_path):
    synth("new", tmp_path / "r")
    return tmp_path / "r"


@pytest.fixture
def servers(monkeypatch):
    with StandIn([DEBT, OTHER]) as openalex, StandIn([BOOK], dialect="crossref") as crossref:
        monkeypatch.setenv("SYNTH_OPENALEX_URL", openalex.url)
        monkeypatch.setenv("SYNTH_CROSSREF_URL", crossref.url)
        yield openalex, crossref


def added(synth, review):
    log = synth("log", "-C", review, "--json").json
    return [one for one in log["searches"] if one["source"] == "added" and not one["withdrawn_at"]]


@pytest.mark.parametrize(
    "given", ["10.5555/made.1001", "https://doi.org/10.5555/MADE.1001", "W1001", "pmid:33499930"]
)
def test_an_identifier_is_looked_up_for_nothing_and_kept_with_the_reason(synth, review, servers, given):
    openalex, crossref = servers
    done = synth("add", "-C", review, given, *WHY)
    assert (done.code, openalex.credits, crossref.asked) == (0, 10_000, [])
    assert "Added: Implementation of debt counselling in practice" in done.out
    shown = synth("synthesize", "-C", review, "--json").json
    appearance = shown["records"][0]["searches"][0]
    assert (appearance["how"], appearance["reason"]) == ("contact", "Named by a municipality.")
    assert shown["flow"]["other_results"] == 1
    assert given in added(synth, review)[0]["requests"][0]


@pytest.mark.parametrize("given", ["10.5555/made.7", "978-0-306-40615-7"])
def test_what_openalex_lacks_is_asked_of_crossref(synth, review, servers, given):
    assert "Added: Wissen in der Praxis" in synth("add", "-C", review, given, *WHY).out


def test_the_same_work_twice_is_added_once(synth, review, servers):
    synth("add", "-C", review, "W1001", *WHY)
    assert "Already added" in synth("add", "-C", review, "10.5555/made.1001", *WHY).out
    assert len(added(synth, review)) == 1


def test_of_a_title_the_candidates_are_shown_and_the_first_is_never_taken(synth, review, servers):
    title = "implementation of debt counselling in practice"
    shown = synth("add", "-C", review, title, *WHY)
    assert shown.code == 2
    assert "  1  100%  Implementation of debt counselling in practice" in shown.out
    assert "Nothing was added. Choose with --pick N" in shown.out
    assert added(synth, review) == []
    assert synth("add", "-C", review, title, *WHY, "--pick", 2).code == 0
    assert "made.1002" in synth("log", "-C", review, "--json").out or "W1002" in str(added(synth, review))


def test_one_candidate_for_a_title_is_still_only_a_candidate(synth, review, servers):
    done = synth("add", "-C", review, "Wissen Praxis", *WHY, "--json")
    assert (done.code, done.json["given"][0]["state"]) == (2, "choose")
    assert done.json["given"][0]["candidates"][0]["title"] == "Wissen in der Praxis"


def test_what_nobody_has_is_said_by_name(synth, review, servers):
    done = synth("add", "-C", review, "10.5555/nowhere", *WHY)
    assert done.code == 1
    assert "OpenAlex and Crossref do not have 10.5555/nowhere." in done.out


def test_a_source_that_gives_no_answer_is_not_one_that_lacks_the_work(synth, review, monkeypatch):
    with StandIn([], faults="refuse@1x9") as openalex, StandIn([BOOK], dialect="crossref") as crossref:
        monkeypatch.setenv("SYNTH_OPENALEX_URL", openalex.url)
        monkeypatch.setenv("SYNTH_CROSSREF_URL", crossref.url)
        lost = synth("add", "-C", review, "10.5555/nowhere", *WHY)
        kept = synth("add", "-C", review, "10.5555/made.7", *WHY)
    assert lost.code == 1
    assert "It is not known whether there is 10.5555/nowhere" in lost.out
    assert "OpenAlex could not be asked" in lost.out
    assert (kept.code, "OpenAlex could not be asked" in kept.out) == (0, True)


def test_offline_a_work_is_kept_as_it_was_given(synth, review):
    done = synth(
        "add", "-C", review, "https://example.org/rapport", "--as-given", "--title", "Een rapport", *WHY
    )
    assert (done.code, "Added: Een rapport" in done.out) == (0, True)
    record = synth("synthesize", "-C", review, "--json").json["records"][0]
    assert (record["source"], record["title"]) == ("added", "Een rapport")


def test_an_addition_is_taken_back_and_can_be_made_again(synth, review, servers):
    synth("add", "-C", review, "10.5555/made.1001", *WHY)
    undone = synth("add", "-C", review, "10.5555/made.1001", "--undo")
    assert (undone.code, added(synth, review)) == (0, [])
    assert synth("synthesize", "-C", review, "--json").json["records"] == []
    assert "Added" in synth("add", "-C", review, "W1001", *WHY).out
    assert len(added(synth, review)) == 1


def test_what_was_decided_on_is_not_taken_back_unseen(synth, review, servers):
    synth("add", "-C", review, "W1001", *WHY)
    key = synth("synthesize", "-C", review, "--json").json["works"][0]["key"]
    synth("screen", "-C", review, key, "--verdict", "maybe")
    refused = synth("add", "-C", review, key, "--undo")
    assert refused.code == 2
    assert "decided on or coded already" in refused.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["W1001"], "The reason is missing"), (["W9999", "--undo"], "Nothing was added as `W9999`")],
)
def test_wrong_use_says_what_to_do(synth, review, arguments, said):
    done = synth("add", "-C", review, *arguments)
    assert (done.code, said in done.err) == (2, True)
