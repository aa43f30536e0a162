"""Values of a synthesis by name, packed one after the other: each is unpacked when it is looked at.

Those of a large review lie in a file, so that a server that shows one and is given the next holds neither.
"""

from __future__ import annotations

import pickle
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import Any, BinaryIO

Json = Mapping[str, Any]


class Packed(Mapping[str, Any]):
    """Plain values by their names, in the order they were given: in the file `path`, or in memory.

    Names are paths (`finding/nl`), of which `part` gives those below one. Only where they lie goes along to
    another process.
    """

    def __init__(self, values: Iterable[tuple[str, object]], path: Path | None = None) -> None:
        self.path, self.whole = path, b""
        self._places: dict[str, int] = {}
        self._ends = array("Q", [0])
        self._begin()
        with path.open("xb") if path else BytesIO() as file:
            for name, value in values:
                file.write(pickle.dumps(value, pickle.HIGHEST_PROTOCOL))
                self._places[name] = len(self._places)
                self._ends.append(file.tell())
            if isinstance(file, BytesIO):
                self.whole = file.getvalue()

    def __getitem__(self, name: str) -> Any:
        place = self._places[name]
        start, end = self._ends[place], self._ends[place + 1]
        return pickle.loads(self._read(start, end))  # noqa: S301  # written above, in a folder of our own

    def __contains__(self, name: object) -> bool:
        return name in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def __getstate__(self) -> tuple[object, ...]:
        return self.path, self.whole, self._places, self._ends

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        self.path, self.whole, self._places, self._ends = state
        self._begin()

    def __del__(self) -> None:
        """Close the file with the last who looks into it."""
        if (file := getattr(self, "_file", None)) is not None:
            file.close()

    def part(self, name: str) -> Part:
        """The values whose names begin with this one and a slash, by the rest of their names."""
        return Part(self, f"{name}/")

    def _begin(self) -> None:
        self._file: BinaryIO | None = None
        self._lock = Lock()

    def _read(self, start: int, end: int) -> bytes:
        if self.path is None:
            return self.whole[start:end]
        with self._lock:
            if self._file is None:
                self._file = self.path.open("rb", buffering=0)
            self._file.seek(start)
            return self._file.read(end - start)


@dataclass(frozen=True, slots=True)
class Part(Mapping[str, Any]):
    """Some values of a `Packed`."""

    packed: Packed
    prefix: str

    def __getitem__(self, name: str) -> Any:
        return self.packed[self.prefix + name]

    def __iter__(self) -> Iterator[str]:
        return (one.removeprefix(self.prefix) for one in self.packed if one.startswith(self.prefix))

    def __len__(self) -> int:
        return sum(1 for _ in self)
