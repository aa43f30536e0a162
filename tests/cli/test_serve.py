"""Serving and accounts from the command line: what is refused, and what it says to do."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from synth.cli import run
from synth.cli.serving import browsing
from synth.installing import installing
from synth.review import Review

PASSWORD = "correct horse battery"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    Review.create(tmp_path / "review").close()
    return tmp_path / "review"


def account(folder: Path, monkeypatch, *words: str, typed: str = PASSWORD) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{typed}\n"))
    return run(["account", *words, "-C", str(folder)])


def test_accounts_are_made_listed_changed_and_closed(folder, monkeypatch, capsys):
    assert account(folder, monkeypatch, "anna", "--role", "lead", "--full-name", "Anna de Wit") == 0
    assert account(folder, monkeypatch, "bart", "--role", "coder") == 0
    assert account(folder, monkeypatch, "bart", "--role", "reader") == 0
    assert account(folder, monkeypatch, "anna", "--close") == 0
    capsys.readouterr()
    assert account(folder, monkeypatch, "--json") == 0
    assert json.loads(capsys.readouterr().out)["accounts"] == [
        {"id": "anna", "name": "Anna de Wit", "role": "lead", "state": "closed"},
        {"id": "bart", "name": "", "role": "reader", "state": "open"},
    ]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (("anna", PASSWORD), "--role"),
        (("Anna --role lead", PASSWORD), "small letters"),
        (("anna --role lead", "short"), "12 to 256"),
        (("anna --role boss", PASSWORD), "boss"),
    ],
)
def test_an_account_that_cannot_be_is_refused(folder, monkeypatch, capsys, said, told):
    assert account(folder, monkeypatch, *said[0].split(), typed=said[1]) == 2
    assert told in capsys.readouterr().err


def test_the_password_is_shown_nowhere(folder, monkeypatch, capsys):
    account(folder, monkeypatch, "anna", "--role", "lead")
    shown = capsys.readouterr()
    assert PASSWORD not in shown.out + shown.err
    assert all(PASSWORD.encode() not in path.read_bytes() for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--host", "0.0.0.0"), "synth account"),
        (("--origin", "https://review.example.org"), "synth account"),
    ],
)
def test_beyond_this_machine_nobody_is_served_without_accounts(folder, capsys, words, told):
    assert run(["serve", *words, "--no-open", "-C", str(folder)]) == 2
    assert told in capsys.readouterr().err


def test_with_accounts_it_still_takes_tls(folder, monkeypatch, capsys):
    account(folder, monkeypatch, "anna", "--role", "lead")
    assert run(["serve", "--host", "0.0.0.0", "--no-open", "-C", str(folder)]) == 2
    assert "TLS" in capsys.readouterr().err


def test_a_folder_without_a_review_is_not_served(tmp_path, capsys):
    assert run(["serve", "--no-open", "-C", str(tmp_path)]) == 2
    assert "synth new" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", [["serve", "--no-open"], ["account"]])
def test_without_the_packages_it_says_what_to_install(folder, monkeypatch, capsys, command):
    monkeypatch.setattr("synth.cli.serving.find_spec", lambda name: None)
    assert run([*command, "-C", str(folder)]) == 2
    assert "pip install" in capsys.readouterr().err


def test_who_is_sent_to_the_pages_hears_what_they_need_first(monkeypatch, tmp_path):
    assert "pip install" not in " ".join(browsing(tmp_path))
    monkeypatch.setattr("synth.cli.serving.find_spec", lambda name: None)
    assert installing("web") in " ".join(browsing(tmp_path))


def test_a_port_that_is_taken_is_told(folder, capsys):
    import socket

    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        assert run(["serve", "--port", port, "--no-open", "-C", str(folder)]) == 2
    assert "taken" in capsys.readouterr().err
