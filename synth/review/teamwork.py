"""Several people code the same works: what each said side by side, what is settled, how far all are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from synth.errors import UsageError
from synth.judging import Memo, NotReported
from synth.review.coders import Coders

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from synth.coding.settling import Row, Said
    from synth.judging import MemoKind, Progress, Settlement
    from synth.model import Coding, Direction


Seen = TypeVar("Seen", Memo, NotReported)


@dataclass(frozen=True, slots=True)
class CodedWork:
    """What one person may see of the coding of a work.

    `codings` have the ids of their passages; `done` are the coders who are done; `shown` says whether the
    codings, memos and settlements of others are among these.
    """

    work: str
    codings: tuple[tuple[int, Coding], ...]
    not_reported: tuple[NotReported, ...]
    memos: tuple[Memo, ...]
    settlements: tuple[Settlement, ...]
    done: tuple[str, ...]
    shown: bool


class Teamwork(Coders):
    """Coding by several people, all of it events."""

    def coded_work(self, work: str, *, coder: str) -> CodedWork:
        """What `coder` may see of the coding of a work. Raises UsageError for an unknown work."""
        from synth.store import coding_work
        from synth.store.codings import current_codings

        shown = self.shown(work)
        done = coding_work.who_is_done(self.db, work)
        codings = current_codings(self.db, work)
        return CodedWork(
            work=work,
            codings=tuple(one for one in codings if shown or one[1].coder == coder),
            not_reported=_seen(coding_work.not_reported(self.db, work), coder, shown),
            memos=_seen(coding_work.memos(self.db, work), coder, shown),
            settlements=coding_work.settlements(self.db, work) if shown else (),
            done=tuple(sorted(frozenset().union(*done.values()))),
            shown=shown,
        )

    def set_done(self, work: str, *, coder: str, done: bool = True) -> None:
        """Store that a coder is done with a work, or takes it up again. Raises UsageError."""
        from synth.store.coding_work import set_done

        set_done(self.db, work, coder=self.coder(coder), done=done)

    def say_not_reported(self, work: str, dimension: str, code: str = "", *, coder: str) -> str:
        """Store that the work says nothing on a dimension, or on one code of it; return the uid.

        Raises UsageError for an unknown work, dimension or code, and where the coder coded just that.
        """
        from synth.store.coding_work import say_not_reported

        book = self.codebook
        book.code(dimension, code) if code else book.dimension(dimension)
        self.check_open(work, self.coder(coder))
        for one in self.coded_work(work, coder=coder).codings:
            if one[1].coder == coder and (dimension, code) in _answers(one[1]):
                message = f"{coder} coded `{one[1].dimension}={one[1].code}` in `{work}`."
                raise UsageError(message, remedy=f"Take it back first: `synth code --undo {one[1].uid}`.")
        return say_not_reported(self.db, NotReported(work, book.id, book.version, dimension, code, coder))

    def check_reported(self, work: str, coded: Sequence[tuple[str, str]], coder: str) -> None:
        """Raise UsageError when the coder said that the work does not report one of these codes."""
        from synth.store.coding_work import not_reported

        for one in not_reported(self.db, work):
            if one.coder == coder and any(_covers(one, dimension, code) for dimension, code in coded):
                what = f"{one.dimension}={one.code}" if one.code else one.dimension
                message = f"{coder} said that `{work}` does not report `{what}`."
                raise UsageError(message, remedy=f"Take it back first: `synth code --undo {one.uid}`.")

    def write_memo(self, about: MemoKind, target: str, text: str, *, coder: str, uid: str = "") -> str:
        """Store a note on a work (its key), a coding (its uid) or a code (`dimension=code`); return its uid.

        With the `uid` of a memo of the same coder it takes that one's place. Raises UsageError.
        """
        from synth.store.coding_work import add_memo
        from synth.store.codings import work_of

        if not text.strip():
            raise UsageError("The memo is empty.", remedy="Write something, or take a memo back by --undo.")
        if uid:
            self._check_own(uid, coder)
        work = ""
        if about == "code":
            self.codebook.code(*_place(target))
        else:
            work = target if about == "work" else work_of(self.db, target)
        said = "" if about == "work" else target
        return add_memo(self.db, Memo(about, said, text.strip(), self.coder(coder), work, uid))

    def code_memos(self) -> tuple[Memo, ...]:
        """The notes on codes of the codebook; they are everyone's."""
        from synth.store.coding_work import code_memos

        return code_memos(self.db)

    def undo(self, uid: str, *, coder: str) -> None:
        """Undo whatever has this uid: a coding, a not-reported, a memo or a settlement; all events stay.

        Where several people code, each takes back only what is their own. Raises UsageError.
        """
        from synth.store.coding_work import take_back
        from synth.store.codings import coder_of, withdraw_coding, work_of

        self._check_own(uid, coder)
        if coder_of(self.db, uid):
            self.check_open(work_of(self.db, uid), coder)
            withdraw_coding(self.db, uid, coder=coder)
        else:
            take_back(self.db, uid, coder=coder)

    def rows(self, work: str = "") -> tuple[Row, ...]:
        """What all coders said of a work, code by code; of all works that may be shown when none is named.

        Raises UsageError when the work is unknown or may not be shown yet.
        """
        if work:
            self.check_shown(work)
        found = self._side_by_side(work)
        if work or not self.blinded:
            return found
        finished = self.finished()
        return tuple(row for row in found if row.work in finished)

    def ruled(self) -> tuple[Row, ...]:
        """The codes of all works on which coders differ or that were settled: these decide what counts."""
        from synth.coding.settling import side_by_side
        from synth.store.coding_work import disputable

        said = self._said_of(disputable(self.db))
        return tuple(row for row in side_by_side(said, self.codebook) if row.differs or row.settlement)

    def _said_of(self, works: Collection[str]) -> Said:
        """What was said of these works."""
        from synth.coding.changes import carried
        from synth.coding.settling import Said
        from synth.store import coding_work
        from synth.store.codings import codings_among

        given = (one for _, one in codings_among(self.db, works))
        silent = (one for one in coding_work.not_reported(self.db) if one.work in works)
        done = coding_work.who_is_done(self.db).items()
        return Said(
            carried(given, self.codebook),
            carried(silent, self.codebook),
            {work: who for work, who in done if work in works},
            coding_work.settlements(self.db),
        )

    def _side_by_side(self, work: str = "") -> tuple[Row, ...]:
        from synth.coding.settling import side_by_side

        return side_by_side(self.said(work), self.codebook)

    def coding_conflicts(self, work: str = "") -> tuple[Row, ...]:
        """The codes on which coders differ and that nobody settled yet, as `rows` gives them."""
        return tuple(row for row in self.rows(work) if row.open)

    def said(self, work: str = "") -> Said:
        """What was said of a work, or of all: of the review's codebook, with the codes that it has now."""
        from synth.coding.changes import carried
        from synth.coding.settling import Said
        from synth.store import coding_work
        from synth.store.codings import current_codings

        codings = (coding for _, coding in current_codings(self.db, work))
        return Said(
            carried(codings, self.codebook),
            carried(coding_work.not_reported(self.db, work), self.codebook),
            coding_work.who_is_done(self.db, work),
            coding_work.settlements(self.db, work),
        )

    def settle_conflict(self, one: Settlement) -> str:
        """Store how a conflict on a code of a work is settled; return the uid.

        Raises UsageError without a reason, for an unknown code or direction, when codings may not be shown
        yet, and when the protocol wants a third person and this one coded the work.
        """
        from synth.store.coding_work import settle

        self.check_shown(one.work)
        self._check_third(one.work, self.coder(one.coder))
        directions = self._directions(one)
        if not one.reason.strip():
            raise UsageError("A settlement needs a reason.", remedy="Add --reason, in a few words.")
        book = self.codebook
        made = replace(one, directions=directions, codebook=book.id, version=book.version)
        return settle(self.db, made)

    def coding_progress(self) -> tuple[Progress, ...]:
        """How far all are with the included works: people of the protocol, and whoever said anything."""
        from synth.judging import Progress
        from synth.store.coding_work import progress, to_code

        works = to_code(self.db, screeners=self.protocol.screening.screeners)
        found = {one.coder: one for one in progress(self.db, works)}
        for person in self.protocol.people if self.protocol.coding.coders > 1 else ():
            found.setdefault(person.id, Progress(person.id, len(works), 0, 0, 0, 0, 0))
        return tuple(found[name] for name in sorted(found))

    def _check_own(self, uid: str, coder: str) -> None:
        from synth.store.coding_work import said_by
        from synth.store.codings import coder_of

        whose = coder_of(self.db, uid) or said_by(self.db, uid)
        if self.protocol.coding.coders > 1 and whose != self.coder(coder):
            raise UsageError(f"`{uid}` is {whose}'s.", remedy="Only they can change it or take it back.")

    def _check_third(self, work: str, coder: str) -> None:
        from synth.coding.settling import judges

        if self.protocol.coding.settled_by == "third" and coder in judges(self.said(work)).get(work, ()):
            message = f"{coder} coded `{work}`; the protocol wants someone else to settle it."
            remedy = (
                "Have a third person do it, or write `settled_by: anyone` under `coding:` in review.yaml."
            )
            raise UsageError(message, remedy=remedy)

    def _directions(self, one: Settlement) -> tuple[Direction, ...]:
        """The directions of a settlement: as given, or the only one that the code can take."""
        allowed = self.codebook.code(one.dimension, one.code).directions or ("neutral",)
        if one.verdict == "not-given":
            return ()
        wanted = tuple(dict.fromkeys(one.directions)) or (allowed if len(allowed) == 1 else ())
        if not wanted or not set(wanted) <= set(allowed):
            message = f"`{one.code}` needs a direction that it can take."
            raise UsageError(message, remedy=f"Give one of {', '.join(allowed)}.")
        return wanted


def _answers(coding: Coding) -> tuple[tuple[str, str], ...]:
    """What a coding says is reported: its code and its dimension."""
    return ((coding.dimension, coding.code), (coding.dimension, ""))


def _covers(one: NotReported, dimension: str, code: str) -> bool:
    return one.dimension == dimension and one.code in ("", code)


def _place(target: str) -> tuple[str, str]:
    dimension, equals, code = target.partition("=")
    if not equals:
        raise UsageError(f"`{target}` is not DIMENSION=CODE.", remedy="Write it as in factor=no-time.")
    return dimension, code


def _seen(said: Iterable[Seen], coder: str, shown: bool) -> tuple[Seen, ...]:
    return tuple(one for one in said if shown or one.coder == coder)
