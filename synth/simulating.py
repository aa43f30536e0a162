"""Simulate screening over files of labelled records, without a review."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from synth.errors import FileError, Position, Problem
from synth.formats.entries import refusal
from synth.formats.packed import text_of
from synth.screening.counting import Text
from synth.screening.machine import Labels

COLUMNS = ("id", "title", "abstract", "label_included")
MEASURES = ("early", "wss", "atd", "loss", "ndcg")
RELEVANT = {"0": False, "0.0": False, "1": True, "1.0": True}
SHOWN = 20
"""At most so many unreadable labels are told one by one."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Labelled:
    """Records that people have judged: texts and which of them are relevant."""

    name: str
    texts: tuple[Text, ...]
    relevant: Labels


def read_labelled(path: Path) -> Labelled:
    """Read a table with the columns `id`, `title`, `abstract`, `label_included` (1 or 0), packed or not.

    Raises FileError for a missing column, a label that is neither, or a set without two relevant records
    and an irrelevant one.
    """
    rows = list(_rows(path))
    wrong = [
        Problem(Position(path.name, line), f"`{row['label_included']}` is no label.", "Write 1 or 0.")
        for line, row in rows
        if row["label_included"].strip() not in RELEVANT
    ]
    if wrong:
        raise FileError(tuple(wrong[:SHOWN]))
    relevant = np.array([RELEVANT[row["label_included"].strip()] for _, row in rows], dtype=bool)
    if relevant.sum() < 2 or relevant.all():
        remedy = "A simulation starts from one of each and looks for the other relevant ones."
        raise refusal(path.name, "It needs two relevant records and an irrelevant one.", remedy)
    texts = tuple(Text(row["title"], row["abstract"]) for _, row in rows)
    return Labelled(path.name.removesuffix(".gz").removesuffix(".csv"), texts, relevant)


def simulate_file(path: Path, seeds: Sequence[int], *, step: Callable[[], None] = lambda: None) -> Row:
    """What ranking and each stopping rule would have done: medians and figures per seed."""
    from synth.screening.counting import count_words
    from synth.screening.ranking import WordModel
    from synth.screening.simulation import measures, simulate, stops

    labelled = read_labelled(path)
    model = WordModel(count_words(labelled.texts))
    runs: list[Row] = []
    for seed in seeds:
        read = labelled.relevant[simulate(model, labelled.relevant, seed, step=step)]
        stopped = [asdict(stop) for stop in stops(read)]
        runs.append({"seed": seed, **asdict(measures(read[2:])), "stops": stopped})
    return {
        "set": labelled.name,
        "records": len(labelled.texts),
        "relevant": int(labelled.relevant.sum()),
        **{name: median(run[name] for run in runs) for name in MEASURES},
        "stops": [_middle(together) for together in zip(*(run["stops"] for run in runs), strict=True)],
        "seeds": runs,
    }


def _middle(stops: Sequence[Row]) -> Row:
    return {
        "rule": stops[0]["rule"],
        "read": median(stop["read"] for stop in stops),
        "recall": median(stop["recall"] for stop in stops),
        "lowest": min(stop["recall"] for stop in stops),
    }


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.DictReader(io.StringIO(text_of(path), newline=""))
    missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        raise refusal(path.name, f"It has no column {missing[0]}.", f"Give it {', '.join(COLUMNS)}.", line=1)
    try:
        for row in reader:
            yield reader.line_num, {name: row[name] or "" for name in COLUMNS}
    except csv.Error as error:
        raise refusal(path.name, f"{error}.", "Write it as CSV again.", line=reader.line_num) from error
