"""Explanations to test before a gap is believed: the search, the coding, the authors, else the corpus.

Each says what is known about it and whether there is a concrete sign of it; nothing is ruled out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from synth.model import other_method
from synth.synthesis.contradictions import MODERATORS
from synth.synthesis.evidence import Evidence, Facet
from synth.synthesis.findings import Finding
from synth.synthesis.gap_rules import Draft, Scene
from synth.synthesis.matrix import Json
from synth.synthesis.numbered import Studies
from synth.synthesis.state import State
from synth.synthesis.wording import LANGUAGES, Words


@dataclass(frozen=True, slots=True)
class Scope:
    """What was searched, and what is not finished."""

    sources: tuple[str, ...]
    added: bool
    languages: tuple[str, ...]
    years: tuple[int | None, int | None]
    incomplete: tuple[int, ...]
    awaiting: tuple[str, ...]
    being_coded: tuple[str, ...]
    uncoded: tuple[str, ...]
    suggested: Mapping[tuple[str, str], int]

    @classmethod
    def of(cls, state: State, evidence: Evidence) -> Scope:
        """Read the scope off the state."""
        coded, where = set(evidence.support(evidence.coded).works), evidence.screened.where
        return cls(
            sources=tuple(sorted({run.source for run in state.searches if not other_method(run.source)})),
            added=any(other_method(run.source) for run in state.searches),
            languages=tuple(sorted(state.protocol.languages)),
            years=(state.protocol.year_from, state.protocol.year_to),
            incomplete=tuple(sorted(run.id for run in state.searches if not run.whole)),
            awaiting=tuple(sorted(key for key, now in where.items() if now.startswith("awaiting"))),
            being_coded=tuple(sorted(state.being_coded & evidence.works.keys())),
            uncoded=tuple(sorted(evidence.works.keys() - coded - state.being_coded)),
            suggested=Counter(
                (s.dimension, s.code) for s in state.suggestions if s.passage.work in evidence.works
            ),
        )


LOOSE = ("phase", "perspective")
"""The dimensions of which it is told how many passages lack them."""


def explain(draft: Draft, scene: Scene, scope: Scope) -> Json:
    """The explanations of a gap: text per language, and whether there is a sign of it.

    That authors do not report it stands among them only where coders said so, with the works.
    """
    suggested = _suggested(draft, scene, scope)
    signs = {
        "search": bool(scope.incomplete or scope.awaiting),
        "coding": bool(_unfinished(scope) or suggested or not draft.judged or _unclear(draft, scene)),
    }
    silent = unreported(draft, scene)
    if silent:
        signs["authors"] = True
    signs["corpus"] = not any(signs.values())
    texts: dict[str, dict[str, str]] = {name: {} for name in signs}
    apart = _apart(draft, scene)
    for language in LANGUAGES:
        words = Words(language, scene.codebook)
        texts["search"][language] = " ".join(_search(scope, words))
        texts["coding"][language] = " ".join(_coding(draft, scene, scope, words=words, suggested=suggested))
        if silent:
            texts["authors"][language] = words.plural("explanation.authors", len(silent))
        texts["corpus"][language] = _corpus(draft, apart, words)
    told: Json = {name: {"sign": signs[name], **texts[name]} for name in texts}
    return told | ({"authors": {**texts["authors"], "sign": True, "works": list(silent)}} if silent else {})


def unreported(draft: Draft, scene: Scene) -> tuple[str, ...]:
    """The works in which coders looked for what a gap lacks and found that it is not reported."""
    if draft.type not in MISSING or draft.kind == "contradictory" or draft.members:
        return ()
    if draft.cell:
        return scene.evidence.unreported(*draft.cell)
    return tuple(sorted(scene.evidence.silences.whole(draft.dimension)))


def first_sign(explanations: Json) -> str:
    """The first explanation that there is a sign of, in the order in which they must be tested."""
    return next(name for name, one in explanations.items() if isinstance(one, dict) and one["sign"])


def _search(scope: Scope, words: Words) -> Iterable[str]:
    first, last = scope.years
    span = {(True, True): "between", (True, False): "since", (False, True): "until", (False, False): "any"}
    nothing = words.say("nothing")
    yield words.say(
        "explanation.search.scope",
        sources=words.listing([words.known("source", one) for one in scope.sources]) or nothing,
        languages=words.listing([words.known("language", one) for one in scope.languages]) or nothing,
        years=words.say(
            f"explanation.years.{span[first is not None, last is not None]}", first=first, last=last
        ),
    )
    if scope.added:
        yield words.say("explanation.search.added")
    if scope.incomplete:
        searches = words.plural("explanation.searches", len(scope.incomplete))
        yield words.say("explanation.search.incomplete", searches=searches)
    if scope.awaiting:
        works = words.plural("explanation.awaiting", len(scope.awaiting))
        yield words.say("explanation.search.awaiting", works=works)


def _coding(draft: Draft, scene: Scene, scope: Scope, *, words: Words, suggested: int) -> Iterable[str]:
    for name, n in _unfinished(scope).items():
        yield words.plural(f"explanation.coding.{name}", n)
    if not _unfinished(scope):
        yield words.say("explanation.coding.complete")
    if suggested:
        yield words.plural("explanation.coding.suggested", suggested)
    if not draft.judged:
        threshold = scene.least[draft.dimension]
        named = draft.dimension if draft.dimension in LOOSE else "context"
        yield words.say(
            f"explanation.coding.unjudged.{named}",
            share=words.percent(scene.shares[draft.dimension], below=threshold),
            threshold=words.percent(threshold),
        )
    if unclear := _unclear(draft, scene):
        studies = words.plural("explanation.coding.unclear_studies", unclear)
        yield words.say("explanation.coding.unclear", unclear=studies)
    loose, total = _loose(draft, scene)
    if loose:
        yield words.say(
            f"explanation.coding.loose.{draft.dimension}",
            total=words.plural("passages", total),
            part=words.plural("explanation.parts", loose),
        )


def _unfinished(scope: Scope) -> dict[str, int]:
    """How many included works are not coded, and how many are not coded by all of their coders."""
    counted = {"being_coded": len(scope.being_coded), "uncoded": len(scope.uncoded)}
    return {name: n for name, n in counted.items() if n}


def _loose(draft: Draft, scene: Scene) -> tuple[int, int]:
    """How many passages of the gap's determinant lack the dimension, of how many."""
    rows = [code for dimension, code in draft.cell if dimension == "determinant"]
    if not rows or draft.dimension not in LOOSE:
        return 0, 0
    row = scene.ids("determinant", rows[0])
    return len(row - scene.evidence.of_dimension(draft.dimension)), len(row)


