"""What a server leaves in the folder for temporary files when it is killed, the next one clears away."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from synth.web.scratch import PREFIX, Scratch, clear_away

HOLDS = (
    "from synth.web.scratch import Scratch; held = Scratch()\n"
    "(held.folder / 'counted-0').write_bytes(b'words'); print(held.folder, flush=True); input()"
)


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for temporary files of this test alone."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    yield tmp_path
    tempfile.tempdir = None


def test_a_folder_goes_with_its_server_and_what_is_in_use_stays() -> None:
    mine = Scratch()
    (mine.folder / "counted-0").write_bytes(b"words")
    clear_away()
    assert (mine.folder / "counted-0").exists()
    mine.close()
    assert not mine.folder.exists()


def test_the_folder_of_a_server_that_was_killed_is_cleared_away() -> None:
    command = [sys.executable, "-c", HOLDS]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout
        folder = Path(other.stdout.readline().strip())
        clear_away()
        assert (folder / "counted-0").exists()
        other.kill()
    clear_away()
    assert not folder.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights of their own there")
def test_what_is_no_folder_of_a_server_is_left_alone(temporary: Path) -> None:
    elsewhere = temporary / "precious"
    elsewhere.mkdir()
    (elsewhere / "held").touch()
    (temporary / f"{PREFIX}link").symlink_to(elsewhere, target_is_directory=True)
    (temporary / f"{PREFIX}file").touch()
    (temporary / f"{PREFIX}new").mkdir()
    clear_away()
    assert (elsewhere / "held").exists()
    assert (temporary / f"{PREFIX}file").exists()
    assert (temporary / f"{PREFIX}new").is_dir()
