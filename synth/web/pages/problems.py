"""What is shown when something cannot be done: what, why, what to do, and what was typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.responses import HTMLResponse, Response

from synth.errors import SynthError
from synth.web.route import Route
from synth.web.visit import Visit

UNSHOWN = frozenset({"csrf", "nonce", "seen", "password", "again"})
"""Fields of a form that nobody typed, or that nobody should see."""

NEXT = '<!doctype html><html lang="en"><meta http-equiv="refresh" content="0"><title>synth</title></html>'
"""A page that asks for itself again: a link from another site carries no cookie, our own page does."""


@dataclass(frozen=True, slots=True)
class ProblemPage:
    """A heading, what happened and what to do; `typed` is what the person wrote, so that it is not lost."""

    title: str
    message: str
    remedy: str
    typed: Mapping[str, str]


def told(visit: Visit, error: SynthError, *, status: int) -> Response:
    """What the library says could not be done."""
    message = getattr(error, "message", "") or str(error)
    remedy = getattr(error, "remedy", "") or ""
    said = (visit.told(one).text for one in (message, remedy))
    return _problem(visit, "failed", status, message=next(said), remedy=next(said))


def forbidden(visit: Visit) -> Response:
    """The person's role does not go so far."""
    return _problem(visit, "forbidden", 403)


def foreign(visit: Visit) -> Response:
    """The form did not come from a page of this session."""
    return _problem(visit, "foreign", 403)


def missing(visit: Visit) -> Response:
    """There is nothing at this address."""
    return _problem(visit, "missing", 404)


def preparing(visit: Visit) -> Response:
    """What the page needs is not there yet; the page comes back to see by itself."""
    response = _problem(visit, "preparing", 503)
    response.headers["Retry-After"] = response.headers["Refresh"] = "2"
    return response


def unknown(visit: Visit) -> Response:
    """Nobody is signed in: to the sign-in page, or how to come in."""
    asked, door = visit.asked, visit.site.door
    if visit.route.method == "GET" and asked.headers.get("sec-fetch-site") == "cross-site":
        return HTMLResponse(NEXT, status_code=401)
    if visit.partly:
        return Response(visit.t("door.again"), status_code=401, media_type="text/plain")
    if door.accounts:
        from synth.web.pages.door import sign_in_page

        return sign_in_page(visit, onward=asked.path if visit.route.method == "GET" else "/", status=401)
    return visit.page("outside.html", None, status=401)


def _problem(visit: Visit, name: str, status: int, *, message: str = "", remedy: str = "") -> Response:
    t = visit.t
    said = message or t(f"problem.{name}-text")
    if visit.partly:
        visit.tell(f"{said} {remedy}".strip(), tone="problem")
        response = visit.page("notices.html", None, status=status)
        response.headers["HX-Retarget"] = "#notices"
        response.headers["HX-Reswap"] = "outerHTML"
        return response
    typed = {
        name: value
        for name, value in visit.asked.form.multi_items()
        if isinstance(value, str) and value.strip() and name not in UNSHOWN
    }
    page = ProblemPage(t(f"problem.{name}"), said, remedy, typed)
    return visit.page("problem.html", page, status=status)


MISSING = Route("missing", "/", missing)
"""What answers for an address that leads nowhere; not in the table, since no link leads there."""
