"""Markup of the HTML report that is written often: texts, links, marks and lists that fold.

Python writes it rather than a template, because a report of 10,000 works has a million such pieces.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import chain, islice
from typing import NamedTuple

from markupsafe import Markup

from synth.i18n import Messages
from synth.report.anchors import Link
from synth.report.book import Book
from synth.report.bubbles import Bubble
from synth.report.checklist import Place
from synth.report.counted import Counted, heads
from synth.report.escaping import isolated, written
from synth.report.findings import Segment
from synth.report.localised import Text
from synth.report.references import Piece

LIVE, LIVE_IN_LARGE = 300, 25
"""Entries of a list that stand in the page at once; a longer list folds into sheets, or stands on pages."""
LARGE = 5_000
"""Passages and records together from which a report is large, and has pages beside it."""
SHEET = 100
"""Entries on a sheet of a list that folds."""
ON_PAGE, LINKS_ON_PAGE = 250, 4_000
"""Entries on a page beside the report, and links where there is nothing else on it."""
SIGNS = {"success": "▲", "failure": "▼", "mixed": "◆", "neutral": "●"}
"""The mark of each direction as a character, for long lists."""


class Entry(NamedTuple):
    """One entry of a long list: the name by which its sheet is found, and its markup."""

    name: str
    html: str


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes markup in the language of a report; `live` is how long a list may be before it folds.

    With a `book` a long list stands on pages of that. Of links the first ones then stand in the report, and
    `at` is the anchor of the number that counted them: that leads to the page.
    """

    messages: Messages
    live: int = LIVE
    book: Book | None = None

    def text(self, words: Text) -> Markup:
        """A text that says its language when that is not the language of the report."""
        return _safe(self.said(words))

    def said(self, words: Text) -> str:
        """The same as plain text of markup, for what Python puts together."""
        shown = isolated(words.value)
        if words.language and words.language != self.messages.language:
            shown = f'<span lang="{words.language}">{shown}</span>'
        return shown

    def plain(self, words: str) -> Markup:
        """A text of unknown language."""
        return _safe(isolated(words))

    def link(self, to: Link) -> Markup:
        """A link inside the report."""
        return _safe(_link(to))

    def stands(self, places: Sequence[Place]) -> Markup:
        """Links to places of the report, each under the headings where it stands."""
        return self.links([Link(one.anchor, one.label) for one in places], "; ")

    def links(self, many: Sequence[Link], between: str = ", ", *, at: str = "", title: str = "") -> Markup:
        """Links in running text; a long row of them folds."""
        if len(many) <= self.live:
            return _safe(between.join(map(_link, many)))
        if self.book:
            first = between.join(map(_link, many[: self.live]))
            return _safe(first + self._rest(many, at, title))
        return self.sheets([Entry(to.label, _link(to)) for to in many], between=between)

    def ids(self, many: Sequence[Link], *, at: str = "", title: str = "") -> Markup:
        """Links with short names, each large enough to be pressed."""
        shown = many[: self.live] if self.book else many
        if len(shown) <= self.live:
            rest = self._rest(many, at, title) if len(many) > self.live else ""
            return _safe(f'<span class="ids">{" ".join(map(_link, shown))}</span>{rest}')
        listed = [Entry(to.label, _link(to)) for to in many]
        return self.sheets(listed, around=('<span class="ids">', "</span>"), between=" ")

    def _rest(self, many: Sequence[Link], at: str, title: str) -> str:
        """How many more there are, and the pages that have them all; without `at` another list has them."""
        words, more = self.messages, len(many) - self.live
        said = escape(words("pages.more", n=more))
        if not at:
            return f' <span class="soft">{said}</span>'
        assert self.book
        addresses = self.book.add_links(title, self._counted(many), at)
        whole = [
            words("pages.all", n=len(many)),
            *(words("pages.further", n=n) for n in range(2, 1 + len(addresses))),
        ]
        shown = ", ".join(
            f'<a href="{page}">{escape(name)}</a>' for page, name in zip(addresses, whole, strict=True)
        )
        return f' <span class="soft">{said}</span> {shown}'

    def _counted(self, many: Sequence[Link]) -> Counted:
        """A list of links as its pages have it."""
        listed = list(heads(many))
        spans = []
        for start in range(0, len(listed), LINKS_ON_PAGE):
            end = min(start + LINKS_ON_PAGE, len(listed))
            spans.append(self._named(listed[start].label, listed[end - 1].label, (start + 1, end)))
        return Counted(many, tuple(spans), LINKS_ON_PAGE, self.messages("pages.passages"))

    def glyph(self, direction: str, size: float = 12) -> Markup:
        """The mark of a direction."""
        return _safe(_glyph(direction, size))

    def sign(self, direction: str) -> str:
        """The mark of a direction in a long list, where a drawn one would weigh too much."""
        return f'<i class="sign {direction}" aria-hidden="true">{SIGNS[direction]}</i>'

    def tallies(self, counted: Iterable[Segment], anchor: str = "") -> Markup:
        """Each direction that occurs, with its mark, its number and its word."""
        words, parts = self.messages, []
        for one in counted:
            if one.n:
                name = escape(words(f"direction-count.{one.direction}", n=one.n))
                told = f'{words.number(one.n)} <span class="word">{name}</span>'
                told = f'<a href="#{anchor}">{told}</a>' if anchor else told
                parts.append(f'<span class="tally {one.direction}">{_glyph(one.direction, 12)} {told}</span>')
        return _safe(f'<span class="tallies">{" ".join(parts)}</span>')

    def bar(self, segments: Sequence[Segment], height: int = 12) -> Markup:
        """Works by direction as a bar; the numbers stand beside it."""
        width = sum(one.width for one in segments)
        parts = "".join(
            f'<rect class="{one.direction}" x="{one.x}" y="0" width="{one.width}" height="{height}"/>'
            for one in segments
            if one.n
        )
        return _safe(
            f'<svg class="bar" width="{width:.1f}" height="{height}" aria-hidden="true" focusable="false">'
            f"{parts}</svg>"
        )

    def bubble(self, drawn: Bubble) -> Markup:
        """The bubble of a cell, a dashed ring where no direction was coded; the numbers stand beside it."""
        side = 2 * drawn.radius + 2
        paths = "".join(f'<path class="{one.direction}" d="{one.path}"/>' for one in drawn.wedges)
        half = side / 2
        if not drawn.wedges:
            ring = 'fill="none" stroke="currentColor" stroke-dasharray="2 2"'
            paths = f'<circle r="{drawn.radius - 1:.1f}" {ring}/>'
        return _safe(
            f'<svg class="pie" width="{side:.1f}" height="{side:.1f}" '
            f'viewBox="{-half:.1f} {-half:.1f} {side:.1f} {side:.1f}" aria-hidden="true" focusable="false">'
            f"{paths}</svg>"
        )

    def heading(self, section: str, note: str = "") -> Markup:
        """The heading of a section, with a sentence on what it holds."""
        title = f'<h2 id="{section}-title">{escape(self.messages(f"section.{section}"))}</h2>'
        return _safe(f'{title}\n<p class="intro">{escape(note)}</p>' if note else title)

    def reference(self, pieces: Sequence[Piece], language: str) -> Markup:
        """A reference line; what links leads outside."""
        line = "".join(map(_piece, pieces))
        other = language and language != self.messages.language
        return _safe(f'<span lang="{escape(language)}">{line}</span>' if other else line)

    def sheets(
        self,
        entries: Iterable[Entry],
        *,
        around: tuple[str, str] = ("", ""),
        between: str = "\n",
        title: str = "",
    ) -> Markup:
        """A list in the page, or, when it is long, in sheets that are unfolded one by one.

        A folded sheet is text that the browser does not read until it is opened. In a book a sheet is a page.
        """
        before, after = around
        left = iter(entries)
        begun = list(islice(left, self.live + 1))
        if len(begun) <= self.live:
            return _safe(f"{before}{between.join(one.html for one in begun)}{after}")
        names: list[str] = []
        sizes: list[int] = []
        parts = (
            (name, f"{before}{between.join(one.html for one in sheet)}{after}")
            for name, sheet in self._cut(chain(begun, left), (names, sizes))
        )
        if self.book:
            pages = zip(self.book.add(title, parts), names, strict=True)
            lines = "".join(f'<li><a href="{page}">{name}</a></li>' for page, name in pages)
            intro = escape(self.messages("pages.list", n=sum(sizes)))
            return _safe(f'<p class="soft">{intro}</p><ol class="plain pages">{lines}</ol>')
        sheets = [f'<noscript><p class="soft">{escape(self.messages("fold.script"))}</p></noscript>']
        return _safe("\n".join([*sheets, *(folded(name, inside) for name, inside in parts)]))

    def _cut(
        self, entries: Iterator[Entry], told: tuple[list[str], list[int]]
    ) -> Iterator[tuple[str, list[Entry]]]:
        """The entries sheet by sheet; what each spans, and how many it has, is added to `told`."""
        names, sizes = told
        while sheet := list(islice(entries, ON_PAGE if self.book else SHEET)):
            before = sum(sizes)
            names.append(self._named(sheet[0].name, sheet[-1].name, (before + 1, before + len(sheet))))
            sizes.append(len(sheet))
            yield names[-1], sheet

    def _named(self, first: str, last: str, numbers: tuple[int, int]) -> str:
        """What a sheet or page spans: the numbers and names of its first and its last entry."""
        number = "–".join(map(self.messages.number, numbers))
        return f"{number} <span class=soft>{written(first)} – {written(last)}</span>"


def folded(summary: str, inside: str) -> str:
    """Something to open whose inside the browser reads only then; a script of ours unfolds it."""
    return (
        f'<details class="fold"><summary>{summary}</summary>'
        f'<script type="text/plain">{inside}</script></details>'
    )


def _safe(markup: str) -> Markup:
    """What this module wrote: every text in it was escaped."""
    return Markup(markup)  # noqa: S704  escaped where it was written


def _link(to: Link) -> str:
    """A link; what is an anchor as it is needs no escaping as a label."""
    shown = to.label if to.label == to.anchor else isolated(to.label)
    return f'<a href="#{to.anchor}">{shown}</a>'


def _glyph(direction: str, size: float) -> str:
    return (
        f'<svg class="glyph {direction}" width="{size}" height="{size}" aria-hidden="true" focusable="false">'
        f'<use href="#d-{direction}"/></svg>'
    )


def _piece(piece: Piece) -> str:
    shown = isolated(piece.text)
    if piece.url:
        return f'<a class="out" rel="noreferrer" href="{escape(piece.url)}">{shown}</a>'
    return f"<cite>{shown}</cite>" if piece.italic else shown
