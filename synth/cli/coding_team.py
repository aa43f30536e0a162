"""What `synth code` does where several code: done, not reported, memos, side by side, settling, progress."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from synth.cli.options import Heading, table
from synth.model import DOCUMENT

if TYPE_CHECKING:
    from synth.coding.settling import Row, Side
    from synth.judging import Verdict
    from synth.model import Coding, Passage
    from synth.review import Review
    from synth.texts import Anchor

Answer = tuple[Mapping[str, Any], Sequence[str]]
Act = Callable[["Review", Mapping[str, Any]], Answer]
Options = Mapping[str, Any]


def place_of(pair: str, hint: str) -> tuple[str, str]:
    """The dimension and code of `DIMENSION=CODE`."""
    dimension, equals, code = pair.partition("=")
    if not (equals and code):
        raise click.BadParameter(f"`{pair}` is not DIMENSION=CODE.", param_hint=hint)
    return dimension, code


def _named(options: Options) -> str:
    if not options["work"]:
        raise click.UsageError("Nothing says which work is meant. Name it: `synth code jansen-2014 …`.")
    return str(options["work"])


def _done(review: Review, options: Options) -> Answer:
    work = _named(options)
    review.set_done(work, coder=options["coder"], done=not options["reopen"])
    seen = review.coded_work(work, coder=options["coder"])
    wanted = review.protocol.coding.coders
    lines = [f"{len(seen.done)} of {wanted} coders are done with {work}."]
    if seen.shown and len(seen.done) >= wanted > 1:
        lines.append(f"`synth code {work} --conflicts` shows where they differ.")
    return {"work": work, "done": seen.done, "shown": seen.shown}, lines


def _not_reported(review: Review, options: Options) -> Answer:
    dimension, _, code = str(options["silent"]).partition("=")
    uid = review.say_not_reported(_named(options), dimension, code, coder=options["coder"])
    return {"uid": uid}, [f"Not reported: {options['silent']}, as {uid}."]


def _memo(review: Review, options: Options) -> Answer:
    target, text, coder = options["about"], options["memo"], options["coder"]
    if "=" in target:
        uid = review.write_memo("code", target, text, coder=coder)
    elif target:
        uid = review.write_memo("coding", target, text, coder=coder)
    else:
        uid = review.write_memo("work", _named(options), text, coder=coder)
    return {"uid": uid}, [f"Noted as {uid}."]


def _listed(review: Review, options: Options) -> Answer:
    seen = review.coded_work(_named(options), coder=options["coder"])
    places = review.places(seen.work)
    lines: list[str] = [
        Heading(f"{seen.work}: codings {len(seen.codings)}, done {', '.join(seen.done) or 'nobody'}")
    ]
    lines += [_line(coding, places.get(number)) for number, coding in seen.codings]
    lines += [f"{o.uid}  {o.coder}: not reported: {_place(o.dimension, o.code)}" for o in seen.not_reported]
    lines += [
        f"{o.uid}  {o.coder}, memo{f' on {o.target}' if o.target else ''}: {o.text}" for o in seen.memos
    ]
    lines += [f"{o.uid}  {_settled(o)}" for o in seen.settlements]
    if not seen.shown:
        lines.append("You see what you said yourself; the rest when all coders are done.")
    data = {**asdict(seen), "codings": [{"passage": n, **asdict(c)} for n, c in seen.codings]}
    return {**data, "places": {n: asdict(one) for n, one in places.items()}}, lines


def _line(coding: Coding, where: Anchor | None) -> str:
    direction = "" if coding.direction == "neutral" else f" ({coding.direction})"
    lost = "  [not in the full text of now]" if where and where.how == "lost" else ""
    code = f"{coding.dimension}={coding.code}{direction}"
    return f"{coding.uid}  {coding.coder}: {code}: {_said(coding.passage)}{lost}"


def _said(passage: Passage) -> str:
    page = f"p. {passage.page}" if passage.page else ""
    field = passage.field if passage.field != DOCUMENT else ""
    place = ", ".join(part for part in (field, passage.section, page) if part)
    own = next(iter(passage.paraphrase.values()), "")
    said = f"“{passage.quote}”" if passage.quote else own or "the whole work"
    return f"{said} ({place})" if place else said


def _place(dimension: str, code: str) -> str:
    return f"{dimension}={code}" if code else dimension


def _settled(one: Any) -> str:
    verdict = ", ".join(one.directions) if one.verdict == "given" else "does not apply"
    return f"{one.coder} settled {one.dimension}={one.code}: {verdict}. {one.reason}"


def _conflicts(review: Review, options: Options) -> Answer:
    rows = review.coding_conflicts(options["work"])
    lines = list(_side_by_side(rows))
    if rows:
        how = "--settle --as DIMENSION=CODE --direction … --reason … (or --not-given)"
        lines += ["", f"{len(rows)} to settle: `synth code WORK {how}`."]
    else:
        lines = ["No conflict is open."]
    if review.blinded and not options["work"]:
        finished = len(review.finished())
        told = "only these are compared (`synth code WORK --done` says that you are)"
        lines.append(f"Works with which all coders are done: {finished}; {told}.")
    return {"conflicts": [_facts(row) for row in rows]}, lines


def _side_by_side(rows: Sequence[Row]) -> Iterator[str]:
    work = ""
    for row in rows:
        if row.work != work:
            work = row.work
            yield Heading(work)
        yield f"  {row.dimension}={row.code}"
        for coder, side in row.sides.items():
            yield f"    {coder}: {_told(side)}"


def _told(side: Side) -> str:
    if not side.directions:
        return "not reported" if side.silent else "-"
    said = "; ".join(_said(coding.passage) for coding in side.codings) or "by a finer code"
    return f"{', '.join(side.directions)}: {said}"


def _facts(row: Row) -> dict[str, Any]:
    sides = {
        coder: {
            "directions": side.directions,
            "not_reported": side.silent,
            "codings": [asdict(coding) for coding in side.codings],
        }
        for coder, side in row.sides.items()
    }
    return {"work": row.work, "dimension": row.dimension, "code": row.code, "sides": sides}


def _settle(review: Review, options: Options) -> Answer:
    from synth.judging import Settlement

    work = _named(options)
    if len(options["codes"]) != 1:
        raise click.UsageError("Name the one code that is settled: --as factor=…")
    place = place_of(options["codes"][0], "--as")
    verdict: Verdict = "not-given" if options["absent"] else "given"
    one = Settlement(work, *place, verdict, options["directions"], options["reason"], options["coder"])
    uid = review.settle_conflict(one)
    left = len(review.coding_conflicts(work))
    return {"uid": uid, "left": left}, [f"Settled as {uid}; {left} left in {work}."]


def _progress(review: Review, options: Options) -> Answer:
    found = review.coding_progress()
    rows = [(p.coder, p.works, p.begun, p.done, p.codings, p.not_reported, p.memos) for p in found]
    head = ("coder", "works", "begun", "done", "codings", "not reported", "memos")
    lines = table(rows, head=head) if rows else ["Nobody coded an included work yet."]
    lines.append(
        "Included works alone are counted here (`synth screen`); codings in others count nowhere yet."
    )
    return {"progress": [asdict(one) for one in found]}, lines


TEAM: dict[str, Act] = {
    "done": _done,
    "reopen": _done,
    "progress": _progress,
    "conflicts": _conflicts,
    "listed": _listed,
    "settle": _settle,
    "silent": _not_reported,
    "memo": _memo,
}
"""What to do, by the option that asks for it; the first that was given counts."""
