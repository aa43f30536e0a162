"""Options and output that every command shares."""

from __future__ import annotations

import json
import os
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from synth.i18n import LANGUAGES
from synth.text import visible

if TYPE_CHECKING:
    from synth.review import Review

Command = TypeVar("Command", bound=Callable[..., Any])


def review_option(command: Command) -> Command:
    """`-C DIR`: the folder of the review, as in git."""
    folder = click.Path(file_okay=False, path_type=Path)
    help_text = "Folder of the review (default: this folder)."
    return click.option("-C", "--review", "folder", type=folder, default=Path(), help=help_text)(command)


def json_option(command: Command) -> Command:
    """`--json`: print one JSON document and nothing else on standard output."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON for machines.")(command)


def language_option(command: Command) -> Command:
    """`--language`: in which language to write."""
    choice = click.Choice(LANGUAGES)
    return click.option(
        "--language", "-l", type=choice, default="en", show_default=True, help="Of what is shown."
    )(command)


@contextmanager
def opened(folder: Path) -> Iterator[Review]:
    """Open the review in `folder` and close it at the end."""
    from synth.review import Review
    from synth.store.database import guarded

    review = Review.open(folder)
    try:
        with guarded(f"{folder / 'synth.db'} could not be read"):
            yield review
    finally:
        review.close()


def called() -> str:
    """How to call this program again: by its name where that is found, else as it was called."""
    return "synth" if shutil.which("synth") or Path(sys.argv[0]).stem != "synth" else sys.argv[0]


def emit(data: Mapping[str, Any], lines: Sequence[str], *, as_json: bool) -> None:
    """Print the result: JSON for machines, or lines for people (control characters made visible)."""
    if as_json:
        click.echo(json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True))
        return
    for line in lines:
        shown = visible(line)
        click.echo(click.style(shown, bold=True) if isinstance(line, Heading) and styled() else shown)


def wrapped(text: str) -> str:
    """Break a long text between words where the terminal ends; as it is when there is no terminal."""
    if not sys.stdout.isatty():
        return text
    width = shutil.get_terminal_size().columns
    return "\n".join(line for part in text.split("\n") for line in textwrap.wrap(part, width=width))


def table(rows: Sequence[Sequence[object]], *, head: Sequence[str] = ()) -> list[str]:
    """Columns that line up; numbers stand right, text left."""
    cells = [[str(cell) for cell in row] for row in ([head, *rows] if head else rows)]
    if not cells:
        return []
    widths = [max(len(row[i]) for row in cells) for i in range(len(cells[0]))]
    numeric = [all(row[i].lstrip("-").isdigit() for row in cells[bool(head) :]) for i in range(len(widths))]
    return [
        "  ".join(
            c.rjust(w) if n else c.ljust(w) for c, w, n in zip(row, widths, numeric, strict=True)
        ).rstrip()
        for row in cells
    ]


class Heading(str):
    """A line that stands out: bold on a terminal, unless NO_COLOR is set (no-color.org)."""

    __slots__ = ()


def styled() -> bool:
    """Whether output may be bold or coloured: on a terminal, unless NO_COLOR is set."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")
