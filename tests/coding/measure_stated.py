"""Measure stated gaps on sentences that people labelled.

python -m tests.coding.measure_stated SENTENCES.csv: the columns text, problem and direction (1.0 or 0.0), as
in the test set of Lahav et al. 2022 (arXiv 2108.13751).
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from synth.coding.stated import STRICT, WIDE, stated


def main(path: Path) -> None:
    """Print precision and recall at two settings, wide and strict."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    scores = [max((one.score for one in stated(row["text"], "en", least=0)), default=0.0) for row in rows]
    labels = {name: [float(row[name]) > 0 for row in rows] for name in ("problem", "direction")}
    labels["either"] = [any(both) for both in zip(*labels.values(), strict=True)]
    for name, right in labels.items():
        for least in (WIDE, STRICT):
            shown = [one for one, score in zip(right, scores, strict=True) if score >= least]
            precision, recall = sum(shown) / len(shown), sum(shown) / sum(right)
            print(f"{name} score>={least} sentences={len(shown)} P={precision:.3f} R={recall:.3f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
