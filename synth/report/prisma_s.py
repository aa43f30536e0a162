"""The sixteen items of PRISMA-S as the report shows them, and as a table of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from synth.formats.csv_safe import write_csv
from synth.i18n import Messages
from synth.report.checklist import Place, places
from synth.report.localised import Text, pick


@dataclass(frozen=True, slots=True)
class Item:
    """One item: what is reported under it, where it stands in the methods, and what to write where."""

    number: int
    section: str
    label: str
    reported: tuple[Text, ...]
    write: str
    places: tuple[Place, ...]

    @property
    def blank(self) -> bool:
        """Whether something is still to be written."""
        return bool(self.write)


def items(document: Mapping[str, Any], language: str) -> tuple[Item, ...]:
    """The items of a synthesis document in a language, in order."""
    messages = Messages.load(language)
    return tuple(
        Item(
            number=one["item"],
            section=pick(one["section"], language).value,
            label=pick(one["label"], language).value,
            reported=tuple(pick(text, language) for text in one["reported"]),
            write=pick(one["write"], language).value,
            places=places(one["id"], messages),
        )
        for one in document["prisma_s"]
    )


def csv(document: Mapping[str, Any], language: str) -> str:
    """The items as a CSV table: number, section, item, reported, to be filled in."""
    words = Messages.load(language)
    head = ("n", words("methods.section"), words("methods.item"), words("methods.reported"))
    rows = [
        [one.number, one.section, one.label, "\n".join(text.value for text in one.reported), one.write]
        for one in items(document, language)
    ]
    return write_csv((*head, words("methods.blank")), rows)
