"""Measure the report of a large made-up review, and the synthesis before it.

python -m tests.report.measure_scale [--works 10000] [--codings 100000] [--seed 1] [--to FOLDER]
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from dataclasses import replace
from pathlib import Path

from synth.report.html import html_files
from synth.synthesis import State, synthesise
from tests.synthesis.build import review
from tests.synthesis.measure_scale import rows

WORDS = ("kennis", "praktijk", "uitvoering", "onderzoek", "gemeenten", "cliënten", "begeleiding", "bewijs")


def told(state: State, chance: random.Random) -> State:
    """The state with titles and passages as long as real ones."""
    works = tuple(
        replace(one, work=replace(one.work, record=replace(one.work.record, title=_words(12, chance))))
        for one in state.works
    )
    passages = tuple(
        replace(one, passage=replace(one.passage, quote=_words(25, chance), section="3.2"))
        for one in state.passages
    )
    return replace(state, works=works, passages=passages)


def _words(n: int, chance: random.Random) -> str:
    return " ".join(chance.choices(WORDS, k=n)).capitalize()


def main() -> None:
    """Print seconds of CPU time, the size of the report and the most memory used."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--works", type=int, default=10_000)
    parser.add_argument("--codings", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--to", type=Path, default=None)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    state = told(review(rows(options.works, options.codings, chance)), chance)
    start = time.process_time()
    document = synthesise(state)
    made = time.process_time()
    works, codings = len(state.works), len(state.codings)
    del state  # as the command does: what was read is let go before the report is written
    sizes = []
    for name, text in html_files(document, "en", "report.en"):
        sizes.append(len(text.encode()) / 1e6)
        if options.to:
            path = options.to / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    written = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"works={works} codings={codings} synthesise={made - start:.1f}s "
        f"html={written - made:.1f}s report={sizes[0]:.1f}MB pages={len(sizes) - 1} "
        f"largest={max(sizes[1:], default=0):.1f}MB together={sum(sizes):.0f}MB memory={peak:.0f}MB"
    )


if __name__ == "__main__":
    main()
