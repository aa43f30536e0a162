"""Measure the reports of a large made-up review, and the synthesis before it, as `synth report` makes them.

python -m tests.report.measure_scale [--works 10000] [--codings 100000] [--seed 1] [--format html] [--held]

The long lists of the synthesis lie in files, as in the command; with `--held` they are held in memory, as
`Review.synthesize` gives them.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from synth.outputs import REPORTS, write_reports
from synth.rows import Rows
from synth.synthesis import FoundRecord, LinkedWork, State, synthesise
from synth.synthesis.document import synthesise_in_rows
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


@dataclass(frozen=True)
class Shelf:
    """Works and records of a state, as the store gives them."""

    works: tuple[LinkedWork, ...]
    records: tuple[FoundRecord, ...]


@contextmanager
def synthesised(state: State, folder: Path, *, held: bool) -> Iterator[dict[str, Any]]:
    """The synthesis of a state, its long lists in files in the folder or `held` in memory."""
    if held:
        yield synthesise(state)
        return
    with ExitStack() as kept:

        def keep(some: Iterable[Mapping[str, Any]], name: str) -> Rows:
            return kept.enter_context(closing(Rows(some, folder, name)))

        made = synthesise_in_rows(state, Shelf(state.works, state.records), keep)
        del state  # what was read is let go before the report is written
        yield made


def main() -> None:
    """Print seconds of CPU time, the size of the report and the most memory used."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--works", type=int, default=10_000)
    parser.add_argument("--codings", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--format", choices=REPORTS, default="html")
    parser.add_argument("--held", action="store_true")
    options = parser.parse_args()
    chance = random.Random(options.seed)
    state = told(review(rows(options.works, options.codings, chance)), chance)
    told_of = f"works={len(state.works)} codings={len(state.codings)}"
    with TemporaryDirectory() as folder:
        to, start = Path(folder), time.process_time()
        with synthesised(state, to, held=options.held) as document:
            made = time.process_time()
            del state
            write_reports(to, document, formats=[options.format], languages=["en"])
            written = time.process_time()
        sizes = [path.stat().st_size / 1e6 for path in to.rglob("*") if path.is_file()]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{told_of} synthesise={made - start:.1f}s {options.format}={written - made:.1f}s "
        f"files={len(sizes)} largest={max(sizes):.1f}MB together={sum(sizes):.0f}MB memory={peak:.0f}MB"
    )


if __name__ == "__main__":
    main()
