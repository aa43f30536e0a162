"""Kill searches at random moments while servers fail at random: the records must be those of a calm run.

    python -m tests.torture.kill [--runs 100] [--works 600] [--seed 1]

Each run has two sources and a plan of its own: up to six failures of each server, and up to four
SIGKILLs of the searching program. The search is run again until it is complete.
Prints one line of figures: the records lost and the records too many, over all runs; exits 1 when there are
any, when order, verdicts or counts differ, or when a database is damaged.
"""

import argparse
import multiprocessing
import os
import random
import resource
import shutil
import sqlite3
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from synth.review import Review
from synth.review.searching import Manner
from synth.sources.pacing import Patience
from tests.sources.made import work
from tests.sources.made_europepmc import result
from tests.standin.server import StandIn

STRATEGY = """synth: strategy/1
id: starter
sets:
  all:
    expression: >-
      (case AND (red OR green)) OR (study AND (blue OR white)) OR (report AND (green OR blue))
      OR (paper AND white)
combine: all
"""
SOURCES = ("openalex", "europepmc")
PASSING = ("429:0", "500", "502", "503:0", "504", "truncate", "cut", "drop", "html", "shape", "slow:0.02")
STOPPING = ("refuse", "budget:1")
MOST_TRIES = 40
QUICK = Patience(
    attempts=5, first_wait=0.002, longest_wait=0.01, retry_after=0.01, deadline=60.0, per_second=0
)


@dataclass(frozen=True)
class Torn:
    """What a run met: the kills that hit, and how often the search was begun."""

    kills: int
    begun: int


def made(source, number, chance):
    """Return works that one source can hold; most match a part of the strategy, several match more."""
    words = [
        " ".join(chance.sample(["case", "study", "report", "paper", "red", "green", "blue", "white"], 4))
        for _ in range(number)
    ]
    if source == "openalex":
        return [work(n, title, abstract="Kort.", language="en") for n, title in enumerate(words, start=1)]
    return [result(n, title, language="eng") for n, title in enumerate(words, start=1)]


def plan(chance, source):
    """Draw a schedule of failures: most pass, one in three runs has one that stops the search."""
    kinds = PASSING + (("partial",) if source == "openalex" else ())
    faults = [f"{chance.choice(kinds)}@{chance.randint(1, 25)}" for _ in range(chance.randint(0, 6))]
    if chance.random() < 1 / 3:
        faults.append(f"{chance.choice(STOPPING)}@{chance.randint(1, 25)}")
    return ",".join(faults)


def search(folder, source, url):
    """Search one source in the review of `folder`; meant to run as a process of its own."""
    os.environ[f"SYNTH_{source.upper()}_URL"] = url
    with Review.open(folder) as review:
        review.search(source, manner=Manner("torture", patience=QUICK))


def status(folder, source):
    """Return how the newest search of a source ended; empty before there is one."""
    db = sqlite3.connect(folder / "synth.db", timeout=10)
    try:
        row = db.execute("SELECT status FROM search WHERE source = ? ORDER BY id DESC", (source,)).fetchone()
        return row[0] if row else ""
    except sqlite3.OperationalError:
        return ""
    finally:
        db.close()


def content(folder, source):
    """Return what the last search of a source left: records in order with verdicts, counts, soundness.

    A search that the stand-in cut short three times on one page ends in part; the next run begins another.
    """
    db = sqlite3.connect(folder / "synth.db")
    records = db.execute(
        "SELECT source_id, fields, raw, rank, appearance.status, hits FROM appearance"
        " JOIN record ON record.id = record_id JOIN search ON search.id = search_id"
        " WHERE search_id = (SELECT max(id) FROM search WHERE source = ?) ORDER BY rank",
        (source,),
    ).fetchall()
    ended = db.execute(
        "SELECT status, first_reported, reported, note FROM search WHERE source = ? ORDER BY id", (source,)
    ).fetchall()[-1]
    sound = db.execute("PRAGMA integrity_check").fetchone()[0]
    loose = db.execute("PRAGMA foreign_key_check").fetchall()
    db.close()
    return records, ended, (sound, loose)


def torn(folder, source, api, chance):
    """Search until it is complete, killed up to four times on the way."""
    context = multiprocessing.get_context("forkserver")
    kills, moments = 0, [chance.uniform(0.02, 0.35) for _ in range(chance.randint(0, 4))]
    for begun in range(1, MOST_TRIES):
        process = context.Process(target=search, args=(folder, source, api.url))
        process.start()
        process.join(moments.pop() if moments else None)
        if process.is_alive():
            process.kill()
            kills += 1
        process.join()
        if status(folder, source) == "complete":
            return Torn(kills, begun)
    raise SystemExit(f"{source} was not complete after {MOST_TRIES} runs: {status(folder, source)}.")


def review_in(folder):
    """Start a review with the strategy of this check."""
    with Review.create(folder) as review:
        (review.folder / "queries" / "starter.yaml").write_text(STRATEGY, encoding="utf-8")


def check(scratch, runs, size, seed):
    """Return the figures of `runs` runs: lost, extra, different, kills, begun, and records of a calm run."""
    figures = {"lost": 0, "extra": 0, "different": 0, "kills": 0, "begun": 0, "records": 0}
    held = {source: made(source, size, random.Random(seed)) for source in SOURCES}
    for source in SOURCES:
        # One server for each source, so that the requests of all runs read the same.
        with StandIn(held[source], dialect=source) as api:
            calm = scratch / f"calm-{source}"
            review_in(calm)
            search(calm, source, api.url)
            wanted = content(calm, source)
            figures["records"] += len(wanted[0])
            for number in range(runs):
                tear(figures, api, (scratch, source, f"{seed}-{source}-{number}"), wanted)
    return figures


def tear(figures, api, one, wanted):
    """Add the figures of one run: of a source, with the chances of its seed, in a folder of its own."""
    scratch, source, seed = one
    chance = random.Random(seed)
    folder = scratch / "torn"
    review_in(folder)
    api.begin_anew(plan(chance, source))
    met = torn(folder, source, api, chance)
    got = content(folder, source)
    if got != wanted:
        print(f"{seed}: {got[1]} instead of {wanted[1]}", flush=True)
    compare(figures, wanted, got, met)
    shutil.rmtree(folder)


def compare(figures, wanted, got, met):
    """Add up what a torn run gave otherwise than the calm one."""
    calm, here = {one[0] for one in wanted[0]}, {one[0] for one in got[0]}
    figures["lost"] += len(calm - here)
    figures["extra"] += len(here - calm) + len(got[0]) - len(here)
    figures["different"] += got != wanted
    figures["kills"] += met.kills
    figures["begun"] += met.begun


def main():
    """Run the check and print its figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=100)
    parser.add_argument("--works", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    loaded = [f"synth.sources.{name}" for name in ("searching", *SOURCES)]
    multiprocessing.get_context("forkserver").set_forkserver_preload(["__main__", *loaded])
    scratch = Path(tempfile.mkdtemp())
    try:
        figures = check(scratch, options.runs, options.works, options.seed)
    finally:
        shutil.rmtree(scratch)
    cpu = sum(resource.getrusage(who).ru_utime for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    said = " ".join(f"{name}={value}" for name, value in figures.items())
    about = f"runs={options.runs} sources={len(SOURCES)} works={options.works} seed={options.seed}"
    print(f"{about} {said} cpu={cpu:.0f}s")
    return 1 if figures["lost"] or figures["extra"] or figures["different"] else 0


if __name__ == "__main__":
    sys.exit(main())
