"""A review: one folder, and every step of the work on it.

The command line and the pages are thin over `Review`; each method hands one step what it needs. A family of
methods is a module of this package.
"""

from __future__ import annotations

from pathlib import Path

from synth.review.adding import Adding
from synth.review.agreeing import Agreeing
from synth.review.assessing import Assessing
from synth.review.browsing import Browsing
from synth.review.chasing import Chasing
from synth.review.checking import Checking
from synth.review.coding import Coding
from synth.review.deciding import Deciding
from synth.review.deduplicating import Deduplicating
from synth.review.editing import Editing
from synth.review.exporting import Exporting
from synth.review.folder import DATABASE, Listen
from synth.review.forms import Forms
from synth.review.fulltexts import FullTexts
from synth.review.interchange import Interchange
from synth.review.planning import Planning
from synth.review.rehearsing import Rehearsing
from synth.review.replicating import Replicating
from synth.review.reporting import Reporting
from synth.review.screening import Screening
from synth.review.searching import Searching
from synth.review.searchlog import SearchLog
from synth.review.wording import Wording
from synth.starting import start

__all__ = ["DATABASE", "Listen", "Review"]


class Review(
    Checking,
    Planning,
    Searching,
    Adding,
    Chasing,
    Deduplicating,
    Forms,
    FullTexts,
    Coding,
    Interchange,
    Exporting,
    Deciding,
    Rehearsing,
    SearchLog,
    Replicating,
    Wording,
    Assessing,
    Reporting,
    Agreeing,
    Screening,
    Browsing,
    Editing,
):
    """A review folder that is open: its protocol, and its database.

    `Review.open(folder)` and `Review.create(folder)` make one; close it, or use it in a `with` block.
    """

    @classmethod
    def create(cls, folder: Path | str, *, template: str = "starter") -> Review:
        """Start a review in `folder` from a bundled template; files that are there already are kept.

        Raises UsageError when the folder holds a review, or there is no such template.
        """
        start(Path(folder), template)
        return cls.open(folder)
