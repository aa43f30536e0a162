"""Codings of other programs, brought in and sent out: agreement as published, round trips, their cost.

python -m tests.coding.measure_interchange IRR [EXPORT…]: IRR is the folder of HumanBehaviourChangeProject's
Automation-InterRater-Reliability; each EXPORT is any coded export of EPPI-Reviewer.
"""

from __future__ import annotations

import csv
import sys
import tempfile
from collections import Counter
from pathlib import Path
from time import process_time

from synth.demo import demo
from synth.model import Coding
from synth.review import Review
from synth.review.bringing import Whose
from synth.store.codings import current_codings


def main(irr: Path, exports: list[Path]) -> None:
    """Print one line for each measurement."""
    with tempfile.TemporaryDirectory() as folder:
        published(irr, Path(folder) / "irr")
        for path in exports:
            cost(path, Path(folder) / path.stem)
        round_trips(Path(folder) / "demo")


def published(irr: Path, folder: Path) -> None:
    """Two coders in four exports: how many of the published alphas are the same to the last digit."""
    with Review.create(folder) as review:
        for coder in ("coder1", "coder2"):
            files = [irr / f"Behaviour{part}_{coder.capitalize()}.json" for part in (1, 2)]
            review.take_in_codings(files, Whose(coder))
        found = review.compare_ticks("setting")
    measures = {**found.codes, "All Entities": found.overall, "Entities with data": found.used}
    with (irr / "IRR_PythonScript_Results.csv").open(encoding="utf-8") as file:
        alphas = list(csv.reader(file))[1:]
    ours = {name: one.krippendorff_alpha if one else None for name, one in measures.items()}
    same = [name for name, alpha in alphas if repr(ours.get(name)) == alpha]
    print(f"same={len(same)} of {len(alphas)} all={ours['All Entities']} used={ours['Entities with data']}")


def cost(path: Path, folder: Path) -> None:
    """One export taken in: codings, and seconds of the processor."""
    with Review.create(folder) as review:
        start = process_time()
        (taken,) = review.take_in_codings([path], Whose("anna"))
        print(f"{path.name} codings={taken.entries} cpu={process_time() - start:.1f}s")


def round_trips(folder: Path) -> None:
    """The demonstration sent out and taken into a review of the same works: what came back the same."""
    demo(folder)
    with Review.open(folder) as review:
        review.export(formats=["csl"], everything=True, to=folder / "out")
        before = said(review)
        for form in ("qdpx", "eppi", "csv", "xlsx"):
            start = process_time()
            paths = review.export_codings([form], to=folder / form)
            out = process_time() - start
            with Review.create(folder / f"copy-{form}", template="tno-2011") as copy:
                copy.take_in_files([folder / "out" / "works.csl.json"])
                copy.dedupe()
                start = process_time()
                copy.take_in_codings(paths, Whose("tno-2011", "determinants"))
                back = process_time() - start
                same = sum((before & said(copy)).values())
            print(f"{form} codings={sum(before.values())} same={same} out={out:.2f}s in={back:.2f}s")


def said(review: Review) -> Counter[str]:
    """What coders said, without ids, times and versions."""
    return Counter(_plain(one) for _, one in current_codings(review.db))


def _plain(one: Coding) -> str:
    return repr((one.passage, one.codebook, one.dimension, one.code, one.direction, one.coder))


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(one) for one in sys.argv[2:]])
