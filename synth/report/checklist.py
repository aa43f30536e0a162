"""The PRISMA 2020 checklist: where in the report each item stands, and what a person has to write."""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from synth.i18n import Messages, spoken

STATUSES = ("reported", "partly", "write")


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the report: its anchor, the heading of its section, and its own heading where it has one."""

    anchor: str
    section: str
    heading: str

    @property
    def label(self) -> str:
        """Both headings, the wider one first."""
        return f"{self.section}: {self.heading}" if self.heading else self.section


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One item; `status` is `reported`, `partly` (a person adds to it) or `write` (a person writes it).

    `blank` is what stands in the report, or has to be put there, as long as a person has to write it.
    """

    number: str
    part: str
    label: str
    status: str
    status_label: str
    places: tuple[Place, ...]
    blank: str


def prisma_2020(
    messages: Messages, *, blanks: Collection[str] = (), absent: Collection[str] = ()
) -> tuple[ChecklistItem, ...]:
    """The items of the checklist in order, with the places of the report that hold them.

    `blanks` are the anchors of the places where something is still to be written, `absent` those that this
    report does not have. Source: Page MJ et al. The PRISMA 2020 statement. BMJ 2021;372:n71.
    """
    table = _table()["items"]
    return tuple(_item(number, item, messages, (blanks, absent)) for number, item in table.items())


def places(item: str, messages: Messages) -> tuple[Place, ...]:
    """The places of the methods where an item of PRISMA-S stands."""
    return tuple(_place(one, messages) for one in _table()["prisma_s"][item])


def _item(
    number: str, item: dict[str, Any], messages: Messages, known: tuple[Collection[str], Collection[str]]
) -> ChecklistItem:
    blanks, absent = known
    where = [one for one in item["where"] if one not in absent]
    status = _status(item, where, blanks)
    label = item[messages.language]
    return ChecklistItem(
        number=number,
        part=spoken(_table()["parts"][item["part"]], messages.language),
        label=label,
        status=status,
        status_label=messages(f"checklist.{status}"),
        places=tuple(_place(one, messages) for one in where),
        blank=messages("prose.blank", what=label) if status == "write" and not where else "",
    )


def _status(item: dict[str, Any], where: list[str], blanks: Collection[str]) -> str:
    open_places = [one for one in where if one in blanks]
    if not where or (item.get("blank") and open_places):
        return "write"
    return "partly" if item.get("partly") or open_places else "reported"


def _place(anchor: str, messages: Messages) -> Place:
    section, *heading = _table()["places"][anchor]
    return Place(anchor, messages(f"section.{section}"), "".join(map(messages, heading)))


@cache
def _table() -> dict[str, Any]:
    path = files("synth").joinpath("report", "prisma_2020.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))
