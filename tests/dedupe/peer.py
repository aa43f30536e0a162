"""Run bib-dedupe over labelled sets, to compare with `score.py` in the same session of the machine.

    pip install bib-dedupe
    python tests/dedupe/peer.py FOLDER...

Folders as for `score.py`. bib-dedupe is no dependency: install it in an environment of its own. Prints
pairwise precision and recall of its automatic links, and CPU seconds with those of its processes.
"""

from __future__ import annotations

import csv
import gzip
import io
import resource
import sys
from collections import Counter
from pathlib import Path

RENAMED = {"id": "ID", "type": "ENTRYTYPE", "authors": "author", "issue": "number"}


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file, packed or not."""
    packed = path.with_name(path.name + ".gz")
    data = gzip.decompress(packed.read_bytes()) if packed.exists() else path.read_bytes()
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def pairs(sizes: Counter[object]) -> int:
    """How many pairs groups of these sizes hold."""
    return sum(n * (n - 1) // 2 for n in sizes.values())


def seconds() -> float:
    """CPU seconds of this process and of its children that ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def main(*folders: str) -> None:
    """Print one line for each folder."""
    import pandas  # type: ignore[import-not-found]
    from bib_dedupe.bib_dedupe import block, cluster, match, prep  # type: ignore[import-not-found]

    csv.field_size_limit(10_000_000)
    for folder in map(Path, folders):
        records = [{RENAMED.get(k, k): v for k, v in row.items()} for row in rows(folder / "records.csv")]
        truth = {row["id"]: row["cluster"] for row in rows(folder / "truth.csv")}
        start = seconds()
        sets = cluster(match(block(prep(pandas.DataFrame(records)))))
        used = seconds() - start
        home = {one: number for number, group in enumerate(sets) for one in group}
        own = {one: home.get(one, one) for one in truth}
        both = pairs(Counter((truth[one], own[one]) for one in truth))
        said, true = pairs(Counter(own.values())), pairs(Counter(truth.values()))
        print(
            f"{folder.name:22} n={len(truth):6} P={both / max(said, 1):.4f} R={both / max(true, 1):.4f} "
            f"wrong={said - both} missed={true - both} cpu={used:.1f}s"
        )


if __name__ == "__main__":
    main(*sys.argv[1:])
