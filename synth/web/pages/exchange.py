"""Codings and decisions that go out to other programs, and come in from them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from starlette.responses import Response

from synth.errors import UsageError
from synth.model import STAGES, Stage
from synth.review import Review
from synth.review.exporting import CODINGS
from synth.review.searching import file_name
from synth.store.imports import EventImport
from synth.text import slug
from synth.web.handing import Bundle
from synth.web.pages.handed import hand_over
from synth.web.pages.taking_out import begin
from synth.web.visit import Visit

TEXT = "text"
"""The form that people merge in git; a file for each coder."""

OUT = {"codings": (*CODINGS, TEXT), "decisions": ("csv", "rayyan", "covidence", "asreview", "eppi", TEXT)}
"""The forms in which each goes out."""

WHOLE = ("csv", TEXT)
"""Forms of decisions that hold all stages."""

PARTS = {"codings": ("codings.", "answers."), "decisions": ("decisions.",)}
"""How the files of the text form begin."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form to take out: its name, and links to it with what they hold (empty: everything)."""

    name: str
    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ExchangePage:
    """What goes out and in: `what` is codings or decisions; `came` the files that count, newest first.

    `unblinded`: the files show what people who screen blinded do not see of each other.
    """

    what: str
    forms: tuple[Form, ...]
    came: tuple[EventImport, ...]
    stages: tuple[tuple[str, str], ...]
    unblinded: bool


def codings(visit: Visit) -> Response:
    """The forms of codings, and the files of codings that came in."""
    forms = (Form(one, (("", visit.link("codings-out", form=one)),)) for one in OUT["codings"])
    return _show(visit, "codings", tuple(forms))


def decisions(visit: Visit) -> Response:
    """The forms of decisions, those of one stage by stage, and the files of decisions that came in."""
    forms = (
        Form(
            one,
            tuple(
                (stage, visit.link("decisions-out", form=one, stage=stage))
                for stage in (("",) if one in WHOLE else STAGES)
            ),
        )
        for one in OUT["decisions"]
    )
    return _show(visit, "decisions", tuple(forms))


def _show(visit: Visit, what: str, forms: tuple[Form, ...]) -> Response:
    came = tuple(one for one in reversed(visit.review.event_imports()) if one.kind == what)
    stages = tuple((one, visit.t(f"stage.{one}")) for one in STAGES)
    screening = visit.review.protocol.screening
    unblinded = what == "decisions" and screening.blinded and screening.screeners > 1
    return visit.page("exchange.html", ExchangePage(what, forms, came, stages, unblinded))


def codings_out(visit: Visit) -> Response:
    """Begin to write all codings in one form. Raises UsageError."""
    form = _form(visit, "codings")
    make = partial(write_codings, form=form, language=visit.t.language, coder=visit.person.id)
    return begin(visit, make, "codings", back=visit.link("codings-files"))


def decisions_out(visit: Visit) -> Response:
    """Begin to write the decisions of a stage, or all, in one form. Raises UsageError."""
    form, stage = _form(visit, "decisions"), _stage(visit.value("stage"))
    make = partial(write_decisions, form=form, stage=stage, coder=visit.person.id)
    return begin(visit, make, "decisions", back=visit.link("decisions-files"))


def write_codings(review: Review, to: Path, *, form: str, language: str, coder: str) -> tuple[Path, ...]:
    """Write all codings in one form, of those still being coded what `coder` said."""
    if form == TEXT:
        return _as_text(review, "codings", to, coder)
    return review.export_codings((form,), language=language, to=to, coder=coder)


def write_decisions(review: Review, to: Path, *, form: str, stage: Stage, coder: str) -> tuple[Path, ...]:
    """Write the decisions of a stage, or all, in one form."""
    if form == TEXT:
        return _as_text(review, "decisions", to, coder)
    return review.export_decisions((form,), stage=stage, to=to)


def codings_in(visit: Visit) -> Response:
    """Look at files of codings before they come in."""
    return hand_over(visit, Bundle("codings", (), coder=_coder(visit)))


def decisions_in(visit: Visit) -> Response:
    """Look at files of decisions before they come in."""
    stage = _stage(visit.typed("stage"))
    undated = visit.typed("undated") == "yes"
    return hand_over(visit, Bundle("decisions", (), coder=_coder(visit), stage=stage, undated=undated))


def undo(visit: Visit) -> Response:
    """Take back what the last file of a name gave."""
    what, name, review = visit.typed("what"), visit.typed("file"), visit.review
    came = {one.file for one in review.event_imports()} | {file_name(one) for one in review.record_imports()}
    if name not in came:
        raise UsageError(visit.t("form.moved"), remedy=visit.t("form.look"))
    with visit.once() as fresh:
        if fresh:
            gone = review.undo_import(name, coder=visit.person.id)
            review.settle()
            visit.tell(visit.t(f"exchange.undone-{gone.kind}", file=gone.file, n=gone.entries))
    return visit.go(visit.link(f"{what}-files" if what in OUT else "search"))


def _form(visit: Visit, what: str) -> str:
    asked = visit.place("form")
    if asked not in OUT[what]:
        raise UsageError(visit.t("problem.missing-text"))
    return asked


def _stage(asked: str) -> Stage:
    return next((stage for stage in STAGES if stage == asked), STAGES[0])


def _coder(visit: Visit) -> str:
    """Who a file is of that does not say: who was typed, else who is at the screen. Raises UsageError."""
    name = visit.typed("coder").strip() or visit.person.id
    if slug(name) != name or len(name) > 80:
        raise UsageError(visit.t("exchange.no-coder"), remedy=visit.t("exchange.name-coder"))
    return name


def _as_text(review: Review, what: str, folder: Path, coder: str) -> tuple[Path, ...]:
    written = review.export(formats=("yaml",), to=folder, coder=coder)
    return tuple(path for path in written if path.name.startswith(PARTS[what]))
