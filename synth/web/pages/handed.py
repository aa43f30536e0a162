"""Files that were handed over: what they would bring, then, when somebody says so, what they brought."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.datastructures import UploadFile
from starlette.responses import Response

from synth.errors import UsageError
from synth.web.handing import UNDER_WAY, Bundle, Handed, Table, What
from synth.web.visit import Visit

MOST_FILES = 20
BACK: dict[What, str] = {"records": "search", "codings": "codings-files", "decisions": "decisions-files"}
"""The page on which each is handed over."""


@dataclass(frozen=True, slots=True)
class Onward:
    """What there is to do with works that came in: in words, what it is called, and where it is done."""

    said: str
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class HandedPage:
    """Files by their name on the table, how far they are, the words of their codes, and where to go back.

    `onward` is what comes next, once they came in.
    """

    token: str
    handed: Handed
    labels: dict[str, str]
    criteria: dict[str, str]
    back: str
    onward: Onward | None

    @property
    def under_way(self) -> bool:
        """Whether there is more to come by itself."""
        return self.handed.state in UNDER_WAY


def hand_over(visit: Visit, bundle: Bundle) -> Response:
    """Put the files of the form on the table. Raises UsageError without any, or with too many."""
    files = [one for one in visit.asked.form.getlist("files") if isinstance(one, UploadFile) and one.filename]
    if not files or len(files) > MOST_FILES:
        raise UsageError(visit.t("search.no-files", n=MOST_FILES), remedy=visit.t("search.choose-files"))
    token = visit.site.shared(Table).hand_over(visit.person.id, files, bundle)
    return visit.go(visit.link("handed", token=token))


def show(visit: Visit) -> Response:
    """What the files would bring, or brought. Raises UsageError when they are not there any more."""
    token = visit.place("token")
    handed = visit.site.shared(Table).get(token, visit.person.id)
    if handed is None:
        raise UsageError(visit.t("handed.gone"), remedy=visit.t("handed.again"))
    shown = [one for file in handed.seen.files for one in file.codings] if handed.seen else []
    criteria = visit.review.protocol.criteria
    page = HandedPage(
        token,
        handed,
        {one.uid: visit.code_label(one) for one in shown},
        {one.id: visit.say(one.label) for one in (*criteria.include, *criteria.exclude)},
        visit.link(BACK[handed.bundle.what]),
        _onward(visit, handed) if handed.state == "taken" and handed.bundle.what == "records" else None,
    )
    return visit.page("handed.html", page)


def _onward(visit: Visit, handed: Handed) -> Onward | None:
    """Pairs that may be one work, when there are; else screening what came."""
    if handed.asked:
        return Onward(visit.t("overview.step-pairs", n=handed.asked), "pairs", visit.link("duplicates"))
    if any(one.new > one.rejected for one in handed.taken):
        return Onward(visit.t("handed.to-screen"), "screen", visit.link("screening"))
    return None


def take(visit: Visit) -> Response:
    """Take in what was looked at; however often the form is sent, it counts once."""
    token, table = visit.place("token"), visit.site.shared(Table)
    if not table.take(token, visit.person.id) and not table.get(token, visit.person.id):
        raise UsageError(visit.t("handed.gone"), remedy=visit.t("handed.again"))
    return visit.go(visit.link("handed", token=token))


def drop(visit: Visit) -> Response:
    """Leave the files out."""
    token, table = visit.place("token"), visit.site.shared(Table)
    handed = table.get(token, visit.person.id)
    table.drop(token, visit.person.id)
    visit.tell(visit.t("handed.dropped"))
    return visit.go(visit.link(BACK[handed.bundle.what] if handed else "search"))
