"""The application: routes, guards and threads put together; nothing here knows a page."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path

from starlette.applications import Starlette
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount
from starlette.routing import Route as StarletteRoute
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from synth.store import accounts
from synth.web.answering import answer
from synth.web.catalogue import CatalogueKeeper
from synth.web.desk import Desk
from synth.web.door import Door, Tickets
from synth.web.guard import Guard
from synth.web.kept import Kept
from synth.web.reading import Turns
from synth.web.rendering import Pages
from synth.web.route import SMALL, Links, Route
from synth.web.routes import ROUTES
from synth.web.scratch import clear_away
from synth.web.sessions import Person, Sessions
from synth.web.site import Site
from synth.web.visit import Asked

MOST_FIELDS = 5000
MOST_FILES = 50
COLLECTED = (2000, 20, 50)
"""When the server of a large review looks for what is no longer used; usual is (700, 10, 10)."""

KEPT_FOR_A_YEAR = "public, max-age=31536000, immutable"


def create(folder: Path, door: Door, *, tickets: Tickets | None = None) -> Starlette:
    """Return the application for the review in `folder`, as it is reached through `door`.

    Its `state.site` holds everything that lives as long as the application does.
    """
    site = make_site(folder, door, tickets or Tickets())

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        large = site.desk.beside
        site.shared(CatalogueKeeper).begin(site.shared(Turns).prepare if large else None)
        site.desk.behind(clear_away)
        if large:
            site.desk.aside(site.pages.prepare)
            site.desk.behind(_settle)
        yield
        site.desk.close()
        site.sessions.db.close()

    guards = [
        Middleware(Guard, door=door),
        Middleware(RequestBodyLimitMiddleware, max_body_size=SMALL),
    ]
    app = Starlette(
        routes=[*(_route(site, one) for one in ROUTES), Mount("/static", _Files())],
        middleware=guards,
        lifespan=lifespan,
        exception_handlers={404: _missing(site), HTTPException: _told, 500: _failed},
    )
    app.state.site = site
    return app


def _settle() -> None:
    """Look through what was loaded for the last time: later collections, while all wait, pass it over.

    They come less often: most of what a page leaves behind needs none.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECTED)


def make_site(folder: Path, door: Door, tickets: Tickets) -> Site:
    """The parts that requests share."""
    desk = Desk(folder)
    local = None if door.accounts else Person(door.person, "", "lead")
    return Site(
        folder=folder,
        door=door,
        desk=desk,
        sessions=Sessions(accounts.connect(folder), local=local),
        tickets=tickets,
        links=Links(ROUTES),
        pages=Pages(tuple(route for route in ROUTES if route.nav)),
        kept=Kept(desk),
    )


def _route(site: Site, route: Route) -> StarletteRoute:
    async def endpoint(request: Request) -> Response:
        return await _answered(site, route, request)

    limit = [Middleware(RequestBodyLimitMiddleware, max_body_size=route.most)]
    return StarletteRoute(route.path, endpoint, methods=[route.method], name=route.name, middleware=limit)


async def _answered(site: Site, route: Route, request: Request) -> Response:
    form = FormData()
    if route.method == "POST":
        form = await request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS, max_part_size=route.most)
    asked = Asked(
        place=request.path_params,
        query=request.query_params,
        form=form,
        headers=request.headers,
        cookies=request.cookies,
        path=request.url.path,
    )
    try:
        return await site.desk.run(lambda: answer(site, route, asked))
    finally:
        await form.close()


def _missing(site: Site) -> Callable[[Request, Exception], Awaitable[Response]]:
    """What answers for an address that leads nowhere."""
    from synth.web.pages.problems import MISSING

    async def handler(request: Request, error: Exception) -> Response:
        return await _answered(site, MISSING, request)

    return handler


async def _told(request: Request, error: Exception) -> Response:
    """Say what Starlette refused: too large, not allowed, not readable."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    detail = error.detail if isinstance(error, HTTPException) else ""
    return PlainTextResponse(f"{detail}", status_code=status)


async def _failed(request: Request, error: Exception) -> Response:
    """Say that something went wrong in the program; the server's log has what."""
    text = "Something went wrong in synth. Nothing of this form was stored. The terminal says what happened."
    return PlainTextResponse(text, status_code=500)


class _Files(StaticFiles):
    """The files in `static/`: their addresses change with their content, so that they are kept."""

    def __init__(self) -> None:
        super().__init__(directory=str(files("synth").joinpath("web", "static")))

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = KEPT_FOR_A_YEAR
        return response
