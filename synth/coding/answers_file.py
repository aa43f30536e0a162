"""The file of what a coder said beside codings: done, not reported, memos, settlements; for git."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from synth.coding.codes import Codebook
from synth.documents import Document, WorkKey, Written, scalar, validate
from synth.errors import FileError, Problem
from synth.judging import Answers, Done, Memo, MemoKind, NotReported, Settlement, Verdict
from synth.model import Direction

Name = Annotated[str, StringConstraints(pattern=r"^\S(.{0,118}\S)?$")]
Text = Annotated[str, StringConstraints(min_length=1, max_length=20_000)]
At = Annotated[str, StringConstraints(max_length=40)]
LISTS = ("done", "not_reported", "memos", "settlements")


class DoneFile(Written):
    """A work that the coder is done with."""

    work: WorkKey
    at: At = ""


class NotReportedFile(Written):
    """A dimension, or one code of it, that a work says nothing on."""

    work: WorkKey
    dimension: str
    code: str = ""
    uid: Name
    at: At = ""


class MemoFile(Written):
    """A note on a work, a coding or a code."""

    about: MemoKind
    work: WorkKey | Literal[""] = ""
    target: Annotated[str, StringConstraints(max_length=300)] = ""
    text: Text
    uid: Name
    at: At = ""


class SettlementFile(Written):
    """How a conflict was settled."""

    work: WorkKey
    dimension: str
    code: str
    verdict: Verdict
    directions: list[Direction] = Field(default_factory=list)
    reason: Text
    uid: Name
    at: At = ""


class AnswersFile(Written):
    """A file of answers as written."""

    synth: Literal["answers/1"]
    coder: Name
    codebook: str
    version: Name
    done: list[DoneFile] = Field(default_factory=list)
    not_reported: list[NotReportedFile] = Field(default_factory=list)
    memos: list[MemoFile] = Field(default_factory=list)
    settlements: list[SettlementFile] = Field(default_factory=list)


def read_answers(document: Document, codebook: Codebook) -> Answers:
    """The answers of a file. Raises FileError with the place of every mistake.

    Work keys are checked for form only.
    """
    written = validate(document, AnswersFile)
    if problems := tuple(_unknown(document, written, codebook)):
        raise FileError(problems)
    made_with = {"coder": written.coder, "codebook": written.codebook, "version": written.version}
    return Answers(
        tuple(Done(coder=written.coder, **one.model_dump()) for one in written.done),
        tuple(NotReported(**made_with, **one.model_dump()) for one in written.not_reported),
        tuple(Memo(coder=written.coder, **one.model_dump()) for one in written.memos),
        tuple(
            Settlement(
                one.work,
                one.dimension,
                one.code,
                one.verdict,
                tuple(one.directions),
                one.reason,
                uid=one.uid,
                at=one.at,
                **made_with,
            )
            for one in written.settlements
        ),
    )


def others_answers(document: Document, coders: Mapping[str, str]) -> Iterator[Problem]:
    """Each entry of a file of answers whose uid another coder has; `coders` are those known, by uid."""
    written = validate(document, AnswersFile)
    for name in LISTS[1:]:
        for index, one in enumerate(getattr(written, name)):
            coder = coders.get(one.uid, written.coder)
            if coder != written.coder:
                message = f"`{one.uid}` is what `{coder}` said; a file of `{written.coder}` cannot change it."
                remedy = "Leave that entry out, or take in the file of that coder."
                yield document.problem(message, name, index, "uid", remedy=remedy)


def write_answers(answers: Answers, codebook: Codebook) -> str:
    """The answers of one coder as YAML text in a stable order; `read_answers` gives them back."""
    (coder,) = answers.coders
    head = {"synth": "answers/1", "coder": coder, "codebook": codebook.id, "version": codebook.version}
    lines = [f"{key}: {scalar(value)}" for key, value in head.items()]
    for name in LISTS:
        rows = [asdict(one) for one in getattr(answers, name)]
        if rows:
            lines.append(f"{name}:")
        for row in sorted(rows, key=lambda one: (one["work"], one.get("uid", ""))):
            lines += _entry(row)
    return "\n".join(lines) + "\n"


def _entry(row: Mapping[str, object]) -> Iterator[str]:
    lead = "- "
    for key, value in row.items():
        if not value or key in ("coder", "codebook", "version"):
            continue
        said = f"[{', '.join(value)}]" if isinstance(value, tuple) else scalar(str(value))
        yield f"  {lead}{key}: {said}"
        lead = "  "


def _unknown(document: Document, written: AnswersFile, codebook: Codebook) -> Iterator[Problem]:
    """Every dimension and code that the codebook does not have and never had."""
    if written.codebook != codebook.id:
        message = f"The answers belong to the codebook `{written.codebook}`, not to `{codebook.id}`."
        yield document.problem(message, "codebook", remedy="Add that codebook to the review.")
        return
    former = {(change.dimension, code) for change in codebook.changes for code in change.replaced}
    for name in ("not_reported", "settlements"):
        for index, one in enumerate(getattr(written, name)):
            known = {dimension.id for dimension in codebook.dimensions}
            if one.dimension not in known or not (
                not one.code or codebook.has(one.dimension, one.code) or (one.dimension, one.code) in former
            ):
                message = f"`{one.dimension}={one.code}` is not in the codebook."
                yield document.problem(message, name, index, remedy="`synth codebooks` shows what is.")
