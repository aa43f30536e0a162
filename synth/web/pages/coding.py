"""Coding: the text of a work with its passages marked, suggestions to judge, and the codes to give."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup
from starlette.responses import Response

from synth.coding.codes import Code, Dimension
from synth.coding.entry import Entry
from synth.errors import UsageError
from synth.model import DIRECTIONS, DOCUMENT, Coding, Direction, Passage, Suggestion, Work
from synth.report.works import DIRECTED
from synth.review import Review
from synth.review.teamwork import CodedWork
from synth.texts import Document, Part
from synth.web.catalogue import CatalogueKeeper
from synth.web.drawings import Drawings
from synth.web.kept import Answer
from synth.web.pages.overview import suggestions as waiting
from synth.web.visit import Visit

PAGE = 50
STATES = ("uncoded", "coded")
"""Whether an included work has codings; the values of the column of the catalogue."""


@dataclass(frozen=True, slots=True)
class CodingPage:
    """The included works, those that are not coded first."""

    state: str
    counts: Mapping[str, int]
    works: tuple[Work, ...]
    pending: Answer[int]
    previous: str
    following: str


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a work: the field that it is, what it says, and the places of codings and suggestions."""

    field: str
    text: str
    spans: tuple[tuple[int, int, str], ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """Pages of a full text to choose from."""

    name: str
    number: int
    here: bool


@dataclass(frozen=True, slots=True)
class CodePage:
    """One work to be coded by one person."""

    work: Work
    coded: CodedWork
    texts: tuple[Text, ...]
    leaves: tuple[Leaf, ...]
    suggestions: tuple[tuple[int, Suggestion, Code], ...]
    dimensions: tuple[Dimension, ...]
    codes: Markup
    mine_done: bool
    following: str


def show(visit: Visit) -> Response:
    """The works to code."""
    catalogue = visit.site.shared(CatalogueKeeper).catalogue(visit.review)
    included = {"standing": ("included",)}
    counts = catalogue.counts("coded", included)
    state = visit.value("state")
    state = state if state in STATES else next((one for one in STATES if counts.get(one)), STATES[0])
    leaf = catalogue.leaf(
        catalogue.select({**included, "coded": (state,)}),
        catalogue.orders["newest"],
        after=visit.number("after"),
        before=visit.number("before"),
        size=PAGE,
    )
    page = CodingPage(
        state=state,
        counts={one: counts.get(one, 0) for one in STATES},
        works=visit.review.works_numbered(leaf.numbers),
        pending=waiting(visit, catalogue),
        previous=visit.link("coding", state=state, before=leaf.numbers[0]) if leaf.earlier else "",
        following=visit.link("coding", state=state, after=leaf.numbers[-1]) if leaf.later else "",
    )
    return visit.page("coding.html", page)


def one(visit: Visit) -> Response:
    """A work, its text and what was said of it."""
    return visit.page("code_work.html", _page(visit))


def suggest(visit: Visit) -> Response:
    """Have suggestions looked for in all works, behind the pages."""
    desk = visit.site.desk
    desk.behind(lambda: desk.work_out(look_for_suggestions))
    visit.tell(visit.t("coding.looking"))
    return visit.go(visit.link("coding"))


def look_for_suggestions(review: Review) -> None:
    """Store what the indicator terms suggest."""
    review.suggest()


def code(visit: Visit) -> Response:
    """Store what the person says of a passage."""
    key, says = visit.place("key"), visit.typed("says").strip()
    quote = visit.typed("quote").strip()
    if not (quote or says):
        raise UsageError(visit.t("coding.no-passage"), remedy=visit.t("coding.give-passage"))
    passage = visit.review.passage(key, quote, field=visit.typed("field")) if quote else Passage(key)
    passage = replace(passage, paraphrase={visit.t.language: says} if says else {})
    codes = _codes(visit.ticked("code"))
    if not codes:
        raise UsageError(visit.t("coding.no-code"), remedy=visit.t("coding.give-code"))
    entry = Entry(passage, codes, visit.person.id, _direction(visit))
    _check_direction(visit, entry)
    with visit.once() as fresh:
        made = visit.review.code(entry) if fresh else ()
        if made and (memo := visit.typed("memo").strip()):
            visit.review.write_memo("coding", made[0].uid, memo, coder=visit.person.id)
    if made:
        _told(visit, key, made)
    return _again(visit)


def judge(visit: Visit) -> Response:
    """Accept a suggestion, in the direction that the person gives, or reject it."""
    key, number = visit.place("key"), int(visit.place("number"))
    said, _, direction = visit.typed("verdict").partition(":")
    with visit.once() as fresh:
        if not fresh or said not in ("accept", "reject"):
            return _again(visit)
        found = dict(visit.review.pending(key, coder=visit.person.id)).get(number)
        if found is None:
            raise UsageError(visit.t("form.moved"), remedy=visit.t("form.look"))
        if said == "reject":
            visit.review.reject(number, coder=visit.person.id)
            visit.tell(visit.t("coding.rejected"), undo=visit.link("coding-unreject", key=key, number=number))
        else:
            codes = {found.dimension: (found.code,)}
            entry = Entry(found.passage, codes, visit.person.id, _named(direction))
            _told(visit, key, visit.review.code(entry, suggestion=number))
    return _again(visit)


def unreject(visit: Visit) -> Response:
    """Have a rejected suggestion wait again."""
    with visit.once() as fresh:
        if fresh:
            visit.review.unreject(int(visit.place("number")), coder=visit.person.id)
    return _again(visit)


def undo(visit: Visit) -> Response:
    """Take back a coding, a memo or a "not reported" of one's own."""
    with visit.once() as fresh:
        if fresh:
            visit.review.undo(visit.typed("uid"), coder=visit.person.id)
            visit.tell(visit.t("coding.undone"))
    return _again(visit)


def say(visit: Visit) -> Response:
    """Store a note on the work, that it is silent on a dimension, or that one is done with it."""
    key, coder = visit.place("key"), visit.person.id
    with visit.once() as fresh:
        if fresh and (silent := visit.typed("silent")):
            visit.review.say_not_reported(key, silent, coder=coder)
        if fresh and (memo := visit.typed("memo").strip()):
            visit.review.write_memo("work", key, memo, coder=coder)
        if fresh and (done := visit.typed("done")):
            visit.review.set_done(key, coder=coder, done=done == "yes")
    return _again(visit)


def _page(visit: Visit) -> CodePage:
    review, coder = visit.review, visit.person.id
    work = review.work(visit.place("key"))
    coded, book = review.coded_work(work.key, coder=coder), review.codebook
    pending = review.pending(work.key, coder=coder)
    suggestions = tuple((number, one, book.code(one.dimension, one.code)) for number, one in pending)
    spans = _Spans.of(coded, (one for _, one in pending))
    full = review.full_text(work.key)
    document = full[1] if full else None
    leaves, part = _leaves(visit, document)
    texts = [Text(name, text, spans.inside(name)) for name, text in _fields(work) if text]
    if document is not None:
        texts.append(_document(review.places(work.key), coded, document, part))
    return CodePage(
        work=work,
        coded=coded,
        texts=tuple(texts),
        leaves=leaves,
        suggestions=suggestions,
        dimensions=book.dimensions,
        codes=_choices(visit),
        mine_done=coder in coded.done,
        following=_following(visit, work),
    )


def _choices(visit: Visit) -> Markup:
    """The codes to choose from, drawn once for everybody and every work."""
    dimensions = (replace(one, codes=one.answered) for one in visit.review.codebook.dimensions)
    name = ("codes", visit.files, visit.t.language)
    return visit.site.shared(Drawings).drawing(name, lambda: visit.part("codes.html", tuple(dimensions)))


def _fields(work: Work) -> tuple[tuple[str, str], ...]:
    return (("title", work.record.title), ("abstract", work.record.abstract))


@dataclass(frozen=True, slots=True)
class _Spans:
    """Places in the fields of a record, with the kind of their marks."""

    places: tuple[tuple[str, int, int, str], ...]

    @classmethod
    def of(cls, coded: CodedWork, suggestions: Iterable[Suggestion]) -> _Spans:
        passages = [(coding.passage, "coded") for _, coding in coded.codings]
        passages += [(one.passage, "suggested") for one in suggestions]
        return cls(tuple((p.field, p.start, p.end, kind) for p, kind in passages if p.start >= 0))

    def inside(self, field: str) -> tuple[tuple[int, int, str], ...]:
        return tuple((start, end, kind) for name, start, end, kind in self.places if name == field)


def _leaves(visit: Visit, document: Document | None) -> tuple[tuple[Leaf, ...], Part]:
    """The pages of a full text, and the one that is asked for; a text without pages is one."""
    if document is None:
        return (), Part("page", 0, 0)
    parts = document.of("page") or (Part("page", 0, len(document.text)),)
    here = min(visit.number("page"), len(parts) - 1)
    leaves = (Leaf(one.name or str(n + 1), n, n == here) for n, one in enumerate(parts))
    return tuple(leaves) if len(parts) > 1 else (), parts[here]


def _document(places: Mapping[int, object], coded: CodedWork, document: Document, part: Part) -> Text:
    """A page of the full text, with the places of the passages that stand in it."""
    found = []
    for number, _ in coded.codings:
        anchor = places.get(number)
        start, end = getattr(anchor, "start", -1), getattr(anchor, "end", -1)
        if part.start <= start < part.end:
            found.append((start - part.start, min(end, part.end) - part.start, "coded"))
    return Text(DOCUMENT, document.text[part.start : part.end], tuple(found))


def _following(visit: Visit, work: Work) -> str:
    """The address of the next work that nobody coded."""
    catalogue = visit.site.shared(CatalogueKeeper).catalogue(visit.review)
    mask = catalogue.select({"standing": ("included",), "coded": ("uncoded",)})
    leaf = catalogue.leaf(mask, catalogue.orders["newest"], after=0, before=0, size=2)
    works = [one for one in visit.review.works_numbered(leaf.numbers) if one.key != work.key]
    return visit.link("coding-one", key=works[0].key) if works else ""


def _codes(ticked: Sequence[str]) -> dict[str, tuple[str, ...]]:
    codes: dict[str, tuple[str, ...]] = {}
    for one in ticked:
        dimension, _, name = one.partition("=")
        codes[dimension] = (*codes.get(dimension, ()), name)
    return codes


def _check_direction(visit: Visit, entry: Entry) -> None:
    """Say in the words of the page which direction is asked for. Raises UsageError."""
    book = visit.review.codebook
    directed = [
        book.code(dimension, one)
        for dimension, some in entry.codes.items()
        for one in some
        if book.has(dimension, one) and book.directed(dimension)
    ]
    for code in directed:
        can: tuple[str, ...] = code.directions or ("neutral",)
        if entry.direction in can or (entry.direction is None and len(can) == 1):
            continue
        remedy = visit.t("coding.give-direction", ways=", ".join(visit.t(f"direction.{one}") for one in can))
        raise UsageError(visit.t("coding.which-direction", code=visit.say(code.label)), remedy=remedy)
    if not directed and entry.direction not in (None, "neutral"):
        raise UsageError(visit.t("coding.no-such-direction"), remedy=visit.t("coding.give-factor"))


def _direction(visit: Visit) -> Direction | None:
    return _named(visit.typed("direction"))


def _named(text: str) -> Direction | None:
    return next((one for one in DIRECTIONS if one == text), None)


def _told(visit: Visit, key: str, made: Sequence[Coding]) -> None:
    labels = ", ".join(visit.code_label(one) for one in made)
    undo = visit.link("coding-undo", key=key)
    counts = next((one for one in made if one.dimension in DIRECTED), made[0])
    where = visit.link("synthesis", only=f"{counts.dimension}:{counts.code}", work=key)
    onward = (visit.t("coding.where"), where)
    visit.tell(visit.t("coding.coded-as", codes=labels), undo=undo, onward=onward, uid=made[0].uid)


def _again(visit: Visit) -> Response:
    """The work as it is now: in place, when only a part of the page is asked for."""
    if visit.partly:
        return visit.page("code_work.html", _page(visit))
    return visit.go(visit.link("coding-one", key=visit.place("key")))
