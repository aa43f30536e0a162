"""What the pages of counted links list: passages under their works, works with a way to their passages.

A large report counts each passage in many lists, which together are longer than all else in it. They are
written when their pages are put out, for it is known then where each link leads, and it is the same place
from all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby, islice

from synth.report.anchors import Link
from synth.report.escaping import isolated

Address = Callable[[str], str]
"""Gives the attribute that leads to an anchor."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A list of links in pages of so many works each (`size`); `word` leads from a work to its passages.

    `spans` say of each page what it spans.
    """

    many: Sequence[Link]
    spans: tuple[str, ...]
    size: int
    word: str

    def pages(self, address: Address, quoted: Collection[str]) -> Iterator[str]:
        """The markup of each page; `quoted` are the anchors of works that have passages."""
        place = {id(head): number for number, head in enumerate(heads(self.many))}
        ordered = sorted(self.many, key=lambda to: place[id(to.within or to)])
        items = (self._item(list(some), address, quoted) for _, some in groupby(ordered, _head))
        for first in items:
            inside = "\n".join(chain((first,), islice(items, self.size - 1)))
            yield f'<ul class="counted">\n{inside}\n</ul>'

    def _item(self, some: Sequence[Link], address: Address, quoted: Collection[str]) -> str:
        """A work with what of the list stands under it."""
        head = some[0].within or some[0]
        links = [_link(head, address)]
        for to in some:
            if to is not head:
                links.append(_link(to, address))
            elif head.anchor in quoted:
                links.append(f"<a{address(f'{head.anchor}-passages')}>{self.word}</a>")
        return f"<li>{' '.join(links)}</li>"


def heads(many: Iterable[Link]) -> Iterable[Link]:
    """What links are listed under, in order: the works of passages, or what a link leads to itself.

    There is one link for each work, by which it is told apart.
    """
    return {id(head): head for head in map(_head, many)}.values()


def _head(to: Link) -> Link:
    return to.within or to


def _link(to: Link, address: Address) -> str:
    shown = to.label if to.label == to.anchor else isolated(to.label)
    return f"<a{address(to.anchor)}>{shown}</a>"
