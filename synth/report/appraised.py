"""How well the included studies were done, as people rated them: each answer with what it rests on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from synth.report import anchors
from synth.report.anchors import Link
from synth.report.localised import Text
from synth.report.lookup import Lookup

SIGNS = {"best": "✓", "between": "?", "worst": "✗"}
"""The sign of an answer by its place on the scale: it is told by shape and word, not by colour alone."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer on one criterion: its `place` on the scale, and the passages that it rests on.

    `short` is how the criterion is named in a row: its number, when its name begins with one.
    """

    criterion: Text
    short: str
    answer: str
    place: str
    says: tuple[Text, ...]
    passages: tuple[Link, ...]
    coders: str

    @property
    def sign(self) -> str:
        """The sign of the place."""
        return SIGNS[self.place]


@dataclass(frozen=True, slots=True)
class Appraised:
    """A work as it was rated with one instrument; `outcome` is what follows of the answers, in words."""

    key: str
    work: Link
    instrument: str
    outcome: str
    outcome_label: str
    answers: tuple[Answer, ...]

    @property
    def told(self) -> str:
        """The answers in a line."""
        return " · ".join(f"{one.short}\N{NO-BREAK SPACE}{one.sign}" for one in self.answers)


@dataclass(frozen=True, slots=True)
class Appraisals:
    """The works that were rated, in the order of their references, and what each sign stands for."""

    works: tuple[Appraised, ...]
    signs: tuple[tuple[str, str], ...]

    def __bool__(self) -> bool:
        return bool(self.works)

    @property
    def legend(self) -> str:
        """What each sign stands for, in a line."""
        return "; ".join(f"{sign}\N{NO-BREAK SPACE}{label}" for sign, label in self.signs)


def appraisals(lookup: Lookup) -> Appraisals:
    """Every appraisal of an included work."""
    if not lookup.document.get("appraisals"):
        return Appraisals((), ())
    rated, passages = _points(lookup), _passages(lookup)
    ordered = sorted(lookup.included, key=lambda work: lookup.places[work["key"]])
    works = tuple(
        _appraised(work["key"], one, lookup, (rated, passages))
        for work in ordered
        for one in work.get("appraisals", ())
    )
    said = {one.sign: one.answer for work in works for one in work.answers}
    return Appraisals(works, tuple((sign, said[sign]) for sign in SIGNS.values() if sign in said))


Points = Mapping[str, tuple[int, int]]
"""The lowest and the highest answer of each instrument."""
Shown = Mapping[tuple[str, str, str], Sequence[Mapping[str, Any]]]
"""Work, dimension and code to the passages that carry it."""


def _points(lookup: Lookup) -> Points:
    points: defaultdict[str, set[int]] = defaultdict(set)
    for (dimension, _), code in lookup.codes.items():
        if "point" in code:
            points[dimension].add(code["point"])
    return {name: (min(some), max(some)) for name, some in points.items()}


def _passages(lookup: Lookup) -> Shown:
    found: defaultdict[tuple[str, str, str], list[Mapping[str, Any]]] = defaultdict(list)
    instruments = {one["dimension"] for one in lookup.document["appraisals"]}
    for passage in lookup.document["passages"]:
        for coding in passage["codings"]:
            if coding["dimension"] in instruments:
                found[passage["work"], coding["dimension"], coding["code"]].append(passage)
    return found


def _appraised(
    key: str, appraisal: Mapping[str, Any], lookup: Lookup, known: tuple[Points, Shown]
) -> Appraised:
    labels = {one["dimension"]: one["label"] for one in lookup.document["appraisals"]}
    dimension = appraisal["dimension"]
    return Appraised(
        key=key,
        work=lookup.work_links([key])[0],
        instrument=lookup.pick(labels.get(dimension, dimension)).value.partition(":")[0],
        outcome=appraisal["limits"],
        outcome_label=lookup.messages(f"appraised.{appraisal['limits']}"),
        answers=tuple(_answers(key, appraisal, lookup, known)),
    )


def _answers(
    key: str, appraisal: Mapping[str, Any], lookup: Lookup, known: tuple[Points, Shown]
) -> Iterator[Answer]:
    points, shown = known
    dimension = appraisal["dimension"]
    lowest, highest = points[dimension]
    for number, rating in enumerate(appraisal["ratings"], start=1):
        criterion = lookup.label(dimension, rating["criterion"])
        point = lookup.codes[dimension, rating["code"]]["point"]
        passages = shown.get((key, dimension, rating["code"]), ())
        said = lookup.label(dimension, rating["code"]).value
        yield Answer(
            criterion=criterion,
            short=_short(criterion.value, number),
            answer=said.removeprefix(criterion.value).strip(),
            place={highest: "best", lowest: "worst"}.get(point, "between"),
            says=tuple(lookup.pick(one["paraphrase"] or {"": one["quote"]}) for one in passages),
            passages=tuple(Link(anchors.passage(one["id"]), str(one["id"])) for one in passages),
            coders=lookup.messages.join(list(rating["coders"])),
        )


def _short(criterion: str, number: int) -> str:
    """The number that the instrument gives a criterion, where its name begins with one; else its place."""
    first = criterion.partition(" ")[0]
    return first if any(letter.isdigit() for letter in first) and len(first) <= len("S10.10") else str(number)
