"""Measure the synthesis of a large made-up review.

python -m tests.synthesis.measure_scale [--works 10000] [--codings 100000] [--seed 1]
"""

from __future__ import annotations

import argparse
import random
import resource
import time

from synth.model import DIRECTIONS
from synth.synthesis import dumps, synthesise
from tests.synthesis.build import Row, review
from tests.synthesis.made_up import CODEBOOK


def rows(works: int, codings: int, chance: random.Random) -> list[Row]:
    """Coded passages spread over the works by chance; a passage carries up to three codings."""
    factors, phases, views = (
        [code.id for code in CODEBOOK.codes(name)] for name in ("factor", "phase", "perspective")
    )
    made: list[Row] = []
    left = codings
    while left > 0:
        phase, view = chance.choice(["", *phases]), chance.choice(["", *views])
        work = f"w{chance.randrange(works)}-2010"
        made.append(Row(work, chance.choice(factors), chance.choice(DIRECTIONS), phase, view))
        left -= 1 + bool(phase) + bool(view)
    return made


def main() -> None:
    """Print seconds of CPU time, the size of the JSON and the most memory used."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--works", type=int, default=10_000)
    parser.add_argument("--codings", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    state = review(rows(options.works, options.codings, random.Random(options.seed)))
    start = time.process_time()
    document = synthesise(state)
    made = time.process_time()
    text = dumps(document)
    written = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"works={len(state.works)} codings={len(state.codings)} synthesise={made - start:.1f}s "
        f"dump={written - made:.1f}s json={len(text) / 1e6:.0f}MB memory={peak:.0f}MB"
    )


if __name__ == "__main__":
    main()
