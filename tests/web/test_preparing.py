"""Until the works are counted for the first time a page says so, and comes back by itself."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import httpx
import pytest

from synth.web.app import create
from synth.web.catalogue import CatalogueKeeper
from synth.web.door import Tickets, door


@pytest.mark.parametrize(
    ("language", "words"), [("en", "One moment"), ("nl", "Een ogenblik"), ("de", "Einen")]
)
def test_the_first_who_comes_is_told_and_then_shown(folder: Path, language: str, words: str) -> None:
    counted, tickets = Event(), Tickets()
    app = create(folder, door("127.0.0.1", 8765), tickets=tickets)
    app.state.site.desk.behind(counted.wait)

    async def look() -> tuple[httpx.Response, httpx.Response]:
        inside = httpx.AsyncClient(
            transport=httpx.ASGITransport(app),
            base_url="http://127.0.0.1:8765",
            headers={"accept-language": language},
        )
        async with app.router.lifespan_context(app), inside as client:
            await client.get(f"/enter?ticket={tickets.current}")
            early = await client.get("/works")
            counted.set()
            app.state.site.shared(CatalogueKeeper).begin()
            await asyncio.wrap_future(app.state.site.desk.behind(lambda: None))
            return early, await client.get("/works")

    with ThreadPoolExecutor(1) as thread:  # a browser of other tests has a loop in this one
        early, later = thread.submit(lambda: asyncio.run(look())).result()
    assert early.status_code == 503
    assert words in early.text
    assert early.headers["refresh"] == "2"
    assert later.status_code == 200
