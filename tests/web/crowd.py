"""People who use the pages of a server on loopback for a while, for what is measured under them."""

from __future__ import annotations

import random
import re
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import ClassVar

import httpx

from synth.store import accounts
from synth.web.people import New, add

PASSWORD = "correct horse battery"
LOOKS_SECONDS = 1.0
TIMING = re.compile(r"page;dur=([\d.]+)")
HIDDEN = re.compile(r'name="(csrf|nonce|seen|stage)" value="([^"]*)"')


class User(threading.Thread):
    """Somebody who looks around for a while."""

    def __init__(self, client: httpx.Client, paths: list[str], seed: int, seconds: float) -> None:
        super().__init__()
        self.client, self.paths, self.seconds = client, paths, seconds
        self.chance = random.Random(seed)
        self.times: dict[str, list[float]] = defaultdict(list)
        self.failed: list[str] = []

    def run(self) -> None:
        until = time.monotonic() + self.seconds
        with closing(self.client):
            while time.monotonic() < until:
                self.act()

    def act(self) -> None:
        time.sleep(self.chance.expovariate(1 / LOOKS_SECONDS))
        path = self.chance.choice(self.paths)
        self.noted(path, self.client.get(path), status=200)

    def noted(self, name: str, answer: httpx.Response, *, status: int) -> None:
        self.times[name].append(float(TIMING.search(answer.headers["server-timing"])[1]))
        if answer.status_code != status:
            self.failed.append(f"{name}: {answer.status_code}")


class Decider(User):
    """Somebody who screens a work each so many seconds."""

    every = 0.0
    shown_at, form = "/screening?stage=title-abstract", r'action="(/screening/[\w-]+)"'
    said: ClassVar = {"verdict": "exclude:background"}

    def act(self) -> None:
        time.sleep(self.every)
        shown = self.client.get(self.shown_at).text
        where = re.search(self.form, shown)
        if where is None:
            self.failed.append(f"nothing to do at {self.shown_at}")
            return
        self.send(where[1], shown)

    def send(self, where: str, shown: str) -> None:
        headers = {"Origin": str(self.client.base_url).rstrip("/"), "Sec-Fetch-Site": "same-origin"}
        data = {**dict(HIDDEN.findall(shown)), **self.said}
        answer = self.client.post(where, data=data, headers=headers)
        self.noted(f"POST {where.rpartition('/')[0]}/{{key}}", answer, status=303)


class Coder(Decider):
    """Somebody who codes a passage each so many seconds, first of works that nobody coded yet."""

    shown_at, form = "/coding", r'data-row href="(/coding/[\w-]+)"'
    said: ClassVar = {"says": "It helps.", "code": "phase=adoption"}

    def send(self, where: str, shown: str) -> None:
        super().send(where, self.client.get(where).text)


def sign_up(folder: Path, number: int) -> None:
    """Make as many accounts, those that are not there."""
    with closing(accounts.connect(folder)) as db:
        known = {one.id for one in accounts.accounts(db)}
        for name in (f"user{n}" for n in range(number)):
            if name not in known:
                add(db, New(name, "lead", PASSWORD))


def come_in(address: str, accounts: bool) -> Callable[[int], httpx.Client]:
    """What gives the browser of each person, who signed in; without accounts all share one session."""
    url = address.partition("/enter")[0].rstrip("/")
    first = httpx.Client(base_url=url, timeout=300)
    if "ticket" in address:
        first.get(address)

    def client(number: int) -> httpx.Client:
        one = httpx.Client(base_url=url, timeout=300, cookies=first.cookies)
        if "ticket" not in address:
            headers = {"Origin": url, "Sec-Fetch-Site": "same-origin"}
            said = {"name": f"user{number * accounts}", "password": PASSWORD, "onward": "/"}
            assert one.post("/sign-in", data=said, headers=headers).status_code == 303
        return one

    return client
