"""Lists that are divided by facets and leafed through: choices with their counts and their addresses."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from synth.web.visit import Visit

SHOWN = 8
"""Choices of a facet that are shown at once; the others can be unfolded."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that one can choose, or that is chosen; its address chooses it, or lets it go."""

    text: str
    n: int
    address: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """What a list is divided by."""

    name: str
    title: str
    choices: tuple[Choice, ...]
    shown: int = SHOWN


@dataclass(frozen=True, slots=True)
class Filters:
    """What was chosen of a list: the values of each facet, and the rest of the query (`q`, `order`)."""

    route: str
    wanted: Mapping[str, tuple[str, ...]]
    rest: Mapping[str, str]

    @classmethod
    def read(cls, visit: Visit, facets: Sequence[str], *, rest: Sequence[str] = ("q", "order")) -> Filters:
        """The filters that the address of the page names."""
        chosen = {name: tuple(dict.fromkeys(visit.asked.query.getlist(name)))[:50] for name in facets}
        return cls(
            visit.route.name,
            {name: values for name, values in chosen.items() if values},
            {name: value for name in rest if (value := visit.value(name).strip())},
        )

    def address(self, visit: Visit, **changes: object) -> str:
        """The address of the same list with some values changed; the first page of it."""
        return visit.link(self.route, **{**self.rest, **self.wanted, **changes})

    def toggled(self, name: str, value: str) -> tuple[str, ...]:
        """The values of a facet with one more, or one less."""
        now = self.wanted.get(name, ())
        return tuple(one for one in now if one != value) if value in now else (*now, value)

    def choosing(self, visit: Visit, name: str) -> Callable[[str, str, int], Choice]:
        """What makes the choices of a facet, by value, text and number, each to choose it or let it go."""
        others, now = self.address(visit, **{name: ()}), self.wanted.get(name, ())
        joint = "&" if "?" in others else "?"

        def choice(value: str, text: str, n: int = 0) -> Choice:
            chosen = urlencode([(name, one) for one in self.toggled(name, value)])
            return Choice(text, n, f"{others}{joint}{chosen}" if chosen else others, value in now)

        return choice

    def facet(self, visit: Visit, name: str, counts: Mapping[str, int], text: Callable[[str], str]) -> Facet:
        """A facet with how many of the list there are of each value; what is chosen comes first."""
        known = {value: n for value, n in counts.items() if value or n}
        missing = {value: 0 for value in self.wanted.get(name, ()) if value not in known}
        choice = self.choosing(visit, name)
        choices = (choice(value, text(value), n) for value, n in {**known, **missing}.items())
        ordered = sorted(choices, key=lambda one: not one.chosen)
        return Facet(name, visit.t(f"facet.{name}"), tuple(ordered))

    def chosen(self, visit: Visit, text: Callable[[str, str], str]) -> tuple[Choice, ...]:
        """What was chosen, each with the address without it."""
        made = {name: self.choosing(visit, name) for name in self.wanted}
        return tuple(
            made[name](value, text(name, value), 0)
            for name, values in self.wanted.items()
            for value in values
        )
