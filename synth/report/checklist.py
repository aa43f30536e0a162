"""The PRISMA 2020 checklist: where in the report each item stands, and what a person has to write."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from synth.i18n import Messages, spoken

STATUSES = ("reported", "partly", "write")


@dataclass(frozen=True, slots=True)
class Place:
    """A section of the report: its anchor and its heading."""

    anchor: str
    label: str


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One item; `status` is `reported`, `partly` (a person adds to it) or `write` (a person writes it)."""

    number: str
    part: str
    label: str
    status: str
    status_label: str
    places: tuple[Place, ...]


def prisma_2020(messages: Messages) -> tuple[ChecklistItem, ...]:
    """The items of the checklist in order, with the sections of the report that hold them.

    Source: Page MJ et al. The PRISMA 2020 statement. BMJ 2021;372:n71.
    """
    table, language = _table(), messages.language
    return tuple(
        ChecklistItem(
            number=number,
            part=spoken(table["parts"][item["part"]], language),
            label=item[language],
            status=(status := _status(item)),
            status_label=messages(f"checklist.{status}"),
            places=tuple(Place(one, messages(f"section.{one}")) for one in item["where"]),
        )
        for number, item in table["items"].items()
    )


def _status(item: dict[str, Any]) -> str:
    if not item["where"]:
        return "write"
    return "partly" if item.get("partly") else "reported"


@cache
def _table() -> dict[str, Any]:
    path = files("synth").joinpath("report", "prisma_2020.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))
