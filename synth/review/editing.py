"""Files that people write, changed by a form: checked as `synth check` does before anything is stored."""

from __future__ import annotations

import difflib
import hashlib
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from synth.errors import FileError, Position, Problem, UsageError
from synth.formats.files import write_atomic
from synth.protocol import FILE, load_protocol
from synth.review.folder import Folder

if TYPE_CHECKING:
    from synth.rewriting import Place

FOLDERS = ("queries", "codebooks")


class Editing(Folder):
    """The protocol, strategies and codebooks as text; nothing is stored that could not be read again."""

    def files(self) -> tuple[str, ...]:
        """What can be edited: `review.yaml`, `queries/….yaml`, `codebooks/….yaml`."""
        inside = (path for name in FOLDERS for path in sorted((self.folder / name).glob("*.yaml")))
        return (FILE, *(path.relative_to(self.folder).as_posix() for path in inside))

    def file_text(self, name: str) -> str:
        """The text of a file. Raises UsageError for one that cannot be edited, FileError for no UTF-8."""
        path = self._path(name)
        try:
            return path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            problem = Problem(Position(name), "is not UTF-8 text.", "Save it as UTF-8.")
            raise FileError((problem,)) from error

    def file_mark(self, name: str) -> str:
        """A mark of what stands in a file; another after each change."""
        return hashlib.sha256(self._path(name).read_bytes()).hexdigest()[:32]

    def with_values(self, name: str, changes: Iterable[tuple[Place, Any]]) -> str:
        """The text of a file with values put in their places. Raises FileError or UsageError."""
        from synth.rewriting import rewritten

        return rewritten(self.file_text(name), changes)

    def check_file(self, name: str, text: str) -> None:
        """Read `text` as the file would be read, and what hangs on it. Raises FileError or UsageError."""
        self._path(name)
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch)
            for one in (FILE, *FOLDERS):
                there = self.folder / one
                if there.is_dir():
                    shutil.copytree(there, folder / one)
                elif there.is_file():
                    shutil.copy(there, folder / one)
            (folder / name).write_text(text, encoding="utf-8")
            try:
                _read(folder, name)
            except FileError as error:
                raise FileError(tuple(_placed(error, folder))) from error

    def file_changes(self, name: str, text: str) -> tuple[str, ...]:
        """The lines in which `text` differs from the file, each with `+`, `-` or a blank before it."""
        old = self.file_text(name).splitlines()
        return tuple(difflib.unified_diff(old, text.splitlines(), lineterm="", n=2))[2:]

    def save_file(self, name: str, text: str, *, coder: str) -> None:
        """Store a text as the file, whole or not at all; the journal notes it. Raises as `check_file`."""
        self.check_file(name, text)
        before = self.file_mark(name)
        write_atomic(self._path(name), text)
        self.note("edited", file=name, by=coder, before=before, after=self.file_mark(name))

    def _path(self, name: str) -> Path:
        if name not in self.files():
            raise UsageError(f"{name} cannot be edited.", remedy=f"Choose from {', '.join(self.files())}.")
        return self.folder / name


def _read(folder: Path, name: str) -> None:
    """Read a file and what hangs on it; for the protocol, all that it names."""
    review = Editing(folder, load_protocol(folder))
    kind, _, rest = name.rpartition("/")
    stem = Path(rest).stem
    if kind == "codebooks":
        review.named_codebook(stem)
    elif kind == "queries":
        review.strategies(stem)
    else:
        review.strategies()
        for book in review.protocol.codebooks:
            review.file("codebooks", book)


def _placed(error: FileError, folder: Path) -> Iterable[Any]:
    """The problems with the file as people know it, not where it was tried."""
    for problem in error.problems:
        place, path = problem.position, Path(problem.position.file)
        known = path.relative_to(folder).as_posix() if path.is_relative_to(folder) else place.file
        yield replace(problem, position=replace(place, file=known))
