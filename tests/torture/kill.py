"""Kill a search at random moments and resume it: the records must be those of an undisturbed run.

    python -m tests.torture.kill WORKS.jsonl.gz... [--kills 5] [--seed 1] [--term WORD ...]

Starts the stand-in over the works, runs `synth search` to the end in one review, then in another review
kills it with SIGKILL `--kills` times before it may finish. Prints one line of figures; exits 1 when the
records, their order or the counts differ, or the database is damaged.
"""

import argparse
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.standin.__main__ import distinct, read_works
from tests.standin.server import StandIn

STRATEGY = """synth: strategy/1
id: starter
title: {en: Broad}
source: made for this check
sets:
  broad:
    terms: [%s]
combine: broad
"""


def make_review(folder, terms):
    """Start a review whose strategy is any of `terms`."""
    run(["new", str(folder)], {})
    (folder / "queries" / "starter.yaml").write_text(STRATEGY % ", ".join(terms), encoding="utf-8")


def run(arguments, environment, **options):
    """Run `synth` as a program of its own and return the finished process."""
    return subprocess.run(command(arguments), env={**os.environ, **environment}, check=True, **options)


def search(folder, environment):
    """Run the search to its end."""
    run(["search", "--source", "openalex", "-C", str(folder)], environment, stdout=subprocess.DEVNULL)


def stored_records(folder):
    """Return how many records are stored now."""
    db = folder / "synth.db"
    return sqlite3.connect(db).execute("SELECT count(*) FROM appearance").fetchone()[0] if db.exists() else 0


def command(arguments):
    """Return the command line of `synth` with these arguments."""
    return [sys.executable, "-c", "from synth.cli import main; main()", *arguments]


def content(folder):
    """Return what a search left: its records in order with their verdicts, and the counts."""
    db = sqlite3.connect(folder / "synth.db")
    records = db.execute(
        "SELECT source_id, fields, raw, rank, status, hits FROM appearance"
        " JOIN record ON record.id = record_id ORDER BY search_id, rank"
    ).fetchall()
    ended = db.execute("SELECT status, reported, requests, widened FROM search").fetchall()
    sound = db.execute("PRAGMA integrity_check").fetchone()[0]
    loose = db.execute("PRAGMA foreign_key_check").fetchall()
    db.close()
    return records, ended, (sound, loose)


def disturbed(folder, environment, moments):
    """Search, killed at each of `moments` (in seconds), then to the end; return the counts."""
    stored = []
    for moment in moments:
        process = subprocess.Popen(
            command(["search", "--source", "openalex", "-C", str(folder)]),
            env={**os.environ, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        time.sleep(moment)
        process.kill()
        process.wait()
        stored.append(stored_records(folder))
    search(folder, environment)
    return stored


def main():
    """Run the check and print its figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("works", nargs="+", type=Path)
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--term", action="append", default=[])
    options = parser.parse_args()
    terms = options.term or ["treatment*", "patient*", "effect*", "study", "studies", "model*"]
    works = distinct(work for path in options.works for work in read_works(path))
    scratch = Path(tempfile.mkdtemp())
    try:
        with StandIn(works) as api:
            environment = {"SYNTH_OPENALEX_URL": api.url, "OPENALEX_API_KEY": "check"}
            make_review(scratch / "calm", terms)
            started = time.monotonic()
            run(
                ["search", "--source", "openalex", "-C", str(scratch / "calm")],
                environment,
                stdout=subprocess.DEVNULL,
            )
            seconds = time.monotonic() - started
            make_review(scratch / "torn", terms)
            chance = random.Random(options.seed)
            moments = sorted(chance.uniform(0.8, max(1.0, 0.8 * seconds)) for _ in range(options.kills))
            stored = disturbed(scratch / "torn", environment, moments)
        calm, torn = content(scratch / "calm"), content(scratch / "torn")
    finally:
        shutil.rmtree(scratch)
    same = calm == torn and calm[2] == ("ok", [])
    print(
        f"works={len(works)} records={len(calm[0])} seconds={seconds:.1f} kills={len(stored)} "
        f"stored_at_kills={stored} seed={options.seed} same={same}"
    )
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
