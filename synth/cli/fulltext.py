"""The command for full texts: fulltext."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from synth.cli.coder import coder_says
from synth.cli.options import Heading, emit, json_option, opened, review_option, table

if TYPE_CHECKING:
    from synth.review import Review
    from synth.review.fulltexts import TextAdded
    from synth.texts import Attached, Document

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(name="fulltext")
@click.argument("work", default="")
@click.argument("file", type=FILE, required=False)
@click.option("--text", "show", is_flag=True, help="Print the text of WORK.")
@click.option("--page", default="", help="With --text: only this page.")
@click.option("--remove", is_flag=True, help="Take the full text of WORK away; nothing is lost.")
@coder_says("Who adds or removes it (or set SYNTH_CODER).")
@review_option
@json_option
def fulltext_command(folder: Path, as_json: bool, work: str, file: Path | None, **how: Any) -> None:
    r"""Add a full text to a work (PDF, HTML or plain text), and read it.

    Without FILE the sections of WORK are listed; without WORK the works that have a full text. A file that
    is added later takes the place of the one before: passages that were coded stay attached.

    \b
    Examples:
      synth fulltext jansen-2014 ~/Downloads/jansen.pdf
      synth fulltext jansen-2014
      synth fulltext jansen-2014 --text --page 3
    """
    with opened(folder) as review:
        if file:
            data, lines = _added(review.add_full_text(work, file, coder=how["coder"]))
        elif how["remove"]:
            review.take_full_text_away(work, coder=how["coder"])
            data, lines = {"removed": work}, ["The full text is taken away; codings stay."]
        else:
            data, lines = _shown(review, work, how) if work else _listed(review.full_texts())
    emit(data, lines, as_json=as_json)


def _added(one: TextAdded) -> tuple[dict[str, Any], list[str]]:
    document = one.document
    lines = [f"{one.attached.work}: {_holds(document)}.", *document.notes]
    if one.found:
        found = ", ".join(f"{number} {how}" for how, number in sorted(one.found.items()))
        lines.append(f"Passages that were coded before: {found}.")
    if one.lost:
        where = f"`synth code {one.attached.work} --list` shows them"
        lines.append(f"{len(one.lost)} not found in this text: {where}; their codings still count.")
    data = {"work": one.attached.work, "document": _facts(document), "file": one.attached.file}
    return {**data, "passages": dict(one.found), "lost": list(one.lost)}, lines


def _holds(document: Document) -> str:
    counts = [(len(document.of("page")), "pages"), (len(document.of("section")), "sections")]
    counts += [(len(document.of("table")), "tables"), (len(document.text), "characters")]
    return ", ".join(f"{number:,} {what}" for number, what in counts if number)


def _facts(document: Document) -> dict[str, Any]:
    return {name: value for name, value in asdict(document).items() if name != "text"}


def _listed(found: tuple[Attached, ...]) -> tuple[dict[str, Any], list[str]]:
    rows = [(one.work, one.name, one.at[:10], one.coder) for one in found]
    lines = table(rows, head=("work", "file", "added", "by")) if rows else ["No work has a full text yet."]
    return {"fulltexts": [asdict(one) for one in found]}, lines


def _shown(review: Review, work: str, how: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    found = review.full_text(work)
    if found is None:
        return {"work": work, "document": None}, [f"`{work}` has no full text: `synth fulltext {work} FILE`."]
    document = found[1]
    if how["show"]:
        text = _text(document, how["page"])
        return {"work": work, "text": text}, [text]
    lines: list[str] = [Heading(f"{work}: {_holds(document)}"), *document.notes]
    for part in document.of("section"):
        page = document.name_at("page", part.start)
        lines.append(f"{'  ' * part.level}{part.name}{f'  (p. {page})' if page else ''}")
    return {"work": work, "document": _facts(document), "file": found[0].file}, lines


def _text(document: Document, page: str) -> str:
    if not page:
        return document.text
    for one in document.of("page"):
        if one.name == page:
            return document.text[one.start : one.end]
    known = ", ".join(one.name for one in document.of("page")) or "none"
    raise click.BadParameter(f"There is no page {page}. There is: {known}.", param_hint="--page")
