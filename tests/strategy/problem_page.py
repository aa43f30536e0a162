"""The section of docs/strategy.md on problems, made from the tables.

`python -m tests.strategy.problem_page` writes it.
"""

from __future__ import annotations

from pathlib import Path
from textwrap import fill

from synth.strategy.problems import RULES
from synth.strategy.rules import Rule

PAGE = Path(__file__).parents[2] / "docs" / "strategy.md"
LONGEST_EXAMPLE = 80
WIDTH = 110
HEADING = "## Problems\n"
OPENING = """
An error stops the strategy from being used; a warning (S1…) comes with it. Each names the file, the line and
the column.
"""
PLACES = {
    "expression": ("text", ""),
    "combine": ("text", " (in `combine`)"),
    "file": ("yaml", " (under `sets`)"),
    "lines": ("text", " (a plain text file)"),
    "terms": ("text", ""),
    "records": ("text", " (when no record has it)"),
    "whole": ("yaml", " (a file, below its `id`)"),
}


def section(rule: Rule) -> str:
    """The section of one rule."""
    kind = "Warning" if rule.is_warning else "Error"
    language, place = PLACES[rule.kind]
    return (
        f"### {rule.code} {rule.label}\n\n{fill(f'{kind}. {rule.why}', WIDTH)}\n\n"
        f"Not good{place}:\n\n```{language}\n{shown(rule.bad)}\n```\n\n"
        f"Good:\n\n```{language}\n{shown(rule.good)}\n```\n"
    )


def shown(example: str) -> str:
    """An example as the page shows it: cut when it is long."""
    return example if len(example) <= LONGEST_EXAMPLE or "\n" in example else f"{example[:12]}…"


def table() -> str:
    """All codes in one table, before the sections."""
    rows = [
        f"| {rule.code} | {'warning' if rule.is_warning else 'error'} | {rule.label} |"
        for rule in RULES.values()
    ]
    return "\n".join(["| code | | what |", "|---|---|---|", *rows]) + "\n"


def problems() -> str:
    """The whole part of the page on problems."""
    return HEADING + OPENING + "\n" + table() + "\n" + "\n".join(map(section, RULES.values()))


def written() -> str:
    """The part of the page as it is now."""
    text = PAGE.read_text(encoding="utf-8")
    return text[text.index(HEADING) :]


def main() -> None:
    """Write the part of the page."""
    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(text[: text.index(HEADING)] + problems(), encoding="utf-8")


if __name__ == "__main__":
    main()
