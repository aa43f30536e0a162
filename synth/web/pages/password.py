"""One's own password: whoever is signed in changes it, by the one they have."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass

from starlette.responses import Response

from synth.errors import UsageError
from synth.store import accounts
from synth.web import people
from synth.web.pages.door import come_in
from synth.web.passwords import fits
from synth.web.visit import Visit


@dataclass(frozen=True, slots=True)
class PasswordPage:
    """The form; `problem` is what was wrong with what was sent."""

    problem: str = ""


def show(visit: Visit) -> Response:
    """The form; without accounts, that nobody has a password."""
    return visit.page("password.html", PasswordPage())


def change(visit: Visit) -> Response:
    """Give oneself another password: every session of the account ends, and this browser begins anew.

    The password that one has is asked (OWASP ASVS 5.0, 6.2.3), and can be guessed as seldom as at the door;
    these tries are counted apart, so that who finds a browser open does not make its owner wait outside.
    """
    site, name = visit.site, visit.person.id
    tried = f"{name} {visit.route.name}"
    if not site.door.accounts:
        raise UsageError(visit.t("password.none"), remedy=visit.t("password.none-remedy"))
    if wait := site.tries.wait(tried):
        site.sessions.note("password-waits", person=name)
        answer = _again(visit, visit.t("door.wait", n=(wait + 59) // 60), status=429)
        answer.headers["Retry-After"] = str(wait)
        return answer
    new = typed_twice(visit)
    account = accounts.account(site.sessions.db, name)
    site.tries.failed(tried)
    if not fits(account.password if account else None, visit.typed("now")):
        site.sessions.note("password-refused", person=name)
        return _again(visit, visit.t("password.wrong"), status=422)
    site.tries.forget(tried)
    with visit.once() as fresh, closing(accounts.connect(site.folder)) as db:
        if fresh:
            people.change(db, name, by=name, password=new)
    return come_in(visit, visit.person, visit.link("password"), told=visit.t("password.changed"))


def typed_twice(visit: Visit) -> str:
    """The new password, typed twice. Raises UsageError."""
    password = visit.typed("password")
    if password != visit.typed("again"):
        raise UsageError(visit.t("accounts.not-the-same"), remedy=visit.t("accounts.type-again"))
    return password


def _again(visit: Visit, problem: str, *, status: int) -> Response:
    return visit.page("password.html", PasswordPage(problem), status=status)
