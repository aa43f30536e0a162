"""What a server no longer needs does not stay with it."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

COLUMNS = """
import numpy as np
from pathlib import Path
from synth.web.memory import give_back

def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096

{told}
np.ones(1_000_000)
before, between = resident(), []
columns = []
for _ in range(60):
    columns.append(np.ones(100_000))
    between.append(bytearray(2000))
del columns
print(resident() - before)
"""


def kept(told: str) -> int:
    """Bytes that a process keeps of 48 MB of columns that it no longer needs, `told` before."""
    command = [sys.executable, "-c", COLUMNS.format(told=told)]
    return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other libraries cannot be told so")
def test_columns_that_are_no_longer_needed_are_given_back() -> None:
    assert kept("give_back()") < 8_000_000 < kept("")
