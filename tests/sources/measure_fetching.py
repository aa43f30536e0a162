"""How near fetching comes to what a server allows, and how much memory it takes.

    python -m tests.sources.measure_fetching rate 10 30
    python -m tests.sources.measure_fetching memory 20000 200000

`rate`: a stand-in for OpenAlex that answers so many calls a second (documented: 10 without a key, 30 with a
free one), each after 0.3 s, and refuses more with 429; a strategy of 80 requests of three pages. Prints the
pages a second, from the first to the last, as a share of what is allowed, how many calls were refused, and
the CPU time of the search for a page.

`memory`: so many records through a search into a database, each number in a process of its own; prints the
most memory that the process held.
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
from tests.standin.server import Limit, StandIn

WORKS = 201
"""Works of a request: two full pages and one more."""
LATENCY, WITHOUT_KEY = 0.3, 10
KINDS = ("studie", "verslag")
HEAD = "synth: strategy/1\nid: starter\nsets:\n  all:\n    expression: >-\n      "
TAIL = "\ncombine: all\n"


def words():
    """Return words that no form of another word holds."""
    return [f"{first}{second}woord" for first in "bdfgklmn" for second in ("aa", "ee", "oo", "uu", "ie")]


def review_in(folder, expression):
    """Start a review with one strategy."""
    with Review.create(folder) as review:
        (review.folder / "queries" / "starter.yaml").write_text(HEAD + expression + TAIL, encoding="utf-8")


def rate(per_second):
    """Print how near a search of 80 requests comes to the rate of the server."""
    pairs = [(word, kind) for word in words() for kind in KINDS]
    works = [
        work(WORKS * n + more + 1, f"{word} {kind}", abstract="Kort.")
        for n, (word, kind) in enumerate(pairs)
        for more in range(WORKS)
    ]
    expression = " OR ".join(f"({word} AND {kind})" for word, kind in pairs)
    with tempfile.TemporaryDirectory() as scratch, StandIn(works, budget=10**9) as api:
        review_in(Path(scratch) / "mine", expression)
        api.limit = Limit(per_second, LATENCY)
        said = run(Path(scratch) / "mine", api.url, "" if per_second == WITHOUT_KEY else "measure-key")
    seconds = api.answered[-1] - api.answered[0]
    pages, refused = len(api.answered), len(api.asked) - len(api.answered)
    share = (pages - 1) / seconds / per_second
    print(f"pages={pages} refused={refused} seconds={seconds:.1f} allowed={per_second}/s share={share:.1%}")
    cpu = float(said.split("cpu=")[1].removesuffix("s\n"))
    print(f"cpu={1000 * cpu / pages:.0f}ms a page")


def run(folder, url, key):
    """Search the review of `folder` in a process of its own, against a server; return what it prints."""
    code = f"from tests.sources.measure_fetching import searched; searched({str(folder)!r})"
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
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=["rate", "memory"])
    parser.add_argument("numbers", nargs="*", type=int)
    options = parser.parse_args()
    if options.what == "rate":
        for per_second in options.numbers or [10, 30]:
            rate(per_second)
    else:
        memory(options.numbers or [20_000, 200_000])


if __name__ == "__main__":
    main()
