"""Two coders in two clones: their codings and decisions are merged by git and lose nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from synth.review import Review
from synth.store.codings import current_codings
from synth.store.decisions import current_decisions
from synth.store.works import works

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="needs git")

RECORDS = "".join(
    f"TY  - JOUR\nTI  - Kennis in gemeente {n}\nAU  - Smit, {n}\nPY  - 20{n:02}\nER  -\n" for n in range(1, 7)
)
SAYS = ("Er is te weinig tijd.", "Niemand leest het.")


def git(folder: Path, *arguments: str) -> None:
    said = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "PATH": os.environ["PATH"]}
    said |= {
        f"GIT_{who}_{what}": "test@example.org"
        for who in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    subprocess.run(["git", *arguments], cwd=folder, env=said, check=True, capture_output=True)


def counted(folder: Path) -> tuple[set[str], set[tuple[str, ...]]]:
    """The uids of the codings and what was decided."""
    with Review.open(folder) as review:
        codings = {one.uid for _, one in current_codings(review.db)}
        return codings, {(d.work, d.stage, d.verdict, d.coder) for d in current_decisions(review.db)}


@pytest.fixture
def shared(synth, tmp_path: Path) -> Path:
    """A repository that holds the text of a review, without its database."""
    folder = tmp_path / "shared"
    synth("new", folder)
    (folder / "corpus" / "works.ris").write_text(RECORDS)
    (folder / ".gitignore").write_text("synth.db*\nreport/\n")
    synth("import", folder / "corpus" / "works.ris", "-C", folder)
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "protocol and works")
    return folder


def work_of(synth, shared: Path, folder: Path, coder: str, keys: list[str]) -> None:
    """Clone, code and decide, and commit what `synth export` writes."""
    git(shared.parent, "clone", "-q", str(shared), str(folder))
    synth("import", folder / "corpus" / "works.ris", "-C", folder)
    for key in keys:
        for says in SAYS:
            how = [
                "--as",
                "factor=translation-to-practice",
                "--direction",
                "failure",
                "--says",
                says,
                "--coder",
                coder,
            ]
            assert synth("code", key, *how, "-C", folder).code == 0
        assert synth("screen", key, "--verdict", "include", "--coder", coder, "-C", folder).code == 0
    synth("export", "--format", "yaml", "--to", folder / "corpus" / "coded", "-C", folder)
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", f"coding by {coder}")


def test_two_coders_merge_without_conflict_and_nothing_is_lost_or_doubled(
    synth, shared: Path, tmp_path: Path
) -> None:
    with Review.open(shared) as review:
        keys = [work.key for work in works(review.db)]
    anna, ben = tmp_path / "anna", tmp_path / "ben"
    work_of(synth, shared, anna, "anna", keys[:3])
    work_of(synth, shared, ben, "ben", keys[2:4])
    git(anna, "pull", "-q", "--no-rebase", "--no-edit", str(ben), "main")
    both = [set.union(*pair) for pair in zip(counted(anna), counted(ben), strict=True)]
    files = sorted((anna / "corpus" / "coded").glob("*.yaml"))
    assert len(files) == 4
    for _ in range(2):
        done = synth("import", *files, "-C", anna)
        assert done.code == 0, done.err
        assert list(counted(anna)) == both
    assert "0 new" in done.out


def test_two_people_who_add_to_the_file_of_one_coder_merge_too(synth, shared: Path, tmp_path: Path) -> None:
    """Two machines of one coder: entries are added in different places of one file."""
    with Review.open(shared) as review:
        keys = sorted(work.key for work in works(review.db))
    first = tmp_path / "first"
    work_of(synth, shared, first, "anna", [keys[0], keys[2], keys[5]])
    git(shared.parent, "clone", "-q", str(first), str(tmp_path / "second"))
    second = tmp_path / "second"
    synth(
        "import",
        second / "corpus" / "works.ris",
        *sorted((second / "corpus" / "coded").glob("*.yaml")),
        "-C",
        second,
    )
    for folder, key in ((first, keys[1]), (second, keys[3])):
        how = [
            "--as",
            "factor=translation-to-practice",
            "--direction",
            "failure",
            "--says",
            SAYS[0],
            "--coder",
            "anna",
        ]
        assert synth("code", key, *how, "-C", folder).code == 0
        synth("export", "--format", "yaml", "--to", folder / "corpus" / "coded", "-C", folder)
        git(folder, "commit", "-q", "-a", "-m", "more")
    before = counted(first)[0] | counted(second)[0]
    git(first, "pull", "-q", "--no-rebase", "--no-edit", str(second), "main")
    synth("import", *sorted((first / "corpus" / "coded").glob("codings*.yaml")), "-C", first)
    assert counted(first)[0] == before
