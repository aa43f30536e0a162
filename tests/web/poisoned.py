"""A review in which every text that somebody else can give tries to be something else."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import cycle
from pathlib import Path
from typing import Any

from synth import Review
from synth.coding.entry import Entry
from synth.documents import load_text
from synth.judging import Settlement
from synth.model import Assessment, Decision, Passage, Suggestion
from synth.store import accounts, codings, pairs
from synth.store.accounts import Account
from synth.store.database import writing
from synth.store.pairs import Pair
from tests.report.hostile import PAYLOADS

WORK, CODED = "sol-2011", "veld-2010"
FINDING, GAP = "F-knowledge-too-abstract", "G-absent-perspective-client"
MORE = [
    "</textarea></pre></select><script>window.pwned=1</script>",
    "{{7*7}}",
    "<base href='//evil.example'>",
]
BRIEF = " ".join(one for one in (*PAYLOADS, *MORE) if len(one) < 1000)
WHOLE = " ".join((BRIEF, "w" * 10_000, "\u202e" * 40))
"""All that is tried, in one text; with a word of 10,000 letters, and signs that turn the writing round."""

SAYS = {
    "decision": ("reason", "coder"),
    "ruling": ("coder",),
    "coding": ("coder",),
    "memo": ("text", "coder"),
    "not_reported": ("coder",),
    "done": ("coder",),
    "settlement": ("reason", "coder"),
    "assessment": ("reason", "coder"),
    "attachment": ("name", "coder"),
    "appearance": ("reason",),
    "problem": ("file", "reason", "raw"),
    "search": ("searcher", "note", "version"),
    "event_import": ("file",),
}
"""Columns of texts that come from people and files."""

HOLDS = {
    "record": ("fields",),
    "work": ("fields",),
    "passage": ("fields",),
    "suggestion": ("fields",),
    "search": ("requests", "widened"),
    "link": ("reasons",),
    "pair": ("reasons",),
}
"""Columns that hold such texts as JSON."""

FIXED = {
    "work",
    "field",
    "document",
    "codebook",
    "version",
    "dimension",
    "code",
    "direction",
    "type",
    "language",
}
"""Keys of that JSON which name something."""

WRITTEN = {"title", "label", "definition", "question", "name", "examples", "counterexamples", "notes", "note"}
"""Keys of files under which people write what they like, by language or not."""


def poison(folder: Path) -> None:
    """Do everything once that can be done in a review, then put the texts into all that was said there.

    Every text gets one of them, in turn; those of two works all at once.
    """
    turn = cycle((*PAYLOADS, *MORE))
    with closing(accounts.connect(folder)) as db:
        accounts.add_account(db, Account("cora", WHOLE, "lead", "", True), by=BRIEF)
        accounts.audit(db, "sign-in-failed", person=WHOLE, account=WHOLE)
    with Review.open(folder) as review:
        _do(review, folder)
        whole = {review.work(key).id for key in (WORK, CODED)}
    for file in [folder / "review.yaml", *folder.glob("codebooks/*.yaml"), *folder.glob("queries/*.yaml")]:
        data = load_text(file.read_text(encoding="utf-8"), name=file.name).data
        file.write_text(json.dumps(_relabelled(data, turn), indent=2), encoding="utf-8")
    with closing(sqlite3.connect(folder / "synth.db")) as db, db:
        for (trigger,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f"DROP TRIGGER {trigger}")
        for table, columns in SAYS.items():
            for column in columns:
                db.execute(f"UPDATE {table} SET {column} = {column} || ' ' || ?", (BRIEF,))
        for table, columns in HOLDS.items():
            for column in columns:
                _poison_json(db, f"{table}.{column}", whole, turn)


def _do(review: Review, folder: Path) -> None:
    review.decide(Decision(WORK, "full-text", "exclude", "background", "nee", coder="cora"))
    said = Passage(CODED, section="3.3", paraphrase={"nl": "Kennis is er op tijd."})
    review.code(Entry(said, {"factor": ("timing-of-knowledge",)}, "cora", "success"))
    review.code(Entry(said, {"factor": ("added-value-for-practice",)}, "cora", "success"))
    review.settle_conflict(
        Settlement(CODED, "factor", "added-value-for-practice", "not-given", (), "nee", "lee")
    )
    review.write_memo("work", WORK, "memo", coder="cora")
    review.say_not_reported(WORK, "phase", coder="cora")
    review.set_done(WORK, coder="cora")
    review.assess(Assessment(FINDING, "confidence", "limited", "omdat", "cora", ""))
    review.assess(Assessment(GAP, "priority", "low", "omdat", "cora", ""))
    text = folder / "text.txt"
    text.write_text(f"Page one.\n{BRIEF}\n{'w' * 10_000}", encoding="utf-8")
    review.add_full_text(WORK, text, coder="cora")
    (folder / "broken.ris").write_text(
        "TY  - JOUR\nTI  - Kennis\nER  - \nTI  - No type\nER  - \n", encoding="utf-8"
    )
    review.take_in_files([folder / "broken.ris"])
    book = review.codebook
    title = review.work(WORK).record.title
    passage = Passage(WORK, quote=title[:5], field="title", start=0, end=5)
    suggestion = Suggestion(passage, book.id, book.version, "phase", "adoption", "neutral", ("term",), 0.5)
    codings.add_suggestions(review.db, [suggestion])
    with writing(review.db):
        pairs.add_pairs(review.db, [Pair(1, 2, "ask", 0.5, "rule", ("reason",))])


def _poison_json(db: sqlite3.Connection, where: str, whole: set[int], turn: Iterator[str]) -> None:
    table, column = where.split(".")
    for number, text in db.execute(f"SELECT rowid, {column} FROM {table}").fetchall():
        if text.strip()[:1] in "[{":
            with_ = cycle([WHOLE]) if table == "work" and number in whole else turn
            made = json.dumps(_poisoned(json.loads(text), with_), ensure_ascii=False)
            db.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (made, number))


def _poisoned(value: Any, turn: Iterator[str]) -> Any:
    if isinstance(value, str):
        return f"{value} {next(turn)}"
    if isinstance(value, list):
        return [_poisoned(one, turn) for one in value]
    if isinstance(value, dict):
        return {key: one if key in FIXED else _poisoned(one, turn) for key, one in value.items()}
    return value


def _relabelled(value: Any, turn: Iterator[str], *, ours: bool = False) -> Any:
    if isinstance(value, str):
        return f"{value} {next(turn)[:3000]}" if ours else value
    if isinstance(value, list):
        return [_relabelled(one, turn, ours=ours) for one in value]
    if isinstance(value, dict):
        return {key: _relabelled(one, turn, ours=ours or key in WRITTEN) for key, one in value.items()}
    return value
