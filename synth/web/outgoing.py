"""Files that people take out: made beside the pages, kept under a name that only who asked for one knows."""

from __future__ import annotations

import shutil
import zipfile
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, wait
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from secrets import token_hex
from threading import Lock
from typing import Literal

from starlette.responses import FileResponse

from synth.errors import SynthError
from synth.review import Review
from synth.store.database import now
from synth.web.aside import Rank
from synth.web.desk import Desk

State = Literal["making", "made", "empty", "failed"]

Make = Callable[[Review, Path], Sequence[Path]]
"""What writes files to a folder; it can go to another process (a `functools.partial` of a named function)."""

TYPES: Mapping[str, str] = {
    ".ris": "application/x-research-info-systems",
    ".bib": "application/x-bibtex",
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".yaml": "application/yaml; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".qdc": "application/xml",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
}
"""What files are, by the end of their names; any other is bytes (`.qdpx` has no type of its own)."""

ANY = "application/octet-stream"

MOST_KEPT = 20
BLINK_SECONDS = 0.5


def attachment(path: Path, name: str, day: str) -> FileResponse:
    """A file to keep, never to be shown: its name has the day (YYYY-MM-DD) before its ending."""
    stem, dot, ending = name.partition(".")
    kind = TYPES.get(path.suffix, ANY)
    return FileResponse(path, media_type=kind, filename=f"{stem}-{day}{dot}{ending}")


@dataclass(frozen=True, slots=True)
class Parcel:
    """A file that is made for somebody: `back` is where it was asked for, `name` what it is to be called."""

    person: str
    back: str
    state: State = "making"
    path: Path | None = None
    day: str = ""
    problem: tuple[str, ...] = ()


def pack(review: Review, *, make: Make, folder: Path, name: str) -> Path | None:
    """Make files in `folder`: the one that there is, several as the archive `name`; None without any."""
    made = make(review, folder)
    if not made:
        return None
    return made[0] if len(made) == 1 else zipped(made, folder / f"{name}.zip")


def zipped(paths: Sequence[Path], to: Path) -> Path:
    """Pack files into one archive, under their own names."""
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in paths:
            archive.write(path, path.name)
    return to


class Outbox:
    """What was made to be taken out."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._parcels: OrderedDict[str, Parcel] = OrderedDict()
        self._under_way: dict[str, Future[None]] = {}
        self._lock = Lock()

    def make(self, parcel: Parcel, make: Make, name: str) -> str:
        """Begin to make files; return the name under which they will lie here."""
        token = token_hex(16)
        with self._lock:
            self._parcels[token] = parcel
            done = [one for one, known in self._parcels.items() if known.state != "making"]
            for old in done[: max(0, len(self._parcels) - MOST_KEPT)]:
                self._parcels.pop(old)
                self._under_way.pop(old, None)
                shutil.rmtree(self._folder(old), ignore_errors=True)
            work = partial(pack, make=make, folder=self._folder(token), name=name)
            self._under_way[token] = self.desk.files(lambda: self._pack(token, work))
        return token

    def get(self, token: str, person: str) -> Parcel | None:
        """What was made for a person under a name; None without it. Waits a blink for what is under way."""
        with self._lock:
            under_way = self._under_way.get(token)
        if under_way:
            wait([under_way], timeout=BLINK_SECONDS)
        with self._lock:
            found = self._parcels.get(token)
        return found if found and found.person == person else None

    def _pack(self, token: str, work: Callable[[Review], Path | None]) -> None:
        parcel = self._parcels[token]
        after = replace(parcel, state="failed")
        try:
            self._folder(token).mkdir()
            path = self.desk.work_out(work, Rank.OUT)
            after = replace(parcel, state="made" if path else "empty", path=path, day=now()[:10])
        except SynthError as error:
            after = replace(parcel, state="failed", problem=(error.message, error.remedy))
        finally:
            with self._lock:
                self._parcels[token] = after

    def _folder(self, token: str) -> Path:
        return self.desk.scratch() / f"out-{token}"
