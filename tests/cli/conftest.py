"""A demonstration review made once, and a way to run commands as a person would."""

from __future__ import annotations

import io
import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from synth.cli import run


@dataclass(frozen=True)
class Done:
    """What a command gave."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture(scope="session")
def demo_folder(demonstrated: Path) -> Path:
    """The demonstration review; nobody writes in it."""
    return demonstrated


@pytest.fixture
def review_folder(demo_folder: Path, tmp_path: Path) -> Path:
    """A copy of the demonstration review, to change."""
    return Path(shutil.copytree(demo_folder, tmp_path / "review"))


@pytest.fixture
def synth(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    def call(*arguments: object, answers: str = "") -> Done:
        monkeypatch.setattr("sys.stdin", io.StringIO(answers))
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Done(code, captured.out, captured.err)

    return call
