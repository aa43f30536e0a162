"""Run the de-duplication over labelled sets and score it; figures go into docs/benchmarks.md.

    python tests/dedupe/score.py FOLDER... [--versions] [--errors N] [--predictions DIR]

Each FOLDER has records.csv(.gz) with the columns id, type, title, authors, year, journal, volume, issue,
pages, doi, isbn, abstract, url, language, and truth.csv(.gz) with id, cluster. Printed per set: records,
pairwise precision and recall, false and missed pairs, pairs to ask about, CPU seconds and peak memory.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import resource
import time
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

from synth.dedupe import Result, dedupe
from synth.formats import streamed
from synth.model import Record

csv.field_size_limit(10_000_000)


def rows(path: Path) -> list[dict[str, str]]:
    packed = path.with_name(path.name + ".gz")
    data = gzip.decompress(packed.read_bytes()) if packed.exists() else path.read_bytes()
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def records(folder: Path) -> list[Record]:
    """The records of a set, read as `synth dedupe --files` reads them."""
    packed = folder / "records.csv.gz"
    path = packed if packed.exists() else folder / "records.csv"
    return [one for one in streamed.records(path) if isinstance(one, Record)]


def clusters_of(result: Result, *, versions: bool) -> list[set[int]]:
    """The clusters; with `versions` the version links are joined too, as some labels want."""
    home = {number: one for one in map(set, result.clusters) for number in one}
    for link in result.links:
        if versions and link.outcome == "version":
            joined = home[link.a] | home[link.b]
            home.update(dict.fromkeys(joined, joined))
    return list({id(one): one for one in home.values()}.values())


def figures(truth: list[str], clusters: list[set[int]]) -> tuple[int, int, int]:
    def count(sizes: Counter[object]) -> int:
        return sum(size * (size - 1) // 2 for size in sizes.values())

    both = Counter((truth[number], place) for place, cluster in enumerate(clusters) for number in cluster)
    right = count(both)
    found = sum(len(cluster) * (len(cluster) - 1) // 2 for cluster in clusters)
    return right, found - right, count(Counter(truth)) - right


def errors(truth: list[str], clusters: list[set[int]], records: list[Record], limit: int) -> None:
    home = {number: place for place, cluster in enumerate(clusters) for number in cluster}
    by_truth = defaultdict(list)
    for number, label in enumerate(truth):
        by_truth[label].append(number)
    wrong = [
        pair
        for cluster in clusters
        for pair in combinations(sorted(cluster), 2)
        if truth[pair[0]] != truth[pair[1]]
    ]
    missed = [
        pair
        for group in by_truth.values()
        for pair in combinations(group, 2)
        if home[pair[0]] != home[pair[1]]
    ]
    for name, found in (("WRONG", wrong), ("MISSED", missed)):
        for pair in found[:limit]:
            print(name)
            for number in pair:
                one = records[number]
                place = f"{one.container_title[:40]} v{one.volume}({one.issue}) p{one.page}"
                people = "; ".join(map(str, one.authors))[:60]
                print(f"   {number} {one.title[:110]} | {people} | {one.year} | {place} | {one.doi}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--versions", action="store_true")
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--predictions", type=Path)
    options = parser.parse_args()
    for folder in options.folders:
        started = time.process_time()
        listed = records(folder)
        read = time.process_time() - started
        label = {row["id"]: row["cluster"] for row in rows(folder / "truth.csv")}
        truth = [label[one.source_id] for one in listed]
        started = time.process_time()
        result = dedupe(enumerate(listed))
        spent = time.process_time() - started
        clusters = clusters_of(result, versions=options.versions)
        right, wrong, missed = figures(truth, clusters)
        asked = [link for link in result.links if link.outcome == "ask"]
        asked_true = sum(truth[link.a] == truth[link.b] for link in asked)
        precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{folder.name:22} n={len(listed):6} P={precision:.4f} R={recall:.4f}"
            f" wrong={wrong} missed={missed}"
            f" ask={len(asked)} (true {asked_true}) cpu={read:.1f}+{spent:.1f}s mem={memory:.0f}MB"
            f" rules={dict(Counter(link.rule for link in asked).most_common(4))}",
            flush=True,
        )
        if options.errors:
            errors(truth, clusters, listed, options.errors)
        if options.predictions:
            options.predictions.mkdir(exist_ok=True, parents=True)
            lines = [
                f"{listed[n].source_id},{place}\n"
                for place, cluster in enumerate(clusters)
                for n in sorted(cluster)
            ]
            (options.predictions / f"{folder.name}.csv").write_text("id,cluster\n" + "".join(lines))


if __name__ == "__main__":
    main()
