"""Cutting a question of ANDs of ORs into several that are small enough and together ask the same."""

from __future__ import annotations

from collections.abc import Callable

from synth.errors import UsageError

Lists = tuple[tuple[str, ...], ...]
"""Lists joined by AND; the values of a list by OR."""

MAX_PARTS = 200


def parts(lists: Lists, fits: Callable[[Lists], bool], *, label: str) -> tuple[Lists, ...]:
    """Return the lists cut into as few halves as needed so that each question fits; their union is the whole.

    Raises UsageError when a single value does not fit, or when there would be more than 200 parts; `label`
    is the source's name for people.
    """
    waiting, done = [lists], []
    while waiting:
        now = waiting.pop()
        if fits(now):
            done.append(now)
        else:
            waiting += reversed(_halves(now, label))
        if len(done) + len(waiting) > MAX_PARTS:
            raise UsageError(
                f"The strategy becomes more than {MAX_PARTS} requests to {label}.",
                remedy="Use truncation instead of many forms of a word, or split the strategy.",
            )
    return tuple(done)


def _halves(lists: Lists, label: str) -> list[Lists]:
    longest = max(lists, key=lambda values: (len(values) > 1, sum(map(len, values))))
    half = len(longest) // 2
    if not half:
        raise UsageError(
            f"A term of the strategy is too long to ask {label} for.", remedy="Shorten the longest phrases."
        )
    at = lists.index(longest)
    return [(*lists[:at], piece, *lists[at + 1 :]) for piece in (longest[:half], longest[half:])]
