"""`synth plan` as a person sees it: nothing is asked without a probe, and no key is shown."""

import pytest

from tests.sources.made import work
from tests.standin.server import StandIn

SECRET = "geheim-4711-abcdef"


@pytest.fixture
def review(synth, tmp_path):
    synth("new", tmp_path / "r")
    return tmp_path / "r"


@pytest.fixture
def server(monkeypatch):
    with StandIn([work(1, "Implementation of debt counselling", language="en")]) as api:
        monkeypatch.setenv("SYNTH_OPENALEX_URL", api.url)
        yield api


def test_a_plan_asks_nothing_and_says_what_is_needed(synth, review, server):
    done = synth("plan", "-C", review)
    assert (done.code, server.asked) == (0, [])
    for said in (
        "A complete search",
        "$0.001 a call",
        "OPENALEX_API_KEY is not set",
        "openalex.org/settings/api",
    ):
        assert said in done.out


def test_every_source_can_be_planned_without_keys_or_network(synth, review):
    done = synth("plan", "-C", review, "--all", "--json")
    plans = {one["source"]: one for one in done.json["plans"]}
    assert {"corpus", "crossref", "europepmc", "openalex"} <= set(plans)
    assert plans["crossref"]["kind"] == "ranked"
    for one in plans.values():
        assert one["problem"] or one["requests"]
        assert not one["key"]["variable"] or one["key"]["page"]


def test_a_probe_says_before_what_it_costs_and_counts_it(synth, review, server):
    done = synth("plan", "-C", review, "--source", "openalex", "--probe")
    asked = len(server.asked)
    assert f"Asking openalex {asked} times for $" in done.err
    assert f"{asked} calls, which cost $" in done.out
    assert "without it the strategy has" in done.out


def test_a_probe_without_an_answer_fails_and_counts_nothing(synth, review, monkeypatch):
    with StandIn([], faults="refuse@1x99") as api:
        monkeypatch.setenv("SYNTH_OPENALEX_URL", api.url)
        done = synth("plan", "-C", review, "--source", "openalex", "--probe")
    assert done.code == 1
    assert "nothing is known of its totals" in done.out
    assert "without it the strategy has" not in done.out


def test_the_key_is_used_and_shown_nowhere(synth, review, server, monkeypatch):
    monkeypatch.setenv("OPENALEX_API_KEY", SECRET)
    shown = [synth("plan", "-C", review, "--probe", *more) for more in ([], ["--json"], ["--full"])]
    assert set(server.keys_seen) == {SECRET}
    assert not any(SECRET in done.out + done.err for done in shown)
    assert "OPENALEX_API_KEY is set." in shown[0].out
    assert not any(SECRET.encode() in path.read_bytes() for path in review.rglob("*") if path.is_file())


@pytest.mark.parametrize("columns", [40, 80])
def test_it_fits_the_terminal(synth, review, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setattr("synth.cli.planning.on_terminal", lambda: True)
    lines = synth("plan", "-C", review).out.splitlines()
    assert max(map(len, lines)) <= columns


@pytest.mark.parametrize("name", ["psycinfo", "tno", "picarta"])
def test_a_closed_database_says_what_covers_it_and_what_to_do_by_hand(synth, review, name):
    done = synth("plan", "-C", review, "--source", name)
    assert done.code == 0
    assert "Cannot be searched." in done.out
    assert "Covered in part by `" in done.out
    assert ("--to ebsco` writes the string" in done.out) is (name == "psycinfo")


def test_what_can_only_be_searched_by_hand_stands_at_the_end_in_short(synth, review):
    done = synth("plan", "-C", review)
    assert "PsycInfo (`psycinfo`): covered in part by `openalex`, `pubmed`, `eric`. Search it" in done.out
    told = synth("plan", "-C", review, "--json").json["by_hand"]
    assert {one["name"] for one in told} >= {"psycinfo", "scopus", "tno", "hbo-kennisbank"}
    assert all(one["covered"] and one["by_hand"] for one in told)
    assert "by hand" not in synth("plan", "-C", review, "--source", "openalex").out


def test_the_first_strategy_of_a_newcomer_can_be_asked_at_every_source(synth, review):
    plans = synth("plan", "-C", review, "--all", "--json").json["plans"]
    closed = {one["source"] for one in plans if not one["key"]["page"] and "by hand" in one["problem"]}
    unasked = {one["source"] for one in plans if one["problem"] and one["source"] not in closed}
    assert {one["source"] for one in plans if one["requests"]} >= {"core", "doaj", "openaire", "pubmed"}
    assert unasked <= {"corpus", "psycinfo", "scopus", "web-of-science", "picarta"}


@pytest.mark.parametrize(
    ("terms", "forms"), [("kennis*, weten*", "kennis, wetenschap"), ("Wissen*, Lehre*", "Wissen, Lehre")]
)
def test_a_source_that_takes_no_truncation_says_so_with_the_remedy(synth, review, terms, forms):
    text = "synth: strategy/1\nid: starter\nsets:\n  a: {{terms: [{}]}}\ncombine: a\n"
    file = review / "queries" / "starter.yaml"
    file.write_text(text.format(terms), encoding="utf-8")
    done = synth("plan", "-C", review, "--source", "core", "--source", "europepmc")
    assert done.code == 0
    cut = " ".join(f"`{term}`," for term in terms.split(", ")).rstrip(",")
    assert f"CORE cannot be asked for {cut}: it takes no `*`" in done.out
    assert "Write the forms of the word out" in done.out
    assert "A complete search" in done.out
    file.write_text(text.format(forms), encoding="utf-8")
    assert "Cannot be searched" not in synth("plan", "-C", review, "--source", "core").out


def test_an_unknown_source_is_answered_with_the_known_ones(synth, review):
    done = synth("plan", "-C", review, "--source", "nowhere")
    assert done.code == 2
    assert "Known sources" in done.err
