"""A folder for the files of a server while it runs; one that was killed leaves its folder to the next."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import gettempdir, mkdtemp
from typing import IO

PREFIX = "synth-serve-"
HELD = "held"
"""The file that a server holds as long as it lives: the system lets go of it however the server ends."""


class Scratch:
    """A folder of this server alone, that only its owner can read; it goes when it is closed."""

    def __init__(self) -> None:
        self.folder, self._held = _begun()
        while not (self.folder / HELD).exists():  # a server that began just then took it for a dead one's
            self._held.close()
            self.folder, self._held = _begun()

    def close(self) -> None:
        """Remove the folder with everything in it."""
        self._held.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def clear_away() -> None:
    """Remove the folders of servers that are gone; what is another's, or a link, is left alone."""
    for folder in Path(gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError):
            if _ours(folder) and not _is_held(folder / HELD):
                shutil.rmtree(folder)


def _begun() -> tuple[Path, IO[bytes]]:
    folder = Path(mkdtemp(prefix=PREFIX))
    held = (folder / HELD).open("wb")
    _hold(held)
    return folder, held


def _ours(folder: Path) -> bool:
    found = folder.lstat()
    mine = sys.platform == "win32" or found.st_uid == os.getuid()
    return mine and folder.is_dir() and not folder.is_symlink()


if sys.platform == "win32":

    def _hold(file: IO[bytes]) -> None:
        """A file that is open cannot be removed here: nothing more is needed."""

    def _is_held(path: Path) -> bool:
        try:
            path.unlink()
        except OSError:
            return True
        return False

else:
    import fcntl

    def _hold(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX)

    def _is_held(path: Path) -> bool:
        """Whether somebody holds the file; one that is not there yet is about to be held."""
        try:
            with path.open("rb") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return True
        return False
