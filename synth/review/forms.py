"""People press keys fast and send forms twice: what they said counts once, and for what they saw."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from synth.model import Stage
from synth.review.folder import Folder


class Forms(Folder):
    """Forms that count once, and marks of what stood on the screen."""

    @contextmanager
    def once(self, nonce: str, *, coder: str) -> Iterator[bool]:
        """One transaction for one form; gives False when it was handled before, and then nothing is due.

        When the block fails, nothing of it is stored and the form can be sent again.
        """
        from synth.store.database import writing
        from synth.store.forms import first_use

        with writing(self.db):
            yield first_use(self.db, nonce, coder=coder)

    def decision_mark(self, work: str, *, stage: Stage, coder: str) -> str:
        """A mark of the coder's last decision on a work at a stage, undone or not; another after each one."""
        from synth.store.decisions import last_event

        return str(last_event(self.db, work, stage=stage, coder=coder))
