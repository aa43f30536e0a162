"""What every request passes before a view sees it: where it comes from, how large it is; and every answer.

The rules are those of OWASP ASVS 5.0 (3.4, 3.5) and of Fetch Metadata: a page of another site, or of another
port of this machine, can neither write here nor read what it draws in.
"""

from __future__ import annotations

from collections.abc import Mapping
from time import perf_counter

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from synth.web.door import Door

SAFE = frozenset({"GET", "HEAD"})
METHODS = SAFE | {"POST"}
CSP = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "img-src 'self' data:",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
UNKEPT = {"Cache-Control": "no-store"}
TLS_ONLY = {"Strict-Transport-Security": "max-age=31536000"}


class Guard:
    """ASGI middleware: refuses what does not come from our own pages; sets the headers of every answer."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self.app = app
        self.door = door
        self.headers = HEADERS | (TLS_ONLY if door.secure else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or hand it on."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return

        began = perf_counter()

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Server-Timing"] = f"page;dur={(perf_counter() - began) * 1000:.1f}"
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", UNKEPT["Cache-Control"])
            await send(message)

        refused = self.refusal(scope)
        if refused:
            status, text = refused
            await PlainTextResponse(text, status_code=status)(scope, receive, dressed)
        else:
            await self.app(scope, receive, dressed)

    def refusal(self, scope: Scope) -> tuple[int, str] | None:
        """The status and text with which a request is refused; None when it may go on."""
        headers = Headers(scope=scope)
        if scope["type"] != "http":
            return 400, "Only HTTP is spoken here."
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0].lower() not in self.door.hosts:
            return 400, "This address is not one of the review's."
        if scope["method"] not in METHODS:
            return 405, "Only GET and POST are answered."
        if scope["method"] in SAFE:
            return None if _may_read(headers) else (403, "Another site asked for this.")
        return (
            None if self._may_write(headers) else (403, "This form did not come from a page of the review.")
        )

    def _may_write(self, headers: Headers) -> bool:
        origin, site = headers.get("origin"), headers.get("sec-fetch-site")
        if site is not None and site != "same-origin":
            return False
        if origin is not None:
            return origin in self.door.origins and origin.partition("://")[2] == headers["host"].lower()
        return site == "same-origin"


def _may_read(headers: Mapping[str, str]) -> bool:
    """Whether a request that changes nothing may be answered: a link from elsewhere may, an image not."""
    site = headers.get("sec-fetch-site", "none")
    return site in ("same-origin", "none") or (
        headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
    )
