"""Files that people hand over: looked at by a process beside the server, taken in when somebody says so.

Such files can be made to eat all time and memory. The server itself never reads one: a process of its own
does, within limits, first to show what would come in, then, once that was seen, to store it.
"""

from __future__ import annotations

import shutil
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import Future, wait
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from secrets import token_hex
from threading import Lock
from typing import Literal

from starlette.datastructures import UploadFile

from synth.errors import SynthError
from synth.intake import YAML, HowToRead, Taken
from synth.model import Stage
from synth.review import Review
from synth.review.bringing import Whose
from synth.review.deciding import Screener
from synth.review.rehearsing import Foresight
from synth.rows import room
from synth.text import slug
from synth.web.aside import EndedError, Limits
from synth.web.desk import Desk

What = Literal["records", "codings", "decisions"]
State = Literal["reading", "read", "taking", "taken", "failed"]

UNDER_WAY: frozenset[State] = frozenset({"reading", "taking"})
"""While a process reads the files: they stay where they are."""

LIMITS = Limits(memory=4_000_000_000, seconds=600)
"""Several times what the largest file that a form brings needs in a review of 100,000 works."""

MOST_HELD = 20
"""How often files are held that nobody decided on; the oldest are dropped for newer ones."""

BLINK_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Bundle:
    """Files as they lie in a folder, and how they are to be taken in; it can go to another process.

    `coder` and `stage` are of files that do not say; records are verified against `strategy`, if any; with
    `undated`, decisions that do not tell their time go over what was said in the review.
    """

    what: What
    paths: tuple[Path, ...]
    coder: str = ""
    stage: Stage = "title-abstract"
    strategy: str = ""
    undated: bool = False

    def take(self, review: Review, paths: Sequence[Path]) -> tuple[Taken, ...]:
        """Take in `paths` of the files, all or none. Raises SynthError."""
        texts = [path for path in paths if path.suffix in YAML or self.what == "records"]
        others = [path for path in paths if path not in texts]
        taken = self._texts(review, texts) if texts else ()
        if others and self.what == "codings":
            taken += review.take_in_codings(others, Whose(self.coder))
        elif others:
            taken += review.take_in_decisions(others, Screener(self.coder, self.stage, self.undated))
        return taken

    def _texts(self, review: Review, paths: Sequence[Path]) -> tuple[Taken, ...]:
        how = HowToRead(undated=self.undated)
        return review.take_in_files(paths, strategy=self.strategy, how=how)


@dataclass(frozen=True, slots=True)
class Handed:
    """Files that somebody handed over, and how far they are.

    `seen` is what they would bring, `taken` what they brought, with the number of pairs to ask about since;
    `problem` is why one of these failed: empty when the process ended without a word.
    """

    bundle: Bundle
    person: str
    state: State = "reading"
    seen: Foresight | None = None
    taken: tuple[Taken, ...] = ()
    asked: int = 0
    problem: tuple[str, ...] = ()


def look(review: Review, *, bundle: Bundle) -> Foresight:
    """What the files would bring; nothing is stored, and a copy of the review lies beside them meanwhile."""
    return review.rehearse(bundle.paths, bundle.take, inside=bundle.paths[0].parent)


def store(review: Review, *, bundle: Bundle, token: str) -> tuple[tuple[Taken, ...], int]:
    """Take in the files, all or none; what came, and how many pairs may be one work since."""
    if bundle.what == "records":
        taken = bundle.take(review, bundle.paths)
    else:
        with review.once(token, coder=bundle.coder) as fresh:
            taken = bundle.take(review, bundle.paths) if fresh else ()
    return taken, review.dedupe().ask


