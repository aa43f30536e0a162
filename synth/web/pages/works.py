"""Works: everything in the review, searched and divided by facets; and one work with its whole history."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from starlette.responses import Response

from synth.catalogue.columns import Catalogue, Mask, Numbers
from synth.errors import UsageError
from synth.model import STAGES, Work
from synth.review import Review
from synth.review.exporting import WORKS
from synth.store.histories import History
from synth.web.catalogue import CatalogueKeeper, Found
from synth.web.listing import Choice, Facet, Filters
from synth.web.pages.taking_out import begin
from synth.web.visit import Visit

FACETS = ("standing", "coded", "source", "year", "language", "type")
ORDERS = ("newest", "oldest", "title")
FOUND = "found"
"""The order of works as they were found, best match first."""

PAGE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """A work in the list."""

    work: Work
    standing: str


@dataclass(frozen=True, slots=True)
class WorksPage:
    """The list: what was looked for, how many there are, the works of this page, and where else to go.

    `forms` are links that write all works of the list, by their form.
    """

    q: str = ""
    problem: str = ""
    total: int = 0
    every: int = 0
    lines: tuple[Line, ...] = ()
    facets: tuple[Facet, ...] = ()
    chosen: tuple[Choice, ...] = ()
    clear: str = ""
    order: str = ORDERS[0]
    orders: tuple[tuple[str, str], ...] = ()
    kept: tuple[tuple[str, str], ...] = ()
    previous: str = ""
    following: str = ""
    forms: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class WorkPage:
    """One work, where it stands, and everything that happened to it."""

    work: Work
    standing: str
    history: History
    criteria: dict[str, str] = field(default_factory=dict)


def show(visit: Visit) -> Response:
    """The list of works."""
    filters = Filters.read(visit, FACETS)
    catalogue = visit.site.shared(CatalogueKeeper).catalogue(visit.review)
    try:
        found = _found(visit, filters, catalogue)
    except UsageError as error:
        page = WorksPage(q=filters.rest["q"], problem=str(error), clear=visit.link("works"))
        return visit.page("works.html", page, status=422)
    return visit.page("works.html", _page(visit, filters, catalogue, found))


def out(visit: Visit) -> Response:
    """Begin to write the works of the list, in its order, in one form. Raises UsageError."""
    form = visit.place("form")
    if form not in WORKS:
        raise UsageError(visit.t("problem.missing-text"))
    filters = Filters.read(visit, FACETS)
    catalogue = visit.site.shared(CatalogueKeeper).catalogue(visit.review)
    found = _found(visit, filters, catalogue)
    mask, places = _listed(filters, catalogue, found)
    numbers = tuple(int(number) for number in catalogue.ids[places[mask[places]]])
    back = visit.link("works", **{**filters.rest, **filters.wanted})
    return begin(visit, partial(write_works, form=form, numbers=numbers), "works", back=back)


def write_works(review: Review, to: Path, *, form: str, numbers: tuple[int, ...]) -> tuple[Path, ...]:
    """Write these works in one form; nothing without any."""
    return review.export_works(form, numbers, to=to) if numbers else ()


def one(visit: Visit) -> Response:
    """A work with its history."""
    work = visit.review.work(visit.place("key"))
    catalogue = visit.site.shared(CatalogueKeeper).catalogue(visit.review)
    protocol = visit.review.protocol
    criteria = (*protocol.criteria.include, *protocol.criteria.exclude)
    labels = {one.id: visit.say(one.label) for one in criteria}
    standing = catalogue.label_of("standing", work.id)
    return visit.page("work.html", WorkPage(work, standing, _seen(visit, work.key), labels))


def _seen(visit: Visit, key: str) -> History:
    """The history of a work as the person may see it: not yet what others said, where they are blinded."""
    review, person = visit.review, visit.person
    history = _decisions_seen(visit, review.history(review.work(key)))
    if review.shown(key):
        return history
    own = tuple(one for one in history.codings if one.coding.coder == person.id)
    return replace(history, codings=own)


def _decisions_seen(visit: Visit, history: History) -> History:
    """The history with the decisions that a person may see: those of others once they decided themselves."""
    asked, person = visit.review.protocol.screening, visit.person
    if asked.screeners < 2 or not asked.blinded or person.may("lead"):
        return history
    said = {(one.stage, one.coder) for one in history.decisions if one.in_force}
    open_to = {
        stage
        for stage in STAGES
        if (stage, person.id) in said or sum(where == stage for where, _ in said) >= asked.screeners
    }
    shown = (one for one in history.decisions if one.coder == person.id or one.stage in open_to)
    return replace(history, decisions=tuple(shown))


def _found(visit: Visit, filters: Filters, catalogue: Catalogue) -> Found | None:
    """The works that were looked for; None when nothing was."""
    q = filters.rest.get("q", "")
    return visit.site.shared(CatalogueKeeper).found(visit.review, catalogue, q) if q else None


def _page(visit: Visit, filters: Filters, catalogue: Catalogue, found: Found | None) -> WorksPage:
    mask, places = _listed(filters, catalogue, found)
    order = _order(filters, found)
    leaf = catalogue.leaf(mask, places, after=visit.number("after"), before=visit.number("before"), size=PAGE)
    return WorksPage(
        q=filters.rest.get("q", ""),
        total=int(mask.sum()),
        every=len(catalogue),
        lines=tuple(
            Line(work, catalogue.label_of("standing", work.id))
            for work in visit.review.works_numbered(leaf.numbers)
        ),
        facets=tuple(_facet(visit, filters, catalogue, name, found) for name in FACETS),
        chosen=filters.chosen(visit, lambda name, value: _text(visit, name, value)),
        clear=visit.link("works", q=filters.rest.get("q", "")),
        order=order,
        orders=tuple((one, visit.t(f"order.{one}")) for one in (FOUND, *ORDERS)[found is None :]),
        kept=tuple((name, value) for name, values in filters.wanted.items() for value in values),
        previous=filters.address(visit, before=leaf.numbers[0]) if leaf.earlier else "",
        following=filters.address(visit, after=leaf.numbers[-1]) if leaf.later else "",
        forms=tuple(
            (form, visit.link("works-out", form=form, **filters.rest, **filters.wanted)) for form in WORKS
        ),
    )


def _listed(filters: Filters, catalogue: Catalogue, found: Found | None) -> tuple[Mask, Numbers]:
    """The works of the list, and the places of all works in its order."""
    order = _order(filters, found)
    places = found.places if order == FOUND and found else catalogue.orders[order]
    return catalogue.select(filters.wanted, within=found.mask if found else None), places


def _order(filters: Filters, found: Found | None) -> str:
    wanted = filters.rest.get("order", FOUND)
    if wanted == FOUND and found is not None:
        return FOUND
    return wanted if wanted in ORDERS else ORDERS[0]


def _facet(visit: Visit, filters: Filters, catalogue: Catalogue, name: str, found: Found | None) -> Facet:
    counts = visit.site.shared(CatalogueKeeper).divided(catalogue, name, filters.wanted, found)
    if name == "year":
        counts = dict(sorted(counts.items(), reverse=True))
    return filters.facet(visit, name, counts, lambda value: _text(visit, name, value))


def _text(visit: Visit, name: str, value: str) -> str:
    """The word for a value of a facet."""
    key = f"{name}.{value}"
    if not value:
        return visit.t("facet.none")
    return visit.t(key) if key in visit.t else value
