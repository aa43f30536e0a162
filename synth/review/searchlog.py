"""The log of how was searched: what was done by hand, and what the reporting guidelines ask."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import synth
from synth.errors import UsageError
from synth.model import SiteSearch
from synth.review.reporting import Reporting


class SearchLog(Reporting):
    """What was searched, and sites searched by hand."""

    def search_log(self) -> dict[str, Any]:
        """Everything that is known of how was searched, as plain JSON values; it holds no key."""
        from synth.store.journal import entries
        from synth.store.searchlog import search_rows

        return {
            "synth": synth.__version__,
            "review": self.protocol.id,
            "searches": search_rows(self.db),
            "sites": [asdict(site) | {"works": list(site.works)} for site in self.sites()],
            "journal": [
                {"at": at, "action": action, "detail": detail} for at, action, detail in entries(self.db)
            ],
            "prisma_s": self.synthesize()["prisma_s"],
        }

    def prisma_s(self, language: str, *, as_csv: bool = False) -> str:
        """The search as PRISMA-S asks to report it: Markdown with the strategies as run, or a CSV table."""
        from synth.report.prisma_s import csv
        from synth.report.searchlog import markdown
        from synth.store.searchlog import search_rows

        document = self.synthesize()
        return csv(document, language) if as_csv else markdown(document, search_rows(self.db), language)

    def sites(self) -> tuple[SiteSearch, ...]:
        """The sites that were searched by hand, by day."""
        from synth.store.sites import current_sites

        return current_sites(self.db)

    def log_site(self, site: SiteSearch) -> bool:
        """Log a site that was searched by hand; whether the entry is new or changed. Raises UsageError."""
        from synth.sources.sites import mistake
        from synth.store.sites import add_sites
        from synth.store.works import work_id

        if found := mistake(site):
            _, message, remedy = found
            raise UsageError(message, remedy=remedy)
        for key in site.works:
            work_id(self.db, key)
        changed = bool(add_sites(self.db, [site]))
        if changed:
            self.note("site", **asdict(site))
        return changed

    def unlog_site(self, name: str, *, date: str = "") -> SiteSearch:
        """Take back the last entry of a site, or that of a day. Raises UsageError when there is none."""
        from synth.store.sites import withdraw_site

        found = [one for one in self.sites() if one.site == name and date in ("", one.date)]
        if not found:
            known = ", ".join(dict.fromkeys(one.site for one in self.sites())) or "none"
            raise UsageError(f"No entry of the log is about `{name}`.", remedy=f"There is: {known}.")
        withdraw_site(self.db, found[-1])
        self.note("site-withdrawn", site=name, date=found[-1].date)
        return found[-1]
