"""How far a request has come, and what that means: pure functions that decide, frozen data that tells."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from synth.sources.protocol import FIRST, Page

SPARE_PAGES = 2
"""How many pages more than the reported total needs before fetching stops."""
STALE_PAGES = 2
"""How many pages in a row without a new record before fetching stops."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a request has come; the numbers alone, so that its size does not grow with the pages.

    `cursor` is the next to send, None when the source has no more; `repeated` tells that it was sent before.
    `pages` counts what was fetched and `unique` the different records on them; `first_total` and `total` are
    what the source reported first and last. `stale` counts the latest pages that brought nothing new,
    `partial` the pages that the source called incomplete.
    """

    cursor: str | None = FIRST
    pages: int = 0
    unique: int = 0
    first_total: int | None = None
    total: int | None = None
    stale: int = 0
    partial: int = 0
    repeated: bool = False

    def after(self, page: Page, *, new: int, repeated: bool) -> Progress:
        """Return the progress with one more page, which brought `new` records that no page had before.

        `repeated` tells that the cursor of the next page was sent before.
        """
        return Progress(
            cursor=page.next_cursor if page.ids else None,
            pages=self.pages + 1,
            unique=self.unique + new,
            first_total=page.total if self.first_total is None else self.first_total,
            total=self.total if page.total is None else page.total,
            stale=0 if new else self.stale + 1,
            partial=self.partial + (not page.complete),
            repeated=repeated,
        )


def circling(progress: Progress, size: int) -> str:
    """Return why the next page must not be asked for, or an empty string; `size` is records per page."""
    here = f"after {progress.pages} pages with {progress.unique} different records"
    if progress.repeated:
        return f"The source gave a page marker that was used before, {here}; fetching stopped."
    if progress.stale >= STALE_PAGES:
        return (
            f"The source gave {progress.stale} pages in a row without a new record, {here}; fetching stopped."
        )
    most = max((n for n in (progress.first_total, progress.total) if n is not None), default=None)
    if most is not None and progress.pages >= ceil(most / size) + SPARE_PAGES:
        return f"The source gives more pages than its {most} records need, {here}; fetching stopped."
    return ""


def missing(progress: Progress, size: int, *, sample: int = 0) -> str:
    """Return what a request that ended still misses, or an empty string when it is complete.

    `size` is records per page; `sample` the number of records fetched at most from a source that only ranks.
    """
    if progress.cursor is not None:
        return circling(progress, size)
    return ranked_sample(progress, sample) if sample else shortfall(progress)


def shortfall(progress: Progress) -> str:
    """Return what an ended request misses by its own numbers, or an empty string."""
    first, last, unique = progress.first_total, progress.total, progress.unique
    if unique < (most := max(first or 0, last or 0)):
        return f"The source reported {most} records and gave {unique} different ones."
    if first != last:
        return f"The total of the source drifted from {first} to {last} while fetching; {unique} were given."
    if progress.partial:
        return f"The source stopped looking early on {progress.partial} of {progress.pages} pages."
    return ""


def ranked_sample(progress: Progress, most: int) -> str:
    """Return what an ended request to a source that only ranks works is: a sample of at most `most`."""
    return (
        f"A ranked sample, not a complete search: the first {progress.unique} of {progress.total} records, "
        f"at most {most} of a request."
    )
