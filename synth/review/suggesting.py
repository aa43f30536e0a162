"""The program proposes codings: by terms, from what was coded, by packages that are named. People decide."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from synth.review.folder import Listen, quiet
from synth.review.teamwork import Teamwork
from synth.uncollected import uncollected

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from synth.coding.changes import Coded
    from synth.coding.learning import Trial
    from synth.coding.proposing import Checked, Proposer
    from synth.model import Work

AT_A_TIME = 200
"""Works whose suggestions are stored together: what is stored stays when the rest is broken off."""


PROPOSED = "proposed"
"""The action under which the journal keeps what packages were asked and proposed."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """How far suggesting is, for who listens: works read, of how many."""

    read: int
    works: int


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a package proposed: texts asked, suggestions that are new, proposals refused."""

    texts: int = 0
    new: int = 0
    refused: int = 0


class Suggesting(Teamwork):
    """Suggestions, which count nowhere until a person accepts them."""

    def suggest(self, listen: Listen = quiet) -> int:
        """Store suggestions by terms for every work, some works at a time; return how many are new."""
        from synth.coding.suggest import Suggester
        from synth.store import codings, works

        suggester, every = Suggester(self.codebook), works.works(self.db)
        new = 0
        for start in range(0, len(every), AT_A_TIME):
            some = every[start : start + AT_A_TIME]
            found = (s for work in some for s in suggester.suggest(work.key, work.record))
            # All of them before anything is written: nobody waits for the looking.
            with uncollected():
                made = tuple(s for s in found if not self.codebook.refined(s.dimension))
            new += codings.add_suggestions(self.db, made)
            listen(Suggested(start + len(some), len(every)))
        return new

    def learn(self) -> tuple[int, Mapping[str, Trial]]:
        """Store suggestions learned from the codings so far; return how many are new, and the trials.

        In the trials, one per dimension, works were held back: learning suggests only where it won.
        """
        from synth.coding.learned import Past, learn
        from synth.coding.suggest import Suggester
        from synth.store import codings, works

        made = tuple(codings.suggestions(self.db))
        past = Past(
            codings=self._known(self.common(one for _, one in codings.current_codings(self.db))),
            rejected=self._known(self.common(one for one, verdict in made if verdict == "rejected")),
            suggested=self._known(one for one, _ in made),
        )
        found = learn(past, works.works(self.db), self.codebook, Suggester(self.codebook))
        return codings.add_suggestions(self.db, found.suggestions), found.trials

    def propose(self, name: str, listen: Listen = quiet, *, by: Proposer | None = None) -> Proposed:
        """Let the package called `name` (or `by`) propose codings of titles and abstracts not asked before.

        Each text asked is in the journal: name, model, the whole prompt, and what was refused and why. Raises
        UsageError when no package offers `name`.
        """
        from synth.coding.proposing import proposer
        from synth.store import works

        asked, every = by or proposer(name), works.works(self.db)
        before = self._asked(name, asked.model)
        done = Proposed()
        for number, work in enumerate(every, start=1):
            one = self._propose(work, name, asked, before)
            done = Proposed(done.texts + one.texts, done.new + one.new, done.refused + one.refused)
            listen(Suggested(number, len(every)))
        return done

    def _propose(self, work: Work, name: str, by: Proposer, before: frozenset[str]) -> Proposed:
        from synth.coding.proposing import checked
        from synth.coding.suggest import FIELDS_READ
        from synth.model import Passage
        from synth.store import codings, journal

        done = Proposed()
        for field in FIELDS_READ:
            text = getattr(work.record, field)
            if not text.strip() or _mark(work.key, field, text) in before:
                continue
            answer = by.propose(text, work.record.language, self.codebook)
            found = checked(
                answer, Passage(work.key, field=field), text, self.codebook, f"{name}: {by.model}"
            )
            new = codings.add_suggestions(self.db, found.suggestions)
            said = {
                "by": name,
                "model": by.model,
                "text": _mark(work.key, field, text),
                "prompt": answer.prompt,
            }
            journal.note(self.db, PROPOSED, {**said, **_told(work.key, field, found)})
            done = Proposed(done.texts + 1, done.new + new, done.refused + len(found.refused))
        return done

    def _asked(self, name: str, model: str) -> frozenset[str]:
        """The texts that this model of this package was asked about already."""
        from synth.store import journal

        said = (detail for _, action, detail in journal.entries(self.db) if action == PROPOSED)
        return frozenset(one["text"] for one in said if (one["by"], one["model"]) == (name, model))

    def _known(self, made: Iterable[Coded]) -> tuple[Coded, ...]:
        """Those of the codebook, with the codes that it has now; without what was split or dropped."""
        from synth.coding.changes import carried

        book = self.codebook
        return tuple(
            one
            for one in carried(made, book)
            if one.codebook == book.id and book.has(one.dimension, one.code)
        )


def _mark(work: str, field: str, text: str) -> str:
    """What identifies a text of a work: once it changes, it is asked about again."""
    return f"{work}/{field}/{sha256(text.encode(errors='surrogatepass')).hexdigest()[:16]}"


def _told(work: str, field: str, found: Checked) -> dict[str, Any]:
    """What became of the proposals of a text, for the journal."""
    from synth.coding.proposing import SHOWN

    refused = [
        {**asdict(one.proposal), "quote": one.proposal.quote[:SHOWN], "why": one.why} for one in found.refused
    ]
    return {"work": work, "field": field, "taken": len(found.suggestions), "refused": refused}
