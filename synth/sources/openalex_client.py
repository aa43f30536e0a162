"""pyalex as we use it: its queries and its works, over our own careful transport.

pyalex 0.21 writes the host of OpenAlex into every search, knows no timeout and stops silently at 10,000
works; here the address, the limits and the retries are ours, and paging is done by `synth.sources.fetching`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from math import isfinite
from typing import Any

import pyalex

from synth.errors import BudgetError, KeyRefused, SourceError
from synth.formats.clean import json_line
from synth.sources import openalex_list
from synth.sources.answering import kind
from synth.sources.openalex_list import Listing
from synth.sources.protocol import TemporaryError
from synth.sources.transport import Answer, Transport

KEY_VARIABLE = "OPENALEX_API_KEY"
Params = Mapping[str, str | Sequence[str]]

_HOST = "https://api.openalex.org"
_PASSING = frozenset({408, 500, 502, 503, 504})
_AGAIN = "Run the same command again: it goes on where it stopped."
_FREE_KEY = (
    f"Continue then with `synth search`, or get a free key at https://openalex.org/settings/api, set "
    f"{KEY_VARIABLE} and continue at once: it goes on where it stopped."
)


class Works(pyalex.Works):  # type: ignore[misc]  # pyalex carries no types
    """A query for works on the server of `transport`; pyalex takes the path from this class's name."""

    def __init__(self, params: Params, *, transport: Transport) -> None:
        super().__init__(
            {key: value if isinstance(value, str) else list(value) for key, value in params.items()}
        )
        self.transport = transport

    @property
    def url(self) -> str:
        """The query as an address on our server."""
        return self.transport.base + str(super().url).removeprefix(_HOST)

    def at(self, cursor: str) -> str:
        """The address of the page at `cursor`."""
        return Works({**self.params, "cursor": cursor}, transport=self.transport).url


def checked(answer: Answer, transport: Transport) -> dict[str, Any]:
    """Return a list answer as documented: `meta` with a count, and `results` that are objects.

    Raises KeyRefused, BudgetError, TemporaryError or SourceError, each with what the server says.
    """
    data = answer.json()
    if answer.status != 200:
        raise failure(answer, data if isinstance(data, dict) else {}, keyed=bool(transport.key))
    if data is None:
        raise TemporaryError(f"OpenAlex gave {kind(answer.text)} instead of data.", remedy=_AGAIN)
    if not _documented(data):
        raise TemporaryError("OpenAlex gave an answer of an unknown shape.", remedy=_AGAIN)
    return dict(data)


def listed(answer: Answer, transport: Transport) -> Listing:
    """Return a list answer as documented, its works as they stand in it: text, not read.

    Raises what `checked` raises.
    """
    found = openalex_list.cut(answer.text) if answer.status == 200 else None
    if found is None:
        data = checked(answer, transport)
        return Listing(data["meta"], tuple(map(json_line, data["results"])))
    return found


def total(answer: Answer, transport: Transport) -> tuple[int, Any]:
    """Return the number of works that an answer with groups tells, and what it says that it cost.

    Raises what `checked` raises.
    """
    data = answer.json()
    if answer.status != 200:
        raise failure(answer, data if isinstance(data, dict) else {}, keyed=bool(transport.key))
    meta = data.get("meta") if isinstance(data, dict) else None
    count = meta.get("count") if isinstance(meta, dict) else None
    if not isinstance(meta, dict) or not isinstance(count, int):
        raise TemporaryError("OpenAlex gave an answer without a count.", remedy=_AGAIN)
    return count, meta.get("cost_usd")


def _documented(data: Any) -> bool:
    meta, results = (data.get("meta"), data.get("results")) if isinstance(data, dict) else (None, None)
    counted = isinstance(meta, dict) and isinstance(meta.get("count"), int)
    return counted and isinstance(results, list) and all(isinstance(work, dict) for work in results)


