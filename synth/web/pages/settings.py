"""Settings: the protocol by form, every file as text; checked as a file is, with a diff before saving."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from synth.documents import load_text
from synth.errors import FileError, Position, Problem, UsageError
from synth.protocol import FILE
from synth.rewriting import Place
from synth.web.visit import Visit

TEXTS = ("nl", "en", "de")
"""The languages in which a form asks for texts."""

Reader = Callable[[str], Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """How a value is shown in a field, and read from it."""

    name: str
    show: Callable[[Any], str]
    read: Reader


def _whole(text: str) -> int | None:
    return int(text) if text.strip() else None


def _number(text: str) -> float | None:
    return float(text.replace(",", ".")) if text.strip() else None


def _items(text: str) -> list[str]:
    return [one.strip() for one in text.replace("\n", ",").split(",") if one.strip()]


def _plain(value: Any) -> str:
    return "" if value is None else str(value)


LINE = Kind("line", _plain, lambda text: text.strip() or None)
TEXT = Kind("text", _plain, lambda text: " ".join(text.split()) or None)
WHOLE = Kind("whole", _plain, _whole)
NUMBER = Kind("number", _plain, _number)
LIST = Kind("list", lambda value: ", ".join(map(str, value or ())), _items)
YES = Kind(
    "yes",
    lambda value: {True: "yes", False: "no"}.get(value, ""),
    lambda text: text == "yes" if text else None,
)

GROUPS: tuple[tuple[str, tuple[tuple[Place, Kind], ...]], ...] = (
    ("about", (*((("title", one), LINE) for one in TEXTS), *((("question", one), TEXT) for one in TEXTS))),
    (
        "scope",
        (
            (("years", "from"), WHOLE),
            (("years", "to"), WHOLE),
            (("languages",), LIST),
            (("sources",), LIST),
            (("strategies",), LIST),
            (("codebooks",), LIST),
        ),
    ),
    (
        "screening",
        (
            (("screening", "screeners"), WHOLE),
            (("screening", "blinded"), YES),
            (("screening", "pilot"), WHOLE),
            (("screening", "stopping", "recall"), NUMBER),
            (("screening", "stopping", "confidence"), NUMBER),
        ),
    ),
)
"""What of the protocol a form shows: groups of places with the kind of their value."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A field of a form: its name, where its value stands, how it is shown, and its text now."""

    name: str
    place: Place
    kind: Kind
    shown: str

    @property
    def label(self) -> str:
        """The key of its word: the names on the way, without languages and numbers."""
        return "-".join(str(one) for one in self.place if isinstance(one, str) and one not in TEXTS)

    @property
    def language(self) -> str:
        """The language of its text; empty when it has none."""
        last = self.place[-1]
        return last if last in TEXTS and isinstance(last, str) else ""


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that belong together; `heading` is shown as it is, for a criterion or a code."""

    name: str
    entries: tuple[Entry, ...]
    heading: str = ""


@dataclass(frozen=True, slots=True)
class SettingsPage:
    """The protocol as a form, and the files."""

    file: str
    mark: str
    groups: tuple[Group, ...]
    files: tuple[str, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class FilePage:
    """A file as text, with what is wrong in it."""

    file: str
    mark: str
    text: str
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class DiffPage:
    """What would change in a file."""

    file: str
    mark: str
    text: str
    lines: tuple[str, ...]


def show(visit: Visit) -> Response:
    """The protocol as a form, and the files."""
    return visit.page("settings.html", _settings(visit))


def edit(visit: Visit) -> Response:
    """A file as text."""
    name = visit.value("file", FILE)
    page = FilePage(name, visit.review.file_mark(name), visit.review.file_text(name))
    return visit.page("file.html", page)


def preview(visit: Visit) -> Response:
    """Show what the text of a file, or the fields of a form, would change; nothing is stored yet."""
    name = visit.typed("file")
    if "text" not in visit.asked.form:
        return preview_fields(visit, name, protocol_groups(visit.review.file_text(name)), _refuse)
    text = visit.typed("text").replace("\r\n", "\n")
    try:
        return show_diff(visit, name, text)
    except UsageError as error:
        page = FilePage(name, visit.typed("seen"), text, _wrong(name, error))
        return visit.page("file.html", page, status=422)


def save(visit: Visit) -> Response:
    """Store what was shown, unless the file changed meanwhile."""
    name, text = visit.typed("file"), visit.typed("text").replace("\r\n", "\n")
    review = visit.review
    with visit.once(now=lambda: review.file_mark(name)) as fresh:
        if fresh:
            review.save_file(name, text, coder=visit.person.id)
    visit.tell(visit.t("settings.saved", file=name))
    return visit.go(visit.link("codebooks") if name.startswith("codebooks/") else visit.link("settings"))


def preview_fields(
    visit: Visit,
    name: str,
    groups: tuple[Group, ...],
    refuse: Callable[[Visit, tuple[Problem, ...], tuple[Group, ...]], Response],
) -> Response:
    """Show what the fields would change; `refuse` draws the form again with what is wrong and was typed."""
    try:
        changes = list(_changes(visit, groups))
        return show_diff(visit, name, visit.review.with_values(name, changes))
    except UsageError as error:
        return refuse(visit, _wrong(name, error), typed(visit, groups))


def _wrong(name: str, error: UsageError) -> tuple[Problem, ...]:
    """What is wrong in a file, also where no line of it can be named."""
    if isinstance(error, FileError):
        return error.problems
    return (Problem(Position(name), error.message, error.remedy),)


def show_diff(visit: Visit, name: str, text: str) -> Response:
    """The page with what would change. Raises FileError when the text could not be used."""
    visit.review.check_file(name, text)
    changed = visit.review.file_changes(name, text)
    if not changed:
        visit.tell(visit.t("settings.unchanged"))
        return visit.go(visit.link("settings-file", file=name))
    return visit.page("diff.html", DiffPage(name, visit.typed("seen"), text, changed))


def protocol_groups(text: str) -> tuple[Group, ...]:
    """The fields of the protocol, criteria among them, each with an empty one to add."""
    data = load_text(text, name=FILE).data
    fixed = tuple(
        Group(name, tuple(entry(data, place, kind) for place, kind in rows)) for name, rows in GROUPS
    )
    return (*fixed, *_criteria(data))


def entry(data: Any, place: Place, kind: Kind) -> Entry:
    """The field of a value, with its text now."""
    return Entry("/".join(map(str, place)), place, kind, kind.show(found(data, place)))


def found(data: Any, place: Place) -> Any:
    """The value in a place; None where there is none."""
    for step in place:
        if isinstance(data, dict) and isinstance(step, str):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return None
    return data


def typed(visit: Visit, groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """The same fields with what was typed into them."""
    return tuple(
        Group(
            one.name,
            tuple(Entry(e.name, e.place, e.kind, visit.typed(e.name, e.shown)) for e in one.entries),
            one.heading,
        )
        for one in groups
    )


def _criteria(data: Any) -> Iterator[Group]:
    for kind in ("include", "exclude"):
        known = found(data, ("criteria", kind)) or []
        for number in range(len(known) + 1):
            start: Place = ("criteria", kind, number)
            heading = known[number]["id"] if number < len(known) else ""
            rows = [entry(data, (*start, "id"), LINE)]
            rows += [entry(data, (*start, "label", one), TEXT) for one in TEXTS]
            yield Group(f"criterion-{kind}" if heading else f"new-{kind}", tuple(rows), heading)


def _changes(visit: Visit, groups: tuple[Group, ...]) -> Iterator[tuple[Place, Any]]:
    """The values that are other than shown; a new criterion comes as a whole."""
    for group in groups:
        changed = [(e, visit.typed(e.name, e.shown)) for e in group.entries]
        changed = [(e, text) for e, text in changed if text.replace("\r\n", "\n").strip() != e.shown.strip()]
        if group.name.startswith("new-"):
            if changed:
                yield _new(group, {e.place: _value(visit, e, text) for e, text in changed})
            continue
        for one, text in changed:
            yield one.place, _value(visit, one, text)


def _new(group: Group, values: dict[Place, Any]) -> tuple[Place, Any]:
    place = group.entries[0].place[:-1]
    label = {str(where[-1]): value for where, value in values.items() if where[-2] == "label" and value}
    return place, {"id": values.get((*place, "id")) or "", "label": label}


def _value(visit: Visit, one: Entry, text: str) -> Any:
    try:
        return one.kind.read(text)
    except ValueError as error:
        label = visit.t(f"settings.f-{one.label}")
        raise UsageError(visit.t("settings.no-number", field=label, typed=text)) from error


def _settings(
    visit: Visit, problems: tuple[Problem, ...] = (), groups: tuple[Group, ...] = ()
) -> SettingsPage:
    review = visit.review
    return SettingsPage(
        file=FILE,
        mark=review.file_mark(FILE),
        groups=groups or protocol_groups(review.file_text(FILE)),
        files=review.files(),
        problems=problems,
    )


def _refuse(visit: Visit, problems: tuple[Problem, ...], groups: tuple[Group, ...]) -> Response:
    return visit.page("settings.html", _settings(visit, problems, groups), status=422)
