"""What `synth import --dry-run` shows: what would come in, file by file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from synth.cli.counts import counted
from synth.cli.options import Heading

if TYPE_CHECKING:
    from synth.review.rehearsing import Foreseen, Foresight
    from synth.store.arrivals import Arrived

SHOWN = 20
"""Problems of one file that are shown; `--json` gives them all."""

FATES = {"new": "new work", "known": "there already", "again": "twice in the file"}


def data(seen: Foresight) -> dict[str, Any]:
    """Everything that is foreseen, for machines."""
    return {
        "dry_run": True,
        "files": [_file(one) for one in seen.files],
        "works": seen.works,
        "after": seen.after,
        "ask": seen.ask,
    }


def _file(one: Foreseen) -> dict[str, Any]:
    problems = [str(problem) for problem in _problems(one)]
    taken = {**asdict(one.taken), "problems": problems} if one.taken else None
    return {
        "file": one.file,
        "taken": taken,
        "problems": problems,
        "new": one.new,
        "known": one.known,
        "again": one.again,
        "codebooks": list(one.codebooks),
        "first": [_record(arrived) for arrived in one.records],
        "decisions": [asdict(decision) for decision in one.decisions],
        "codings": [asdict(coding) for coding in one.codings],
    }


def _record(one: Arrived) -> dict[str, Any]:
    record = one.record
    shown = {"title": record.title, "year": record.year, "doi": record.doi}
    return {**shown, "work": one.work, "fate": one.fate, "status": one.status}


def lines(seen: Foresight) -> Iterator[str]:
    """What is foreseen, for people: each file, its first entries, what cannot be read, and the sum."""
    for one in seen.files:
        yield Heading(one.file)
        yield from _shown(one)
        problems = _problems(one)
        label = "not read" if one.taken else "refused"
        yield from (f"  {label}: {problem}" for problem in problems[:SHOWN])
        if len(problems) > SHOWN:
            yield f"  {label}: {len(problems) - SHOWN} more; --json lists all."
        yield from (f"  not taken over: {held}" for held in (one.taken.held if one.taken else ())[:SHOWN])
        yield ""
    if seen.refused:
        yield "As it is, none of these files would come in. Nothing was stored."
        return
    asked = f" De-duplication would ask about {counted(seen.ask, 'more pairs')}." if seen.ask > 0 else ""
    yield f"{counted(seen.works, 'works')} now, {seen.after} afterwards.{asked} Nothing was stored."


def _problems(one: Foreseen) -> tuple[Any, ...]:
    return (*one.problems, *(one.taken.problems if one.taken else ()))


def _shown(one: Foreseen) -> Iterator[str]:
    taken = one.taken
    if taken is None:
        return
    recognised = f" ({'; '.join(taken.notes[:1])})" if taken.notes else ""
    yield f"  {counted(taken.entries, taken.kind)}, {taken.new} new{recognised}"
    if one.new or one.known or one.again:
        new = counted(one.new, "new works")
        yield f"  records: {new}, {one.known} there already, {one.again} twice in the file"
    if taken.verified or taken.unverifiable or taken.rejected:
        yield f"  {taken.verified} verified, {taken.unverifiable} no abstract, {taken.rejected} rejected"
    yield from (f"  codebook written: {name}" for name in one.codebooks)
    yield from (f"  note: {note}" for note in taken.notes[1:][:SHOWN])
    for arrived in one.records:
        where = f": {arrived.work}" if arrived.fate != "new" else ""
        yield f"    {arrived.record.title or '(no title)'} [{FATES[arrived.fate]}{where}]"
    for decision in one.decisions:
        why = f", {decision.criterion}" if decision.criterion else ""
        yield f"    {decision.work}: {decision.verdict}{why} ({decision.stage}, {decision.coder})"
    for coding in one.codings:
        said = f"{coding.dimension}/{coding.code} ({coding.direction}, {coding.coder})"
        yield f"    {coding.passage.work}: {said}"
