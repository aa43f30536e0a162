"""Every route of the application, in one table; those of a page stand together, in the order of the work."""

from __future__ import annotations

from synth.web.pages import door, overview, preferences, presence, screening, screening_list, works
from synth.web.route import Route, act, opened, page, part

ROUTES: tuple[Route, ...] = (
    page("overview", "/", overview.show),
    page("screening", "/screening", screening.show),
    page("screening-list", "/screening/list", screening_list.show, under="screening"),
    act("screening-many", "/screening/list", screening_list.decide),
    page("screening-one", "/screening/{key}", screening.one, under="screening"),
    act("screening-decide", "/screening/{key}", screening.decide),
    act("screening-undo", "/screening/{key}/undo", screening.undo),
    page("works", "/works", works.show),
    page("work", "/works/{key}", works.one, under="works"),
    page("keys", "/keys", preferences.keys, under="overview"),
    part("presence", "/presence", presence.show),
    opened(act("preferences", "/preferences", preferences.choose, role="reader")),
    opened(part("enter", "/enter", door.enter)),
    opened(part("sign-in", "/sign-in", door.show_sign_in)),
    opened(act("sign-in-send", "/sign-in", door.sign_in, role="reader")),
    opened(act("sign-out", "/sign-out", door.sign_out, role="reader")),
)
