"""What passages say, in the words of coders: one for each direction of a finding, and for a stated gap."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from synth.i18n import spoken
from synth.model import DIRECTIONS, Direction
from synth.synthesis.evidence import Evidence
from synth.synthesis.findings import Finding
from synth.synthesis.matrix import Json
from synth.synthesis.numbered import Passages
from synth.synthesis.passages import passage_id
from synth.synthesis.state import Text
from synth.synthesis.wording import Words


@dataclass(frozen=True, slots=True)
class Illustration:
    """A passage that shows one direction of a finding: the first of a work that no other direction shows."""

    direction: Direction
    passage: int
    work: str


def illustrations(finding: Finding, evidence: Evidence) -> tuple[Illustration, ...]:
    """One passage per direction that has any with words, in the order of the directions."""
    shown: list[Illustration] = []
    for direction in DIRECTIONS:
        ids = finding.directions[direction].passages & evidence.told
        fresh = ids - evidence.ids_of(one.work for one in shown)
        if (first := (fresh or ids).first) is not None:
            shown.append(Illustration(direction, first, evidence.work_of[first]))
    return tuple(shown)


def narrative(
    statement: Text,
    shown: Iterable[Illustration],
    evidence: Evidence,
    cite: Callable[[str], str],
    words: Words,
) -> str:
    """The statement of a finding, with what the passages that illustrate it say and whose words they are."""
    said = [
        words.say(
            f"finding.instance.{one.direction}",
            text=_spoken(evidence.says(one.passage), words),
            work=cite(one.work),
        )
        for one in shown
    ]
    return " ".join((statement[words.language], *said))


def said_by(ids: Passages, evidence: Evidence, words: Words, *, most: int) -> list[str]:
    """What the first passages say, at most so many, each text once."""
    texts: dict[str, None] = {}
    for one in ids & evidence.told:
        if len(texts) == most:
            break
        texts[_spoken(evidence.says(one), words)] = None
    return list(texts)


def document(shown: Iterable[Illustration]) -> list[Json]:
    """The illustrations as they stand in the synthesis."""
    return [
        {"direction": one.direction, "passage": passage_id(one.passage), "work": one.work} for one in shown
    ]


def _spoken(says: Text, words: Words) -> str:
    """The coder's words as they are; what is literally from the work in quotation marks."""
    own = spoken({language: text for language, text in says.items() if language}, words.language)
    return own.rstrip(". ") or words.say("quoted", text=says.get("", "").rstrip(". "))
