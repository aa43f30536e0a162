"""Rows of plain values in a file: read one by one, as often as they are asked for, never held together."""

from __future__ import annotations

import pickle
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any, overload

from synth.errors import SynthError

Row = Mapping[str, Any]

AT_ONCE = 256
"""Rows that are read from the file at once where all are asked for."""


class Rows(Sequence[Row]):
    """Rows by their places, in a file without a name in `folder`; `name` is what they are told apart by.

    Raises SynthError when the disk is full.
    """

    def __init__(self, rows: Iterable[Row], folder: Path, name: str) -> None:
        self._file = waiting_room(folder)
        self._ends = array("Q", [0])
        self._places: dict[Any, int] = {}
        with room(folder):
            for place, row in enumerate(rows):
                written = self._file.write(pickle.dumps(row, pickle.HIGHEST_PROTOCOL))
                self._ends.append(self._ends[-1] + written)
                self._places[row[name]] = place
            self._file.flush()

    @overload
    def __getitem__(self, place: int) -> Row: ...

    @overload
    def __getitem__(self, place: slice) -> list[Row]: ...

    def __getitem__(self, place: int | slice) -> Row | list[Row]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        if not -len(self) <= place < len(self):
            raise IndexError(place)
        here = place % len(self)
        return next(self._read(here, here + 1))

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __iter__(self) -> Iterator[Row]:
        for first in range(0, len(self), AT_ONCE):
            yield from self._read(first, min(first + AT_ONCE, len(self)))

    @property
    def by_name(self) -> Mapping[Any, Row]:
        """The rows by their names, in order; of rows with one name the last."""
        return _Named(self, self._places)

    def close(self) -> None:
        """Throw the file away."""
        self._file.close()

    def _read(self, first: int, last: int) -> Iterator[Row]:
        start = self._ends[first]
        self._file.seek(start)
        text = memoryview(self._file.read(self._ends[last] - start))
        for begin, end in pairwise(self._ends[first : last + 1]):
            yield pickle.loads(text[begin - start : end - start])  # noqa: S301  # written above, by ourselves


class _Named(Mapping[Any, Row]):
    """Rows by their names."""

    def __init__(self, rows: Rows, places: Mapping[Any, int]) -> None:
        self._rows, self._places = rows, places

    def __getitem__(self, name: Any) -> Row:
        return self._rows[self._places[name]]

    def __contains__(self, name: object) -> bool:
        return name in self._places

    def __iter__(self) -> Iterator[Any]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def named(rows: Iterable[Row], name: str) -> Mapping[Any, Row]:
    """The rows by what `name` says of each, wherever they are held."""
    return rows.by_name if isinstance(rows, Rows) else {row[name]: row for row in rows}


def waiting_room(folder: Path | None = None) -> IO[bytes]:
    """A file without a name in `folder` (default: that of the system), gone once it is closed."""
    with room(folder):
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
        return TemporaryFile(dir=folder)


@contextmanager
def room(folder: Path | None = None) -> Iterator[None]:
    """Turn what the disk refuses into a SynthError that says what to do."""
    try:
        yield
    except OSError as error:
        where = f"in {folder}" if folder else "in the temporary folder"
        raise SynthError(
            f"What is being written found no room {where} ({error.strerror}); nothing there was changed.",
            remedy="Free some space or choose another folder, then try again.",
        ) from error
