"""Do terms proposed from half of the included works find the other half? Run by hand on labelled sets.

    python -m tests.terms.measure_proposals DATA/screening

For each set a poor strategy of two terms, as somebody new to the subject would write it. Half of the
included works are known, and compared with a sample of the others; the term that finds most for least is
added, ten times at most. Recall is measured on the other half, and the share of all other records that are
found, before and after. Means of three random halves.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import random
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from synth.errors import Position
from synth.model import Record
from synth.strategy.definition import Strategy
from synth.strategy.expression import any_of
from synth.strategy.file import load_strategy
from synth.strategy.parser import parse_literal
from synth.strategy.truth import Judge
from synth.terms.proposing import propose

ADDED = 10
HALVES = 3
SAMPLE = 600
DEAREST = 20
"""Other works that a term may bring in for each known one that it finds."""


@dataclass(frozen=True)
class Case:
    name: str
    language: str
    first: tuple[str, ...]
    second: tuple[str, ...]


CASES = (
    Case("Hall_2012", "en", ("software",), ("fault prediction",)),
    Case("DE_Hall_2012_DE", "de", ("Software",), ("Fehlervorhersage",)),
    Case("Kitchenham_2010", "en", ("systematic review",), ("software",)),
    Case("Appenzeller-Herzog_2020", "en", ("wilson's disease",), ("penicillamine",)),
    Case("DE_Appenzeller-Herzog_2020_DE", "de", ("Wilson-Krankheit",), ("Penicillamin",)),
    Case("Menon_2022", "en", ("systematic review",), ("environmental health",)),
    Case("Sep_2021", "en", ("stress",), ("learning",)),
    Case("Hamilton_2022", "en", ("data",), ("sharing",)),
)


def main(folder: Path) -> None:
    print("set", "records", "included", "recall before", "after", "found before", "after", sep="\t")
    for case in CASES:
        rows = list(
            csv.DictReader(
                io.StringIO(gzip.decompress((folder / f"{case.name}.csv.gz").read_bytes()).decode())
            )
        )
        records = [_record(row, case.language) for row in rows]
        included = [r for r, row in zip(records, rows, strict=True) if row["label_included"] == "1"]
        others = [r for r, row in zip(records, rows, strict=True) if row["label_included"] != "1"]
        measured = [_half(case, included, others, seed) for seed in range(HALVES)]
        means = (f"{sum(column) / HALVES:.2f}" for column in zip(*measured, strict=True))
        print(case.name, len(records), len(included), *means, sep="\t")


def _record(row: dict[str, str], language: str) -> Record:
    return Record("set", row["id"], "", title=row["title"], abstract=row["abstract"], language=language)


def _half(case: Case, included: list[Record], others: list[Record], seed: int) -> tuple[float, ...]:
    shuffled = random.Random(seed).sample(included, len(included))
    known, kept_apart = shuffled[: len(shuffled) // 2], shuffled[len(shuffled) // 2 :]
    poor = _strategy(case)
    grown = _grown(poor, known, random.Random(seed).sample(others, min(SAMPLE, len(others))))
    return (
        _share(poor, kept_apart), _share(grown, kept_apart), _share(poor, others), _share(grown, others)
    )  # fmt: skip


def _strategy(case: Case) -> Strategy:
    sets = "\n".join(
        f"  {name}: {{language: {case.language}, terms: {json.dumps(terms)}}}"
        for name, terms in (("first", case.first), ("second", case.second))
    )
    return load_strategy(f"synth: strategy/1\nid: poor\nsets:\n{sets}\ncombine: first AND second\n")


def _grown(strategy: Strategy, known: list[Record], others: list[Record]) -> Strategy:
    """Add the best proposal ten times: that which finds most for least."""
    for _ in range(ADDED):
        useful = [p for p in propose(known, others, strategy) if p.gains and p.costs <= DEAREST * p.gains]
        if not useful:
            break
        best = max(useful, key=lambda p: (p.gains / (p.costs + len(known)), p.z))
        strategy = _with(strategy, best.set, best.term)
    return strategy


def _with(strategy: Strategy, name: str, term: str) -> Strategy:
    leaf = parse_literal(term, Position("proposal")).expression
    sets = tuple(
        replace(
            one,
            expression=any_of(one.expression, leaf),
            terms=(*one.terms, replace(one.terms[0], label=term, expression=leaf)),
        )
        if one.name == name
        else one
        for one in strategy.sets
    )
    return replace(strategy, sets=sets)


def _share(strategy: Strategy, records: list[Record]) -> float:
    judge = Judge(strategy)
    return sum(judge.accepts(judge.true(record)) for record in records) / len(records)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
