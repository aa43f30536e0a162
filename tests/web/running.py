"""The application as it runs: a server on loopback in a thread, and people who come in by HTTP."""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import httpx
import uvicorn
from argon2 import PasswordHasher

from synth.store import accounts
from synth.store.accounts import Account
from synth.web.app import create
from synth.web.door import Door, Tickets, door
from synth.web.people import TERMINAL
from synth.web.serving import config
from synth.web.site import Site
from tests.conftest import PATIENCE

PASSWORD = "correct horse battery"
LEAST_WORK = {"time_cost": 1, "memory_cost": 8, "parallelism": 1}
"""What argon2 takes at the least, for passwords of tests."""

CSRF = re.compile(r'name="csrf" value="([0-9a-f]{64})"')
NONCE = re.compile(r'name="nonce" value="([\w-]+)"')


class Running:
    """A review that is being served; stop it when done."""

    def __init__(self, folder: Path, make: Callable[[int], Door] | None = None) -> None:
        ours = socket.socket()
        ours.bind(("127.0.0.1", 0))
        self.port = ours.getsockname()[1]
        self.folder = folder
        self.door = (make or (lambda port: door("127.0.0.1", port)))(self.port)
        self.tickets = Tickets()
        self.people: list[Somebody] = []
        app = create(folder, self.door, tickets=self.tickets)
        self.site: Site = app.state.site
        self.server = uvicorn.Server(config(app))
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [ours]}, daemon=True)
        self.thread.start()
        while not self.server.started:
            assert self.thread.is_alive(), "the server did not start"
            time.sleep(0.01)
        self.site.desk.behind(lambda: None).result(PATIENCE)  # after the catalogue, without which no page is

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def entry(self) -> str:
        """The address that the terminal would print now."""
        return f"{self.url}/enter?ticket={self.tickets.current}"

    def stop(self) -> None:
        for one in self.people:
            one.client.close()
        self.server.should_exit = True
        self.thread.join(PATIENCE)
        assert not self.thread.is_alive(), "the server did not stop"

    def somebody(self) -> Somebody:
        """Somebody who came in by the printed address."""
        one = Somebody(self)
        assert one.client.get(self.entry).status_code == 303
        return one

    def signed_in(self, name: str, password: str = PASSWORD) -> Somebody:
        one = Somebody(self)
        assert one.sign_in(name, password).status_code == 303
        return one


class Somebody:
    """A browser without a screen: cookies, and forms that are filled in as the page has them."""

    def __init__(self, running: Running) -> None:
        headers = {"Origin": running.url, "Sec-Fetch-Site": "same-origin"}
        # Without `verify` no certificates are read, which takes longer than most requests.
        self.client = httpx.Client(base_url=running.url, headers=headers, timeout=PATIENCE, verify=False)
        running.people.append(self)

    def get(self, path: str, **values: object) -> httpx.Response:
        return self.client.get(path, **values)

    def until(self, path: str, words: str) -> str:
        """The page once it has these words: what the server works out stands on it a little later."""
        end = time.monotonic() + PATIENCE
        while words not in (text := self.get(path).text):
            assert time.monotonic() < end, text
            time.sleep(0.1)
        return text

    def sign_in(self, name: str, password: str) -> httpx.Response:
        data = {"name": name, "password": password, "onward": "/"}
        if found := CSRF.search(self.get("/sign-in").text):
            data["csrf"] = found[1]
        return self.client.post("/sign-in", data=data)

    def hand_over(self, path: str, *files: tuple[str, bytes | str], **data: str) -> httpx.Response:
        """The page of files that were handed over, once they were looked at."""
        many = [("files", one) for one in files]
        answer = self.send(path, data, files=many)
        return answer if answer.status_code != 303 else self._at_rest(answer.headers["location"])

    def take_out(self, path: str) -> httpx.Response:
        """A file to keep, once it is made; the page that says why not, when there is none."""
        answer = self.get(path)
        return answer if answer.status_code != 303 else self._at_rest(answer.headers["location"])

    def take_in(self, shown: httpx.Response) -> httpx.Response:
        """The page of such files, once they came in."""
        answer = self.send(f"{shown.url.path}/take")
        return answer if answer.status_code != 303 else self._at_rest(answer.headers["location"])

    def _at_rest(self, path: str) -> httpx.Response:
        """The page, once it does not come back for more by itself."""
        end = time.monotonic() + PATIENCE
        while b'hx-trigger="every 1s"' in (answer := self.get(path)).content:
            assert time.monotonic() < end, answer.text
            time.sleep(0.05)  # asking without a pause takes the processor from who is at work on it
        return answer

    def csrf(self) -> str:
        return CSRF.search(self.get("/keys").text)[1]

    def send(self, path: str, data: dict[str, str] | None = None, **values: object) -> httpx.Response:
        return self.client.post(path, data={"csrf": self.csrf(), **(data or {})}, **values)


def with_accounts(folder: Path, **roles: str) -> None:
    """Make an account for each name, with the role that is given and a hash that is soon compared with."""
    quick = PasswordHasher(**LEAST_WORK).hash(PASSWORD)
    with closing(accounts.connect(folder)) as db:
        for name, role in roles.items():
            accounts.add_account(db, Account(name, "", role, quick, True), by=TERMINAL)
