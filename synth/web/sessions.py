"""Sessions: who is signed in, for how long, and what waits to be told to them."""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from secrets import token_urlsafe
from threading import RLock
from typing import TYPE_CHECKING

from synth.store import accounts
from synth.store.accounts import Role, StoredSession

if TYPE_CHECKING:
    from sqlite_utils import Database

IDLE_SECONDS = 12 * 3600.0
"""A session that was not used for a working day ends."""

MOST_SECONDS = 7 * 24 * 3600.0
"""Every session ends after a week."""

NOTED_SECONDS = 300.0
"""How often it is written down that a session is in use."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who is at the screen: the id that decisions carry, the name to show, and what they may do."""

    id: str
    name: str
    role: Role

    def may(self, role: Role) -> bool:
        """Whether the person may do what `role` may do."""
        return accounts.ROLES.index(self.role) >= accounts.ROLES.index(role)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to tell at the next page: a text, its tone (done, problem), and a form that undoes it.

    `onward` is a link to what came of it: its words and its address.
    """

    text: str
    tone: str = "done"
    undo: str = ""
    onward: tuple[str, str] = ("", "")
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Session:
    """One browser that is signed in."""

    person: Person
    secret: str
    stored: StoredSession
    notices: list[Notice] = field(default_factory=list)

    @property
    def csrf(self) -> str:
        """What every form of this session carries; derived, so that it lives as long as the session."""
        return hmac.new(self.secret.encode(), b"form", hashlib.sha256).hexdigest()

    def is_ours(self, offered: str) -> bool:
        """Whether a form came from a page of this session."""
        return hmac.compare_digest(offered.encode(), self.csrf.encode())


class Sessions:
    """The sessions of one server; kept in the accounts' file, so that a restart signs nobody out."""

    def __init__(self, db: Database, *, local: Person | None, clock: Callable[[], float] = time.time) -> None:
        """`local` is who comes in without an account; None when everybody signs in.

        Threads share the connection `db`: whatever writes by it does so here, one after the other.
        """
        self.db = db
        self.local = local
        self.clock = clock
        self._open: dict[str, Session] = {}
        self._lock = RLock()

    def begin(self, person: Person) -> Session:
        """Begin a session with a secret of its own, whatever the browser had before."""
        secret, at = token_urlsafe(32), self.clock()
        session = Session(person, secret, StoredSession(_digest(secret), person.id, at, at))
        with self._lock:
            accounts.store_session(self.db, session.stored)
            self._open[session.stored.digest] = session
        return session

    def find(self, secret: str) -> Session | None:
        """The session of a secret, while it lasts and its person may come in.

        It is looked up each time, so that an account that was changed elsewhere counts at once.
        """
        with self._lock:
            stored = accounts.session(self.db, _digest(secret)) if secret else None
            person = self._person(stored.person) if stored else None
            if stored is None or person is None:
                return None
            at = self.clock()
            session = self._open.setdefault(stored.digest, Session(person, secret, stored))
            session.person, session.stored = person, stored
            if at - stored.seen > IDLE_SECONDS or at - stored.began > MOST_SECONDS:
                self.end(session)
                return None
            if at - stored.seen > NOTED_SECONDS:
                session.stored = StoredSession(stored.digest, stored.person, stored.began, at)
                accounts.store_session(self.db, session.stored)
            return session

    def end(self, session: Session) -> None:
        """End one session."""
        with self._lock:
            self._open.pop(session.stored.digest, None)
            accounts.end_session(self.db, session.stored.digest)

    def end_all(self, person: str) -> None:
        """End every session of a person: the password or the role changed."""
        with self._lock:
            self._open = {key: one for key, one in self._open.items() if one.person.id != person}
            accounts.end_sessions(self.db, person)

    def note(self, action: str, *, person: str, **detail: str) -> None:
        """Write down what happened at the door."""
        with self._lock:
            accounts.audit(self.db, action, person=person, **detail)

    def _person(self, name: str) -> Person | None:
        if self.local:
            return self.local if name == self.local.id else None
        found = accounts.account(self.db, name)
        return Person(found.id, found.name, found.role) if found else None


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
