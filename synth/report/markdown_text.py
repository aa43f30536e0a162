"""The pieces of Markdown: text that stays text, anchors, links, lists and tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from synth.report.anchors import Link
from synth.report.checklist import Place
from synth.report.findings import Segment
from synth.report.localised import Text
from synth.report.view import Page
from synth.text import visible

SPECIAL = re.compile(r"[\\`*_{}\[\]|~$]")
OPENING = re.compile(r"^(?:[#=+\-:]|\d(?=\d*[.)]))")
ADDRESS = re.compile(r"(?::(?=//)|(?<=www)\.|@)", re.IGNORECASE)
ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
SHAPES = {"success": "▲", "failure": "▼", "mixed": "◆", "neutral": "●"}
"""The mark of each direction, the same shapes as in the HTML report."""


def escaped(text: str) -> str:
    """The text so that Markdown and HTML read it as text: one line, nothing marked up, nothing linked."""
    line = " ".join(visible(text).split())
    for character, entity in ENTITIES.items():
        line = line.replace(character, entity)
    line = SPECIAL.sub(r"\\\g<0>", line)
    return OPENING.sub(_numbered, ADDRESS.sub(_numbered, line))


def _numbered(found: re.Match[str]) -> str:
    """A character that would open a heading, a list, a formula or a link, written as its number."""
    return f"&#{ord(found[0])};"


def link(to: Link) -> str:
    """A link inside the report."""
    return f"[{escaped(to.label)}](#{to.anchor})"


def links(many: Iterable[Link], between: str = ", ") -> str:
    """Links one after the other."""
    return between.join(link(one) for one in many)


def anchor(name: str) -> str:
    """The place that links lead to."""
    return f'<a id="{name}"></a>'


def told(text: Text) -> str:
    """A text of the document."""
    return escaped(text.value)


def heading(shown: Page, section: str) -> str:
    """The heading of a section of the report."""
    return f"## {anchor(section)}{shown.messages(f'section.{section}')}"


def capital(word: str) -> str:
    """The word with a capital."""
    return word[:1].upper() + word[1:]


def table(head: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: bool = True) -> str:
    """A table; all columns but the first are set to the right when they hold `numbers`."""
    lines = [head, ["---", *["---:" if numbers else "---" for _ in head[1:]]], *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def items(lines: Iterable[str]) -> str:
    """A list."""
    return "\n".join(each(lines))


def each(lines: Iterable[str]) -> Iterator[str]:
    """The lines of a list that is too long to be held."""
    return (f"- {line}" for line in lines)


def tallies(bar: Iterable[Segment]) -> str:
    """Each direction that occurs: its mark, its number and its word."""
    return ", ".join(f"{SHAPES[one.direction]} {one.n} {one.label}" for one in bar if one.n)


def known_as(*names: str) -> str:
    """Ids as `synth show` takes them, set as code: what they hold cannot close it."""
    return " ".join(
        f"`{''.join(one for one in name if one not in '`|' and one.isprintable())}`" for name in names
    )


def code(text: str) -> str:
    """The text as it is, in a block that nothing in it can close."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{visible(text)}\n{fence}"


def stands(places: Iterable[Place]) -> str:
    """Links to places of the report."""
    return "; ".join(f"[{escaped(place.label)}](#{place.anchor})" for place in places)
