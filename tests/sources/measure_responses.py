"""Read every stored response of a source, and count the records and the fields that are filled.

    python -m tests.sources.measure_responses europepmc FOLDER

A response is a page as the API sent it (JSON). What is no page of records is refused with the reason.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from synth.errors import SourceError
from synth.model import BIBLIOGRAPHIC, Record
from synth.sources import crossref_record, europepmc_record
from synth.sources.answering import said, words
from synth.sources.values import items, mapping, text

READERS = {"crossref": crossref_record.read, "europepmc": europepmc_record.read}
PAGES = {"crossref": ("message", "items"), "europepmc": ("resultList", "result")}
"""Where the records of a page are."""


class RefusedError(Exception):
    """The response is no page of records; the text says why."""


def records(source: str, path: Path) -> Iterator[Record]:
    """The records of a stored response. Raises RefusedError with the reason when it is no page of records."""
    try:
        page = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        raise RefusedError("it is not JSON") from None
    outer, inner = PAGES[source]
    if not isinstance(page, dict) or not isinstance(page.get(outer), dict) or inner not in page[outer]:
        raise RefusedError("the server says" + said(words(page) or text(mapping(page).get("errMsg"))))
    for one in items(page[outer][inner]):
        yield read(source, one)


def read(source: str, one: Any) -> Record:
    """One record. Raises RefusedError when it is none."""
    try:
        return READERS[source](json.dumps(one))
    except SourceError as error:
        raise RefusedError(error.message) from error


def main() -> None:
    """Read the responses of a folder and print a line for each, then the filled fields."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("source", choices=sorted(READERS))
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    filled: Counter[str] = Counter()
    total = 0
    for path in sorted(options.folder.iterdir()):
        try:
            found = list(records(options.source, path))
        except RefusedError as reason:
            print(f"{path.name}: refused, {reason}")
            continue
        print(f"{path.name}: {len(found)} records")
        total += len(found)
        filled.update(name for record in found for name in BIBLIOGRAPHIC if getattr(record, name))
    print(
        f"{options.source}: records={total} " + " ".join(f"{name}={filled[name]}" for name in BIBLIOGRAPHIC)
    )


if __name__ == "__main__":
    main()
