"""What one process does at a time, and what becomes of that when it is killed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from synth.errors import StoreError
from synth.store.claims import claimed

HOLD = """
import sys, time
from pathlib import Path
from synth.store.claims import claimed
with claimed(Path(sys.argv[1]), "search tno crossref"):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_another_process_waits_for_the_one_that_holds_it_and_not_for_one_that_was_killed(
    tmp_path: Path,
) -> None:
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout.readline() == "held\n"
        with (
            pytest.raises(StoreError, match="busy with search tno crossref"),
            claimed(tmp_path, "search tno crossref"),
        ):
            pass
        with claimed(tmp_path, "search tno openalex"):
            pass
        other.kill()
    with claimed(tmp_path, "search tno crossref"):
        pass


def test_a_thread_of_the_same_process_is_another_too(tmp_path: Path) -> None:
    with claimed(tmp_path, "search"), pytest.raises(StoreError), claimed(tmp_path, "search"):
        pass
    with claimed(tmp_path, "search"):
        pass
