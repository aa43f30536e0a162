"""Accounts: who may come in and as what, and what happened at the door; for who leads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database
from starlette.responses import Response

from synth.errors import UsageError
from synth.store import accounts
from synth.store.accounts import ROLES, Account
from synth.web import people
from synth.web.pages.password import typed_twice
from synth.web.visit import Visit

ENTRIES = 100
"""Entries of the audit log on the page; each look further back shows so many more."""

MOST_ENTRIES = 5000


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the audit log: when (UTC), what, who did it, and what it was about."""

    at: str
    action: str
    person: str
    about: str


@dataclass(frozen=True, slots=True)
class AccountsPage:
    """The accounts, those that are open first, and the audit log, newest first; `more` leads further back."""

    accounts: tuple[Account, ...]
    roles: tuple[tuple[str, str], ...]
    entries: tuple[Entry, ...]
    more: str


def show(visit: Visit) -> Response:
    """The accounts and the audit log."""
    asked = min(visit.number("entries", ENTRIES) or ENTRIES, MOST_ENTRIES)
    with _door(visit) as db:
        known = sorted(accounts.accounts(db), key=lambda one: not one.active)
        found = list(accounts.audited(db, newest=asked + 1))
    page = AccountsPage(
        accounts=tuple(known),
        roles=tuple((role, visit.t(f"role.{role}")) for role in ROLES),
        entries=tuple(Entry(at, action, who, _about(detail)) for at, action, who, detail in found[:asked]),
        more=visit.link("accounts", entries=asked + ENTRIES) if len(found) > asked else "",
    )
    return visit.page("accounts.html", page)


def add(visit: Visit) -> Response:
    """Make an account, or open one again that was closed, with a new password."""
    name, role, password = visit.typed("name").strip(), _role(visit), typed_twice(visit)
    with visit.once() as fresh, _door(visit) as db:
        if fresh:
            _first_leads(visit, db, role)
            new = people.New(name, role, password, visit.typed("full_name").strip()[:200])
            people.add(db, new, by=visit.person.id)
    return _told(visit, "added", name)


def change(visit: Visit) -> Response:
    """Give an account another role; not one's own."""
    name, role = visit.place("name"), _role(visit)
    _not_oneself(visit, name)
    with visit.once() as fresh, _door(visit) as db:
        if fresh:
            people.change(db, name, by=visit.person.id, role=role)
    return _told(visit, "changed", name)


def reset(visit: Visit) -> Response:
    """Give another account a new password; who is signed in under it signs in again.

    One's own is changed by who knows it (`synth.web.pages.password`).
    """
    name, password = visit.place("name"), typed_twice(visit)
    _not_oneself(visit, name)
    with visit.once() as fresh, _door(visit) as db:
        if fresh:
            people.change(db, name, by=visit.person.id, password=password)
    return _told(visit, "reset", name)


def close(visit: Visit) -> Response:
    """Shut somebody out; not oneself."""
    name = visit.place("name")
    _not_oneself(visit, name)
    with visit.once() as fresh, _door(visit) as db:
        if fresh:
            people.close(db, name, by=visit.person.id)
    return _told(visit, "closed", name)


@contextmanager
def _door(visit: Visit) -> Iterator[Database]:
    """The accounts, over a connection of one's own: one transaction is not part of another's."""
    with closing(accounts.connect(visit.site.folder)) as db:
        yield db


def _told(visit: Visit, what: str, name: str) -> Response:
    text = visit.t(f"accounts.{what}", name=name)
    if not visit.site.door.accounts:
        text = f"{text} {visit.t('accounts.next-start')}"
    visit.tell(text)
    return visit.go(visit.link("accounts"))


def _role(visit: Visit) -> accounts.Role:
    for role in ROLES:
        if role == visit.typed("role"):
            return role
    raise UsageError(visit.t("accounts.no-role"), remedy=visit.t("accounts.choose-role"))


def _not_oneself(visit: Visit, name: str) -> None:
    """Nobody shuts themselves out, or loses the role that they do it by. Raises UsageError."""
    if visit.site.door.accounts and name == visit.person.id:
        raise UsageError(visit.t("accounts.not-oneself"), remedy=visit.t("accounts.ask-another"))


def _first_leads(visit: Visit, db: Database, role: accounts.Role) -> None:
    """Without a lead nobody could make another account. Raises UsageError."""
    if role != ROLES[-1] and not any(one.active and one.role == ROLES[-1] for one in accounts.accounts(db)):
        raise UsageError(visit.t("accounts.first-leads"), remedy=visit.t("accounts.choose-role"))


def _about(detail: Mapping[str, Any]) -> str:
    """What an entry was about, in few words: names and roles as they are."""
    return " · ".join(str(detail[key]) for key in ("account", "role", "route") if detail.get(key))
