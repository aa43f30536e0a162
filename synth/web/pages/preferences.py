"""How a person wants to see the pages: language, colours, single keys; kept in the browser."""

from __future__ import annotations

from starlette.responses import RedirectResponse, Response

from synth.web.pages.door import own
from synth.web.tongues import TONGUES
from synth.web.visit import THEMES, Visit

CHOICES = {"language": TONGUES, "theme": THEMES, "keys": ("on", "off")}
YEAR = 365 * 24 * 3600


def choose(visit: Visit) -> Response:
    """Keep what was chosen, and go back to where the person was."""
    response = RedirectResponse(own(visit.typed("back", "/")), status_code=303)
    for name, known in CHOICES.items():
        if (value := visit.typed(name)) in known:
            secure = visit.site.door.secure
            response.set_cookie(name, value, max_age=YEAR, secure=secure, httponly=True, samesite="strict")
    return response


def keys(visit: Visit) -> Response:
    """Which keys do what, and a switch for them."""
    return visit.page("keys.html", None)
