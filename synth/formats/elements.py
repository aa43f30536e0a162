"""XML from outside as elements: entities are refused, size and depth limited, namespaces left aside."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, tostring

from synth.errors import FileError, Position
from synth.formats.clean import clean
from synth.formats.entries import EntryCounts, EntryProblem, Parsed, distinct_ids, refusal
from synth.formats.markup import plain

if TYPE_CHECKING:
    from synth.model import Record

__all__ = [
    "Element",
    "Tree",
    "children",
    "different",
    "every",
    "first",
    "line",
    "local",
    "parsed",
    "raw",
    "text",
    "texts",
    "tree",
]

DEPTH_CAP = 100
SIZE_CAP = 200 * 1024 * 1024
"""Characters of one document."""


@dataclass(frozen=True, slots=True)
class Tree:
    """A document: its root element, the line on which each element starts, and what was repaired."""

    root: Element
    lines: dict[Element, int] = field(default_factory=dict)
    repairs: tuple[str, ...] = ()


class _TooDeepError(Exception):
    """The document is nested deeper than any bibliographic record."""


class _Builder(TreeBuilder):
    """Builds the tree, counting how deep it is and noting where each element starts."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[Element, int] = {}
        self.line: Callable[[], int] = int
        self._depth = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        self._depth += 1
        if self._depth > DEPTH_CAP:
            raise _TooDeepError
        element = super().start(tag, attrs)
        self.lines[element] = self.line()
        return element

    def end(self, tag: str, /) -> Element:
        self._depth -= 1
        return super().end(tag)


def tree(document: str, name: str) -> Tree:
    """Return the elements of an XML document; a DOCTYPE is read over and never fetched.

    Two slips of programs that put XML together as text are repaired, and told: prefixes that are not
    declared, as in a part that was cut out of an answer, and `&` that begins no entity. Raises FileError,
    naming the place, when the document is not well-formed otherwise (cut off, for one), declares or uses
    entities of its own, or is larger or deeper than the caps.
    """
    if len(document) > SIZE_CAP:
        raise refusal(name, "The XML is larger than 200 MB.", "Split it.")
    repairs: list[str] = []
    while True:
        try:
            found = _tree(document, name)
        except ParseError as error:
            told, repair = _REPAIRS.get(error.code, ("", str))
            repaired = repair(document)
            if told in repairs or repaired == document:
                raise _broken(error, name) from error
            repairs.append(told)
            document = repaired
        else:
            return Tree(found.root, found.lines, tuple(repairs))


def _tree(document: str, name: str) -> Tree:
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import DefusedXMLParser

    builder = _Builder()
    parser: Any = DefusedXMLParser(target=builder, forbid_dtd=False)
    builder.line = lambda: int(parser.parser.CurrentLineNumber)
    try:
        parser.feed(document)
        return Tree(parser.close(), builder.lines)
    except DefusedXmlException as error:
        message = "The XML declares entities, which can hide anything; it is not read."
        raise refusal(name, message, "Remove the declarations, or export it again.", line=1) from error
    except _TooDeepError as error:
        message = f"The XML is nested deeper than {DEPTH_CAP} levels."
        raise refusal(name, message, "Export it again.", line=builder.line()) from error


def _with_prefixes(document: str) -> str:
    """Declare, in the first element, the prefixes that the document uses and does not declare."""
    used = set(re.findall(r"</?([A-Za-z_][\w.-]*):", document))
    used |= set(re.findall(r"\s([A-Za-z_][\w.-]*):[\w.-]+\s*=\s*[\"']", document))
    missing = sorted(used - set(re.findall(r"xmlns:([\w.-]+)\s*=", document)) - {"xml", "xmlns"})
    declared = "".join(f' xmlns:{prefix}="urn:undeclared:{prefix}"' for prefix in missing)
    return re.sub(r"<[A-Za-z_][\w.:-]*", lambda root: root.group() + declared, document, count=1)


def _with_ampersands(document: str) -> str:
    return re.sub(r"&(?!#?\w{1,30};)", "&amp;", document)


