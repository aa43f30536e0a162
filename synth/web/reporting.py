"""Reports are written behind the pages: in which forms and languages, and how works are cited."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Lock

from synth.errors import SynthError
from synth.i18n import LANGUAGES
from synth.review import Review
from synth.web.aside import Rank
from synth.web.desk import Desk
from synth.web.outgoing import zipped

FORMATS = ("html", "docx", "md", "xlsx", "csv", "eppi", "json")
USUAL = ("html", "md", "json")
"""What is written when nothing else is asked for."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be written; `style` is a citation style in a folder of its own, gone afterwards."""

    formats: Sequence[str] = USUAL
    languages: Sequence[str] = LANGUAGES
    style: Path | None = None
    without: Sequence[str] = ()

    def clear(self) -> None:
        """Let go of the style."""
        if self.style:
            shutil.rmtree(self.style.parent, ignore_errors=True)


def emit(review: Review, *, wanted: Wanted) -> None:
    """Write the reports; tables in CSV also as one archive for each language. Raises SynthError."""
    written = review.report(
        formats=wanted.formats, languages=wanted.languages, style=wanted.style, without=wanted.without
    )
    for folder in dict.fromkeys(path.parent for path in written if path.suffix == ".csv"):
        begun = folder.with_name(f".{folder.name}.zip")
        zipped([path for path in written if path.parent == folder], begun).replace(f"{folder}.zip")


class Writing:
    """Writes reports, one run at a time."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.under_way = False
        self.problem: tuple[str, ...] = ()
        self._lock = Lock()

    def begin(self, wanted: Wanted) -> None:
        """Begin, unless a run is under way."""
        with self._lock:
            if self.under_way:
                wanted.clear()
                return
            self.under_way = True
            self.desk.report(partial(self._run, wanted))

    def _run(self, wanted: Wanted) -> None:
        problem: tuple[str, ...] = ("Interrupted.",)
        try:
            self.desk.work_out(partial(emit, wanted=wanted), Rank.REPORT)
            problem = ()
        except SynthError as error:
            folder = f"{wanted.style.parent}/" if wanted.style else ""
            problem = tuple(one.replace(folder, "") for one in (error.message, error.remedy))
        finally:
            wanted.clear()
            with self._lock:
                self.under_way, self.problem = False, problem
