"""A key is planted, everything goes wrong, and every byte that is left is searched for it."""

import logging
import traceback
import zlib

import pytest

from synth.cli import run
from synth.errors import SourceError
from synth.review import Review
from synth.sources import fetching
from synth.sources.keeping import Memory
from synth.sources.pacing import Patience
from synth.sources.registry import get
from synth.sources.transport import Limits
from tests.sources.made import strategy
from tests.standin.server import StandIn

CANARY = "canary+5f2c1e9a77/k"
"""With characters that are written otherwise in an address."""
SPELLED = (CANARY, "canary%2B5f2c1e9a77%2Fk", "canary%2b5f2c1e9a77%2fk", "5f2c1e9a77")
STRATEGY = "synth: strategy/1\nid: starter\nsets:\n  a:\n    terms: [implementatie]\ncombine: a\n"
KEYS = {
    "openalex": "OPENALEX_API_KEY",
    "semanticscholar": "SEMANTIC_SCHOLAR_API_KEY",
    "core": "CORE_API_KEY",
    "pubmed": "NCBI_API_KEY",
}
FAULTS = (
    *("", "echo@1+", "echo:200@1+", "echo:401@1+", "echo:500@1+", "leak@1+", "429@1+", "500@1+", "html@1+"),
    *("truncate@1+", "cut@1+", "drop@1+", "redirect@1+", "budget@1+", "refuse@1+", "shape@1+", "slow:2@1+"),
)
QUICK = Patience(
    attempts=2, first_wait=0.001, longest_wait=0.002, retry_after=0.001, deadline=60.0, per_second=0
)

SHORT, LONG = Limits(seconds=2.0, silence=0.5), Limits(seconds=60.0, silence=30.0)


def holds(text):
    return any(one in text for one in SPELLED)


def left_in(folder):
    """Return the names of the files and of the kept answers in which the key stands."""
    found = [
        path.name
        for path in folder.rglob("*")
        if path.is_file() and holds(path.read_bytes().decode("utf-8", "replace"))
    ]
    with Review.open(folder) as review:
        for number, body in review.db.conn.execute("SELECT id, body FROM answer"):
            if holds(zlib.decompress(body).decode()):
                found.append(f"answer {number}")
        found += ["dump" for line in review.db.conn.iterdump() if holds(line)]
    return found


@pytest.fixture
def folder(tmp_path, monkeypatch):
    with Review.create(tmp_path / "mine") as review:
        monkeypatch.chdir(review.folder)
        (review.folder / "queries" / "starter.yaml").write_text(STRATEGY, encoding="utf-8")
    monkeypatch.setattr("synth.sources.pacing.Patience.wait", lambda *_: 0.001)
    monkeypatch.setattr("synth.sources.pacing.Pace.hold", lambda *_: None)
    return tmp_path / "mine"


@pytest.mark.parametrize("source", KEYS)
@pytest.mark.parametrize("faults", ["", "leak@1+", "echo@1+"])
def test_nothing_that_a_search_leaves_or_says_holds_the_key(folder, monkeypatch, capsys, source, faults):
    monkeypatch.setenv(KEYS[source], CANARY)
    with StandIn([], dialect=source, faults=faults) as api:
        monkeypatch.setenv(f"SYNTH_{source.upper()}_URL", api.url)
        run(["search", "--source", source, "--json"])
        run(["search", "--source", source])
        run(["log", "--json"])
        run(["plan", "--source", source])
        assert api.asked
    run(["report"])
    run(["export"])
    shown = capsys.readouterr()
    assert not holds(shown.out + shown.err)
    assert left_in(folder) == []


@pytest.mark.parametrize("faults", FAULTS)
@pytest.mark.parametrize("source", ["openalex", "pubmed"])
def test_no_page_error_event_log_or_traceback_holds_the_key(monkeypatch, caplog, source, faults):
    monkeypatch.setenv(KEYS[source], CANARY)
    caplog.set_level(logging.DEBUG)
    said, keeper = [], Memory()
    with StandIn([], dialect=source, faults=faults) as api:
        made = get(source)(url=api.url, limits=SHORT if "slow" in faults else LONG)
        try:
            asked = made.translate(strategy("implementatie"))
            fetching.fetch(made, asked, keeper, on_event=said.append, patience=QUICK)
        except SourceError as error:
            said += traceback.TracebackException.from_exception(error, capture_locals=True).format()
            said += [repr(error.__cause__), repr(error.__context__), str(vars(error))]
        assert any(holds(text) for text in (*api.asked, *api.keys_seen))
    written = [
        *map(str, said),
        *map(repr, said),
        caplog.text,
        repr(keeper.pages),
        repr(made),
        repr(vars(made)),
    ]
    assert not [text for text in written if holds(text)]