_REPAIRS: dict[int, tuple[str, Callable[[str], str]]] = {
    27: ("Prefixes that are not declared are taken as they stand.", _with_prefixes),
    4: ("A `&` that begins no entity is taken as it stands.", _with_ampersands),
}
"""Expat's number of an error (unbound prefix, invalid token): what is told, and the repair."""


_FAULTS: dict[int, str] = {
    3: "it ends before its first element is closed",
    4: "a character stands where none can",
    5: "it ends inside a tag or a comment",
    7: "an element is closed that is not the last one opened",
    8: "an attribute stands twice in a tag",
    9: "more stands behind its last element",
    11: "an entity is not declared",
    14: "a character is meant that no text can hold",
    20: "it ends inside a CDATA section",
    27: "a prefix is not declared",
}
"""Expat's number of an error: what is told of it."""


def _broken(error: ParseError, name: str) -> FileError:
    line, column = error.position
    why = _FAULTS.get(error.code, "")
    message = f"This is not well-formed XML: {why}." if why else "This is not well-formed XML."
    return refusal(name, message, "Export it again; it may be cut off.", line=line, column=column + 1)


def local(element: Element) -> str:
    """Return the name of an element without its namespace; empty for a comment."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: Element | None, *names: str) -> list[Element]:
    """Return the direct children with one of these names."""
    return [] if element is None else [child for child in element if local(child) in names]


def every(element: Element | None, *path: str) -> Iterator[Element]:
    """Yield every element at the end of a path of names."""
    if element is None:
        return
    if not path:
        yield element
        return
    for child in children(element, path[0]):
        yield from every(child, *path[1:])


def first(element: Element | None, *path: str) -> Element | None:
    """Return the first element at the end of a path of names; None without one."""
    return next(every(element, *path), None)


def text(element: Element | None) -> str:
    """Return the text in an element, its markup and everything in it included, as one line of clean text.

    Letters are composed (NFC): library catalogues send `u` and a diaeresis apart.
    """
    return "" if element is None else line("".join(_pieces(element)))


def line(value: str) -> str:
    """Return text without markup that was escaped in it, on one line, composed (NFC)."""
    return " ".join(unicodedata.normalize("NFC", clean(plain(value))[0]).split())


def texts(element: Element | None, *path: str) -> list[str]:
    """Return the texts, those that are not empty, at the end of a path of names."""
    return [found for one in every(element, *path) if (found := text(one))]


def _pieces(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        apart = " " if local(child).lower() in _BETWEEN else ""
        if local(child):
            yield apart
            yield from _pieces(child)
            yield apart
        yield child.tail or ""


_BETWEEN = frozenset(("p", "br", "div", "sec", "title", "li", "list-item", "label"))
"""Elements inside a text that part words; all others (`i`, `sub`, `mml:mi`) are inside a line."""


def different(words: Iterable[str]) -> tuple[str, ...]:
    """Return words, each once, in the spelling in which it came first; case does not distinguish."""
    kept: dict[str, str] = {}
    for word in words:
        kept.setdefault(word.casefold(), word)
    return tuple(kept.values())


def raw(element: Element) -> str:
    """Return an element as XML of its own, with the namespaces it uses."""
    tail, element.tail = element.tail, None
    try:
        return tostring(element, encoding="unicode")
    finally:
        element.tail = tail


def parsed(
    read_from: Tree, found: list[Element], read: Callable[[Element], Record | None], name: str
) -> Parsed:
    """Return what a reader makes of the elements of records; one without a record becomes a problem."""
    records, lines, problems = [], [], []
    for element in found:
        at, record = read_from.lines.get(element, 0), read(element)
        if record is None:
            reason = f"<{local(element)}> has neither a title nor an identifier."
            problems.append(EntryProblem(Position(name, at), reason, raw(element)))
        else:
            records.append(record)
            lines.append(at)
    distinct, repeated = distinct_ids(records, lines, name=name)
    counts = EntryCounts(len(found), len(found), len(records))
    told = tuple(EntryProblem(Position(name, 1), repair) for repair in read_from.repairs)
    return Parsed(distinct, tuple(lines), counts, tuple(problems), (*told, *repeated))
