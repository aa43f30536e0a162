"""Where the application listens, under which addresses it answers, and who comes in."""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from secrets import token_urlsafe
from threading import Lock
from urllib.parse import urlsplit

from synth.errors import UsageError

TLS = (
    "Let it listen on this machine and put a web server with TLS before it: `caddy reverse-proxy --from "
    "review.example.org --to 127.0.0.1:8765`, and `synth serve --origin https://review.example.org`."
)


@dataclass(frozen=True, slots=True)
class Door:
    """What the application answers to.

    `origins` are the addresses as a browser names them (`http://127.0.0.1:8765`); the first is the one to
    open. With `accounts` people sign in; without, whoever has the address that was printed is `person`.
    """

    origins: tuple[str, ...]
    accounts: bool = False
    person: str = "me"

    @property
    def hosts(self) -> frozenset[str]:
        """The Host headers that are answered."""
        return frozenset(urlsplit(one).netloc for one in self.origins)

    @property
    def secure(self) -> bool:
        """Whether cookies go over TLS alone."""
        return all(one.startswith("https://") for one in self.origins)

    @property
    def cookie(self) -> str:
        """The name of the session's cookie: browsers do not keep cookies of ports apart."""
        place = urlsplit(self.origins[0])
        return f"__Host-synth-{place.port or 443}" if self.secure else f"synth-{place.port or 80}"

    def called(self, name: str) -> Door:
        """The same door of this machine, to be opened under another name of it; as it is under TLS."""
        place = urlsplit(self.origins[0])
        if not name or self.secure:
            return self
        return replace(self, origins=(f"{place.scheme}://{name}:{place.port}", *self.origins))


def door(host: str, port: int, *, origin: str = "", accounts: bool = False, person: str = "me") -> Door:
    """The door for what `synth serve` was told. Raises UsageError when it would stand open.

    Beyond this machine people must sign in, and over TLS (OWASP ASVS 5.0, 12.2.1).
    """
    beyond = bool(origin) or not is_loopback(host)
    if beyond and not accounts:
        remedy = f"Make accounts first: `synth account NAME --role lead`. {TLS}"
        raise UsageError("Beyond this machine the pages need accounts, and there are none.", remedy=remedy)
    if beyond and not origin.startswith("https://"):
        raise UsageError("Beyond this machine passwords would travel for all to read.", remedy=TLS)
    if origin:
        place = urlsplit(origin)
        if not place.netloc or place.path.strip("/") or place.query or "@" in place.netloc:
            raise UsageError(f"{origin} is not an origin.", remedy="Give scheme and host alone.")
        return Door((f"https://{place.netloc.lower()}",), accounts, person)
    names = dict.fromkeys((host, "127.0.0.1", "localhost"))
    return Door(tuple(f"http://{_bracketed(one)}:{port}" for one in names), accounts, person)


def is_loopback(host: str) -> bool:
    """Whether an address is of this machine alone."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


@dataclass(slots=True)
class Tickets:
    """The secret in the address that the terminal prints: it lets in once, then there is another.

    `told` hears of every new one, so that a second browser can be opened.
    """

    told: Callable[[str], None] = lambda ticket: None
    _lock: Lock = field(default_factory=Lock)
    _current: str = field(default_factory=lambda: token_urlsafe(32))

    @property
    def current(self) -> str:
        """The ticket that lets in now."""
        return self._current

    def take(self, offered: str) -> bool:
        """Whether a ticket lets in; it does so once."""
        with self._lock:
            right = hmac.compare_digest(offered.encode(), self._current.encode())
            if right:
                self._current = token_urlsafe(32)
        if right:
            self.told(self._current)
        return right
