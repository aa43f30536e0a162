"""What every command owes: help with an example, exit codes, one clear message, JSON that is only JSON."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from synth import cli
from synth.cli import COMMANDS, run

BAD_REVIEWS = {
    "years": ("years: {from: 2000}", "years: {from: soon}", "review.yaml"),
    "unknown key": ("languages:", "langauges:", "review.yaml"),
    "no strategy": ("strategies: [tno-2011]", "strategies: [tno-2012]", "tno-2012"),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_an_example_and_names_every_option(synth, command: str) -> None:
    done = synth(command, "--help")
    assert done.code == 0
    assert "Examples:" in done.out
    assert f"synth {command}" in done.out.split("Examples:")[1]


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_examples_stand_one_a_line(synth, command: str) -> None:
    out = synth(*command.split(), "--help").out
    assert "\\b" not in out
    examples = out.split("Examples:\n")[1].split("\n\n")[0].splitlines()
    assert all(line.strip().startswith("synth ") for line in examples)


def test_the_list_of_commands_says_what_each_does(synth) -> None:
    done = synth("--help")
    assert all(name in done.out and line[:30] in done.out for name, (_, line) in COMMANDS.items())


def test_a_wrong_command_gets_the_right_one(synth) -> None:
    done = synth("serach")
    assert done.code == 2
    assert "Did you mean `search`?" in done.err


@pytest.mark.parametrize(
    "command", ["check", "search", "dedupe", "screen", "code", "synthesize", "gaps", "report"]
)
def test_a_folder_without_a_review_says_how_to_start_one(synth, tmp_path: Path, command: str) -> None:
    done = synth(command, "-C", tmp_path)
    assert done.code == 2
    assert "holds no review" in done.err
    assert "synth new" in done.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", BAD_REVIEWS)
def test_a_mistake_in_the_protocol_is_placed(synth, review_folder: Path, name: str) -> None:
    before, after, where = BAD_REVIEWS[name]
    path = review_folder / "review.yaml"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")
    done = synth("check", "-C", review_folder)
    assert done.code == 2
    assert where in done.err + done.out


def test_check_of_a_good_review_is_short(synth, review_folder: Path) -> None:
    done = synth("check", "-C", review_folder)
    assert (done.code, done.out) == (0, "All is well.\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ("check",),
        ("search", "--source", "corpus"),
        ("dedupe", "--links"),
        ("screen",),
        ("code",),
        ("synthesize",),
        ("gaps",),
        ("report",),
        ("export",),
    ],
    ids=lambda a: a[0],
)
def test_json_is_one_document_and_nothing_else(
    synth, review_folder: Path, arguments: tuple[str, ...]
) -> None:
    done = synth(*arguments, "-C", review_folder, "--json")
    assert done.code == 0, done.err
    assert isinstance(json.loads(done.out), dict)


def test_ctrl_c_says_that_nothing_is_lost(synth, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(**_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli.cli, "main", interrupted)
    done = synth("search")
    assert done.code == 1
    assert "What was acknowledged is stored" in done.err


@pytest.mark.parametrize(
    ("number", "words"), [(errno.ENOSPC, "Free space"), (errno.EACCES, "right to write")]
)
def test_a_full_disk_is_one_message(synth, monkeypatch: pytest.MonkeyPatch, number: int, words: str) -> None:
    def failing(**_: object) -> None:
        raise OSError(number, "no", "report.html")

    monkeypatch.setattr(cli.cli, "main", failing)
    done = synth("report")
    assert done.code == 1
    assert "report.html" in done.err
    assert words in done.err


@pytest.mark.parametrize("command", ["check", "synthesize", "gaps", "report", "dedupe", "screen"])
def test_a_damaged_database_is_one_message(synth, review_folder: Path, command: str) -> None:
    path = review_folder / "synth.db"
    raw = bytearray(path.read_bytes())
    raw[4096 * 2 :] = b"\xff" * (len(raw) - 4096 * 2)
    path.write_bytes(raw)
    done = synth(command, "-C", review_folder)
    assert done.code == 1
    assert "synth.db" in done.err
    assert "copy" in done.err


def test_a_record_cannot_command_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    from synth.cli.options import emit

    emit({}, ["title \x1b[2J \x07"], as_json=False)
    assert "\x1b" not in capsys.readouterr().out


@pytest.mark.skipif(sys.platform == "win32", reason="There are no pseudo-terminals.")
@pytest.mark.parametrize(("no_color", "bold"), [("", True), ("1", False)])
def test_a_heading_is_bold_on_a_terminal_only(review_folder: Path, no_color: str, bold: bool) -> None:
    import pty

    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", "from synth.cli import main; main()", "gaps", "-C", str(review_folder)]
    environment = {**os.environ, "NO_COLOR": no_color}
    said = b""
    with subprocess.Popen(command, stdout=theirs, env=environment):
        os.close(theirs)
        with contextlib.suppress(OSError):  # the terminal is gone when the program ends
            while more := os.read(ours, 65536):
                said += more
    os.close(ours)
    shown = said.decode(errors="replace")
    assert "u001b" not in shown
    assert shown.startswith("\x1b[1mG-") == bold


def test_every_letter_goes_into_a_file_whatever_the_encoding_of_the_system(tmp_path: Path) -> None:
    path = tmp_path / "a.ris"
    path.write_text("TY  - JOUR\nTI  - Wdrażanie wiedzy\nER  - \n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", "from synth.cli import main; main()", "read", str(path)],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"},
    )
    assert json.loads(done.stdout.decode("utf-8"))["title"] == "Wdrażanie wiedzy"


def test_the_module_runs_as_a_program(tmp_path: Path) -> None:
    code = "from synth.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("synth, version ")


def test_an_unknown_option_is_wrong_usage() -> None:
    assert run(["check", "--nothing"]) == 2


def test_bytes_that_are_no_text_are_told_and_not_a_crash(synth, review_folder) -> None:
    done = synth("screen", "sol-2011", "--verdict", "include", "--reason", "caf\udce9", "-C", review_folder)
    assert done.code == 2
    assert "`caf?` has characters that are not UTF-8. Rename the file" in done.err


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("screen", "There are no works yet: `synth search`"),
        ("dedupe", "There are no works yet: `synth search`"),
        ("code --suggest", "There are no works yet: `synth search`"),
        ("search --source corpus", "no exported file in corpus/"),
        ("terms", "`synth terms known.ris`"),
        ("account", "There are no accounts: `synth serve`"),
    ],
)
def test_a_review_that_was_just_begun_is_told_how_to_go_on(
    synth, tmp_path: Path, command: str, told: str
) -> None:
    synth("new", tmp_path / "mine")
    done = synth(*command.split(), "-C", tmp_path / "mine")
    assert told in done.out
    assert "Nothing new" not in done.out and " 0 " not in done.out.splitlines()[0]
