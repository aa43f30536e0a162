"""Numbers with the noun that belongs to them, and what they lead to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

IRREGULAR = {"entries": "entry"}
"""Plurals that lose more than their `s`."""


NO_WORKS = "There are no works yet: `synth search` asks the sources, `synth import FILE` takes in exports."
"""What is told where works are needed and there are none."""


class Linked(Protocol):
    """What de-duplication made of the records: how many works, and pairs to ask about."""

    @property
    def records(self) -> int:
        """The number of records."""

    @property
    def works(self) -> int:
        """The number of works."""

    @property
    def ask(self) -> int:
        """The number of pairs that may be one work."""


def counted(n: int, nouns: str) -> str:
    """A number and its noun, which is given as a plural whose last word has the ending: `1 new work`."""
    if n != 1:
        return f"{n} {nouns}"
    *before, noun = nouns.split(" ")
    return " ".join(("1", *before, IRREGULAR.get(noun, noun.removesuffix("s"))))


def described(linked: Linked) -> str:
    """How many works the records describe, as a sentence without its end."""
    verb = "describes" if linked.records == 1 else "describe"
    return f"{counted(linked.records, 'records')} {verb} {counted(linked.works, 'works')}"


def onward(linked: Linked, *, came: bool) -> Iterator[str]:
    """What comes next: the questions on duplicates, else screening the works that `came`."""
    if linked.ask:
        yield f"Next: `synth dedupe --review` asks about pairs that may be one work ({linked.ask})."
    elif came:
        yield "Next: `synth screen --stage title-abstract`."
