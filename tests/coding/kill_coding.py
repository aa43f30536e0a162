"""Kill `synth code` at random moments: whatever it said was coded or taken back must be so.

    python -m tests.coding.kill_coding [--runs 100] [--seed 1]

In every second run someone answers suggestions without a pause (accept, reject, back); in the others one is
coded by a command with two codes each. Each process gets a SIGKILL at a moment of its own. Prints one line of
figures and exits 1 when something acknowledged is gone, an entry is half there, or the database is damaged.
"""

import argparse
import contextlib
import os
import random
import re
import resource
import select
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from synth.review import Review
from tests.coding.team import begin

SYNTH = (sys.executable, "-c", "from synth.cli import main; main()", "code")
SENTENCES = (
    "Er is te weinig tijd om te lezen.",
    "Kennis is te abstract.",
    "De leiding steunt het gebruik van kennis.",
    "De uitvoering heeft te hoge werkdruk.",
    "Onderzoek kwam te laat voor het beleid.",
    "Professionals missen opleiding.",
    "Het protocol knelt.",
    "Gemeenten hebben weinig geld.",
)
CODED = re.compile(r"Coded as (\S+)\.\n")
BACK = "The last answer is taken back.\n"
PROMPT = re.compile(r"(\[a\]ccept[^:\n]*|\[[sfmn]\][^:\n]*): \Z")
LONGEST = 60.0
"""Seconds that one process may take before something is wrong."""


@dataclass
class Figures:
    """What all runs gave together."""

    killed: int = 0
    coded: int = 0
    taken_back: int = 0
    lost: int = 0
    risen: int = 0
    half: int = 0
    damaged: int = 0
    expected: set = field(default_factory=set)
    gone: set = field(default_factory=set)


def name(number):
    """Return the name of an author."""
    return f"Auteur{chr(97 + number // 26)}{chr(97 + number % 26)}"


def make(folder, works=40):
    """Start a review with suggestions to answer."""
    with begin(folder) as review:
        chance = random.Random(0)
        records = [
            f"TY  - JOUR\nID  - {n}\nAU  - {name(n)}, A.\nTI  - Studie {n} naar kennis\nPY  - 2012\n"
            f"AB  - {' '.join(chance.sample(SENTENCES, len(SENTENCES)))}\nER  -\n"
            for n in range(works)
        ]
        (folder / "more.ris").write_text("".join(records), encoding="utf-8")
        review.take_in(folder / "more.ris")
        review.settle()
        review.suggest()


def start(folder, *arguments):
    """Start `synth code` in the review."""
    command = [*SYNTH, *map(str, arguments), "-C", str(folder)]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    )


def read(process, seconds):
    """Return what the process wrote within some seconds; None at its end."""
    ready, _, _ = select.select([process.stdout], [], [], max(0.0, seconds))
    if not ready:
        return ""
    data = os.read(process.stdout.fileno(), 65_536)
    return data.decode(errors="replace") if data else None


def answer(folder, coder, chance):
    """Answer suggestions until the kill; return what was written, and the answers in order."""
    process = start(folder, "--coder", coder)
    said, answers, end = "", [], None
    begun = time.monotonic()
    while time.monotonic() - begun < LONGEST:
        more = read(process, (end or begun + LONGEST) - time.monotonic())
        if more is None or (end and time.monotonic() >= end):
            break
        said += more
        found = PROMPT.search(said)
        if found and more:
            end = end or time.monotonic() + chance.uniform(0.0, 1.0)
            direction = not found[1].startswith("[a]")
            letter = re.search(r"\[(\w)\]", found[1])[1] if direction else chance.choice("aaaarb")
            answers.append((len(said), letter, direction))
            with contextlib.suppress(BrokenPipeError):
                process.stdin.write(f"{letter}\n".encode())
                process.stdin.flush()
    return kill(process, said), answers


def kill(process, said):
    """Kill the process without warning; return all that it wrote."""
    process.send_signal(signal.SIGKILL)
    rest, _ = process.communicate()
    return said + rest.decode(errors="replace")


