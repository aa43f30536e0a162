"""Sets written line by line, as researchers and databases number them: `#1 …`, `#2 …`, `#3 #1 OR #2`.

A line goes on until the next number at the beginning of a line. It may call lines above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from synth.errors import FileError, Position, Problem
from synth.strategy.definition import TermSet, filled
from synth.strategy.expression import Expression, Named, inside, named
from synth.strategy.lexer import Place
from synth.strategy.parser import parse
from synth.strategy.problems import problem

MAX_TERMS = 20_000
"""Terms of a line with the lines it calls written out; lines that call lines can double at each step."""

_STYLES = tuple(
    re.compile(rf"^[ \t]*{number}(?=[ \t]|$)", re.MULTILINE)
    for number in (r"#(\d{1,4})[.:)]?", r"(\d{1,4})[.:)]", r"(\d{1,4})")
)
"""How lines are numbered: `#1`, `1.` or `1`; the first line decides for all."""
_REMARK = re.compile(r"[ \t]*(?:#[^\n]*)?(?:\n|$)")


@dataclass(frozen=True, slots=True)
class Line:
    """A numbered line: `name` as it is called (`#3`), its text, and where that begins."""

    name: str
    text: str
    start: int


@dataclass
class Lines:
    """What numbered lines say: a set for each that can be read, and every problem."""

    sets: dict[str, TermSet] = field(default_factory=dict)
    called: dict[str, tuple[str, ...]] = field(default_factory=dict)
    starts: dict[str, Position] = field(default_factory=dict)
    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    last: str = ""
    """The name of the last line, the whole unless something else is said."""

    def reached(self, names: Iterable[str]) -> set[str]:
        """Return the names with those of the lines that they call, and so on."""
        found, waiting = set[str](), list(names)
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += self.called.get(name, ())
        return found

    def unused(self, names: Iterable[str]) -> Iterator[Problem]:
        """Yield a warning for each line that none of the names calls."""
        reached = self.reached(names)
        for name, place in self.starts.items():
            if name not in reached:
                yield problem("S105", place, name=name)


def are_numbered(text: str) -> bool:
    """Whether the first line that is not empty or a comment begins with a number."""
    return _style(text) is not None


def _style(text: str) -> re.Pattern[str] | None:
    at = 0
    while True:
        found = next((style for style in _STYLES if style.match(text, at)), None)
        remark = _REMARK.match(text, at)
        if found or remark is None or remark.end() == at:
            return found
        at = remark.end()


def read_lines(text: str, place: Place) -> Lines:
    """Read numbered lines; `place` says where an offset of `text` stands in a file. Never raises."""
    lines = Lines()
    for line in _cut(text):
        if line.name in lines.starts:
            lines.errors.append(problem("S203", place(line.start), name=line.name))
        lines.starts[line.name], lines.last = place(line.start), line.name
        try:
            lines.sets[line.name] = _read(line, place, lines)
        except FileError as error:
            lines.errors += error.problems
    return lines


def _cut(text: str) -> Iterator[Line]:
    style = _style(text)
    if style is None:
        return
    numbers = list(style.finditer(text))
    ends = [number.start() for number in numbers[1:]] + [len(text)]
    for number, end in zip(numbers, ends, strict=True):
        yield Line(f"#{int(number[1])}", text[number.end() : end], number.end())


def _read(line: Line, place: Place, lines: Lines) -> TermSet:
    above = [name for name in lines.starts if name != line.name]
    parsed = parse(line.text, lines=above, place=lambda offset: place(line.start + offset))
    lines.warnings += [warning for warning in parsed.warnings if warning.code != "S101"]
    known = {name: one.expression for name, one in lines.sets.items()}
    calls = tuple(call.name for call in named(parsed.expression))
    lines.called[line.name] = calls
    if any(name not in known for name in calls):
        raise FileError(())  # the line that is called has its own error
    if _size(parsed.expression, known) > MAX_TERMS:
        raise FileError((problem("S024", place(line.start), name=line.name),))
    return TermSet(line.name, filled(parsed.expression, known), written=" ".join(line.text.split()))


def _size(expression: Expression, known: dict[str, Expression]) -> int:
    if isinstance(expression, Named):
        return _size(known[expression.name], {})
    return sum(_size(part, known) for part in inside(expression)) or 1
