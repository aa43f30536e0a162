"""HTTP that cannot harm: time and size are limited, nothing is redirected, the key stays secret."""

from __future__ import annotations

import asyncio
import json
import logging
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from math import isfinite
from typing import Any
from urllib.parse import quote_plus, urlencode, urlsplit

import httpx

from synth.errors import KeyRefused, SourceError, UsageError
from synth.sources.endpoints import PublicOnly
from synth.sources.protocol import Ask, TemporaryError

SHORTEST_KEY = 8
"""Characters; a shorter key is taken out of answers wherever it happens to stand in them, and spoils them."""
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class Secret:
    """A key that shows itself nowhere: not in a repr, a log, an error or a traceback.

    `name` is the environment variable it comes from; it is sent in `header`, by itself unless that is
    `Authorization`, or, where a server wants it so, in the `parameter` of the address.
    """

    __slots__ = ("_header", "_parameter", "_value")

    def __init__(self, value: str, *, name: str, header: str = "Authorization", parameter: str = "") -> None:
        value = value.strip()
        if not (value.isascii() and value.isprintable()) or " " in value:
            raise KeyRefused(
                f"The key in {name} holds characters that no key has.",
                remedy=f"Copy the key again and set {name} to it, without quotes or spaces.",
            )
        if value and len(value) < SHORTEST_KEY:
            raise KeyRefused(
                f"The key in {name} has fewer than {SHORTEST_KEY} characters; no source gives such a key.",
                remedy=f"Copy the whole key and set {name} to it, or unset it.",
            )
        self._value, self._header, self._parameter = value, header, parameter

    def __bool__(self) -> bool:
        return bool(self._value)

    def __repr__(self) -> str:
        return "Secret(***)"

    __str__ = __repr__

    def bearer(self) -> dict[str, str]:
        """Return the header that carries the key, none when there is no key or it goes in the address."""
        if not self._value or self._parameter:
            return {}
        sent = f"Bearer {self._value}" if self._header == "Authorization" else self._value
        return {self._header: sent}

    def signed(self, url: str) -> str:
        """Return the address as it is sent: with the key, when that is where it goes."""
        if not self._value or not self._parameter:
            return url
        return f"{url}{'&' if '?' in url else '?'}{urlencode({self._parameter: self._value})}"

    def redact(self, text: str) -> str:
        """Return `text` without the key, as it is or as it stands in an address."""
        if not self._value:
            return text
        return text.replace(self._value, "***").replace(quote_plus(self._value), "***")


_GONE_OUT = "http11.send_request_body.complete"
"""What httpcore says when the whole of a call has been written."""
_HTTP_LOGS = ("httpx", "httpcore.connection", "httpcore.http11")
"""Loggers that write addresses, and headers as they came."""


class _Hiding(logging.Filter):
    """Takes a key out of what is logged."""

    def __init__(self, key: Secret) -> None:
        super().__init__()
        self.key = key

    def filter(self, record: logging.LogRecord) -> bool:
        """Let the line through, without the key."""
        record.msg, record.args = self.key.redact(record.getMessage()), ()
        return True


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


@dataclass(frozen=True, slots=True)
class Transport:
    """The way to one server, `base`, whose name for people is `label`.

    `accept` is the kind of answer that is asked for. With `public_only`, for an address that someone else may
    have written, only servers on the internet are connected to.
    """

    label: str
    base: str
    key: Secret
    limits: Limits = field(default_factory=Limits)
    accept: str = "application/json"
    public_only: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "base", checked(self.base))

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Connection]:
        """Give connections to the server, kept open between calls, and close them at the end."""
        outside = urlsplit(self.base).hostname not in LOOPBACK
        async with httpx.AsyncClient(
            verify=_certificates(outside),
            transport=PublicOnly(verify=_certificates(outside)) if self.public_only else None,
            follow_redirects=False,
            timeout=self.limits.silence,
            trust_env=outside,
            headers={"User-Agent": "synth (evidence synthesis)", "Accept": self.accept},
        ) as client:
            hide = _Hiding(self.key)
            loggers = [logging.getLogger(name) for name in _HTTP_LOGS]
            for logger in loggers:
                logger.addFilter(hide)
            try:
                yield Connection(self, client)
            finally:
                for logger in loggers:
                    logger.removeFilter(hide)


