"""Files that come into a review: recognised by what they hold, read whole before anything is stored."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from synth.documents import Document, load
from synth.errors import FileError, Position, Problem, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sqlite_utils import Database

    from synth.coding.codes import Codebook
    from synth.formats.entries import EntryProblem
    from synth.formats.roles import Role
    from synth.model import Decision
    from synth.protocol import Protocol
    from synth.sources.importing import Import
    from synth.strategy.file import Strategy

LARGE_FILE = 20_000_000
"""Bytes that a file of codings, decisions or hand-picked works may have."""

YAML = {".yaml", ".yml"}
HEADER = re.compile(
    rb"^(?:\xef\xbb\xbf)?synth: *[\"']?(added|answers|decisions|codings|sites)/1\b", re.MULTILINE
)
HEADER_BYTES = 65_536
"""How far into a YAML file the line that names its kind may stand."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What taking in one file gave: what it holds, how many entries, how many of them new, and problems.

    `kind` is records, added, decisions, codings, answers or sites; `notes` say what was recognised, guessed
    or repaired. `verified`, `unverifiable` and `rejected` count what a strategy made of the records; `held`
    are decisions that were read, and do not go over what the same person said in the review.
    """

    file: str
    kind: str
    entries: int
    new: int
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    verified: int = 0
    unverifiable: int = 0
    rejected: int = 0
    held: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Intake:
    """What files are taken in against: the database, the protocol, and the codebooks by their names.

    With `undated`, decisions that do not tell their time go over what was said in the review.
    """

    db: Database
    protocol: Protocol
    codebook: Callable[[str], Codebook]
    undated: bool = False


def kind_of(path: Path) -> str:
    """What a file holds: records, or what the `synth:` line of a YAML file says. Raises FileError."""
    if path.suffix.lower() not in YAML:
        return "records"
    try:
        with path.open("rb") as file:
            found = HEADER.search(file.read(HEADER_BYTES))
    except OSError as error:
        problem = Problem(Position(str(path)), f"cannot be read: {error.strerror}.", "Check the path.")
        raise FileError((problem,)) from error
    if found:
        return found[1].decode()
    message = "does not say that it holds hand-picked works, decisions, codings or sites."
    remedy = (
        "Begin with `synth: added/1`, `synth: decisions/1`, `synth: codings/1` or `synth: sites/1`;"
        " a strategy belongs in queries/, a codebook in codebooks/."
    )
    raise FileError((Problem(Position(str(path), 1, 1), message, remedy),))


def parted(
    db: Database, decisions: Sequence[Decision], places: Sequence[Position]
) -> tuple[Sequence[Decision], tuple[Problem, ...]]:
    """The decisions that may come in, and why the others do not: they tell no time and contradict the review.

    `places` are where they stand. Raises UsageError for an unknown work.
    """
    from synth.store.decisions import stands_against

    fresh, held = [], []
    for one, place in zip(decisions, places, strict=True):
        there = stands_against(db, one)
        if there is None:
            fresh.append(one)
            continue
        now = f"{there.verdict} since {there.at[:10]}"
        said = f"`{one.work}`, {one.coder}, {one.stage}: {one.verdict} without a time; here it is {now}."
        held.append(Problem(place, said, KEPT, "undated"))
    return fresh, tuple(held)


KEPT = "That stays; give the entry a time (`at`), or import with --undated."
"""What is done with a decision that tells no time, and what a person can do."""


def take_yaml(intake: Intake, path: Path) -> Taken:
    """Take in hand-picked works, decisions, codings or sites, all or nothing. Raises FileError."""
    from synth.coding.file import codebook_of, read_codings
    from synth.screening.file import read_decisions
    from synth.store.codings import add_codings
    from synth.store.decisions import add_decisions

    kind = kind_of(path)
    document = load(path, max_bytes=LARGE_FILE)
    if kind == "added":
        from synth.sources.added import read_added

        return take_import(intake.db, read_added(document, path.read_bytes()), path)
    if kind == "sites":
        from synth.sources.sites import read_sites
        from synth.store.sites import add_sites

        sites = read_sites(document)
        return Taken(path.name, kind, len(sites), add_sites(intake.db, sites))
    if kind == "answers":
        return _take_answers(intake, document, path)
    if problems := _unknown_works(intake.db, document, kind):
        raise FileError(problems)
    if kind == "decisions":
        decisions = read_decisions(document, intake.protocol.criterion_ids)
        places = [document.position("decisions", index) for index in range(len(decisions))]
        fresh, held = parted(intake.db, decisions, places) if not intake.undated else (decisions, ())
        new = add_decisions(intake.db, fresh, protocol=intake.protocol.digest)
        return Taken(path.name, kind, len(decisions), new, held=held)
    codings = read_codings(document, intake.codebook(codebook_of(document)))
    return Taken(path.name, kind, len(codings), add_codings(intake.db, codings))


def _take_answers(intake: Intake, document: Document, path: Path) -> Taken:
    """Take in what a coder said beside codings."""
    from synth.coding.answers_file import LISTS, others_answers, read_answers
    from synth.coding.file import codebook_of
    from synth.store.coding_work import add_answers, coders_of

    if problems := tuple(p for name in LISTS for p in _unknown_works(intake.db, document, name)):
        raise FileError(problems)
    answers = read_answers(document, intake.codebook(codebook_of(document)))
    known = coders_of(intake.db, answers.uids)
    if problems := tuple(others_answers(document, known)):
        raise FileError(problems)
    return Taken(path.name, "answers", len(answers), add_answers(intake.db, answers))


def _unknown_works(db: Database, document: Document, kind: str) -> tuple[Problem, ...]:
    """Every entry of a file of decisions or codings whose work the review does not have."""
    from synth.store.works import work_id

    entries = document.data.get(kind) if isinstance(document.data, dict) else None
    problems = []
    for index, entry in enumerate(entries if isinstance(entries, list) else ()):
        key = entry.get("work") if isinstance(entry, dict) else None
        try:
            if isinstance(key, str) and key:
                work_id(db, key)
        except UsageError as error:
            problems.append(document.problem(error.message, kind, index, "work", remedy=error.remedy))
    return tuple(problems)


@dataclass(frozen=True, slots=True)
class HowToRead:
    """How files of records are to be read.

    `picked` is how hand-picked records came to be known, and why they come in; `mapping` says which columns
    of a table are what; with `strict` a file with one entry that cannot be read is refused; with `undated`
    decisions that do not tell their time go over what was said in the review.
    """

    picked: tuple[str, str] | None = None
    mapping: Mapping[Role, Sequence[str]] | None = None
    strict: bool = False
    undated: bool = False


def read_records(path: Path, source: str, how: HowToRead | None = None) -> tuple[Import, tuple[str, ...]]:
    """Read a file of exported records, without storing; the notes say what was recognised.

    Raises FileError when the file is not what it claims to be, or is refused by `how`.
    """
    from synth.formats.files import is_packed, read_file, unpacked
    from synth.formats.reading import read
    from synth.sources.importing import Import

    how = how or HowToRead()
    data = read_file(path)
    data = unpacked(data, path.name) if is_packed(data) else data  # packed or not, it is the same file
    reading = read(data, path.name, mapping=how.mapping)
    problems = tuple((Problem(p.position, p.reason), p.raw) for p in reading.problems)
    if how.strict and (problems or not reading.entries.complete):
        raise FileError(tuple(_refused(one) for one in (reading.problems or reading.notes)))
    by_id = {record.source_id: how.picked for record in reading.records} if how.picked else {}
    notes = (f"{reading.format}, {reading.encoding}", *(f"{n.position}: {n.reason}" for n in reading.notes))
    return Import(source, path.name, data, reading.records, problems, by_id), notes


def languages_filled(file: Import) -> Import:
    """Return the file with the languages that its records do not say, where they can be detected."""
    from synth.formats.language import with_languages

    return replace(file, records=with_languages(file.records))


def _refused(problem: EntryProblem) -> Problem:
    remedy = "With --strict nothing of the file is taken in."
    return Problem(problem.position, problem.reason, remedy)


def take_import(
    db: Database, file: Import, path: Path, *, strategy: Strategy | None = None, notes: tuple[str, ...] = ()
) -> Taken:
    """Store what was read from a file as one search."""
    from synth.sources.importing import take_in
    from synth.store.searches import runs

    before = db.table("record").count
    search_id, _ = take_in(db, file, strategy=strategy)
    run = next(run for run in runs(db) if run.id == search_id)
    return Taken(
        path.name,
        kind="added" if file.picked else "records",
        entries=len(file.records),
        new=db.table("record").count - before,
        problems=tuple(problem for problem, _ in file.problems),
        notes=notes,
        verified=run.verified,
        unverifiable=run.unverifiable,
        rejected=run.rejected,
    )
