"""How long it takes to add records to a review, beside a run over everything, and whether both give the same.

    python -m tests.dedupe.measure_adding FOLDER [--records 100000] [--more 1000] [--check]

FOLDER as `grow.py` makes it. Prints CPU seconds (user and system) of the run over everything and of the run
that adds, and behind them seconds by the clock; with `--check` also whether the clusters are those of a run
over all of them at once.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from sqlite_utils import Database

from synth.dedupe.storing import link_records
from synth.formats import streamed
from synth.model import Record
from synth.store import searches
from synth.store.database import connect
from synth.store.searches import Judged, NewSearch, PageMark


def stored(db: Database, records: Iterator[Record], number: int) -> int:
    """Store the next records as one search; how many there were."""
    listed = list(islice(records, number))
    search = searches.begin(db, NewSearch("csv", "", "", "", ()))
    page: Sequence[Judged] = [Judged(record, "given", ()) for record in listed]
    searches.add_page(db, search, PageMark(0, 0, "", None, len(listed), ()), page)
    searches.finish(db, search, "complete")
    return len(listed)


class Took(NamedTuple):
    """Seconds of a run: of the processor, and by the clock."""

    cpu: float
    wall: float

    def __str__(self) -> str:
        return f"{self.cpu:.2f}s ({self.wall:.1f}s by the clock)"


def timed(db: Database, *, afresh: bool = False) -> Took:
    """How long a run takes."""
    cpu, wall = time.process_time(), time.perf_counter()
    link_records(db, afresh=afresh)
    return Took(time.process_time() - cpu, time.perf_counter() - wall)


def clusters(db: Database) -> list[str]:
    """The records of each work."""
    sql = (
        "SELECT group_concat(record_id) AS ids FROM (SELECT * FROM link ORDER BY record_id) GROUP BY work_id"
    )
    return sorted(row["ids"] for row in db.query(sql))


def main() -> None:
    """Print one line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--more", type=int, default=1000)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    found = (one for one in streamed.records(options.folder / "records.csv") if isinstance(one, Record))
    with tempfile.TemporaryDirectory() as folder:
        db = connect(Path(folder) / "synth.db")
        first = stored(db, found, options.records - options.more)
        whole = timed(db)
        more = stored(db, found, options.more)
        added = timed(db)
        print(
            f"records={first}+{more} whole={whole} added={added} share={added.cpu / whole.cpu:.2%}",
            flush=True,
        )
        if options.check:
            before = clusters(db)
            again = timed(db, afresh=True)
            print(f"afresh={again} same_clusters={before == clusters(db)} works={len(before)}")


if __name__ == "__main__":
    main()
