"""A review that is served on loopback, and a real browser to look at it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from playwright.sync_api import Browser, BrowserContext, Page

from synth.web.door import door
from tests.conftest import PATIENCE
from tests.web.running import LEAST_WORK, Running, with_accounts


@pytest.fixture(scope="session")
def made(demonstrated: Path) -> Path:
    """The demonstration review; nobody writes in it."""
    return demonstrated


@pytest.fixture(autouse=True)
def quickly_hashed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords cost hardly any work; that they cost much elsewhere is a test of its own."""
    monkeypatch.setattr("argon2.PasswordHasher", partial(PasswordHasher, **LEAST_WORK))


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """A copy of the demonstration review of one's own."""
    return Path(shutil.copytree(made, tmp_path / "review"))


@pytest.fixture
def running(folder: Path) -> Iterator[Running]:
    """The review served to whoever has the address."""
    server = Running(folder)
    yield server
    server.stop()


@pytest.fixture(scope="module")
def standing(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The review served for all tests of a module: for those that change nothing in it."""
    server = Running(Path(shutil.copytree(made, tmp_path_factory.mktemp("standing") / "review")))
    yield server
    server.stop()


@pytest.fixture
def team(folder: Path) -> Iterator[Running]:
    """The review served to a team: ray reads, cora codes, lee leads."""
    with_accounts(folder, ray="reader", cora="coder", lee="lead")
    server = Running(folder, lambda port: door("127.0.0.1", port, accounts=True))
    yield server
    server.stop()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A window without a past, which notes what is asked of other machines."""
    window = browser.new_context(locale="en-GB")
    window.set_default_timeout(PATIENCE * 1000)
    yield window
    window.close()


@pytest.fixture
def looking(context: BrowserContext, standing: Running) -> Page:
    """A page of the review that all tests of the module look at."""
    tab = context.new_page()
    tab.goto(standing.entry)
    return tab


@pytest.fixture
def page(context: BrowserContext, running: Running) -> Page:
    """A page of the review, with somebody who came in."""
    tab = context.new_page()
    tab.goto(running.entry)
    return tab
