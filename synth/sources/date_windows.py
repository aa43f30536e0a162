"""Asking by parts of the time, for a server that gives only the first so many records of a question.

A window is a range of days of publication. The first is all time; one with too many records is halved until
it has few enough, and the next begins the day after it. A day with too many is cut off there, which shows in
the numbers. A window is written into the marker of a page, so that a search can go on in the middle.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from synth.errors import SourceError

FIRST_DAY, LAST_DAY = date(1500, 1, 1), date(2999, 12, 31)


@dataclass(frozen=True, slots=True)
class Window:
    """Days `first` to `last`, the records before the page in it, and the `total` of the whole question."""

    first: date = FIRST_DAY
    last: date = LAST_DAY
    offset: int = 0
    total: int | None = None

    @property
    def whole(self) -> bool:
        """True for all time: then no dates are asked."""
        return (self.first, self.last) == (FIRST_DAY, LAST_DAY)

    def of(self, count: int) -> Window:
        """Return the window with the total: the first count, which is that of all time."""
        return self if self.total is not None else replace(self, total=count)

    def params(self) -> dict[str, str]:
        """Return the parameters of the E-utilities for the dates of publication."""
        if self.whole:
            return {}
        return {"datetype": "pdat", "mindate": f"{self.first:%Y/%m/%d}", "maxdate": f"{self.last:%Y/%m/%d}"}

    def after(self, size: int, count: int) -> Window | None:
        """Return the window of the next page of `size`; None after the last. `count` is what can be reached.

        A new window is twice as wide as the one before.
        """
        if self.offset + size < count:
            return replace(self, offset=self.offset + size)
        if self.last >= LAST_DAY:
            return None
        start, width = self.last + timedelta(days=1), (self.last - self.first).days + 1
        room = (LAST_DAY - start).days
        return Window(start, start + timedelta(days=min(2 * width - 1, room)), 0, self.total)


def begin() -> Window:
    """Return all time."""
    return Window()


def narrowed(window: Window, count: int, most: int) -> Window | None:
    """Return the first half of a window that has more records than `most`; None when it fits, or is a day."""
    if count <= most or window.first == window.last or window.offset:
        return None
    return replace(window, last=window.first + (window.last - window.first) // 2)


def written(window: Window) -> str:
    """Return the marker of a page that begins in this window."""
    return f"{window.first}_{window.last}_{window.offset}_{'' if window.total is None else window.total}"


def resumed(marker: str) -> Window:
    """Return the window that a marker was written for; raise SourceError for another text."""
    try:
        first, last, offset, total = marker.split("_")
        return Window(
            date.fromisoformat(first), date.fromisoformat(last), int(offset), int(total) if total else None
        )
    except ValueError:
        raise SourceError(
            "The stored marker of a page cannot be read.", remedy="Start a new search."
        ) from None
