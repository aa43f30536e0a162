"""Agreement from coders' exports of EPPI-Reviewer, beside the published figures.

python -m tests.coding.measure_exports FOLDER: the files of HumanBehaviourChangeProject's
Automation-InterRater-Reliability (Behaviour1 and Behaviour2, two coders, and IRR_PythonScript_Results.csv).
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from synth.exports import compare_exports


def main(folder: Path) -> None:
    """Print how many of the published values are the same to the last digit."""
    files = [(f"coder{n}", folder / f"Behaviour{part}_Coder{n}.json") for n in (1, 2) for part in (1, 2)]
    found = compare_exports(files)
    measures = {**found.codes, "All Entities": found.overall, "Entities with data": found.used}
    with (folder / "IRR_PythonScript_Results.csv").open(encoding="utf-8") as file:
        published = list(csv.reader(file))[1:]
    ours = {name: one.krippendorff_alpha if one else None for name, one in measures.items()}
    same = [name for name, alpha in published if repr(ours.get(name)) == alpha]
    print(
        f"same={len(same)} of {len(published)} all={ours['All Entities']} used={ours['Entities with data']}"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
