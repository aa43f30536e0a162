"""Who else is at a record."""

from __future__ import annotations

from starlette.responses import HTMLResponse, Response

from synth.web.rendering import words
from synth.web.visit import Visit


def show(visit: Visit) -> Response:
    """Note that the person is at a place, and say who else is; nothing when nobody is."""
    others = visit.site.presence.others(visit.value("place")[:200], visit.person.id)
    if not others:
        return HTMLResponse("")
    return HTMLResponse(words(visit.t("frame.others", n=len(others), who=visit.t.join(others))))