class Table:
    """What lies there to be looked at, by a name that only who handed it over knows."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._handed: OrderedDict[str, Handed] = OrderedDict()
        self._under_way: dict[str, Future[None]] = {}
        self._lock = Lock()

    def hand_over(self, person: str, files: Sequence[UploadFile], bundle: Bundle) -> str:
        """Keep files and begin to look at them; `bundle` says how. Returns their name.

        Raises SynthError, and keeps none, when the disk is full.
        """
        token = token_hex(16)
        try:
            paths = tuple(_put(self._folder(token), index, one) for index, one in enumerate(files))
        except SynthError:
            shutil.rmtree(self._folder(token), ignore_errors=True)
            raise
        with self._lock:
            self._handed[token] = Handed(replace(bundle, paths=paths), person)
            settled = [one for one, handed in self._handed.items() if handed.state not in UNDER_WAY]
            for old in settled[: max(0, len(self._handed) - MOST_HELD)]:
                self._forget(old)
        self._begin(token, self._look)
        return token

    def get(self, token: str, person: str) -> Handed | None:
        """What a person handed over under a name; None without it. Waits a blink for what is under way."""
        with self._lock:
            under_way = self._under_way.get(token)
        if under_way:
            wait([under_way], timeout=BLINK_SECONDS)
        with self._lock:
            found = self._handed.get(token)
        return found if found and found.person == person else None

    def take(self, token: str, person: str) -> bool:
        """Begin to store what was looked at; False when it is not there, refused, or was taken before."""
        with self._lock:
            found = self._handed.get(token)
            ready = found and found.person == person and found.state == "read"
            if not found or not ready or found.seen is None or found.seen.refused:
                return False
            self._handed[token] = replace(found, state="taking")
        self._begin(token, self._take)
        return True

    def drop(self, token: str, person: str) -> None:
        """Forget files that are not to come in."""
        with self._lock:
            found = self._handed.get(token)
            if found and found.person == person and found.state not in UNDER_WAY:
                self._forget(token)

    def _begin(self, token: str, work: Callable[[str], None]) -> None:
        with self._lock:
            self._under_way[token] = self.desk.files(lambda: work(token))

    def _look(self, token: str) -> None:
        work = partial(look, bundle=self._handed[token].bundle)
        self._change(token, lambda one: replace(one, state="read", seen=self.desk.apart(work, LIMITS)))

    def _take(self, token: str) -> None:
        work = partial(store, bundle=self._handed[token].bundle, token=token)

        def taken(one: Handed) -> Handed:
            brought, asked = self.desk.apart(work, LIMITS)
            return replace(one, state="taken", taken=brought, asked=asked)

        self._change(token, taken)

    def _change(self, token: str, how: Callable[[Handed], Handed]) -> None:
        """Put the outcome of `how` in the place of what is held; the files go once nothing is to come."""
        before = self._handed[token]
        after = replace(before, state="failed")
        try:
            after = how(before)
        except EndedError:
            pass
        except SynthError as error:
            after = replace(before, state="failed", problem=(error.message, error.remedy))
        finally:
            with self._lock:
                if token in self._handed:
                    self._handed[token] = after
                if after.state != "read" or after.seen is None or after.seen.refused:
                    shutil.rmtree(self._folder(token), ignore_errors=True)

    def _folder(self, token: str) -> Path:
        return self.desk.scratch() / f"handed-{token}"

    def _forget(self, token: str) -> None:
        self._handed.pop(token)
        self._under_way.pop(token, None)
        shutil.rmtree(self._folder(token), ignore_errors=True)


def _put(folder: Path, index: int, file: UploadFile) -> Path:
    """Write a file under a plain name: whatever it was called, it comes to stand in `folder`.

    Raises SynthError when the disk is full.
    """
    name = Path(file.filename or "").name
    stem, ending = slug(Path(name).stem) or "file", Path(name).suffix.lower()
    plain = ending if ending[1:].isascii() and ending[1:].isalnum() else ""
    path = folder / str(index) / f"{stem[:80]}{plain[:10]}"
    with room():
        path.parent.mkdir(parents=True)
        with path.open("wb") as written:
            shutil.copyfileobj(file.file, written)
    return path
