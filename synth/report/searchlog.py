"""The search log as a document: the items of PRISMA-S, then every strategy and request exactly as run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from synth.i18n import Messages
from synth.report.localised import pick
from synth.report.markdown import prisma_s_table
from synth.report.markdown_text import code, escaped
from synth.report.prisma_s import items
from synth.telling import told


def markdown(document: Mapping[str, Any], searches: Sequence[Mapping[str, Any]], language: str) -> str:
    """The items as a table, and below it what item 8 asks for; `searches` are the rows of the search log."""
    return "\n\n".join(_blocks(document, searches, Messages.load(language))) + "\n"


def _blocks(
    document: Mapping[str, Any], searches: Sequence[Mapping[str, Any]], words: Messages
) -> Iterator[str]:
    yield f"# {words('methods.prisma-s')}"
    yield escaped(pick(document["review"]["title"], words.language).value)
    yield escaped(words("methods.prisma-s-intro"))
    yield prisma_s_table(items(document, words.language), words)
    for run in searches:
        if not run["withdrawn_at"]:
            yield from _search(run, words)


def _search(run: Mapping[str, Any], words: Messages) -> Iterator[str]:
    about = (run["source"], run["strategy"], words.date(run["finished_at"] or run["started_at"]))
    yield f"## S{run['id']}: {' · '.join(escaped(part) for part in about if part)}"
    if run["strategy_text"]:
        yield code(run["strategy_text"])
    yield f"{words('methods.requests', n=len(run['requests']))}:"
    yield from (code(request) for request in run["requests"])
    if run["widened"]:
        lines = "\n".join(f"- {escaped(told(text, words.language).text)}" for text in run["widened"])
        yield f"{words('methods.widened')}:\n\n{lines}"
