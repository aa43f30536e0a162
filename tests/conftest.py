"""No test reaches the network, the user's settings, or another test's files."""

from __future__ import annotations

import ipaddress
import os
import socket
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

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
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
