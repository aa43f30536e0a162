"""Measure the matcher over OpenAlex works, one JSON object a line.

python tests/strategy/measure_matching.py STRATEGY.yaml WORKS.jsonl.gz…
"""

from __future__ import annotations

import gzip
import json
import sys
import time
from pathlib import Path

from synth.model import Record
from synth.strategy import Matcher, load_strategy

ROUNDS = 5


def record(work: dict) -> Record:
    places = [(at, word) for word, ats in (work.get("abstract_inverted_index") or {}).items() for at in ats]
    return Record(
        source="openalex",
        source_id=work["id"],
        raw="",
        title=work.get("title") or "",
        year=work.get("publication_year"),
        language=work.get("language") or "",
        abstract=" ".join(word for _, word in sorted(places)),
    )


def main(strategy_path: str, *paths: str) -> None:
    lines = [line for path in paths for line in gzip.decompress(Path(path).read_bytes()).splitlines()]
    records = [one for one in map(record, map(json.loads, lines)) if one.abstract]
    words = sum(len(one.abstract.split()) for one in records) / len(records)
    matcher = Matcher(load_strategy(Path(strategy_path)))
    print(f"{len(records)} records with an abstract of {words:.0f} words on average")
    for number in range(ROUNDS):
        start = time.process_time()
        accepted = sum(matcher.match(one).accepted for one in records)
        seconds = time.process_time() - start
        print(f"round {number + 1}: {len(records) / seconds:,.0f} records a second, {accepted} accepted")


if __name__ == "__main__":
    main(*sys.argv[1:])
