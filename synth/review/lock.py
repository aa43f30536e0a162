"""`review.lock.yaml`: what each search asked and gave, so that a stranger can run it and compare.

The lock is a pure function of the database: the newest search of each strategy on each source that gave
something. Times and people are not in it, but for the day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from synth.documents import load
from synth.errors import UsageError
from synth.formats.files import write_atomic
from synth.model import SearchRun

NAME = "review.lock.yaml"
HEAD = "# What the searches asked and gave. Written by synth search; to compare: synth search --check-lock\n"
COUNTS = ("reported", "fetched", "verified", "unverifiable", "rejected", "problems")
COMPARED = ("strategy_hash", "status", "version", "filters", "requests", "counts", "result")
"""What must be the same; the day may differ."""

Entry = dict[str, Any]


def entries(runs: Iterable[SearchRun], results: Mapping[int, str]) -> list[Entry]:
    """Return the entries of the lock, in order of source and strategy; `results` are hashes by search."""
    newest: dict[tuple[str, str], SearchRun] = {}
    for run in runs:
        if run.strategy and not run.since and run.status != "running":
            known = newest.get((run.source, run.strategy))
            if known is None or _gave(run) or not _gave(known):
                newest[run.source, run.strategy] = run
    return [_entry(newest[key], results) for key in sorted(newest)]


def _gave(run: SearchRun) -> bool:
    return run.whole or run.status == "partial"


def _entry(run: SearchRun, results: Mapping[int, str]) -> Entry:
    return {
        "source": run.source,
        "version": run.version,
        "strategy": run.strategy,
        "strategy_hash": run.digest,
        "date": run.answered_at[:10] or run.started_at[:10],
        "status": run.status,
        "filters": list(run.filters),
        "requests": list(run.requests),
        "counts": {name: getattr(run, name) for name in COUNTS},
        "result": results.get(run.id, ""),
    }


def write(folder: Path, found: list[Entry]) -> None:
    """Write the lock, whole or not at all; nothing is written before there was a search."""
    if found:
        text = yaml.safe_dump(
            {"synth": "lock/1", "searches": found}, sort_keys=False, allow_unicode=True, width=10_000
        )
        write_atomic(folder / NAME, HEAD + text)


def read(folder: Path) -> list[Entry]:
    """Return the entries of the lock. Raises UsageError when there is none, FileError when it is none."""
    path = folder / NAME
    if not path.exists():
        raise UsageError(f"There is no {path} to compare with.", remedy="`synth search` writes it.")
    data = load(path, max_bytes=20_000_000).data
    found = data.get("searches") if isinstance(data, dict) else None
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise UsageError(f"{path} is not a lock.", remedy="Take it from version control again.")
    return found


def differences(then: Iterable[Entry], now: Iterable[Entry]) -> list[str]:
    """Return, in one sentence each, what the searches of `now` give otherwise than those of the lock."""
    by_key = {_key(one): one for one in now}
    found: list[str] = []
    for one in then:
        other = by_key.get(_key(one))
        name = " / ".join(_key(one))
        if other is None:
            found.append(f"{name}: was not searched here.")
            continue
        found += [
            f"{name}: {field} differs: {_short(one.get(field))} in the lock, {_short(other.get(field))} here."
            for field in COMPARED
            if one.get(field) != other.get(field)
        ]
    return found


def _key(entry: Entry) -> tuple[str, str]:
    return str(entry.get("source", "")), str(entry.get("strategy", ""))


def _short(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {number}" for name, number in value.items())
    text = "; ".join(map(str, value)) if isinstance(value, list) else str(value)
    return text if len(text) <= 120 else f"{text[:117]}…"
