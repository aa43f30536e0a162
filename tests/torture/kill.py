"""Kill a search at random moments and resume it: the records must be those of an undisturbed run.

    python -m tests.torture.kill WORKS.jsonl.gz... [--kills 5] [--seed 1] [--term WORD ...]

Starts the stand-in over the works, runs `synth search` to the end in one review, then in another review
kills it with SIGKILL `--kills` times before it may finish. Prints one line of figures; exits 1 when the
records, their order or the counts differ, or the database is damaged.
"""

import argparse
import json
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
    run(["new", str(folder)], {}, stdout=subprocess.DEVNULL)
    (folder / "queries" / "starter.yaml").write_text(STRATEGY % ", ".join(terms), encoding="utf-8")


def run(arguments, environment, **options):
    """Run `synth` as a program of its own and return the finished process."""
    return subprocess.run(command(arguments), env={**os.environ, **environment}, check=True, **options)


def search(folder, environment):
    """Run the search to its end."""
    run(["search", "--source", "openalex", "-C", str(folder)], environment, stdout=subprocess.DEVNULL)


def stored_records(folder):
    """Return how many records are stored now."""
    db = sqlite3.connect(folder / "synth.db", timeout=10)
    try:
        return db.execute("SELECT count(*) FROM appearance").fetchone()[0]
    except sqlite3.OperationalError:
        return 0
    finally:
        db.close()


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
    """Search, killed once for each of `moments`, then to the end; return the records stored at each kill.

    A moment is a number of stored records and the seconds to wait after it is reached.
    """
    stored = []
    for records, seconds in moments:
        process = subprocess.Popen(
            command(["search", "--source", "openalex", "-C", str(folder)]),
            env={**os.environ, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        while stored_records(folder) < records and process.poll() is None:
            time.sleep(0.005)
        time.sleep(seconds)
        if process.poll() is not None:
            raise SystemExit("The search ended before it could be killed: give more works.")
        process.kill()
        process.wait()
        stored.append(stored_records(folder))
        if has_ended(folder):
            return stored
    search(folder, environment)
    return stored


def has_ended(folder):
    """Return whether the search was complete when the program was killed (in what follows it)."""
    db = sqlite3.connect(folder / "synth.db")
    (status,) = db.execute("SELECT status FROM search ORDER BY id DESC").fetchone()
    db.close()
    return status == "complete"


def made_up(number):
    """Return lines of works that the stand-in can hold, for a run without real ones."""
    for i in range(1, number + 1):
        title = f"A study of case {i}"
        work = {"id": f"https://openalex.org/W{i}", "title": title, "display_name": title, "language": "en"}
        work |= {"publication_year": 2015, "publication_date": "2015-01-01", "type": "article", "ids": {}}
        work |= {"abstract_inverted_index": {"Words": [0]}, "authorships": [], "biblio": {}}
        yield json.dumps(work)


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
            total = stored_records(scratch / "calm")
            counts = sorted(chance.randrange(int(0.9 * total)) for _ in range(options.kills))
            moments = [(count, chance.uniform(0, 0.05)) for count in counts]
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
