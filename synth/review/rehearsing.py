"""What files would bring, seen before anything is stored: they are taken in by a copy of the review."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Self, TypeVar

from synth.errors import FileError, Position, Problem, UsageError
from synth.protocol import FILE
from synth.review.folder import DATABASE, Folder

if TYPE_CHECKING:
    from synth.intake import Taken
    from synth.model import Coding, Decision
    from synth.store.arrivals import Arrived

Open = TypeVar("Open", bound=Folder)

FIRST = 10
"""Entries of each file that are shown."""

WRITTEN = ("queries", "codebooks")
"""Folders of a review that a file is taken in against."""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What one file would bring: what was read, and its first entries; without `taken` it is refused.

    Of the records `new` would be new works, `known` are works that are there, `again` stand in the file more
    than once. `codebooks` are the names of those that would be written.
    """

    file: str
    taken: Taken | None = None
    problems: tuple[Problem, ...] = ()
    new: int = 0
    known: int = 0
    again: int = 0
    records: tuple[Arrived, ...] = ()
    decisions: tuple[Decision, ...] = ()
    codings: tuple[Coding, ...] = ()
    codebooks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Foresight:
    """What all files would bring; `works` are there now, `after` when they came in, `ask` pairs to judge."""

    files: tuple[Foreseen, ...]
    works: int
    after: int
    ask: int

    @property
    def refused(self) -> bool:
        """Whether a file cannot be taken in, and so none of them."""
        return any(one.taken is None for one in self.files)


class Rehearsing(Folder):
    """Files are taken in for a look."""

    def rehearse(
        self,
        paths: Sequence[Path],
        take: Callable[[Self, Sequence[Path]], Sequence[Taken]],
        *,
        inside: Path | None = None,
    ) -> Foresight:
        """What `take` would do with each file after those before it; the review stays as it is.

        It is done by a copy of the review in a temporary folder (`inside` another), so that what is shown is
        what would be. A file that is refused does not hide the others.
        """
        with TemporaryDirectory(prefix="synth-", dir=inside) as place:
            _copied(self, Path(place))
            with type(self).open(place) as copy:
                before = copy.dedupe()
                seen = tuple(_foreseen(copy, path, take) for path in paths)
                after = copy.dedupe()
        return Foresight(seen, before.works, after.works, after.ask - before.ask)


def _copied(review: Folder, place: Path) -> None:
    from synth.store.database import copy

    _ = review.db  # makes the database, where there was none yet
    copy(review.folder / DATABASE, place / DATABASE)
    shutil.copyfile(review.folder / FILE, place / FILE)
    for name in WRITTEN:
        if (review.folder / name).is_dir():
            shutil.copytree(review.folder / name, place / name)


def _foreseen(review: Open, path: Path, take: Callable[[Open, Sequence[Path]], Sequence[Taken]]) -> Foreseen:
    from synth.store import arrivals

    since, books = arrivals.moment(review.db), _books(review.folder)
    try:
        (taken,) = take(review, [path])
    except FileError as error:
        return Foreseen(path.name, problems=error.problems)
    except UsageError as error:
        return Foreseen(path.name, problems=(Problem(Position(path.name), error.message, error.remedy),))
    review.dedupe()
    fates = arrivals.counted(review.db, since)
    changed = (one for one, text in _books(review.folder).items() if books.get(one) != text)
    return Foreseen(
        path.name,
        taken,
        new=fates["new"],
        known=fates["known"],
        again=fates["again"],
        records=arrivals.records(review.db, since, first=FIRST),
        decisions=arrivals.decided(review.db, since)[:FIRST],
        codings=arrivals.coded(review.db, since)[:FIRST],
        codebooks=tuple(changed),
    )


def _books(folder: Path) -> dict[str, bytes]:
    return {path.stem: path.read_bytes() for path in sorted((folder / "codebooks").glob("*.yaml"))}
