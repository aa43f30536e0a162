"""Files that a person hands over: written under plain names into a folder that goes when they are read."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from starlette.datastructures import UploadFile

from synth.errors import UsageError
from synth.text import slug
from synth.web.visit import Visit

MOST_FILES = 20


@contextmanager
def handed_over(visit: Visit) -> Iterator[tuple[Path, ...]]:
    """The files of the form, as long as it lasts. Raises UsageError without any, or with too many."""
    files = [one for one in visit.asked.form.getlist("files") if isinstance(one, UploadFile) and one.filename]
    if not files or len(files) > MOST_FILES:
        raise UsageError(visit.t("search.no-files", n=MOST_FILES), remedy=visit.t("search.choose-files"))
    with tempfile.TemporaryDirectory() as folder:
        yield tuple(_put(Path(folder), index, one) for index, one in enumerate(files))


def _put(folder: Path, index: int, file: UploadFile) -> Path:
    """Write a file under a plain name: whatever it was called, it comes to stand in `folder`."""
    name = Path(file.filename or "").name
    stem, ending = slug(Path(name).stem) or "file", Path(name).suffix.lower()
    plain = ending if ending[1:].isascii() and ending[1:].isalnum() else ""
    place = folder / str(index)
    place.mkdir()
    path = place / f"{stem[:80]}{plain[:10]}"
    path.write_bytes(file.file.read())
    return path
