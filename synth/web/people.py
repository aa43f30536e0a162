"""Accounts as a person sets them up: checked, and the password hashed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlite_utils import Database

from synth.errors import UsageError
from synth.store import accounts
from synth.store.accounts import ROLES, Account
from synth.store.database import writing
from synth.text import slug
from synth.web.passwords import hashed

TERMINAL = "terminal"
"""Who changes accounts by command."""


@dataclass(frozen=True, slots=True)
class New:
    """An account to be made: its name, role, password as typed, and the name that pages show."""

    name: str
    role: str
    password: str = field(repr=False)
    full_name: str = ""


def add(db: Database, new: New, *, by: str = TERMINAL) -> None:
    """Make an account. Raises UsageError for a name or password that cannot be one, or is there."""
    if not new.name or slug(new.name) != new.name or len(new.name) > 80:
        remedy = "Use small letters, digits and hyphens, as for people in review.yaml."
        raise UsageError(f"`{new.name}` cannot be the name of an account.", remedy=remedy)
    kind = next(one for one in ROLES if one == new.role)
    accounts.add_account(db, Account(new.name, new.full_name, kind, hashed(new.password), True), by=by)


def change(db: Database, name: str, *, by: str = TERMINAL, **said: str | None) -> None:
    """Change what is given: `role`, `full_name`, `password`; who is signed in signs in again.

    Raises UsageError for a password that cannot be one, without the account, or when nobody would lead.
    """
    values: dict[str, Any] = {}
    if said.get("role"):
        values["role"] = next(one for one in ROLES if one == said["role"])
    if said.get("full_name"):
        values["name"] = said["full_name"]
    if (password := said.get("password")) is not None:
        values["password"] = hashed(password)
    if values:
        with _somebody_leads(db, by):
            accounts.change_account(db, name, by=by, **values)


def close(db: Database, name: str, *, by: str = TERMINAL) -> None:
    """Shut a person out at once; what they did stays. Raises UsageError."""
    with _somebody_leads(db, by):
        accounts.change_account(db, name, by=by, active=0)


@contextmanager
def _somebody_leads(db: Database, by: str) -> Iterator[None]:
    """One transaction that is taken back when nobody would lead any more. Raises UsageError.

    The terminal may shut out everybody: it can let somebody in again.
    """
    with writing(db):
        led = _leads(db)
        yield
        if led and by != TERMINAL and not _leads(db):
            remedy = "Make somebody else a lead first."
            raise UsageError("Nobody would lead the review any more.", remedy=remedy)


def _leads(db: Database) -> bool:
    return any(one.active and one.role == "lead" for one in accounts.accounts(db))
