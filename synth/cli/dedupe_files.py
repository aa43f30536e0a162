"""De-duplicate files without a review: clusters, and on request pairs, as CSV."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import click

from synth.cli.counts import counted, described
from synth.cli.options import emit

JOINED = {"preprints": "same", "translations": "same"}
"""The choices of `--versions`."""


def dedupe_files(
    paths: Sequence[Path], clusters: Path, pairs: Path | None, *, versions: bool, as_json: bool
) -> None:
    """De-duplicate files, write the tables and tell the counts."""
    from synth.dedupe.files import CLUSTER_HEAD, PAIR_HEAD, dedupe_files
    from synth.dedupe.policy import policy

    done = dedupe_files(paths, policy(JOINED if versions else {}))
    _write(clusters, CLUSTER_HEAD, done.clusters())
    if pairs is not None:
        _write(pairs, PAIR_HEAD, done.pairs())
    counts: dict[str, Any] = {
        "records": done.records,
        "works": done.works,
        **{outcome: done.count(outcome) for outcome in ("same", "version", "ask")},
        "problems": [str(one) for one in done.problems],
    }
    versions_found = counted(counts["version"], "versions")
    summary = f"{described(done)}: {counts['same']} linked, {versions_found}, {done.ask} to ask about."
    emit(counts, [summary, *counts["problems"]], as_json=as_json)


def _write(path: Path, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    from synth.formats.csv_safe import write_csv
    from synth.formats.files import write_atomic

    write_atomic(path, write_csv(head, rows, raw=True))


def wanted(files: Sequence[str], clusters: Path | None) -> tuple[list[Path], Path]:
    """The files to read and the one to write. Raises a usage error when either is missing."""
    if not files:
        raise click.UsageError("Name the files behind --files.")
    if clusters is None:
        raise click.UsageError("Say where to write the clusters: --clusters OUT.csv.")
    missing = [name for name in files if not Path(name).is_file()]
    if missing:
        raise click.UsageError(f"There is no file {missing[0]}.")
    return [Path(name) for name in files], clusters
