"""Ranking and stopping on labelled sets, beside the default of ASReview 3 over the same seeds.

    python -m tests.screening.measure_ranking FOLDER [--sets NAME …] [--seeds N] [--out FILE]

FOLDER holds tables as `synth screen --simulate` reads them. ASReview's default is rebuilt here from its
description (TF-IDF of words and pairs of words; a linear support vector machine with C 0.11; relevant
records weigh 9.8 times as much in total) and read in the same steps, from the same first two records. Prints
a line of JSON per set, seed and ranker, and at the end the tables of docs/benchmarks.md; with `--out` the
lines go to a file, and what is in it already is not measured again.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from statistics import mean, median
from typing import Any

from sklearn.svm import LinearSVC

from synth.screening.counting import Counted, count_words
from synth.screening.machine import Labels, Places, Scores
from synth.screening.ranking import Model, WordModel, weights
from synth.screening.simulation import measures, simulate, stops
from synth.simulating import Labelled, read_labelled

Row = dict[str, Any]
MANY = 20
"""Sets with more relevant records than this must not lose much."""


class Default:
    """The default of ASReview 3 (ELAS u4), rebuilt."""

    def __init__(self, counted: Counted) -> None:
        self._rows = counted.rows

    def scores(self, rows: Places, relevant: Labels) -> Scores:
        """Scores of all rows, learnt from the decisions alone."""
        machine = LinearSVC(C=0.11, random_state=0)
        machine.fit(self._rows[rows], relevant, sample_weight=weights(relevant))
        return machine.decision_function(self._rows)


RANKERS: dict[str, type] = {"synth": WordModel, "asreview": Default}


def measured(labelled: Labelled, seeds: int, done: set[tuple[str, str, int]]) -> Iterator[Row]:
    """The figures of each ranker and seed that are not there yet."""
    for name, ranker in RANKERS.items():
        missing = [seed for seed in range(1, seeds + 1) if (labelled.name, name, seed) not in done]
        model: Model = ranker(count_words(labelled.texts)) if missing else None
        for seed in missing:
            read = labelled.relevant[simulate(model, labelled.relevant, seed)]
            yield {
                "set": labelled.name,
                "ranker": name,
                "seed": seed,
                "records": len(read),
                "relevant": int(read.sum()),
                "places": (read.nonzero()[0] + 1).tolist(),
                **asdict(measures(read[2:])),
                "stops": [asdict(stop) for stop in stops(read)] if name == "synth" else [],
            }


def table(rows: Iterable[Row]) -> Iterator[str]:
    """WSS@95 and average time to discovery side by side, per set, then their differences."""
    by_set: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        by_set[row["set"]][row["ranker"]].append(row)
    both = {name: found for name, found in sorted(by_set.items()) if len(found) == len(RANKERS)}
    gains: list[tuple[float, float, int]] = []
    for name, found in both.items():
        ours, theirs = (
            [median(row[what] for row in found[ranker]) for what in ("wss", "atd")] for ranker in RANKERS
        )
        first = found["synth"][0]
        gains.append((ours[0] - theirs[0], theirs[1] - ours[1], first["relevant"]))
        figures = f"{ours[0]:.3f} | {theirs[0]:.3f} | {ours[1]:.3f} | {theirs[1]:.3f}"
        yield f"| {name} | {first['records']:,} | {first['relevant']} | {figures} |"
    wss, atd = [gain[0] for gain in gains], [gain[1] for gain in gains]
    yield f"WSS@95 gained: mean {mean(wss):+.3f}, median {median(wss):+.3f}"
    yield f"worst with more than {MANY} relevant: {min(g[0] for g in gains if g[2] > MANY):+.3f}"
    yield f"average time to discovery saved: mean {mean(atd):+.4f}, median {median(atd):+.4f}"


def kept(rows: Iterable[Row]) -> Iterator[str]:
    """Per rule: in how many runs the target was reached, the lowest recall, the reading saved."""
    by_rule: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        for stop in row["stops"]:
            by_rule[stop["rule"]].append(stop)
    for rule, stopped in by_rule.items():
        reached = mean(stop["recall"] >= 0.95 for stop in stopped)
        lowest, saved = min(stop["recall"] for stop in stopped), median(1 - stop["read"] for stop in stopped)
        yield f"| {rule} | {len(stopped)} | {reached:.1%} | {lowest:.3f} | {saved:.0%} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sets", nargs="*", default=[])
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--out", type=Path)
    chosen = parser.parse_args()
    known = chosen.out.read_text("utf-8").splitlines() if chosen.out and chosen.out.exists() else []
    rows = [json.loads(line) for line in known]
    done = {(row["set"], row["ranker"], row["seed"]) for row in rows}
    paths = [chosen.folder / f"{name}.csv.gz" for name in chosen.sets] or sorted(chosen.folder.glob("*.csv*"))
    for path in paths:
        for row in measured(read_labelled(path), chosen.seeds, done):
            rows.append(row)
            if chosen.out:
                with chosen.out.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(row) + "\n")
            else:
                print(json.dumps(row), flush=True)
    print(*table(rows), *kept(rows), sep="\n")


if __name__ == "__main__":
    main()
