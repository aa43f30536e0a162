"""The evidence for a link: a score that orders, and what agrees in words and numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from synth.dedupe.compare import Comparison

_WEIGHTS: tuple[tuple[float, Callable[[Comparison], float | None]], ...] = (
    (0.45, lambda c: c.best_title),
    (0.2, lambda c: c.authors),
    (0.1, lambda c: None if c.years is None else max(0.0, 1 - c.years / 2)),
    (0.05, lambda c: c.container),
    (0.1, lambda c: None if c.page is None else float(c.page)),
    (0.05, lambda c: None if c.volume is None else float(c.volume)),
    (0.2, lambda c: None if c.doi is None else float(c.doi)),
)


def score(c: Comparison) -> float:
    """Return the weighted mean of what both records say, from 0 to 1; it orders links and is shown."""
    known = [(weight, value) for weight, measure in _WEIGHTS if (value := measure(c)) is not None]
    return round(sum(weight * value for weight, value in known) / sum(weight for weight, _ in known), 3)


def evidence(c: Comparison) -> Iterator[str]:
    """Yield what agrees and what does not, in words and numbers."""
    yield f"titles {c.title:.0%} alike" if not c.short_title else "one title lacks the subtitle"
    if c.other_title:
        yield "a title in another language agrees"
    if c.authors is not None:
        yield f"authors {c.authors:.0%} alike"
    if c.years is not None:
        yield "same year" if c.years == 0 else f"{c.years} year{'s' if c.years > 1 else ''} apart"
    if c.container is not None:
        yield f"containers {c.container:.0%} alike"
    for name, agrees in (("volume", c.volume), ("page", c.page), ("DOI", c.doi), ("ISBN", c.isbn)):
        if agrees is not None:
            yield f"{'same' if agrees else 'different'} {name}"
