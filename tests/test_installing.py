"""What is told to be installed can be installed: from a clone, from where it came, by its name."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from synth import installing as module
from synth.installing import asked, installing, newest

HERE = Path(__file__).resolve().parent.parent


def test_in_a_clone_the_clone_is_installed_with_the_extra() -> None:
    assert installing("web") == f'{sys.executable} -m pip install -e "{HERE}[web]"'


@pytest.mark.parametrize(
    ("noted", "wanted"),
    [
        (f'{{"url": "{HERE.as_uri()}", "dir_info": {{}}}}', f'"{HERE}[word]"'),
        ('{"url": "file:///nowhere/any%20more"}', '"synth-review[word]"'),
        ('{"url": "https://example.org/synth.git", "vcs_info": {}}', '"synth-review[word]"'),
        ('{"url": 3', '"synth-review[word]"'),
        ("[]", '"synth-review[word]"'),
        ("", '"synth-review[word]"'),
    ],
)
def test_elsewhere_it_is_what_the_installer_noted_when_that_is_still_there(
    noted: str, wanted: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "__file__", str(tmp_path / "site-packages" / "synth" / "installing.py"))
    monkeypatch.setattr(module, "_direct_url", lambda: noted)
    monkeypatch.setattr(sys, "executable", "/my folder/python")
    assert installing("word") == f'"/my folder/python" -m pip install {wanted}'
    published = wanted.startswith('"synth')
    assert newest().endswith(
        ' -m pip install --upgrade "synth-review"' if published else f' install "{HERE}"'
    )
    assert newest().startswith("git -C") is not published


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Install it: {}", "Ask whoever runs the server to install it."),
        ("Use HTML, or install it: {}", "Use HTML, or ask whoever runs the server to install it."),
        ("Export it again.", "Export it again."),
    ],
)
def test_who_is_elsewhere_is_told_whom_to_ask_instead_of_a_command(before: str, after: str) -> None:
    assert asked(before.format(installing("word"))) == after


def test_who_is_elsewhere_asks_for_the_newest_too() -> None:
    assert asked(f"Install the newest: {newest()}") == "Ask whoever runs the server to install the newest."