def failure(answer: Answer, data: Mapping[str, Any], *, keyed: bool) -> SourceError:
    """Return the error that an answer other than 200 means; `keyed` tells whether a key was sent."""
    said = message(data)
    if answer.status == 401:
        return KeyRefused(
            f"OpenAlex refused the key in {KEY_VARIABLE}{said}", remedy="Check the key, or unset it."
        )
    if answer.status == 429 and _budget(data):
        return budget_error(_reset(_wait(answer, data)), keyed=keyed)
    if answer.status == 429 and data.get("error", "Rate limit exceeded") == "Rate limit exceeded":
        return TemporaryError(f"OpenAlex asks to slow down{said}", remedy=_AGAIN, wait=_wait(answer, data))
    if answer.status in _PASSING:
        wait = answer.retry_after()
        return TemporaryError(f"OpenAlex failed (HTTP {answer.status}){said}", remedy=_AGAIN, wait=wait)
    return SourceError(
        f"OpenAlex refused the request (HTTP {answer.status}){said}",
        remedy="Report it with the request in the search log: it should have been asked otherwise.",
    )


def message(data: Mapping[str, Any]) -> str:
    """Return `: ` and the server's own words on one line, cut to 400 characters; a full stop without any."""
    words = [str(data[key]) for key in ("error", "message") if isinstance(data.get(key), str)]
    words += _invalid(data.get("validation"))
    said = re.sub(r"[\s\x00-\x1f\x7f-\x9f]+", " ", " – ".join(words)).strip()[:400]
    return f": {said}" if said else "."


def _invalid(validation: Any) -> list[str]:
    """Return what an answer says is wrong with a query in OQL."""
    errors = validation.get("errors") if isinstance(validation, dict) else None
    said = [one.get("message") for one in errors if isinstance(one, dict)] if isinstance(errors, list) else []
    return [one for one in said if isinstance(one, str)]


def _budget(data: Mapping[str, Any]) -> bool:
    return "insufficient budget" in str(data.get("message", "")).lower()


def _wait(answer: Answer, data: Mapping[str, Any]) -> float | None:
    asked, body = answer.retry_after(), data.get("retryAfter")
    if asked is None and isinstance(body, int | float) and not isinstance(body, bool) and body >= 0:
        return float(body)
    return asked


def left(answer: Answer) -> float | None:
    """Return the US dollars that may still be spent today by the headers of an answer; None without any.

    What was paid in advance is added, so that a search never stops while a page can still be paid. Headers
    as documented for 2026: dollars, and older ones in credits.
    """
    for names, unit in _LEFT:
        today, more = (_amount(answer.headers.get(name)) for name in names)
        if today is not None:
            return (today + (more or 0.0)) * unit
    return None


_LEFT = (
    (("x-ratelimit-remaining-usd", "x-ratelimit-prepaid-remaining-usd"), 1.0),
    (("x-ratelimit-remaining", "x-ratelimit-onetime-remaining"), 0.0001),
)
"""The headers of what is left today and of what was bought, and what one is in US dollars."""


def _amount(text: str | None) -> float | None:
    try:
        amount = float(text or "")
    except ValueError:
        return None
    return amount if isfinite(amount) and amount >= 0 else None


def budget_error(reset: datetime, *, keyed: bool) -> BudgetError:
    """Return the error that today's budget is used up; it starts anew at `reset`."""
    return BudgetError(
        f"The budget of today at OpenAlex is used up; it starts anew at {reset:%Y-%m-%d %H:%M} UTC.",
        remedy="Continue then with `synth search`: it goes on where it stopped." if keyed else _FREE_KEY,
    )


def _reset(wait: float | None) -> datetime:
    """Return when the budget starts anew: after `wait` seconds, at midnight UTC when nothing sane is said."""
    if wait is not None and wait <= timedelta(days=2).total_seconds():
        return datetime.now(UTC) + timedelta(seconds=wait)
    return midnight()


def midnight() -> datetime:
    """Return the next midnight UTC, when the budget starts anew."""
    return (datetime.now(UTC) + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
