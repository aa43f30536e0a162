"""The flow as the CSV that the PRISMA2020 package and its web page draw the diagram from.

The columns and names are those of the package's template (Haddaway et al. 2022, Campbell Systematic Reviews
18:e1230); the texts are those of our own diagram.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from synth.formats.csv_safe import write_csv
from synth.i18n import Messages
from synth.report.localised import pick
from synth.synthesis.flow import size

COLUMNS = ("data", "node", "box", "description", "boxtext", "tooltips", "url", "n")
LAYOUT: tuple[tuple[str, int, str, str], ...] = (
    ("", 4, "prevstud", "previous"),
    ("previous_studies", 5, "box1", "previous_studies"),
    ("previous_reports", 0, "box1", "previous_reports"),
    ("", 6, "newstud", "stream-databases"),
    ("database_results", 7, "box2", "database_results"),
    ("register_results", 0, "box2", "register_results"),
    ("", 16, "othstud", "stream-other"),
    ("website_results", 17, "box11", "website_results"),
    ("organisation_results", 0, "box11", "organisation_results"),
    ("citations_results", 0, "box11", "citations_results"),
    ("duplicates", 8, "box3", "duplicates"),
    ("excluded_automatic", 0, "box3", "excluded_automatic"),
    ("excluded_other", 0, "box3", "excluded_other"),
    ("records_screened", 9, "box4", "records_screened"),
    ("records_excluded", 10, "box5", "records_excluded"),
    ("dbr_sought_reports", 11, "box6", "dbr_sought_reports"),
    ("dbr_notretrieved_reports", 12, "box7", "dbr_notretrieved_reports"),
    ("other_sought_reports", 18, "box12", "other_sought_reports"),
    ("other_notretrieved_reports", 19, "box13", "other_notretrieved_reports"),
    ("dbr_assessed", 13, "box8", "dbr_assessed"),
    ("dbr_excluded", 14, "box9", "dbr_excluded"),
    ("other_assessed", 20, "box14", "other_assessed"),
    ("other_excluded", 21, "box15", "other_excluded"),
    ("new_studies", 15, "box10", "new_studies"),
    ("new_reports", 0, "box10", "new_reports"),
    ("total_studies", 22, "box16", "total_studies"),
    ("total_reports", 0, "box16", "total_reports"),
    ("identification", 1, "identification", "phase-identification"),
    ("screening", 2, "screening", "phase-screening"),
    ("included", 3, "included", "phase-included"),
)
"""Rows of the template: name of the count, number of the node (0: none), box, and message of the text."""


def flow_csv(document: Mapping[str, Any], language: str) -> str:
    """The flow of a synthesis document in the template of the PRISMA2020 package.

    The template has no row for what people pointed out: such records are in `other_sought_reports` only,
    which can therefore be more than the three rows of other sources add up to.
    """
    words = Messages.load(language)
    rows = []
    for data, node, box, message in LAYOUT:
        text = words(f"flow.{message}")
        count = _count(document, data, language) if data in document["flow"] else 0
        rows.append(
            [
                data or "NA",
                f"node{node}" if node else "NA",
                box,
                text,
                text,
                text if node else "NA",
                "NA",
                count,
            ]
        )
    return write_csv(COLUMNS, rows)


def _count(document: Mapping[str, Any], data: str, language: str) -> str | int:
    """A count, or the reasons of an exclusion as the template wants them: `reason, n; reason, n`."""
    value = document["flow"][data]
    if not isinstance(value, Mapping) or not value:
        return size(value)
    labels = {str(one["id"]): pick(one["label"], language).value for one in document["review"]["criteria"]}
    plain = {reason: re.sub("[,;]", "", labels.get(str(reason), str(reason))) for reason in value}
    return "; ".join(f"{plain[reason]}, {n}" for reason, n in value.items())
