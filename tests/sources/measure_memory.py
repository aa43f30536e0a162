"""How much memory fetching takes.

    python -m tests.sources.measure_memory 20000 200000

So many records through a search into a database, each number in a process of its own; prints the most memory
that the process held, and its CPU time.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from synth.review import Review
from synth.review.searching import Manner
from tests.sources.made import work
from tests.standin.server import StandIn

HEAD = "synth: strategy/1\nid: starter\nsets:\n  all:\n    expression: >-\n      "
TAIL = "\ncombine: all\n"


def review_in(folder, expression):
    """Start a review with one strategy."""
    with Review.create(folder) as review:
        (review.folder / "queries" / "starter.yaml").write_text(HEAD + expression + TAIL, encoding="utf-8")


def run(folder, url, key):
    """Search the review of `folder` in a process of its own, against a server; return what it prints."""
    code = f"from tests.sources.measure_memory import searched; searched({str(folder)!r})"
    environment = {"SYNTH_OPENALEX_URL": url, "OPENALEX_API_KEY": key, "PATH": ""}
    command = [sys.executable, "-c", code]
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout


def searched(folder):
    """Search, and print the most memory that was held, in MB, and the CPU seconds."""
    with Review.open(folder) as review:
        (found,) = review.search("openalex", manner=Manner("measure"))
    used = resource.getrusage(resource.RUSAGE_SELF)
    # The kernel's own high-water mark: ru_maxrss of a child begins with the memory of its parent.
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    size = int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) // 1024
    seconds = used.ru_utime + used.ru_stime
    print(f"{found.status} records={found.fetched} memory={size}MB cpu={seconds:.1f}s")


def memory(numbers):
    """Print the memory of a search for each number of records."""
    for number in numbers:
        works = [
            work(n, f"Studie {n}", abstract="Kort verslag van een studie.") for n in range(1, number + 1)
        ]
        with tempfile.TemporaryDirectory() as scratch, StandIn(works, budget=10**9) as api:
            review_in(Path(scratch) / "mine", "studie")
            print(run(Path(scratch) / "mine", api.url, "measure-key"), end="", flush=True)


def main():
    """Measure each number of records."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("numbers", nargs="*", type=int, default=[20_000, 200_000])
    memory(parser.parse_args().numbers)


if __name__ == "__main__":
    main()
