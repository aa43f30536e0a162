"""Read every stored response of every source, and count the records and the fields that are filled.

    python -m tests.sources.measure_responses FOLDER [--source europepmc] [--files]

FOLDER has a folder for each source, named as the source is or `SOURCE_more`; each file is an answer as the
API sent it. What is no page of records is refused, and the reason is counted (with `--files`: shown). Prints
the tables of docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from synth.errors import SourceError
from synth.model import BIBLIOGRAPHIC, Record
from synth.sources.protocol import Paged, Source
from synth.sources.registry import CORPUS, names, reader
from synth.sources.stored import records

KINDS = ("oai", "sru")
"""Kinds of server, read by one source each."""


@dataclass
class Counts:
    """What the responses of one source hold."""

    files: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    broken: int = 0
    records: int = 0
    filled: Counter[str] = field(default_factory=Counter)

    def add(self, record: Record) -> None:
        """Count a record and its filled fields."""
        self.records += 1
        self.filled.update(name for name in BIBLIOGRAPHIC if getattr(record, name))


def measured(source: Source, paths: list[Path], *, show: bool) -> Counts:
    """Return the counts of the responses of one source."""
    counts = Counts(files=len(paths))
    for path in paths:
        before = counts.records
        try:
            for one in records(source, path.read_text(encoding="utf-8", errors="replace")):
                if isinstance(one, SourceError):
                    counts.broken += 1
                else:
                    counts.add(one)
            said = f"{counts.records - before} records"
        except SourceError as error:
            counts.refused[error.message] += 1
            said = f"refused: {error.message}"
        if show:
            print(f"{path.parent.name}/{path.name}: {said}")
    return counts


def responses(folder: Path, source: str) -> list[Path]:
    """Return the files in the folders of a source, in order."""
    folders = [one for one in sorted(folder.iterdir()) if one.is_dir()]
    mine = [one for one in folders if one.name == source or one.name.startswith(f"{source}_")]
    return [path for one in mine for path in sorted(one.iterdir()) if path.suffix != ".md"]


def tables(found: dict[str, Counts]) -> Iterator[str]:
    """Yield the lines of both tables: files and records, then the records that have each field."""
    yield "| source | responses | read | refused, with a reason | records | not a record |"
    yield "|---|---|---|---|---|---|"
    for name, one in found.items():
        refused = sum(one.refused.values())
        yield f"| {name} | {one.files} | {one.files - refused} | {refused} | {one.records:,} | {one.broken} |"
    yield ""
    yield f"| field | {' | '.join(found)} |"
    yield "|---" * (len(found) + 1) + "|"
    for name in BIBLIOGRAPHIC:
        yield f"| {name} | {' | '.join(f'{one.filled[name]:,}' for one in found.values())} |"


def main() -> None:
    """Read the responses of all sources, or of one, and print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--source", choices=sorted((*names(), *KINDS)))
    parser.add_argument("--files", action="store_true", help="a line for each file")
    options = parser.parse_args()
    found = {}
    for name in [options.source] if options.source else sorted((*names(), *KINDS)):
        paths = responses(options.folder, name) if name != CORPUS else []
        if not paths:
            continue
        source = reader(name)()
        if isinstance(source, Paged):
            found[name] = measured(source, paths, show=options.files)
    print("\n".join(tables(found)))


if __name__ == "__main__":
    main()
