"""The part of docs/sources.md that is made from the facts of the sources.

`python -m tests.sources.sources_page` writes it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from textwrap import fill

from synth.sources.protocol import SourceFacts
from synth.sources.registry import CORPUS, get, names

PAGE = Path(__file__).parents[2] / "docs" / "sources.md"
HEADING, NEXT = "## At a glance\n", "## How a source is asked\n"
WIDTH = 110
HOUR, MINUTE = 3600, 60


def part() -> str:
    """The whole part of the page."""
    known = [(name, get(name)().facts) for name in names() if name != CORPUS]
    return "\n".join((HEADING, table(known), "### What each cannot express\n", *map(cannot, known)))


def table(known: list[tuple[str, SourceFacts]]) -> str:
    """One row a source."""
    head = ["| source | covers | asked in | limits | key |", "|---|---|---|---|---|"]
    rows = [
        f"| `{name}`: [{facts.label}]({facts.documentation}) | {_cell(facts.coverage)} "
        f"| {_cell(facts.dialect)} | {'; '.join(limits(facts))} | {key(facts)} |"
        for name, facts in known
    ]
    return "\n".join([*head, *rows]) + "\n"


def limits(facts: SourceFacts) -> Iterator[str]:
    """What a source bears, in words."""
    yield f"{facts.page_size:,} a page"
    if facts.sample:
        yield f"a **ranked sample** of {facts.sample:,} of a request"
    if facts.reach:
        yield f"at most {facts.reach:,} of a request"
    if facts.cost_usd:
        free = f"${facts.daily_usd:g} a day free (${facts.keyless_usd:g} without key)"
        yield f"${facts.cost_usd:g} a page, {free}"
    if facts.daily_calls or facts.keyless_calls:
        yield f"{facts.daily_calls:,} calls a day ({facts.keyless_calls:,} without key)"
    own, keyless = rate(facts.per_second), rate(facts.keyless_per_second)
    yield own if own == keyless or not facts.key_variable else f"{own} ({keyless} without key)"


def rate(per_second: float) -> str:
    """Calls in the unit that gives a number a person can read."""
    for seconds, unit in ((1, "a second"), (MINUTE, "a minute"), (HOUR, "an hour")):
        if per_second * seconds >= 1:
            number = f"{per_second * seconds:.3g}"
            return f"{number} {'call' if number == '1' else 'calls'} {unit}"
    return f"{per_second * HOUR:.2g} calls an hour"


def key(facts: SourceFacts) -> str:
    """What key a source takes, and where to get one."""
    if not facts.key_variable:
        return "none"
    needed = "needed" if facts.key_needed else "optional"
    return f"{needed}: `{facts.key_variable}`, from <{facts.key_page}>"


def cannot(one: tuple[str, SourceFacts]) -> str:
    """What a source cannot express, one sentence a line."""
    name, facts = one
    lines = [fill(f"* {said}", WIDTH, subsequent_indent="  ") for said in facts.cannot]
    return "\n".join([f"`{name}`:\n", *(lines or ["* nothing"])]) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|") or "–"


def written() -> str:
    """The part of the page as it is now."""
    text = PAGE.read_text(encoding="utf-8")
    return text[text.index(HEADING) : text.index(NEXT)].rstrip() + "\n"


def main() -> None:
    """Write the part of the page."""
    text = PAGE.read_text(encoding="utf-8")
    before, after = text[: text.index(HEADING)], text[text.index(NEXT) :]
    PAGE.write_text(f"{before}{part().rstrip()}\n\n{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
