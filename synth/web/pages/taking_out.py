"""Files to take out: begun by a link, handed out when they are made; a page waits for what takes longer."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import Response

from synth.errors import UsageError
from synth.web.outgoing import Make, Outbox, Parcel, attachment
from synth.web.visit import Visit


@dataclass(frozen=True, slots=True)
class ParcelPage:
    """A file that is being made, or was, by its name in the outbox."""

    token: str
    parcel: Parcel


def begin(visit: Visit, make: Make, name: str, *, back: str) -> Response:
    """Begin to make files, and go where they come to lie; `back` is the page that they were asked for on."""
    token = visit.site.shared(Outbox).make(Parcel(visit.person.id, back), make, name)
    return visit.go(visit.link("parcel", token=token))


def show(visit: Visit) -> Response:
    """The file, once it is made; until then a page that waits for it. Raises UsageError."""
    token = visit.place("token")
    parcel = visit.site.shared(Outbox).get(token, visit.person.id)
    if parcel is None:
        raise UsageError(visit.t("out.gone"), remedy=visit.t("out.again"))
    if parcel.state == "empty":
        raise UsageError(visit.t("exchange.nothing"), remedy=visit.t("exchange.nothing-remedy"))
    if parcel.state == "made" and parcel.path and not visit.partly:
        return attachment(parcel.path, parcel.path.name, parcel.day)
    return visit.page("parcel.html", ParcelPage(token, parcel))
