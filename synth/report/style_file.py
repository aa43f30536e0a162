"""A citation style as a file of the Citation Style Language (CSL 1.0), read as what it is: text from outside.

It may declare no entities, is capped in size and depth, and its macros may neither call themselves nor grow
without end.
Reference: Citation Style Language 1.0.2 specification, https://docs.citationstyles.org.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element, tostring

from synth.formats.elements import Tree, every, first, local, tree
from synth.formats.entries import refusal

SIZE_CAP = 1_000_000
"""Bytes; the largest of the published styles has a fifth of it."""
GROWTH_CAP = 50_000
"""Elements that a style may grow into when its macros are written out."""
NAMESPACE = "{http://purl.org/net/xbiblio/csl}"
ANOTHER = "Take another: styles stand at https://github.com/citation-style-language/styles."


@dataclass(frozen=True, slots=True)
class Style:
    """A style that was read and checked: its name, its XML, and how years of the same authors are told apart.

    `suffixes` is `written` when the style places the letter itself, `year` when it stands behind the year,
    and empty when the style has none, as a numeric one.
    """

    name: str
    source: bytes
    suffixes: str


def read_style(path: Path) -> Style:
    """Read a style. Raises FileError, naming the place, for a file that is none or that cannot be trusted."""
    name = str(path)
    try:
        data = path.read_bytes()[: SIZE_CAP + 1] if path.stat().st_size <= SIZE_CAP else b""
    except OSError as error:
        raise refusal(name, f"The style cannot be read ({error.strerror}).", "Check the path.") from error
    if not data:
        raise refusal(name, "The style is empty or larger than 1 MB.", ANOTHER)
    try:
        document = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise refusal(name, "The style is not written in UTF-8.", "Save it as UTF-8.", line=line) from error
    found = tree(document, name)
    _check(found, name)
    title = "".join(one.text or "" for one in every(found.root, "info", "title")).strip()
    return Style(title or path.stem, tostring(found.root, encoding="utf-8"), _suffixes(found.root))


def _check(found: Tree, name: str) -> None:
    """Refuse what is no style, has no list of references, or has macros that are missing or without end."""
    root = found.root
    if root.tag != f"{NAMESPACE}style":
        raise refusal(name, "This is not a citation style (CSL).", ANOTHER, line=found.lines[root])
    parent = [one for one in every(root, "info", "link") if one.get("rel") == "independent-parent"]
    if parent:
        message = f"The style only names another one: {parent[0].get('href', '')}."
        raise refusal(name, message, "Give the file of that one.", line=found.lines[parent[0]])
    for part in ("citation", "bibliography"):
        if first(root, part, "layout") is None:
            message = f"The style has no <{part}> with a <layout>."
            raise refusal(name, message, ANOTHER, line=found.lines[root])
    for element in root.iter():
        if element.get("variable") == "citation-label":
            message = "The style cites by labels such as `Doe65`, which the formatter does not make."
            raise refusal(name, message, ANOTHER, line=found.lines[element])
    _Macros(found, name).check()


class _Macros:
    """How far the macros of a style grow when they are written out."""

    def __init__(self, found: Tree, name: str) -> None:
        self.found, self.name = found, name
        self.macros = {one.get("name", ""): one for one in every(found.root, "macro")}
        self.sizes: dict[str, int] = {}

    def check(self) -> None:
        """Raise FileError for a call to a macro that is missing or in a circle, or when all is too much."""
        for part in ("citation", "bibliography"):
            for element in every(self.found.root, part):
                if self._size(element, ()) > GROWTH_CAP:
                    message = f"The macros of the style grow into more than {GROWTH_CAP} elements."
                    raise refusal(self.name, message, ANOTHER, line=self.found.lines[element])

    def _size(self, element: Element, inside: tuple[str, ...]) -> int:
        return sum(1 + self._called(one, inside) for one in element.iter() if isinstance(one.tag, str))

    def _called(self, element: Element, inside: tuple[str, ...]) -> int:
        macro = element.get("macro")
        if macro is None or local(element) == "macro":
            return 0
        if macro in inside or macro not in self.macros:
            what = "calls itself" if macro in inside else "is not in the style"
            message = f"The macro `{macro[:80]}` {what}."
            raise refusal(self.name, message, ANOTHER, line=self.found.lines[element])
        if macro not in self.sizes:
            self.sizes[macro] = self._size(self.macros[macro], (*inside, macro))
        return self.sizes[macro]


def _suffixes(root: Element) -> str:
    if any(one.get("variable") == "year-suffix" for one in _elements(root)):
        return "written"
    citation = first(root, "citation")
    adds = citation is not None and citation.get("disambiguate-add-year-suffix") == "true"
    return "year" if adds else ""


def _elements(root: Element) -> Iterator[Mapping[str, str]]:
    return (one.attrib for one in root.iter())
