"""Sites that were searched by hand, as append-only events; the last entry of a site, day and terms counts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from sqlite_utils import Database

from synth.model import SiteSearch
from synth.store.database import now, writing
from synth.store.fields import to_json


def uid(site: SiteSearch) -> str:
    """Return what identifies an entry: the site, the day, the terms and who searched."""
    return hashlib.sha256("\n".join((site.site, site.date, site.terms, site.by)).encode()).hexdigest()[:16]


def add_sites(db: Database, sites: Iterable[SiteSearch]) -> int:
    """Append entries, all or nothing; return how many were new or changed."""
    with writing(db):
        known = {uid(site): site for site in current_sites(db)}
        changed = [site for site in sites if known.get(uid(site)) != site]
        for site in changed:
            row = {"uid": uid(site), "fields": to_json(asdict(site)), "at": now()}
            db.table("site_search").insert(row)
        return len(changed)


def withdraw_site(db: Database, site: SiteSearch) -> None:
    """Undo: the entry no longer counts; both events stay."""
    with writing(db):
        db.table("site_search").insert({"uid": uid(site), "fields": "", "at": now()})


def current_sites(db: Database) -> tuple[SiteSearch, ...]:
    """The entries that count, by day, site and terms."""
    rows = db.query("SELECT fields FROM current_site_search")
    sites = (_site(json.loads(row["fields"])) for row in rows)
    return tuple(sorted(sites, key=lambda one: (one.date, one.site, one.terms, one.by)))


def _site(fields: dict[str, Any]) -> SiteSearch:
    return SiteSearch(**{**fields, "works": tuple(fields["works"])})
