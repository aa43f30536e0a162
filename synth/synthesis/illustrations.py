"""What passages say, in the words of coders: one for each direction of a finding, and for a stated gap."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from synth.i18n import spoken
from synth.model import DIRECTIONS, Direction
from synth.synthesis.evidence import Evidence
from synth.synthesis.findings import Finding
from synth.synthesis.matrix import Json
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
        ids = [one for one in finding.directions[direction].passages if evidence.says.get(one)]
        used = {one.work for one in shown}
        ids.sort(key=lambda one: (evidence.work_of[one] in used, one))
        shown += [Illustration(direction, one, evidence.work_of[one]) for one in ids[:1]]
    return tuple(shown)


def narrative(
    statement: Text, shown: Iterable[Illustration], evidence: Evidence, cite: Mapping[str, str], words: Words
) -> str:
    """The statement of a finding, with what the passages that illustrate it say and whose words they are."""
    said = [
        words.say(
            f"finding.instance.{one.direction}",
            text=_spoken(evidence.says[one.passage], words),
            work=cite[one.work],
        )
        for one in shown
    ]
    return " ".join((statement[words.language], *said))


def said_by(ids: Iterable[int], evidence: Evidence, words: Words, *, most: int) -> list[str]:
    """What the first passages say, at most so many, each text once."""
    texts = (_spoken(evidence.says[one], words) for one in ids if evidence.says.get(one))
    return list(dict.fromkeys(texts))[:most]


def document(shown: Iterable[Illustration]) -> list[Json]:
    """The illustrations as they stand in the synthesis."""
    return [
        {"direction": one.direction, "passage": passage_id(one.passage), "work": one.work} for one in shown
    ]


def _spoken(says: Text, words: Words) -> str:
    """The coder's words as they are; what is literally from the work in quotation marks."""
    own = spoken({language: text for language, text in says.items() if language}, words.language)
    return own.rstrip(". ") or words.say("quoted", text=says.get("", "").rstrip(". "))
