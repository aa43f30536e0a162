"""The command that shows knowledge gaps, and sets them beside a published list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from synth.cli.coder import coder_says
from synth.cli.options import Heading, emit, json_option, language_option, opened, review_option
from synth.errors import UsageError
from synth.i18n import spoken
from synth.model import GapLink

TYPES = (
    "contradictory",
    "void",
    "missing-phase",
    "absent-perspective",
    "stated",
    "unused-evidence",
    "weak",
    "one-sided",
    "outdated",
    "thin",
)
VERDICTS = ("same", "partly", "none")
NOTHING = "There is no finding yet: include works (`synth screen`) and code them (`synth code`)."


@click.command(name="gaps")
@click.option("--type", "kind", type=click.Choice(TYPES), default=None, help="One type only.")
@click.option("--all", "everything", is_flag=True, help="Also those that are folded, cut or rejected.")
@click.option(
    "--compare", "listed", default="", metavar="LIST", help="Beside a published list: file or name."
)
@click.option(
    "--link", "link", default="", metavar="STATEMENT=GAP", help="With --compare: say which gap it is."
)
@click.option(
    "--unlink", "unlink", default="", metavar="STATEMENT=GAP", help="With --compare: take that back."
)
@click.option(
    "--verdict",
    type=click.Choice(VERDICTS),
    default="same",
    show_default=True,
    help="With --link: how far they mean one thing.",
)
@click.option("--reason", default="", help="Why.")
@coder_says("Who says it (or set SYNTH_CODER).")
@language_option
@review_option
@json_option
def gaps_command(listed: str, folder: Path, language: str, as_json: bool, **said: Any) -> None:
    r"""Show the typed knowledge gaps, most pressing first, each with a question that would close it.

    With --compare they stand beside a published list: which statements were found and missed, what was added.
    The program suggests links; a person makes them. `--link STATEMENT= --verdict none`: no gap is meant.

    \b
    Examples:
      synth gaps --language nl
      synth gaps --type contradictory --json
      synth gaps --compare movisie-2016
      synth gaps --compare movisie-2016 --link client=G-absent-perspective-client --reason "The same."
    """
    if not listed and (said["link"] or said["unlink"]):
        raise UsageError("A link needs a list.", remedy="Add --compare with a file or the name of a list.")
    with opened(folder) as review:
        if said["link"] or said["unlink"]:
            review.link_gap(_link(listed, said), undo=bool(said["unlink"]))
        data = review.compare_gaps(listed) if listed else review.synthesize()
    if listed:
        emit(data, list(_compared(data, language)), as_json=as_json)
        return
    _show(data, said["kind"], language, everything=said["everything"], as_json=as_json)


def _show(
    data: Mapping[str, Any], kind: str | None, language: str, *, everything: bool, as_json: bool
) -> None:
    found = [g for g in data["gaps"] if kind in (None, g["type"])]
    gaps = [g for g in found if everything or g["place"] == "shown"]
    lines = [line for gap in gaps for line in _gap(gap, language)]
    if len(found) > len(gaps):
        lines += [spoken(data["gap_selection"]["statement"], language), "--all shows them."]
    nothing = "No gap of this kind." if data["findings"] else f"No gap can be told. {NOTHING}"
    emit({"gaps": gaps}, lines or [nothing], as_json=as_json)


def _gap(gap: Mapping[str, Any], language: str) -> Iterator[str]:
    yield Heading(f"{gap['id']} ({gap['type']})")
    yield spoken(gap["statement"], language)
    yield spoken(gap["question"], language)
    yield ""


def _link(listed: str, said: Mapping[str, Any]) -> GapLink:
    statement, sign, gap = (said["link"] or said["unlink"]).partition("=")
    if not sign:
        raise UsageError("Which gap?", remedy="Write STATEMENT=GAP, or STATEMENT= with --verdict none.")
    return GapLink(listed, statement, gap, said["verdict"], said["reason"], said["coder"])


def _compared(data: Mapping[str, Any], language: str) -> Iterator[str]:
    yield Heading(f"{spoken(data['title'], language)} ({data['source']})")
    for one in data["statements"]:
        yield ""
        yield Heading(f"{one['id']} ({one['section']}): {one['outcome']}")
        yield spoken(one["text"], language)
        for link in one["links"]:
            yield f"  {link['verdict']}: {link['gap'] or 'no gap'}: {link['reason']}"
        for like in one["suggested"] if not one["links"] else ():
            yield f"  perhaps {like['gap']} ({like['likeness']})"
    counts = data["counts"]
    yield ""
    yield ", ".join(f"{name} {counts[name]}" for name in ("found", "partly", "missed", "open", "added"))
    if counts["own"]:
        yield f"{counts['own']} of these only because the list's own source was coded as stating a gap."
