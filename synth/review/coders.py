"""Who codes, and what one coder may see of another: the rules of the protocol, held in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from synth.errors import UsageError
from synth.judging import Done, Memo, NotReported, Settlement
from synth.model import Coding, Suggestion
from synth.review.folder import Folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


Seen = TypeVar("Seen", Coding, Suggestion)

Spoken = TypeVar("Spoken", Coding, Done, NotReported, Memo, Settlement)

NOBODY = "me"
"""Who codes when nobody said so: enough where one person codes."""


class Coders(Folder):
    """The people who code, and what they may see and change."""

    def coder(self, name: str) -> str:
        """`name`, when the protocol lets that person code. Raises UsageError, listing who does.

        Where several people code each work, everyone says who they are: one of the people of the protocol, if
        it names any.
        """
        if self.protocol.coding.coders == 1:
            return name
        people = [person.id for person in self.protocol.people if person.id != NOBODY]
        if name != NOBODY and (name in people or not people):
            return name
        who = f"`{name}` is not one of them" if name != NOBODY else "it is not clear who you are"
        listed = f"one of {', '.join(people)}" if people else "your name"
        raise UsageError(
            f"{self.protocol.coding.coders} people code each work, and {who}.",
            remedy=f"Give {listed}: `--coder NAME`, or set SYNTH_CODER once.",
        )

    @property
    def blinded(self) -> bool:
        """Whether coders see only their own codings of works that are not coded by all of them yet."""
        return self.protocol.coding.coders > 1 and self.protocol.coding.blinded

    def finished(self, work: str = "") -> frozenset[str]:
        """The works (or the one called `work`) with which as many are done as the protocol asks for."""
        return self._enough(self._done(work))

    def shown(self, work: str) -> bool:
        """Whether what all coders said of a work may be seen. Raises UsageError for an unknown work."""
        return not self.blinded or bool(self.finished(work))

    def check_shown(self, work: str) -> None:
        """Raise UsageError when what other coders said of a work may not be seen yet."""
        if self.shown(work):
            return
        done = sum(map(len, self._done(work).values()))
        message = f"{done} of {self.protocol.coding.coders} coders are done with `{work}`."
        remedy = (
            "Until all are, each sees only their own codings. `synth code WORK --done` says that you are;"
            " `blinded: false` under `coding:` in review.yaml lifts it."
        )
        raise UsageError(message, remedy=remedy)

    def check_open(self, work: str, coder: str) -> None:
        """Raise UsageError when the coder said to be done with a work, and so changes nothing in it."""
        if coder in frozenset().union(*self._done(work).values()):
            remedy = f"Take it up again first: `synth code {work} --reopen`."
            raise UsageError(f"{coder} is done with `{work}`.", remedy=remedy)

    def common(self, made: Iterable[Seen]) -> tuple[Seen, ...]:
        """Those of works of which everyone may see what all coders said."""
        if not self.blinded:
            return tuple(made)
        finished = self.finished()
        return tuple(one for one in made if one.passage.work in finished)

    def visible(self, made: Iterable[Spoken], coder: str) -> tuple[Spoken, ...]:
        """What `coder` may see of what was said: their own, and all of works with which all coders are done.

        What is said of no work, as a memo on a code is, is everyone's.
        """
        if not self.blinded:
            return tuple(made)
        finished = {*self.finished(), ""}
        return tuple(one for one in made if one.coder == coder or _work(one) in finished)

    def being_coded(self) -> frozenset[str]:
        """The works of which something was said that is not shown, because not all coders are done."""
        from synth.store import coding_work, codings

        if not self.blinded:
            return frozenset()
        answers, made = coding_work.answers(self.db), codings.current_codings(self.db)
        said = {one.passage.work for _, one in made} | {one.work for one in answers.whole}
        return frozenset(said - self.finished() - {""})

    def _done(self, work: str) -> Mapping[str, frozenset[str]]:
        from synth.store.coding_work import who_is_done

        return who_is_done(self.db, work)

    def _enough(self, done: Mapping[str, frozenset[str]]) -> frozenset[str]:
        wanted = self.protocol.coding.coders
        return frozenset(work for work, coders in done.items() if len(coders) >= wanted)


def _work(said: Coding | Done | NotReported | Memo | Settlement) -> str:
    return said.passage.work if isinstance(said, Coding) else said.work
