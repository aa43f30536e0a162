"""From a request to an answer, in a worker thread: who it is, whether they may, and what the view gives."""

from __future__ import annotations

from starlette.responses import Response

from synth.errors import StoreError, SynthError
from synth.web.catalogue import PreparingError
from synth.web.pages import problems
from synth.web.route import Route
from synth.web.site import Site
from synth.web.visit import Asked, MovedError, Visit


def answer(site: Site, route: Route, asked: Asked) -> Response:
    """Return what the view answers, or why it was not asked."""
    session = site.sessions.find(asked.cookies.get(site.door.cookie, ""))
    visit = Visit(site, route, asked, session)
    refused = _refused(visit)
    if refused is not None:
        return refused
    try:
        return route.view(visit)
    except MovedError as error:
        return problems.told(visit, error, status=409)
    except PreparingError:
        return problems.preparing(visit)
    except StoreError as error:
        return problems.told(visit, error, status=503)
    except SynthError as error:
        return problems.told(visit, error, status=422)


def _refused(visit: Visit) -> Response | None:
    """Return the answer to who may not; None for who may."""
    route, session = visit.route, visit.session
    if session is None:
        return None if route.opened else problems.unknown(visit)
    offered = visit.typed("csrf") or visit.asked.headers.get("x-csrf", "")
    if route.method == "POST" and not session.is_ours(offered):
        return problems.foreign(visit)
    if not session.person.may(route.role):
        who = session.person.id
        visit.site.sessions.note("refused", person=who, route=route.name, needs=route.role)
        return problems.forbidden(visit)
    return None
