"""Run the stand-in: `python -m tests.standin WORKS.jsonl.gz … --port 8765 --faults 429@2,500@3`."""

import argparse
import gzip
import json
from pathlib import Path

from tests.standin.ris_works import ris_works
from tests.standin.server import DIALECTS, StandIn


def read_works(path, dialect):
    """Return the works of a file with one JSON object per line, packed or not, or of a RIS file."""
    if path.suffix == ".ris":
        return ris_works(path.read_text(encoding="utf-8"), dialect)
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def distinct(works):
    """Return the works without those whose id came before, in order of id."""
    by_id = {}
    for work in works:
        by_id.setdefault(work.get("id") or work.get("DOI") or work.get("paperId"), work)
    return [by_id[key] for key in sorted(by_id)]


def main():
    """Read the works, print the address on the first line, and answer until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m tests.standin", description=__doc__)
    parser.add_argument("works", nargs="+", type=Path)
    parser.add_argument("--dialect", choices=sorted(DIALECTS), default="openalex")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--faults", default="", help="a schedule such as 429@2,500@3x2,truncate@9")
    parser.add_argument("--key", action="append", help="a key that is known; any when left out")
    parser.add_argument("--budget", type=int, default=10_000, help="credits of the day")
    options = parser.parse_args()
    works = distinct(work for path in options.works for work in read_works(path, options.dialect))
    api = StandIn(
        works,
        dialect=options.dialect,
        faults=options.faults,
        keys=options.key,
        budget=options.budget,
        port=options.port,
    )
    print(api.url, f"{len(works)} works", flush=True)
    try:
        api.serve_forever()
    except KeyboardInterrupt:
        return


if __name__ == "__main__":
    main()
