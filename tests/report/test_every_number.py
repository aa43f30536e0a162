"""Any number of a report leads to what it counts: every number of both shipped replications is followed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from synth.report import anchors
from synth.report.html import html
from synth.review import Review
from tests.report.tree import Element, by_id, parse

SECTIONS = (
    *("summary", "flow", "characteristics", "map", "findings"),
    *("contradictions", "voices", "recommendations", "gaps"),
)
UNREAD = ("script", "style", "title", "desc", "form", "template", "option")
NAMES = re.compile(r"PRISMA 2020|BMJ 2021;372:n71|\S+/\S+|\b0\b")
"""What has digits and counts nothing: the names of a standard, an article or a file; and zero."""

FOLDED = re.compile(r'href="?#([^"\s>]+)')
TIGHT = ("td", "th", "text", "figcaption")
"""A number in one of these is itself a link, or stands in a row that holds one."""

ROWS = ("tr", "li", "dd", "dt", "p", "div", "figcaption", "summary", "article", "section")
"""The parts of a page in which a reader looks for a link beside a number, from near to far."""


@dataclass(frozen=True)
class Reader:
    """Follows links in a report; `ends` are the anchors of works, passages and records."""

    tree: Element
    ends: frozenset[str]

    @cached_property
    def places(self) -> dict[str, Element]:
        return by_id(self.tree)

    @cached_property
    def lists(self) -> frozenset[str]:
        """The anchors of what holds a link to a work, a passage or a record: where one click leads."""
        return frozenset(name for name, one in self.places.items() if self.ends.intersection(hrefs(one)))

    def leads(self, anchor: str) -> bool:
        """Whether a click on a link to `anchor`, and one more at most, gives the list of what is counted."""
        if anchor in self.ends or anchor in self.lists:
            return True
        there = self.places.get(anchor)
        return there is not None and not self.lists.isdisjoint(hrefs(there))

    def followed(self, path: list[Element]) -> bool:
        """Whether the number at the end of `path` leads there."""
        link = next((one for one in path if one.tag == "a"), None)
        if link is not None:
            return self.leads(link.attributes.get("href", "").removeprefix("#"))
        rows = [one for one in reversed(path) if one.tag in ROWS]
        if any(one.tag in TIGHT for one in path):
            rows = rows[:1]
        return any(self.leads(href) for row in rows for href in hrefs(row))


def hrefs(one: Element) -> list[str]:
    """Where the links in an element lead, those that are folded away too."""
    folded = [child for child in one.walk() if child.tag == "script"]
    return one.hrefs + [found for script in folded for found in FOLDED.findall(script.text)]


def numbers(path: list[Element]) -> Iterator[tuple[list[Element], str]]:
    """Every text with a number below an element, with the elements around it."""
    for child in path[-1].children:
        if isinstance(child, Element):
            if child.tag not in UNREAD:
                yield from numbers([*path, child])
        elif any(one.isdigit() for one in NAMES.sub("", child)):
            yield path, child.strip()


@pytest.fixture(scope="module", params=["tno-2011", "five-seeds"])
def replication(request: pytest.FixtureRequest, replicated: Callable[[str], Path]) -> dict[str, Any]:
    with Review.open(replicated(request.param)) as review:
        return review.synthesize()


def test_every_number_leads_to_what_it_counts_in_two_clicks(replication: dict[str, Any]) -> None:
    reader = Reader(
        parse(html(replication, "nl")),
        frozenset(
            [anchors.work(one["key"]) for one in replication["works"]]
            + [anchors.passage(one["id"]) for one in replication["passages"]]
            + [anchors.record(one["id"]) for one in replication["records"]]
        ),
    )
    seen, lost = 0, []
    for name in SECTIONS:
        for path, text in numbers([reader.places[name]]) if name in reader.places else ():
            seen += 1
            if not reader.followed(path):
                lost.append(f"{name}: {' > '.join(one.tag for one in path[1:])}: {text[:80]}")
    assert lost == []
    assert seen > 5000
