"""Coming in and going out: the address from the terminal, signing in with a password, signing out."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import RedirectResponse, Response

from synth.store import accounts
from synth.web.passwords import fits
from synth.web.sessions import Notice, Person, Session
from synth.web.visit import Visit

EVERYBODY = "*"
"""The name under which all tries are counted together, so that many names do not help to guess."""


@dataclass(frozen=True, slots=True)
class SignInPage:
    """Where to go after signing in, the name that was typed, and what was wrong."""

    onward: str
    name: str = ""
    problem: str = ""


def enter(visit: Visit) -> Response:
    """Come in with the ticket that the terminal printed; it counts once."""
    site = visit.site
    if site.sessions.local is None or not site.tickets.take(visit.value("ticket")):
        return visit.page("outside.html", None, status=401)
    return come_in(visit, site.sessions.local, "/")


def sign_in_page(visit: Visit, *, onward: str = "/", status: int = 200) -> Response:
    """The form to sign in with."""
    return visit.page("sign_in.html", SignInPage(own(onward)), status=status)


def show_sign_in(visit: Visit) -> Response:
    """The form to sign in with; without accounts, how to come in."""
    if not visit.site.door.accounts:
        return visit.page("outside.html", None)
    return sign_in_page(visit, onward=visit.value("onward", "/"))


def sign_in(visit: Visit) -> Response:
    """Sign in with name and password; after too many tries in vain a name has to wait."""
    site, name = visit.site, visit.typed("name").strip().lower()[:80]
    if site.sessions.local is not None:
        return visit.page("outside.html", None, status=401)
    wait = max(site.tries.wait(name), site.everybody.wait(EVERYBODY))
    if wait:
        site.sessions.note("sign-in-waits", person=name)
        return _again(visit, name, visit.t("door.wait", n=(wait + 59) // 60), status=429, wait=wait)
    account = accounts.account(site.sessions.db, name)
    site.tries.failed(name)
    if not fits(account.password if account else None, visit.typed("password")) or account is None:
        site.everybody.failed(EVERYBODY)
        site.sessions.note("sign-in-failed", person=name)
        return _again(visit, name, visit.t("door.wrong"), status=401)
    site.tries.forget(name)
    return come_in(visit, Person(account.id, account.name, account.role), own(visit.typed("onward")))


def sign_out(visit: Visit) -> Response:
    """End the session."""
    if visit.session:
        visit.site.sessions.end(visit.session)
        visit.site.sessions.note("signed-out", person=visit.person.id)
    response = RedirectResponse(visit.link("sign-in"), status_code=303)
    response.delete_cookie(visit.site.door.cookie, path="/")
    return response


def own(address: str) -> str:
    """An address of this application, whatever was asked for: never one of another site."""
    plain = address.isprintable() and "\\" not in address
    return address if plain and address.startswith("/") and not address.startswith("//") else "/"


def come_in(visit: Visit, person: Person, onward: str, *, told: str = "") -> Response:
    """Begin a session of its own: what the browser had before counts no longer (session fixation).

    `told` is said on the page that it leads to.
    """
    site = visit.site
    if visit.session:
        site.sessions.end(visit.session)
    session = site.sessions.begin(person)
    if told:
        session.notices.append(Notice(told))
    site.sessions.note("signed-in", person=person.id)
    response = RedirectResponse(onward, status_code=303)
    _set(response, visit, session)
    return response


def _set(response: Response, visit: Visit, session: Session) -> None:
    door = visit.site.door
    response.set_cookie(
        door.cookie, session.secret, path="/", secure=door.secure, httponly=True, samesite="strict"
    )


def _again(visit: Visit, name: str, problem: str, *, status: int, wait: int = 0) -> Response:
    page = SignInPage(own(visit.typed("onward", "/")), name, problem)
    response = visit.page("sign_in.html", page, status=status)
    if wait:
        response.headers["Retry-After"] = str(wait)
    return response
