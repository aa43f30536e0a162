"""HTTP that cannot harm: time and size are limited, nothing is redirected, the key stays secret."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from math import isfinite
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

import httpx

from synth.errors import KeyRefused, SourceError, UsageError
from synth.sources.protocol import TemporaryError

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class Secret:
    """A key that shows itself nowhere: not in a repr, a log, an error or a traceback.

    `name` is the environment variable it comes from; it is sent in `header`, by itself unless that is
    `Authorization`.
    """

    __slots__ = ("_header", "_value")

    def __init__(self, value: str, *, name: str, header: str = "Authorization") -> None:
        value = value.strip()
        if not (value.isascii() and value.isprintable()) or " " in value:
            raise KeyRefused(
                f"The key in {name} holds characters that no key has.",
                remedy=f"Copy the key again and set {name} to it, without quotes or spaces.",
            )
        self._value, self._header = value, header

    def __bool__(self) -> bool:
        return bool(self._value)

    def __repr__(self) -> str:
        return "Secret(***)"

    __str__ = __repr__

    def bearer(self) -> dict[str, str]:
        """Return the header that carries the key, none when there is no key."""
        if not self._value:
            return {}
        sent = f"Bearer {self._value}" if self._header == "Authorization" else self._value
        return {self._header: sent}

    def redact(self, text: str) -> str:
        """Return `text` without the key."""
        return text.replace(self._value, "***") if self._value else text


@dataclass(frozen=True, slots=True)
class Limits:
    """What one answer may take: `seconds` in all, `silence` seconds between two bytes, `size` in bytes."""

    seconds: float = 120.0
    silence: float = 30.0
    size: int = 50_000_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said: `text` is the body with the key taken out, should the server repeat it."""

    status: int
    headers: httpx.Headers
    text: str

    def json(self) -> Any:
        """Return the body as parsed JSON; None when it is something else."""
        try:
            return json.loads(self.text)
        except (ValueError, RecursionError):
            return None

    def retry_after(self) -> float | None:
        """Return the seconds that the server asks to wait; None when it says nothing usable."""
        return seconds(self.headers.get("retry-after", ""))


@dataclass(slots=True)
class Transport:
    """Gets answers from one server, `base`, whose name for people is `label`."""

    label: str
    base: str
    key: Secret
    limits: Limits = field(default_factory=Limits)
    _client: httpx.Client | None = field(default=None, init=False, repr=False)

    def __post_init__(self) -> None:
        self.base = checked(self.base)

    def get(self, url: str) -> Answer:
        """Return the answer to a GET of `url`, whatever its status. Raises what `ask` raises."""
        return self.ask("GET", url)

    def ask(self, method: str, url: str, form: Mapping[str, str] | None = None) -> Answer:
        """Return the answer to a request, whatever its status; `form` is posted as a web form is.

        Raises TemporaryError when the connection fails, is too slow or breaks off; SourceError when the
        answer is a redirect or too large.
        """
        if not url.startswith(self.base + "/"):
            raise SourceError(f"{self.label}: {url} is not on {self.base}; it was not asked.")
        try:
            with self._connected().stream(method, url, headers=self.key.bearer(), data=form) as response:
                self._refuse_redirect(response)
                body = self._read(response)
                return Answer(response.status_code, response.headers, self.key.redact(_text(body)))
        except httpx.TimeoutException as error:
            raise TemporaryError(f"{self.label} did not answer within {self.limits.silence:g} s.") from error
        except (httpx.TransportError, httpx.DecodingError) as error:
            raise TemporaryError(
                f"The connection to {self.label} failed ({type(error).__name__}).",
                remedy="Check the network; then run the same command again: it goes on where it stopped.",
            ) from error

    def close(self) -> None:
        """Close the connections; the next `get` opens new ones."""
        if self._client:
            self._client.close()
            self._client = None

    def _connected(self) -> httpx.Client:
        if self._client is None:
            self._client = httpx.Client(
                follow_redirects=False,
                timeout=self.limits.silence,
                trust_env=urlsplit(self.base).hostname not in LOOPBACK,
                headers={"User-Agent": "synth (evidence synthesis)", "Accept": "application/json"},
            )
        return self._client

    def _refuse_redirect(self, response: httpx.Response) -> None:
        if response.is_redirect:
            target = urlsplit(response.headers.get("location", "")).hostname or "another address"
            raise SourceError(
                f"{self.label} sends us on to {self.key.redact(target)}; that is not followed.",
                remedy="Check the address of the source and the network (a log-in page may be in between).",
            )

    def _read(self, response: httpx.Response) -> bytes:
        body, started = bytearray(), monotonic()
        for chunk in response.iter_bytes():
            body += chunk
            if len(body) > self.limits.size:
                raise SourceError(f"{self.label} gave more than {self.limits.size:,} bytes; it was refused.")
            if monotonic() - started > self.limits.seconds:
                raise TemporaryError(
                    f"{self.label} took longer than {self.limits.seconds:g} s for one answer."
                )
        return bytes(body)


def checked(base: str) -> str:
    """Return the address of a server without a slash at its end.

    Raises UsageError unless it is https, or http on this machine, without user name, query or fragment.
    """
    parts = urlsplit(base.strip())
    safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    if not safe or not parts.hostname or parts.username or parts.query or parts.fragment:
        raise UsageError(
            "The address of a source must be https:// and a host (http:// only on this machine).",
            remedy="Correct it, or leave it out to use the usual one.",
        )
    return base.strip().rstrip("/")


def seconds(value: str) -> float | None:
    """Return the waiting time in a Retry-After header, in seconds from now; None without a sane one."""
    try:
        number = float(value)
    except ValueError:
        return _until(value)
    return number if isfinite(number) and number >= 0 else None


def _until(date: str) -> float | None:
    try:
        moment = parsedate_to_datetime(date)
    except ValueError:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    wait = (aware - datetime.now(UTC)).total_seconds()
    return wait if wait >= 0 else None


def _text(body: bytes) -> str:
    return body.decode("utf-8", errors="replace")
