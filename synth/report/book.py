"""The pages of a large report: lists that are too long for it stand on pages in a folder beside it.

A report of 10,000 works would weigh 70 MB in one file, which no reader opens. Its long lists become pages,
each small enough to open at once; a number leads to the page that lists what was counted, and every page
leads back. Where a link leads is known once every page is written: until then they wait in a file, for in
memory the pages of 100,000 works would take gigabytes. Pages of counted links are written only then.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import IO

from synth.report.counted import Counted, Ways
from synth.rows import room, waiting_room

ID = re.compile(r' id="(?!K-)([^"]+)"')
"""Where a link can lead; to a coding none does."""
HREF = ' href="#'
SIGN = "<use"
"""What refers to a drawing, which stands on every page, as a link refers to its end."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of a list: what is on it, its markup, and the place in the report that it belongs to."""

    title: str
    span: str
    inside: str
    back: str
    before: str
    after: str


@dataclass(slots=True)
class Book:
    """Collects the pages of the report `name` (without its ending) while that is written.

    `quoted` are the anchors of the works that have passages. `waiting` is the file in which pages wait.
    """

    name: str
    quoted: frozenset[str]
    leaves: list[Leaf] = field(default_factory=list)
    waiting: IO[bytes] = field(default_factory=waiting_room)
    _insides: list[int | Counted] = field(default_factory=list)
    _place: dict[str, str] = field(default_factory=dict)
    _instead: dict[str, str] = field(default_factory=dict)

    def close(self) -> None:
        """Throw away the file in which the pages waited."""
        self.waiting.close()

    def add(self, title: str, parts: Iterable[tuple[str, str]], at: str = "") -> list[str]:
        """Add a list, in parts of (what it spans, markup); return the addresses of its pages.

        `at` is the anchor in the report that then stands for the list: links to it lead to the first page.
        """
        names: list[str] = []
        for span, inside in parts:
            with room():
                size = self.waiting.write(inside.encode())
            self._begin(Leaf(title, span, "", at, "", ""), names)
            self._insides.append(size)
            self._place.update(dict.fromkeys(ID.findall(inside), names[-1]))
        return self._addresses(names, at)

    def add_links(self, title: str, listed: Counted, at: str) -> list[str]:
        """Add a list of links, which is written when its pages are put out; return their addresses."""
        names: list[str] = []
        for span in listed.spans:
            self._begin(Leaf(title, span, "", at, "", ""), names)
        self._insides.append(listed)
        return self._addresses(names, at)

    def _begin(self, leaf: Leaf, names: list[str]) -> None:
        """Add a page to those of its list, called `names` until now."""
        name, before = _file(len(self.leaves)), names[-1] if names else ""
        if before:
            self.leaves[-1] = replace(self.leaves[-1], after=name)
        self.leaves.append(replace(leaf, before=before))
        names.append(name)

    def _addresses(self, names: Sequence[str], at: str) -> list[str]:
        if at:
            self._instead[at] = names[0]
        return [f"{self.name}/{name}" for name in names]

    def page_of(self, anchor: str) -> str:
        """The file in the folder on which this anchor stands; empty when it stands in the report itself."""
        return self._place.get(anchor, "")

    def bound(self, report: str) -> str:
        """The report with every link leading to where its end stands."""
        own = set(ID.findall(report))
        return _bound(report, lambda anchor: self._from_report(anchor, own))

    def pages(self) -> Iterator[tuple[str, Leaf]]:
        """The pages by file name, with every link on them leading to where its end stands."""
        for number, (leaf, inside) in enumerate(zip(self.leaves, self._written(), strict=True)):
            yield f"{self.name}/{_file(number)}", replace(leaf, inside=inside)

    def _written(self) -> Iterator[str]:
        """What is inside each page."""
        self.waiting.seek(0)
        number, ways = 0, Ways(self._from_anywhere, self.quoted)
        for one in self._insides:
            if isinstance(one, Counted):
                yield from one.pages(ways)
                number += len(one.spans)
            else:
                yield _bound(self.waiting.read(one).decode(), partial(self._from_page, _file(number)))
                number += 1

    def _from_report(self, anchor: str, own: set[str]) -> str:
        if anchor in self._instead:
            return f' href="{self.name}/{self._instead[anchor]}"'
        if anchor in own or anchor not in self._place:
            return f' href="#{anchor}"'
        return f' href="{self.name}/{self._place[anchor]}#{anchor}"'

    def _from_page(self, here: str, anchor: str) -> str:
        place = self._place.get(anchor)
        return f' href="#{anchor}"' if place == here else self._from_anywhere(anchor)

    def _from_anywhere(self, anchor: str) -> str:
        """The address from a page on which the anchor does not stand."""
        place = self._place.get(anchor)
        return f' href="../{self.name}.html#{anchor}"' if place is None else f' href="{place}#{anchor}"'


def _bound(text: str, address: Callable[[str], str]) -> str:
    """The text with the address of each anchor that it links to."""
    known = _Known(address)
    before, *linking = text.split(HREF)
    bound = [before]
    for stretch in linking:
        anchor, _, after = stretch.partition('"')
        bound += (HREF, anchor, '"', after) if before.endswith(SIGN) else (known[anchor], after)
        before = stretch
    return "".join(bound)


class _Known(dict[str, str]):
    """The addresses of anchors, each worked out once."""

    def __init__(self, address: Callable[[str], str]) -> None:
        self._address = address

    def __missing__(self, anchor: str) -> str:
        address = self[anchor] = self._address(anchor)
        return address


def _file(number: int) -> str:
    return f"page-{number + 1:04}.html"
