"""De-duplicate files of references without a review: who belongs with whom, as tables.

Only what is compared is kept of a record, so that a million records fit in memory.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from synth.dedupe.linking import Result, dedupe_prepared
from synth.dedupe.normalise import Prepared, prepare
from synth.dedupe.rules import Policy
from synth.errors import Problem
from synth.formats.streamed import records
from synth.model import Record

CLUSTER_HEAD = ("id", "cluster")
PAIR_HEAD = ("a", "b", "outcome", "score", "rule", "reasons")

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Deduplicated:
    """What de-duplicating files gave: the id of each record, the result by its number, what was not read."""

    ids: tuple[str, ...]
    result: Result
    problems: tuple[Problem, ...]

    @property
    def records(self) -> int:
        """The number of records."""
        return len(self.ids)

    @property
    def works(self) -> int:
        """The number of works."""
        return len(self.result.clusters)

    @property
    def ask(self) -> int:
        """The number of pairs that may be one work."""
        return self.count("ask")

    def clusters(self) -> Iterator[Row]:
        """A row for every record, in the order of the files: its id, and the number of its cluster from 1."""
        home = {n: place for place, one in enumerate(self.result.clusters, start=1) for n in one}
        for number, own in enumerate(self.ids):
            yield own, str(home[number])

    def pairs(self) -> Iterator[Row]:
        """A row for every pair that is told of: ids, outcome, score, rule, and the reasons in words."""
        for link in self.result.links:
            ids = self.ids[link.a], self.ids[link.b]
            yield (*ids, link.outcome, f"{link.score:.3f}", link.rule, "; ".join(link.reasons))

    def count(self, outcome: str) -> int:
        """How many pairs have this outcome."""
        return sum(link.outcome == outcome for link in self.result.links)


def dedupe_files(paths: Sequence[Path], policy: Policy) -> Deduplicated:
    """De-duplicate the records of files. Raises FileError when a file cannot be used.

    Ids are those of the files. One that stands in several files is written `FILE:ID`, one that stands in a
    file more than once gets `#2`, `#3` behind it, and a record without one has its number in the file.
    """
    names: list[tuple[str, str]] = []
    prepared: list[Prepared] = []
    problems: list[Problem] = []
    for path, one in _entries(paths):
        if isinstance(one, Problem):
            problems.append(one)
            continue
        prepared.append(prepare(len(names), one))
        names.append((path.name, one.source_id))
    result = dedupe_prepared(prepared, (), policy)
    return Deduplicated(_told_apart(names), result, tuple(problems))


def _entries(paths: Iterable[Path]) -> Iterator[tuple[Path, Record | Problem]]:
    for path in paths:
        for one in records(path):
            yield path, one


def _told_apart(names: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """An id of its own for each record of (file, id)."""
    files = Counter(own for _, own in dict.fromkeys(names) if own)
    numbers: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    found = []
    for file, given in names:
        numbers[file] += 1
        own = given or str(numbers[file])
        name = f"{file}:{own}" if files[own] > 1 else own
        seen[name] += 1
        found.append(name if seen[name] == 1 else f"{name}#{seen[name]}")
    return tuple(found)
