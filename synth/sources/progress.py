"""How far a request has come, and what that means: pure functions that decide, frozen data that tells."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from synth.sources.protocol import FIRST, Page, SourceFacts

SPARE_PAGES = 2
"""How many pages more than the reported total needs before fetching stops."""
STALE_PAGES = 2
"""How many pages in a row without a new record before fetching stops."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one page adds: `size` records, `new` of them on no earlier page, and the rest as in `Page`.

    `repeated` tells that the cursor of the next page was sent before.
    """

    next_cursor: str | None
    total: int | None
    size: int
    complete: bool
    new: int
    repeated: bool

    @classmethod
    def of(cls, page: Page, *, new: int, repeated: bool) -> Step:
        """Return what `page` adds."""
        return cls(page.next_cursor, page.total, len(page.ids), page.complete, new, repeated)


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

    def after(self, step: Step) -> Progress:
        """Return the progress with one more page."""
        return Progress(
            cursor=step.next_cursor if step.size else None,
            pages=self.pages + 1,
            unique=self.unique + step.new,
            first_total=step.total if self.first_total is None else self.first_total,
            total=self.total if step.total is None else step.total,
            stale=0 if step.new else self.stale + 1,
            partial=self.partial + (not step.complete),
            repeated=step.repeated,
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


def over(progress: Progress, size: int) -> bool:
    """Whether no more pages of a request will be asked for; `size` is records per page."""
    return progress.cursor is None or bool(circling(progress, size))


def missing(progress: Progress, facts: SourceFacts) -> str:
    """Return what a request that ended still misses, or an empty string when it is complete."""
    if progress.cursor is not None:
        return circling(progress, facts.page_size)
    if facts.sample:
        return ranked_sample(progress, facts.sample)
    most = max(progress.first_total or 0, progress.total or 0)
    if facts.reach and most > facts.reach:
        return f"Capped: of {most} records the source gives {facts.reach} at most; {progress.unique} came."
    return shortfall(progress)


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
