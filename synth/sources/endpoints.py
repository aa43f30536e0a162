"""Where a server is: its address in two parts, and which addresses a review may not name."""

from __future__ import annotations

import asyncio
import ipaddress
import os
import re
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx

from synth.errors import SourceError, UsageError

PRIVATE_VARIABLE = "SYNTH_ALLOW_PRIVATE_SOURCES"
"""Set to 1, a review may name servers on this machine and in its own network, and `http`."""

NAT64 = ipaddress.ip_network("64:ff9b::/96")
"""Addresses of IPv6 that stand for ones of IPv4 (RFC 6052)."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An address: `base` is scheme and host, `path` begins with a slash."""

    base: str
    path: str

    @property
    def url(self) -> str:
        """The whole address."""
        return self.base + self.path


def split(url: str) -> Endpoint:
    """Return the parts of an address; raise UsageError when it has a query, a fragment or a user name."""
    parts = urlsplit(url.strip())
    if parts.query or parts.fragment or parts.username or not parts.hostname:
        raise UsageError(
            f"`{url}` cannot be the address of a source: it must be https://, a host and a path.",
            remedy="Leave out what stands behind `?` or `#`, and any user name.",
        )
    return Endpoint(f"{parts.scheme}://{parts.netloc}", parts.path or "/")


def variable(name: str) -> str:
    """Return the variable with the address of a source: `oai:my-repo` → `SYNTH_OAI_MY_REPO_URL`."""
    return f"SYNTH_{re.sub('[^A-Z0-9]+', '_', name.upper())}_URL"


def private_allowed() -> bool:
    """Whether servers in the own network may be named: only when the environment says so."""
    return os.environ.get(PRIVATE_VARIABLE, "") == "1"


def named(url: str) -> Endpoint:
    """Return the parts of an address that a review names, which anyone may have written.

    Raises UsageError unless it is https with the name of a host, or private ones are allowed; what the name
    stands for is looked at when it is connected to.
    """
    endpoint = split(url)
    if private_allowed():
        return endpoint
    host = urlsplit(endpoint.base).hostname or ""
    if not endpoint.base.startswith("https://") or refused(host) or host.rpartition(".")[2] in INSIDE:
        raise UsageError(
            f"`{url}` cannot be a source of a review: it must be https:// and a server on the internet.",
            remedy=f"Correct the address. For a server of your own network, set {PRIVATE_VARIABLE}=1.",
        )
    return endpoint


INSIDE = frozenset(("localhost", "local", "internal", "lan", "home", "intranet", "corp", "test", "invalid"))
"""Ends of names that no server on the internet has."""


def refused(address: str) -> bool:
    """Whether an IP address is not one of the internet: this machine, a private network, or made for tricks.

    A text that is no IP address is not refused. Numbers in other notations (`127.1`, `0x7f000001`) are.
    """
    try:
        ip = ipaddress.ip_address(address.strip("[]").partition("%")[0])
    except ValueError:
        return address.replace(".", "").isdigit() or address.lower().startswith("0x")
    if isinstance(ip, ipaddress.IPv6Address):
        inner = (
            ip.ipv4_mapped
            or ip.sixtofour
            or (ipaddress.ip_address(int(ip) & 0xFFFFFFFF) if ip in NAT64 else None)
        )
        if inner is not None:
            return refused(str(inner))
    return not ip.is_global or ip.is_multicast


class PublicOnly(httpx.AsyncHTTPTransport):
    """Connects to servers on the internet only: a name is looked up once, and the answer is what is used."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request to the address that was checked; raise SourceError when it is refused."""
        host = request.url.host
        address = await looked_up(host)
        request.extensions = {**request.extensions, "sni_hostname": host}
        request.url = request.url.copy_with(host=address)
        return await super().handle_async_request(request)


async def looked_up(host: str) -> str:
    """Return the first address of a host; raise SourceError when any of its addresses is refused."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError as error:
        raise httpx.ConnectError(f"{host} is not known") from error
    addresses = [str(one[4][0]) for one in found]
    if any(map(refused, addresses)):
        raise SourceError(
            f"{host} is no server on the internet; it was not asked.",
            remedy=f"Correct the address in review.yaml, or set {PRIVATE_VARIABLE}=1 for your own network.",
        )
    return addresses[0]
