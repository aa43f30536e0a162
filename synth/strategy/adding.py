"""Terms added to a strategy file as a person would: one line each, everything else as it stands.

Comments, layout and quotes of the file are kept: the lines are put into its text, and the new text is read
again to see that it means what was asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import yaml

from synth.documents import LOADER, load_text
from synth.errors import FileError, Position, Problem, UsageError
from synth.strategy.definition import Strategy
from synth.strategy.file import read_strategy


@dataclass(frozen=True, slots=True)
class Addition:
    """A term to add to a set, behind the term `after` (empty: at the end), with a comment that says why."""

    set: str
    term: str
    comment: str = ""
    after: str = ""


def add_terms(text: str, additions: Sequence[Addition], *, name: str = "strategy") -> str:
    """Return the text of a strategy file with the terms added; terms that are there already are left out.

    Raises FileError when the file cannot be used, or a term cannot be read; UsageError when a set is not
    there, or is an expression.
    """
    behind = [one for one in additions if one.after]
    for addition in (*reversed(behind), *(one for one in additions if not one.after)):
        strategy = read_strategy(load_text(text, name=name))
        if addition.term in _terms(strategy, addition.set):
            continue
        text = _with_one(text, addition, name)
        _check(text, addition, name)
    return text


def _terms(strategy: Strategy, name: str) -> tuple[str, ...]:
    """Return the terms of a set. Raises UsageError when it has none to add to."""
    for one in strategy.sets:
        if one.name == name and one.terms:
            return tuple(term.label for term in one.terms)
        if one.name == name:
            raise UsageError(
                f"The set `{name}` is an expression.", remedy="Write the term into it by hand, with OR."
            )
    known = ", ".join(f"`{one.name}`" for one in strategy.sets)
    raise UsageError(f"There is no set `{name}`.", remedy=f"The sets are: {known}.")


def _with_one(text: str, addition: Addition, name: str) -> str:
    items = _items(text, addition.set)
    place = next(
        (i for i, item in enumerate(items.value) if _label(item) == addition.after), len(items.value) - 1
    )
    if items.flow_style:
        at = items.value[place].end_mark.index
        return f"{text[:at]}, {_quoted(addition.term)}{text[at:]}"
    lines = text.split("\n")
    start = items.value[place].start_mark
    dash = lines[start.line].rindex("-", 0, start.column) if start.column else 0
    end = _end(lines, start.line, dash)
    comment = f"  # {_one_line(addition.comment)}" if addition.comment else ""
    return "\n".join([*lines[:end], f"{' ' * dash}- {_quoted(addition.term)}{comment}", *lines[end:]])


def _items(text: str, name: str) -> yaml.SequenceNode:
    """Return the list of terms of a set in the tree of the file, which was read before."""
    node = yaml.compose(text, Loader=LOADER)
    for key in ("sets", name, "terms"):
        pairs = node.value if isinstance(node, yaml.MappingNode) else []
        node = next((value for label, value in pairs if label.value == key), None)
    if not isinstance(node, yaml.SequenceNode):
        raise UsageError(f"The terms of `{name}` are not a list.", remedy="Write the term by hand.")
    return node


def _label(item: yaml.Node) -> str:
    """Return the term of an item: plain, or under the key `term`."""
    if isinstance(item, yaml.MappingNode):
        return next((str(value.value) for key, value in item.value if key.value == "term"), "")
    return str(item.value)


def _end(lines: list[str], start: int, dash: int) -> int:
    """Return the line behind an item: behind all lines that are further in than its dash."""
    end = start + 1
    for number in range(start + 1, len(lines)):
        line = lines[number]
        if line.strip() and len(line) - len(line.lstrip()) <= dash:
            break
        if line.strip():
            end = number + 1
    return end


def _check(text: str, addition: Addition, name: str) -> None:
    """Raise FileError unless the term now stands in its set."""
    found = _terms(read_strategy(load_text(text, name=name)), addition.set)
    if addition.term not in found:
        message = f"`{addition.term}` could not be added to `{addition.set}`."
        raise FileError((Problem(Position(name), message, "Write it into the file by hand."),))


def _quoted(term: str) -> str:
    """Return a term between the single quotes of YAML."""
    return "'" + _one_line(term).replace("'", "''") + "'"


def _one_line(text: str) -> str:
    return " ".join(text.split())
