"""Files are read up to a size and written whole or not at all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from synth.errors import FileError, SynthError
from synth.formats import files
from synth.text import fold


def test_a_file_is_read_whole(tmp_path: Path):
    (tmp_path / "a").write_bytes(b"abc")
    assert files.read_file(tmp_path / "a") == b"abc"


@pytest.mark.parametrize(("name", "message"), [("none.ris", "no such file"), (".", "folder")])
def test_what_cannot_be_read_is_named_with_a_remedy(tmp_path: Path, name: str, message: str):
    with pytest.raises(FileError, match=message):
        files.read_file(tmp_path / name)


def test_a_file_over_the_cap_is_refused_before_it_fills_the_memory(tmp_path: Path):
    (tmp_path / "a").write_bytes(b"x" * 11)
    with pytest.raises(FileError, match="larger than"):
        files.read_file(tmp_path / "a", cap=10)
    assert files.read_file(tmp_path / "a", cap=11)


def test_a_file_is_written_with_its_folders_and_nothing_else_is_left(tmp_path: Path):
    path = tmp_path / "new" / "report.html"
    files.write_atomic(path, "één")
    assert path.read_bytes() == "één".encode()
    assert [one.name for one in path.parent.iterdir()] == ["report.html"]


def test_permissions_of_the_file_before_are_kept(tmp_path: Path):
    path = tmp_path / "a"
    path.write_text("old")
    path.chmod(0o640)
    files.write_atomic(path, "new")
    assert path.stat().st_mode & 0o777 == 0o640


def test_when_writing_fails_the_old_file_stays_and_no_piece_is_left(tmp_path: Path):
    path = tmp_path / "folder"
    (path / "inside").mkdir(parents=True)
    with pytest.raises(SynthError, match=r"could not be written.*unchanged"):
        files.write_atomic(path, "new")
    assert path.is_dir()
    assert [one.name for one in tmp_path.iterdir()] == ["folder"]


def test_a_full_disk_leaves_the_old_file(tmp_path: Path):
    """The size limit of the process stands in for a full disk: the system refuses the bytes all the same."""
    resource = pytest.importorskip("resource")
    import signal

    path = tmp_path / "a"
    path.write_text("old")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
        with pytest.raises(SynthError, match="could not be written"):
            files.write_atomic(path, "x" * 1000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)
    assert path.read_text() == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["a"]


@pytest.mark.parametrize("names", [("Anna", "anna"), ("José", "Jose"), ("Müller", "MÜLLER", "Muller")])
def test_people_whom_a_file_system_would_take_for_one_have_files_of_their_own(names):
    parts = files.file_parts(names)
    assert list(parts) == sorted(names)
    assert parts[sorted(names)[0]] == sorted(names)[0]
    assert len({fold(part) for part in parts.values()}) == len(names)


@pytest.mark.parametrize("name", ["", "../up", "a/b", "C:\\x", "x" * 300, "\udcff", "a\nb"])
def test_a_name_that_could_lead_elsewhere_is_written_otherwise(name):
    part = files.file_parts([name])[name]
    assert re.fullmatch(r"[\w-]{1,80}", part)
    assert part != name
