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
from synth.synthesis.document import checked
from tests.synthesis.build import Row, review
from tests.synthesis.made_up import CODEBOOK, MORE


def rows(works: int, codings: int, chance: random.Random) -> list[Row]:
    """Coded passages spread over the works by chance, and what describes each work as a whole.

    A passage carries up to six codings: factor, phase, view, theme, presence and kind of statement.
    """
    factors, phases, views = (
        [code.id for code in CODEBOOK.codes(name)] for name in ("factor", "phase", "perspective")
    )
    traits = ("country", "sector", "family")
    made = [
        Row(
            f"w{n}-2010",
            "",
            "neutral",
            more=tuple(f"{name}={chance.choice(MORE[name].split())}" for name in traits),
        )
        for n in range(works)
    ]
    left = codings - len(traits) * works
    while left > 0:
        more = tuple(
            f"{name}={chance.choice(MORE[name].split())}"
            for name in ("theme", "presence", "statement")
            if chance.random() < 0.5
        )
        phase, view = chance.choice(["", *phases]), chance.choice(["", *views])
        work = f"w{chance.randrange(works)}-2010"
        made.append(Row(work, chance.choice(factors), chance.choice(DIRECTIONS), phase, view, more=more))
        left -= 1 + bool(phase) + bool(view) + len(more)
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
    text = dumps(checked(document))
    written = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"works={len(state.works)} codings={len(state.codings)} synthesise={made - start:.1f}s "
        f"check and dump={written - made:.1f}s json={len(text) / 1e6:.0f}MB memory={peak:.0f}MB"
    )


if __name__ == "__main__":
    main()