def _unclear(draft: Draft, scene: Scene) -> int:
    """The studies on the hindering side of a contradiction that may agree with the others."""
    finding = _finding(draft, scene) if draft.kind == "contradictory" else None
    return len(finding.claim.unclear) if finding else 0


def _finding(draft: Draft, scene: Scene) -> Finding | None:
    return next((one for one in scene.findings if draft.cell == (("factor", one.factor),)), None)


def _suggested(draft: Draft, scene: Scene, scope: Scope) -> int:
    """Unjudged suggestions on included works that name the rarest code of the gap's cell."""
    if not draft.cell or draft.type not in MISSING:
        return 0
    dimension, code = draft.cell[-1]
    factors = {one.id for one in scene.codebook.codes("factor") if one.parent == code}
    wanted = {(dimension, code)} | (
        {("factor", one) for one in factors} if dimension == "determinant" else set()
    )
    return sum(scope.suggested.get(one, 0) for one in wanted)


MISSING = ("void", "thin", "missing-phase", "absent-perspective", "contradictory")
"""The types of gap that an uncoded passage could fill, or decide."""


def _corpus(draft: Draft, apart: tuple[list[Facet], ...], words: Words) -> str:
    if apart:
        success, failure = (
            words.listing([words.name(*facet) for facet in side]) or words.say("nothing") for side in apart
        )
        return words.say("explanation.corpus.contexts", success=success, failure=failure)
    if draft.type not in MISSING:
        return words.say(f"explanation.corpus.{'stated' if draft.type == 'stated' else 'common'}")
    return words.say("explanation.corpus.few" if draft.support.works else "explanation.corpus.silent")


def _apart(draft: Draft, scene: Scene) -> tuple[list[Facet], ...]:
    """The contexts of the two sides of a contradiction; nothing for another gap."""
    finding = _finding(draft, scene) if draft.kind == "contradictory" else None
    if not finding:
        return ()
    sides = finding.claim.sides
    return tuple(_contexts(scene, side, finding.factor) for side in (sides.success, sides.failure))


def _contexts(scene: Scene, studies: Studies, factor: str) -> list[Facet]:
    """The phases, views and contexts in which a side speaks of a factor."""
    ids = scene.ids("factor", factor) & scene.evidence.in_studies(studies)
    return [
        (dimension, code.id)
        for dimension in MODERATORS
        for code in scene.codes(dimension)
        if not ids.isdisjoint(scene.ids(dimension, code.id))
    ]
