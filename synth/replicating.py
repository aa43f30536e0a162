"""Known works against strategies: what was searched, what sources say of the rest, and the measures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from synth.dedupe.linking import dedupe
from synth.dedupe.matching import matching
from synth.errors import FileError, Problem
from synth.formats.files import read_file
from synth.formats.reading import read
from synth.model import Record
from synth.replication.document import Judged, Replicated, Replication
from synth.replication.measure import Share, measure
from synth.replication.standing import Diagnosis, Looked, Reference, Searched, Standing, standings
from synth.strategy.definition import Strategy
from synth.strategy.truth import Judge

Ask = Callable[[str, Record], Looked]
"""Ask the source of that name for a known work."""


@dataclass(frozen=True, slots=True)
class Given:
    """A record that a source gave, and the number of the work that it describes."""

    record: Record
    work: int


@dataclass(frozen=True, slots=True)
class Collection:
    """What one source gave for one strategy: its records, whether they are all it has, and the status."""

    source: str
    given: tuple[Given, ...]
    status: str = "complete"
    whole: bool = False


def replicate(
    known: Sequence[Record],
    searches: Sequence[tuple[Strategy, Sequence[Collection]]],
    *,
    ask: Ask | None = None,
) -> Replication:
    """Say where each `known` work stands with each strategy at each source, and measure the strategies.

    `ask` is called once for each known work that a source did not bring; without it nobody is asked.
    """
    references = tuple(Reference(number, one, one) for number, one in enumerate(known, start=1))
    asked: dict[tuple[str, int], Looked] = {}
    done = [_one(references, strategy, collections, _once(ask, asked)) for strategy, collections in searches]
    best = _best(references, done, asked)
    finished = [
        _measured(strategy, best, searched, stood, _pool(collections, searched))
        for (strategy, collections), (searched, stood) in zip(searches, done, strict=True)
    ]
    return Replication(best, tuple(finished))


def read_references(path: Path) -> tuple[Record, ...]:
    """Read the known works in a bibliographic file. Raises FileError, also when one cannot be read."""
    reading = read(read_file(path), path.name)
    if reading.problems:
        raise FileError(tuple(Problem(one.position, one.reason) for one in reading.problems))
    return reading.records


def replicate_files(strategies: Iterable[Strategy], known: Path, files: Sequence[Path]) -> Replication:
    """Replicate without a review: `files` of records are what was searched, each a source of its own."""
    records = [(path, record) for path in files for record in read_references(path)]
    clusters = dedupe(list(enumerate(record for _, record in records))).clusters
    work_of = {number: work for work, cluster in enumerate(clusters) for number in cluster}
    given = [(path, Given(record, work_of[number])) for number, (path, record) in enumerate(records)]
    collections = [
        Collection(path.name, tuple(one for origin, one in given if origin is path), whole=True)
        for path in files
    ]
    return replicate(read_references(known), [(one, collections) for one in strategies])


def _once(ask: Ask | None, asked: dict[tuple[str, int], Looked]) -> Callable[[str, Reference], Looked | None]:
    """Return a way to ask each source for each work at most once, over all strategies."""

    def answer(source: str, one: Reference) -> Looked | None:
        if ask is None:
            return None
        if (source, one.number) not in asked:
            asked[source, one.number] = ask(source, one.given)
        return asked[source, one.number]

    return answer


_Stood = tuple[tuple[Searched, ...], tuple[Standing, ...]]


def _one(
    references: Sequence[Reference],
    strategy: Strategy,
    collections: Sequence[Collection],
    ask: Callable[[str, Reference], Looked | None],
) -> _Stood:
    diagnosis = Diagnosis(strategy)
    searched = [_searched(references, strategy, one) for one in collections]
    stood: list[Standing] = []
    for one in searched:
        missing = (
            [] if one.whole or not one.status else [r for r in references if r.number not in one.brought]
        )
        answers = {r.number: answer for r in missing if (answer := ask(one.source, r)) is not None}
        stood += standings(references, one, diagnosis, answers)
    return tuple(searched), tuple(stood)


def _searched(references: Sequence[Reference], strategy: Strategy, collection: Collection) -> Searched:
    brought: dict[int, tuple[Record, ...]] = {}
    records = [one.record for one in collection.given]
    for match in matching([one.given for one in references], records):
        number = references[match.known].number
        brought[number] = (*brought.get(number, ()), records[match.other])
    return Searched(strategy.id, collection.source, brought, collection.status, collection.whole)


def _best(
    references: Sequence[Reference], done: Sequence[_Stood], asked: Mapping[tuple[str, int], Looked]
) -> tuple[Reference, ...]:
    """Return the known works with the fullest record there is of each: brought, asked for, or given."""
    there: dict[int, list[Record]] = {one.number: [] for one in references}
    for searched, _ in done:
        for one in searched:
            for number, records in one.brought.items():
                there[number] += records
    for (_, number), looked in asked.items():
        there[number] += [looked.record] if looked.record else []
    return tuple(
        Reference(one.number, one.given, max((*there[one.number], one.given), key=_fullness))
        for one in references
    )


def _fullness(record: Record) -> tuple[bool, int]:
    return bool(record.abstract), len(record.keywords)


def _measured(
    strategy: Strategy,
    references: Sequence[Reference],
    searched: tuple[Searched, ...],
    stood: tuple[Standing, ...],
    pool: Sequence[tuple[Record, bool]],
) -> Replicated:
    found = {one.reference for one in stood if one.state == "found"}
    measured = measure(Judge(strategy), [one.best for one in references], pool)
    diagnosis = Diagnosis(strategy)
    judged = tuple(Judged(one.number, *diagnosis.of(one.best)) for one in references)
    recall = Share(len(found), len(references))
    return Replicated(strategy.id, recall, searched, stood, judged, measured)


def _pool(collections: Sequence[Collection], searched: Sequence[Searched]) -> tuple[tuple[Record, bool], ...]:
    """Return the works searched among, each as its fullest record, and whether it is a known one."""
    recognised = {id(record) for one in searched for records in one.brought.values() for record in records}
    works: dict[int, list[Record]] = {}
    for one in (one for collection in collections for one in collection.given):
        works.setdefault(one.work, []).append(one.record)
    return tuple(
        (max(records, key=_fullness), any(id(record) in recognised for record in records))
        for records in works.values()
    )
