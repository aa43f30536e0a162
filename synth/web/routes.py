"""Every route of the application, in one table; those of a page stand together, in the order of the work."""

from __future__ import annotations

from synth.web.pages import (
    codebooks,
    door,
    overview,
    preferences,
    presence,
    screening,
    screening_list,
    search,
    settings,
    works,
)
from synth.web.route import FILE, Route, act, opened, page, part

ROUTES: tuple[Route, ...] = (
    page("overview", "/", overview.show),
    page("search", "/search", search.show),
    page("strategy", "/search/strategy/{name}", search.strategy, under="search"),
    page("run", "/search/run/{number}", search.run, under="search"),
    part("search-events", "/search/events", search.events),
    act("search-begin", "/search/begin", search.begin, role="lead"),
    act("take-in", "/search/files", search.take_in, role="lead", most=FILE),
    page("screening", "/screening", screening.show),
    page("screening-list", "/screening/list", screening_list.show, under="screening"),
    act("screening-many", "/screening/list", screening_list.decide),
    page("screening-one", "/screening/{key}", screening.one, under="screening"),
    act("screening-decide", "/screening/{key}", screening.decide),
    act("screening-undo", "/screening/{key}/undo", screening.undo),
    page("works", "/works", works.show),
    page("work", "/works/{key}", works.one, under="works"),
    page("codebooks", "/codebooks", codebooks.show),
    page("codebook", "/codebooks/{name}", codebooks.book, under="codebooks"),
    page("code", "/codebooks/{name}/{dimension}/{code}", codebooks.code, under="codebooks"),
    act("code-preview", "/codebooks/{name}/{dimension}/{code}", codebooks.preview, role="lead"),
    page("settings", "/settings", settings.show),
    page("settings-file", "/settings/file", settings.edit, under="settings"),
    act("settings-preview", "/settings/preview", settings.preview, role="lead"),
    act("settings-save", "/settings/save", settings.save, role="lead"),
    page("keys", "/keys", preferences.keys, under="overview"),
    part("presence", "/presence", presence.show),
    opened(act("preferences", "/preferences", preferences.choose, role="reader")),
    opened(part("enter", "/enter", door.enter)),
    opened(part("sign-in", "/sign-in", door.show_sign_in)),
    opened(act("sign-in-send", "/sign-in", door.sign_in, role="reader")),
    opened(act("sign-out", "/sign-out", door.sign_out, role="reader")),
)
