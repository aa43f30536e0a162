"""Serving a review: a socket, the application, one process, until it is stopped."""

from __future__ import annotations

import errno
import socket
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from synth.errors import UsageError
from synth.protocol import load_protocol
from synth.store import accounts
from synth.web.door import Door, Tickets, door, is_loopback

if TYPE_CHECKING:
    from starlette.types import ASGIApp
    from uvicorn import Config

PORT = 8765
NEARBY = 20
"""Ports that are tried when the usual one is taken."""

LINGER_SECONDS = 3

SWITCH_SECONDS = 0.0005
"""How long a thread computes before another may, a tenth of what is usual: a page asks the database for each
row, and may have to wait that long each time while something is computed beside it."""

Told = Callable[[str, bool], None]
"""Hears the address to open: at the start, and a new one (True) each time one was used."""


def serve(folder: Path, host: str, port: int | None, *, door_for: Callable[[int], Door], told: Told) -> None:
    """Serve the review in `folder` until it is interrupted; `told` hears under which address.

    Raises UsageError when the port is taken.
    """
    import uvicorn

    from synth.web.app import create

    sys.setswitchinterval(SWITCH_SECONDS)
    with closing(_listen(host, port)) as ours:
        through = door_for(ours.getsockname()[1])
        tickets = Tickets(told=lambda ticket: told(_address(through, ticket), True))
        told(_address(through, tickets.current), False)
        app = create(folder, through, tickets=tickets)
        uvicorn.Server(config(app)).run(sockets=[ours])


def the_door(folder: Path, host: str, *, origin: str, person: str) -> Callable[[int], Door]:
    """What makes the door once the port is known; people sign in as soon as there is an account.

    Raises FileError without a review, UsageError when the door would stand open.
    """
    load_protocol(folder)
    with closing(accounts.connect(folder)) as db:
        known = any(one.active for one in accounts.accounts(db))
        name = accounts.own_name(db)
    door(host, 0, origin=origin, accounts=known, person=person)
    own = name if leads_here(name) else ""
    return lambda port: door(host, port, origin=origin, accounts=known, person=person).called(own)


def leads_here(name: str) -> bool:
    """Whether this machine knows a name under `localhost` as its own; browsers that ask it then do too."""
    try:
        found = socket.getaddrinfo(name, None)
    except OSError:
        return False
    return bool(found) and all(is_loopback(str(place[4][0])) for place in found)


def _address(through: Door, ticket: str) -> str:
    start = through.origins[0]
    return f"{start}/" if through.accounts else f"{start}/enter?ticket={ticket}"


def config(app: ASGIApp) -> Config:
    """How the server is set: it tells nothing of itself, believes no proxy, and ends soon when told to."""
    import uvicorn

    return uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=LINGER_SECONDS,
    )


def _listen(host: str, port: int | None) -> socket.socket:
    """A socket on the port, or on the first free one near the usual port. Raises UsageError."""
    wanted = range(PORT, PORT + NEARBY) if port is None else (port,)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for one in wanted:
        ours = socket.socket(family, socket.SOCK_STREAM)
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            ours.bind((host, one))
        except OSError as error:
            ours.close()
            if error.errno != errno.EADDRINUSE:
                raise UsageError(
                    f"Cannot listen on {host}: {error.strerror}.", remedy="Give --host."
                ) from error
            continue
        ours.listen(128)
        ours.set_inheritable(True)
        return ours
    raise UsageError(f"Port {wanted[0]} is taken.", remedy="Give another with --port, or none.")