def type_in(folder, coder, chance, seconds):
    """Code one work by a command, killed within so many seconds; return what was written."""
    work = f"{name(chance.randrange(40)).lower()}-2012"
    codes = (
        "--as",
        "factor=professional-discretion",
        "--as",
        "phase=implementation",
        "--direction",
        "failure",
    )
    process = start(folder, work, *codes, "--says", f"Said {chance.random()}.", "--coder", coder)
    end, said = time.monotonic() + chance.uniform(seconds / 4, seconds), ""
    while time.monotonic() < end:
        more = read(process, end - time.monotonic())
        if more is None:
            break
        said += more
    return kill(process, said)


def replay(figures, said, answers):
    """Follow the answers of one run: what must be in force, what must not, what may be either."""
    stack = []
    ends = [*(at for at, _, _ in answers[1:]), len(said)]
    for (at, letter, direction), end in zip(answers, ends, strict=False):
        shown, last = said[at:end], end == len(said)
        coded = CODED.search(shown)
        if coded:
            stack.append(coded[1])
            figures.coded += 1
            figures.expected.add(coded[1])
        elif letter == "b" and not direction and stack:
            uid = stack.pop()
            figures.expected.discard(uid)
            if uid and BACK in shown:
                figures.taken_back += 1
                figures.gone.add(uid)
        elif letter in "rs" and not direction and not last:
            stack.append("")


def check(figures, folder):
    """Compare what was acknowledged with what is stored."""
    db = sqlite3.connect(folder / "synth.db")
    with contextlib.closing(db):
        there = {row[0] for row in db.execute("SELECT uid FROM current_coding")}
        entries = [row[0] for row in db.execute("SELECT uid FROM coding WHERE uid LIKE '%/implementation'")]
        pairs = [uid.split(":")[0] + ":factor/professional-discretion" for uid in entries]
        stored = {row[0] for row in db.execute("SELECT uid FROM coding")}
        halves = "SELECT count(*) FROM coding WHERE uid LIKE '%:factor/professional-discretion'"
        accepted = "SELECT coding_uid FROM suggestion_ruling WHERE verdict = 'accepted'"
        figures.lost = len(figures.expected - there)
        figures.risen = len(figures.gone & there)
        figures.half = sum(uid not in stored for uid in pairs)
        figures.half += sum(row[0] not in stored for row in db.execute(accepted))
        figures.half += db.execute(halves).fetchone()[0] < len(pairs)
        sound = db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        figures.damaged += not sound or bool(db.execute("PRAGMA foreign_key_check").fetchall())


def kill_runs(folder, runs, seed):
    """Make a review in `folder`, kill as many processes as there are runs, and return the figures."""
    make(folder)
    figures, calm = Figures(), time.monotonic()
    start(folder, "--progress").communicate()
    usual = 1.5 * (time.monotonic() - calm)
    for number in range(runs):
        chance = random.Random(f"{seed}-{number}")
        coder = chance.choice(("anna", "ben"))
        if number % 2:
            for found in CODED.finditer(type_in(folder, coder, chance, usual)):
                figures.coded += 1
                figures.expected.add(found[1])
        else:
            replay(figures, *answer(folder, coder, chance))
        figures.killed += 1
        check(figures, folder)
        if bad(figures):
            print(f"run {number}: {told(figures)}", flush=True)
    with Review.open(folder) as review:
        review.coding_progress()
    return figures


def bad(figures):
    """Return whether anything that was acknowledged is not so."""
    return figures.lost or figures.risen or figures.half or figures.damaged


def told(figures):
    """Return the figures as one line."""
    names = ("killed", "coded", "taken_back", "lost", "risen", "half", "damaged")
    return " ".join(f"{name}={getattr(figures, name)}" for name in names)


def main():
    """Run the check and print its figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    scratch = Path(tempfile.mkdtemp())
    try:
        figures = kill_runs(scratch / "review", options.runs, options.seed)
    finally:
        shutil.rmtree(scratch)
    cpu = sum(resource.getrusage(who).ru_utime for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(f"{told(figures)} cpu={cpu:.0f}s")
    return 1 if bad(figures) else 0


if __name__ == "__main__":
    sys.exit(main())
