"""A search that a person interrupts keeps what it acknowledged, says how to go on, and goes on from there."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest

from synth.cli import INTERRUPTED
from synth.review import Review
from tests.sources.made import work
from tests.standin.server import StandIn

STRATEGY = "synth: strategy/1\nid: starter\nsets:\n  all:\n    terms: [implementatie]\ncombine: all\n"
START = (  # a job of a script in the background begins with interrupts ignored, and what it starts does too
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler);"
    "from synth.cli import main; main()"
)
PAGES = 8


def begun(folder, api):
    """Start `synth search` against a server, as a person does."""
    command = [sys.executable, "-c", START, "search", "--source", "openalex"]
    environment = {**os.environ, "SYNTH_OPENALEX_URL": api.url}
    return subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.PIPE, text=True)


def pages(folder):
    """Return the pages that are stored, and the records of which a verdict is."""
    with closing(sqlite3.connect(folder / "synth.db", timeout=10)) as db:
        kept = db.execute("SELECT count(*) FROM page").fetchone()[0]
        return kept, db.execute("SELECT count(*) FROM appearance").fetchone()[0]


@pytest.mark.parametrize("moment", [1, 3, 6])
def test_an_interrupted_search_loses_nothing_and_goes_on(tmp_path, moment):
    made = [work(n, f"Implementatie {n}") for n in range(1, 100 * PAGES)]
    with Review.create(tmp_path / "mine") as review:
        (review.folder / "queries" / "starter.yaml").write_text(STRATEGY, encoding="utf-8")
    with StandIn(made) as api:
        api.held_from = moment + 1
        process = begun(tmp_path / "mine", api)
        while len(api.asked) <= moment and process.poll() is None:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=300)
        assert process.returncode == 1
        assert INTERRUPTED in said
        assert "Traceback" not in said
        kept, _ = pages(tmp_path / "mine")
        assert kept == moment
        api.held_from, asked = 0, len(api.asked)
        api.release.set()
        again = begun(tmp_path / "mine", api)
        again.communicate(timeout=300)
        assert again.returncode == 0
        assert len(api.asked) - asked == PAGES - kept
    assert pages(tmp_path / "mine") == (PAGES, 100 * PAGES - 1)
