"""What changed since the last report, and the reports themselves: to read, to keep, to write anew."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from secrets import token_hex
from stat import S_ISREG
from typing import Any

from starlette.datastructures import UploadFile
from starlette.responses import FileResponse, Response

from synth.errors import UsageError
from synth.i18n import LANGUAGES
from synth.review import Review
from synth.rows import room
from synth.text import slug
from synth.web.kept import Answer
from synth.web.outgoing import attachment
from synth.web.reporting import FORMATS, USUAL, Wanted, Writing
from synth.web.synthesising import Made, lean, synthesis
from synth.web.visit import Visit

FOLDER = "report"
LAST = "synthesis.json"
"""The synthesis as the last report has it."""

MOST = 1_100_000
"""Bytes of the form: a citation style has a million at most."""

HTML = "text/html; charset=utf-8"

HANDED_OUT = frozenset({".html", ".md", ".json", ".docx", ".xlsx", ".zip"})
"""The files that are handed out, by the end of their names."""

ALONE = (
    "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
    "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""A report is a document of an origin of its own; the policy in it names the one script that may run."""


@dataclass(frozen=True, slots=True)
class Emitted:
    """A file of the report folder: bytes and when it was written (UTC)."""

    name: str
    size: int
    at: str


@dataclass(frozen=True, slots=True)
class ReportsPage:
    """The files that there are; `under_way` while they are written anew, `problem` when that failed."""

    files: tuple[Emitted, ...]
    under_way: bool
    problem: tuple[str, ...]
    formats: tuple[str, ...] = FORMATS
    usual: tuple[str, ...] = USUAL


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """What differs from the synthesis of the last report; `at` is when that was written, or empty."""

    answer: Answer[Made]
    changes: Answer[Mapping[str, Any]]
    at: str


def show(visit: Visit) -> Response:
    """The files of the report folder."""
    writing = visit.site.shared(Writing)
    page = ReportsPage(_files(visit.site.folder), writing.under_way, writing.problem)
    return visit.page("reports.html", page)


def write(visit: Visit) -> Response:
    """Write the reports anew, as the form says; what it leaves out, as usual."""
    formats = tuple(one for one in FORMATS if one in visit.ticked("format")) or USUAL
    languages = tuple(one for one in LANGUAGES if one in visit.ticked("language")) or LANGUAGES
    without = ("trail",) if visit.typed("trail") == "no" else ()
    with visit.once() as fresh:
        pass
    if fresh:
        visit.site.shared(Writing).begin(Wanted(formats, languages, _style(visit), without))
    return visit.go(visit.link("reports"))


def _style(visit: Visit) -> Path | None:
    """The citation style of the form, put down to be read where reports are written; None without one."""
    handed = visit.asked.form.get("style")
    if not isinstance(handed, UploadFile) or not handed.filename:
        return None
    name = slug(Path(handed.filename).stem)[:80] or "style"
    path = visit.site.desk.scratch() / f"style-{token_hex(16)}" / f"{name}.csl"
    with room():
        path.parent.mkdir()
        path.write_bytes(handed.file.read())
    return path


def file(visit: Visit) -> Response:
    """One of the files: an HTML report to read here, another to keep. Raises UsageError."""
    name = visit.place("name")
    if name not in {one.name for one in _files(visit.site.folder)}:
        raise UsageError(visit.t("problem.missing-text"))
    path = visit.site.folder / FOLDER / name
    if path.suffix == ".html":
        return FileResponse(path, media_type=HTML, headers={"Content-Security-Policy": ALONE})
    return attachment(path, name, _written(path)[:10])


def beside(visit: Visit) -> Response:
    """One of the pages that stand beside the HTML report of a large review. Raises UsageError."""
    folder, name = visit.site.folder / FOLDER / visit.place("folder"), visit.place("name")
    plain = folder.is_dir() and not folder.is_symlink() and folder.parent == visit.site.folder / FOLDER
    pages = {one.name: one for one in folder.glob("page-*.html")} if plain else {}
    if name not in pages or pages[name].is_symlink():
        raise UsageError(visit.t("problem.missing-text"))
    return FileResponse(pages[name], media_type=HTML, headers={"Content-Security-Policy": ALONE})


def changes(visit: Visit) -> Response:
    """What appeared, vanished and changed since the last report, and why."""
    answer, path = synthesis(visit), visit.site.folder / FOLDER / LAST
    made = answer.value
    found: Answer[Mapping[str, Any]] = Answer()
    mark = _mark(path)
    at = _iso(mark) if mark else ""
    if made is not None and mark:
        stamp = (made.token, mark)
        found = visit.site.kept.get("changes", stamp, partial(since, path=path, now=made))
    return visit.page("changes.html", ChangesPage(answer, found, at))


def since(_: Review, *, path: Path, now: Made) -> Mapping[str, Any]:
    """What differs in a synthesis from that of the last report.

    Raises UsageError, also when a newer synthesis came in the place of either meanwhile.
    """
    from synth.synthesis.changes import changes as differences

    try:
        before, whole = json.loads(path.read_text(encoding="utf-8")), now.whole()
        if before["schema"] != whole["schema"]:
            raise UsageError(f"{path.name} was written by another version of synth.", remedy="Write it anew.")
        return differences(lean(before), whole)
    except FileNotFoundError as error:
        raise UsageError("There is something newer by now.", remedy="Load the page again.") from error
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise UsageError(f"{path.name} cannot be read.", remedy="Write the reports anew.") from error


def _files(folder: Path) -> tuple[Emitted, ...]:
    inside = folder / FOLDER
    if not inside.is_dir():
        return ()
    paths = sorted(one for one in inside.iterdir() if one.suffix in HANDED_OUT)
    plain = (one for one in paths if one.is_file() and not one.is_symlink() and not one.name.startswith("."))
    return tuple(Emitted(one.name, one.stat().st_size, _written(one)) for one in plain)


def _written(path: Path) -> str:
    return _iso(path.stat().st_mtime_ns)


def _mark(path: Path) -> int | None:
    """When a file was written, in nanoseconds; None where there is none, or it went meanwhile."""
    try:
        found = path.lstat()
    except OSError:
        return None
    return found.st_mtime_ns if S_ISREG(found.st_mode) else None


def _iso(nanoseconds: int) -> str:
    return datetime.fromtimestamp(nanoseconds / 1e9, UTC).isoformat(timespec="seconds")
