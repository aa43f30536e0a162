"""What a route is: a path, the view behind it, and who may go there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from string import Formatter
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from starlette.responses import Response

from synth.store.accounts import Role

if TYPE_CHECKING:
    from synth.web.visit import Visit

View = Callable[["Visit"], Response]

SMALL = 1_000_000
"""Bytes of a form; more is refused."""

FILE = 60_000_000
"""Bytes of a form that brings a file."""


@dataclass(frozen=True, slots=True)
class Route:
    """A path of the application.

    `name` is what links and the words of the page use. `role` is the least that one must be; `opened` routes
    need no session. `nav` routes stand in the navigation, `under` is the one that a page belongs to;
    `most` is the size of a form in bytes.
    """

    name: str
    path: str
    view: View
    method: str = "GET"
    role: Role = "reader"
    nav: bool = False
    opened: bool = False
    under: str = ""
    most: int = SMALL


def page(name: str, path: str, view: View, *, role: Role = "reader", under: str = "") -> Route:
    """A page to look at; it stands in the navigation, or `under` the one that does."""
    return Route(name, path, view, nav=not under, role=role, under=under)


def part(name: str, path: str, view: View, *, role: Role = "reader") -> Route:
    """Something to look at that is no page: a part of one, a file, a stream."""
    return Route(name, path, view, role=role)


def act(name: str, path: str, view: View, *, role: Role = "coder", most: int = SMALL) -> Route:
    """A form that is sent: something is stored."""
    return Route(name, path, view, method="POST", role=role, most=most)


def opened(route: Route) -> Route:
    """The same route, for people who are not signed in as well."""
    return replace(route, opened=True)


class Links:
    """Addresses by the name of the route: `links("work", key="jansen-2014", from="list")`."""

    def __init__(self, routes: Iterable[Route]) -> None:
        self.paths: dict[str, str] = {}
        self._fields: dict[str, frozenset[str]] = {}
        for route in routes:
            if route.name in self.paths:
                raise ValueError(f"two routes are called {route.name}")
            path = route.path.replace(":path}", "}").replace(":int}", "}")
            self.paths[route.name] = path
            self._fields[route.name] = frozenset(field for _, field, _, _ in Formatter().parse(path) if field)

    def __call__(self, name: str, /, **values: object) -> str:
        """The address; what the path does not name goes into the query, empty values nowhere."""
        path, named = self.paths[name], self._fields[name]
        if named:
            path = path.format(**{key: quote(str(values[key]), safe="") for key in named})
            values = {key: value for key, value in values.items() if key not in named}
        return path + query(values) if values else path


def query(values: Mapping[str, object]) -> str:
    """The query of an address, with its question mark; empty without values."""
    pairs = {key: value for key, value in values.items() if value not in ("", None, (), [])}
    return f"?{urlencode(pairs, doseq=True)}" if pairs else ""
