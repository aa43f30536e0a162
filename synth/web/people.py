"""Accounts as a person sets them up: checked, and the password hashed."""

from __future__ import annotations

from typing import Any

from sqlite_utils import Database

from synth.errors import UsageError
from synth.store import accounts
from synth.store.accounts import ROLES, Account
from synth.text import slug
from synth.web.passwords import hashed

TERMINAL = "terminal"
"""Who changes accounts by command."""


def add(db: Database, name: str, *, role: str, full_name: str = "", password: str) -> None:
    """Make an account. Raises UsageError for a name or password that cannot be one, or is there."""
    if not name or slug(name) != name or len(name) > 80:
        remedy = "Use small letters, digits and hyphens, as for people in review.yaml."
        raise UsageError(f"`{name}` cannot be the name of an account.", remedy=remedy)
    kind = next(one for one in ROLES if one == role)
    accounts.add_account(db, Account(name, full_name, kind, hashed(password), True), by=TERMINAL)


def change(
    db: Database, name: str, *, role: str | None = None, full_name: str = "", password: str = ""
) -> None:
    """Change what is given of an account; who is signed in under it signs in again. Raises UsageError."""
    values: dict[str, Any] = {}
    if role:
        values["role"] = next(one for one in ROLES if one == role)
    if full_name:
        values["name"] = full_name
    if password:
        values["password"] = hashed(password)
    if values:
        accounts.change_account(db, name, by=TERMINAL, **values)