@cache
def _certificates(outside: bool) -> ssl.SSLContext:
    """What servers are checked by, read once; for those `outside` also what the environment names."""
    return httpx.create_ssl_context(trust_env=outside)


@dataclass(frozen=True, slots=True)
class Connection:
    """Open connections to the server of `transport`."""

    transport: Transport
    client: httpx.AsyncClient = field(repr=False)

    async def send(self, ask: Ask, *, sent: Callable[[], None] = lambda: None) -> Answer:
        """Return the answer to a call, whatever its status; `sent` is told when the call has gone out.

        Raises TemporaryError when the connection fails, is too slow or breaks off; SourceError when the
        answer is a redirect or too large.
        """
        label, limits = self.transport.label, self.transport.limits
        if not ask.url.startswith(self.transport.base + "/"):
            raise SourceError(f"{label}: {ask.url} is not on {self.transport.base}; it was not asked.")
        try:
            async with asyncio.timeout(limits.seconds):
                return await self._answer(ask, sent)
        except TimeoutError:
            raise TemporaryError(f"{label} took longer than {limits.seconds:g} s for one answer.") from None
        except httpx.TimeoutException:
            raise TemporaryError(f"{label} did not answer within {limits.silence:g} s.") from None
        except (httpx.TransportError, httpx.DecodingError) as error:
            raise TemporaryError(
                f"The connection to {label} failed ({type(error).__name__}).",
                remedy="Check the network; then run the same command again: it goes on where it stopped.",
            ) from None

    async def _answer(self, ask: Ask, sent: Callable[[], None]) -> Answer:
        async def trace(event: str, _: object) -> None:
            if event == _GONE_OUT:
                sent()

        async with self.client.stream(**self._call(ask), extensions={"trace": trace}) as response:
            self._refuse_redirect(response)
            body = bytearray()
            async for chunk in response.aiter_bytes():
                body += chunk
                if len(body) > self.transport.limits.size:
                    raise SourceError(
                        f"{self.transport.label} gave more than {self.transport.limits.size:,} bytes; "
                        "it was refused."
                    )
            text = decoded(bytes(body), response.charset_encoding or "utf-8")
            redact = self.transport.key.redact
            headers = httpx.Headers([(name, redact(value)) for name, value in response.headers.items()])
            return Answer(response.status_code, headers, redact(text))

    def _call(self, ask: Ask) -> dict[str, Any]:
        """The arguments of httpx for a call, with the key."""
        headers = self.transport.key.bearer()
        if ask.form or ask.json:
            headers["Content-Type"] = "application/json" if ask.json else "application/x-www-form-urlencoded"
        content = (ask.json or urlencode(ask.form)).encode() or None
        url = self.transport.key.signed(ask.url)
        return {"method": ask.method, "url": url, "headers": headers, "content": content}

    def _refuse_redirect(self, response: httpx.Response) -> None:
        if response.is_redirect:
            target = urlsplit(response.headers.get("location", "")).hostname or "another address"
            raise SourceError(
                f"{self.transport.label} sends us on to {self.transport.key.redact(target)}; "
                "that is not followed.",
                remedy="Check the address of the source and the network (a log-in page may be in between).",
            )


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


def decoded(body: bytes, charset: str) -> str:
    """Return the text of an answer; one whose server names no encoding of text is read as UTF-8."""
    try:
        return body.decode(charset, errors="replace")
    except (LookupError, UnicodeError):
        return body.decode("utf-8", errors="replace")


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
