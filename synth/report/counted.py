"""What the pages of counted links list: passages under their works, works with a way to their passages.

A large report counts each passage in many lists, which together are longer than all else in it. They are
written when their pages are put out, for it is known then where each link leads, and it is the same place
from all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby, islice

from synth.report.anchors import Link
from synth.report.escaping import isolated


@dataclass(frozen=True, slots=True)
class Ways:
    """Links as every page of links has them, each written once.

    `address` gives the attribute that leads to an anchor; `quoted` are the anchors of works that have
    passages.
    """

    address: Callable[[str], str]
    quoted: Collection[str]
    _known: dict[int, str] = field(default_factory=dict)

    def link(self, to: Link) -> str:
        """A link, which is told apart by what it is, not by what it says: there is one of each."""
        if (known := self._known.get(id(to))) is None:
            shown = to.label if to.label == to.anchor else isolated(to.label)
            known = self._known[id(to)] = f"<a{self.address(to.anchor)}>{shown}</a>"
        return known

    def passages(self, work: Link, word: str) -> str:
        """The way from a work to its passages, in a word; empty when it has none."""
        return f"<a{self.address(f'{work.anchor}-passages')}>{word}</a>" if work.anchor in self.quoted else ""


@dataclass(frozen=True, slots=True)
class Counted:
    """A list of links in pages of so many works each (`size`); `word` leads from a work to its passages.

    `spans` say of each page what it spans.
    """

    many: Sequence[Link]
    spans: tuple[str, ...]
    size: int
    word: str

    def pages(self, ways: Ways) -> Iterator[str]:
        """The markup of each page."""
        place = {id(head): number for number, head in enumerate(heads(self.many))}
        ordered = sorted(self.many, key=lambda to: place[id(to.within or to)])
        items = (self._item(list(some), ways) for _, some in groupby(ordered, _head))
        for first in items:
            inside = "\n".join(chain((first,), islice(items, self.size - 1)))
            yield f'<ul class="counted">\n{inside}\n</ul>'

    def _item(self, some: Sequence[Link], ways: Ways) -> str:
        """A work with what of the list stands under it."""
        head = some[0].within or some[0]
        under = (ways.passages(head, self.word) if to is head else ways.link(to) for to in some)
        return f"<li>{' '.join(filter(None, (ways.link(head), *under)))}</li>"


def heads(many: Iterable[Link]) -> Iterable[Link]:
    """What links are listed under, in order: the works of passages, or what a link leads to itself.

    There is one link for each work, by which it is told apart.
    """
    return {id(head): head for head in map(_head, many)}.values()


def _head(to: Link) -> Link:
    return to.within or to
