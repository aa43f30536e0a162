"""No test reaches the network, the user's settings, or another test's files."""

from __future__ import annotations

import ipaddress
import os
import shutil
import socket
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from synth.coding.tries import FOLDER, cache_folder

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-dev-shm-usage", "--host-resolver-rules=MAP evil.example 127.0.0.1"]
PATIENCE = 60.0
"""Seconds after which what did not come will not come, however busy the machine is."""

KEPT = str(cache_folder())
"""Where the word lists are kept ready: tests share them, as nothing of the user's stands in them."""

settings.register_profile(
    "steady", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("steady")


def is_loopback(address: object) -> bool:
    host = address[0] if isinstance(address, tuple) else "localhost"
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if not is_loopback(address):
            raise AssertionError(f"A test reached for {address}: the network is forbidden.")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
    for name in list(os.environ):
        if (name.startswith("SYNTH_") and name != "SYNTH_EXAMPLES") or name.upper().endswith(
            ("_API_KEY", "_PROXY")
        ):
            monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(FOLDER, KEPT)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))


@pytest.fixture(scope="session")
def demonstrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration review, made once; nobody writes in it."""
    from synth.demo import demo

    folder = tmp_path_factory.mktemp("demonstrated") / "synth-demo"
    demo(folder)
    return folder


@pytest.fixture(scope="session")
def replicated(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The bundled replications as reviews, by name, each made once; nobody writes in them."""
    from tests.replicated import replicate

    folder = tmp_path_factory.mktemp("replicated")
    return cache(lambda name: replicate(folder / name, name))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for the tests of a module: its event loop must be gone before others begin theirs."""
    from playwright.sync_api import expect, sync_playwright

    if CHROMIUM is None:
        pytest.skip("Chromium is not installed; the gate installs it")
    expect.set_options(timeout=PATIENCE * 1000)
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(
            executable_path=CHROMIUM, headless=True, args=FLAGS, timeout=PATIENCE * 1000
        )
        yield found
        found.close()
