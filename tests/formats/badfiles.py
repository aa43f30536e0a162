"""Read a folder of odd and broken files and compare the numbers of records with those expected.

    python tests/formats/badfiles.py FOLDER [--format ris --format bibtex] [--problems]

FOLDER has INDEX.tsv with the columns file, format, expected_records (empty when unknown). Where the expected
number is another program's behaviour that we decided against, decisions.tsv beside this script says what we
expect and why. Prints one line per surprise and a last line: known, wrong, trace (uncaught errors), slow.
"""

from __future__ import annotations

import argparse
import csv
import time
import traceback
from pathlib import Path

from synth.errors import FileError
from synth.formats.reading import Reading, read

DECISIONS = Path(__file__).parent / "decisions.tsv"
SLOW = 10.0


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def outcome(data: bytes, name: str) -> tuple[Reading | None, str]:
    """The reading, or the refusal in words."""
    try:
        reading = read(data, name)
    except FileError as error:
        return None, f"refused: {error}"
    counts = reading.entries
    told = f"{len(reading.problems)} problems, {len(reading.notes)} notes"
    return reading, f"{reading.format}, {reading.encoding}, {counts}, {told}"


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--format", action="append", dest="formats")
    parser.add_argument("--problems", action="store_true")
    options = parser.parse_args()
    wanted = options.formats or []
    decided = {row["file"]: row["expected"] for row in table(DECISIONS)}
    count = dict.fromkeys(("files", "known", "wrong", "trace", "slow"), 0)
    for row in table(options.folder / "INDEX.tsv"):
        if wanted and row["format"] not in wanted:
            continue
        count["files"] += 1
        name, started = row["file"], time.perf_counter()
        try:
            reading, told = outcome((options.folder / name).read_bytes(), name)
        except Exception:  # noqa: BLE001 -- the point of this script is to find these
            traceback.print_exc()
            count["trace"] += 1
            continue
        count["slow"] += time.perf_counter() - started > SLOW
        expected = decided.get(name, row["expected_records"])
        found = len(reading.records) if reading else 0
        count["known"] += expected != ""
        if expected and found != int(expected):
            count["wrong"] += 1
            print(f"wrong: {name}: expected {expected}, found {found}; {told}")
        for problem in reading.problems if reading and options.problems else ():
            print(f"   {problem}")
    print(" ".join(f"{name}={number}" for name, number in count.items()))
    return int(bool(count["wrong"] or count["trace"]))


if __name__ == "__main__":
    raise SystemExit(main())
