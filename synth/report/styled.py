"""Citations and references in the style of a CSL file, as citeproc-py writes them."""

from __future__ import annotations

import io
import re
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from types import SimpleNamespace
from typing import Any

from synth.errors import UsageError
from synth.installing import installing
from synth.report.references import Cited, Piece
from synth.report.style_file import ANOTHER, Style

LOCALES = {"nl": "nl-NL", "en": "en-GB", "de": "de-DE"}
FAILURES = (AttributeError, LookupError, NotImplementedError, TypeError, ValueError)
"""What citeproc-py raises where a style uses what it does not know; it has no error of its own."""
OPEN, CLOSE = "\ue000", "\ue001"
"""Characters of no script, around what is set in italics."""
NAMES = ("author", "editor", "translator", "collection-editor", "container-author")
PARTS = ("family", "given", "dropping-particle", "non-dropping-particle", "suffix")
ADDRESS = re.compile(r"(https?://[^\s<>\"]*[^\s<>\".,;:)\]])")
Work = Mapping[str, Any]


def cite(style: Style, works: Sequence[Work], language: str) -> Cited:
    """The citation and the reference of each work of a synthesis document, and their order.

    Included works come first, then the others, each sorted as the style says. Raises UsageError when the
    package that formats is not installed, or cannot apply the style.
    """
    if find_spec("citeproc") is None:
        raise UsageError(
            "Citation styles need a package that is not installed.",
            remedy=f"Install it: {installing('styles')}",
        )
    from citeproc.source import VariableError  # type: ignore[import-untyped]

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _Formatter(style, works, language).cited()
    except (*FAILURES, VariableError) as error:
        message = f"The style `{style.name}` cannot be applied ({type(error).__name__}: {error})."
        raise UsageError(message, remedy=ANOTHER) from error


class _Formatter:
    """One style at work on the works of one document."""

    def __init__(self, style: Style, works: Sequence[Work], language: str) -> None:
        from citeproc import CitationStylesStyle  # type: ignore[import-untyped]
        from citeproc.source.json import CiteProcJSON  # type: ignore[import-untyped]

        self.works = {f"w{place:07}": work for place, work in enumerate(works)}
        self.source = CiteProcJSON(list(_items(self.works, style.suffixes)))
        locale = LOCALES[language]
        self.style = CitationStylesStyle(io.BytesIO(style.source), locale=locale, validate=False)

    def cited(self) -> Cited:
        """What stands in the text and in the list, by the key of the work."""
        ordered = [*self._sorted(included=True), *self._sorted(included=False)]
        whole, cites = self._list(ordered)
        lines = [_pieces(str(line)) for line in whole.bibliography()] if ordered else []
        keys = [str(self.works[name]["key"]) for name in ordered]
        told = ("".join(one.text for one in _pieces(str(whole.cite(cite, _quiet)))) for cite in cites)
        return Cited(
            citations=dict(zip(keys, told, strict=True)),
            lines=dict(zip(keys, lines, strict=True)),
            places={key: f"{place:07}" for place, key in enumerate(keys)},
        )

    def _sorted(self, *, included: bool) -> list[str]:
        chosen = [name for name, work in self.works.items() if work["included"] is included]
        if not chosen:
            return []
        whole, _ = self._list(chosen)
        whole.sort()
        return list(whole.keys)

    def _list(self, names: Iterable[str]) -> tuple[Any, list[Any]]:
        from citeproc import Citation, CitationItem, CitationStylesBibliography

        whole = CitationStylesBibliography(self.style, self.source, _MARKS)
        cites = [Citation([CitationItem(name)]) for name in names]
        for one in cites:
            whole.register(one)
        return whole, cites


def _quiet(_: object) -> None:
    """Asked for a work that is not there; every one is."""


def _plain(text: object) -> str:
    return str(text)


def _italic(text: object) -> str:
    return f"{OPEN}{text}{CLOSE}"


def _preformat(text: object) -> str:
    return str(text).replace(OPEN, "").replace(CLOSE, "")


_OTHERS: dict[str, Callable[[object], str]] = dict.fromkeys(
    ("Bold", "Light", "Underline", "Superscript", "Subscript", "SmallCaps"), _plain
)
_MARKS = SimpleNamespace(preformat=_preformat, Italic=_italic, Oblique=_italic, **_OTHERS)
"""How citeproc-py marks up: italics between two marks, the rest plain."""


def _pieces(text: str) -> tuple[Piece, ...]:
    """A line cut where italics begin and end, and around addresses on the web."""
    found, depth = [], 0
    for stretch in re.split(f"([{OPEN}{CLOSE}])", " ".join(text.split())):
        if stretch in (OPEN, CLOSE):
            depth += 1 if stretch == OPEN else -1
            continue
        for part in ADDRESS.split(stretch):
            if part:
                found.append(Piece(part, italic=depth > 0, url=part if ADDRESS.fullmatch(part) else ""))
    return tuple(found)


def _items(works: Mapping[str, Work], suffixes: str) -> Iterator[dict[str, Any]]:
    """The works as CSL-JSON that citeproc-py reads without a fault: fields that it knows, none empty."""
    groups: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for name, work in works.items():
        groups[tuple(str(one.get("family", "")) for one in work["csl"].get("author") or ())].append(name)
    lettered = {
        name
        for group in groups.values()
        if any(works[name]["csl"].get("year-suffix") for name in group)
        for name in group
    }
    for name, work in works.items():
        yield {"id": name, **_item(work["csl"], suffixes, literal=suffixes == "year" and name in lettered)}


def _item(csl: Mapping[str, Any], suffixes: str, *, literal: bool) -> dict[str, Any]:
    item: dict[str, Any] = {
        field: str(value)
        for field, value in csl.items()
        if isinstance(value, str | int) and str(value).strip() and field not in ("id", "key")
    }
    suffix = item.pop("year-suffix", "")
    item |= {"year-suffix": suffix} if suffix and suffixes == "written" else {}
    item["type"] = item.get("type", "document")
    for field in NAMES:
        if people := [name for one in csl.get(field) or () if (name := _name(one))]:
            item[field] = people
    if date := _date(csl.get("issued") or {}, suffix if literal else "", literal=literal):
        item["issued"] = date
    return item


def _name(person: Mapping[str, Any]) -> dict[str, str]:
    parts = {part: str(person[part]) for part in PARTS if str(person.get(part) or "").strip()}
    literal = str(person.get("literal") or "").strip()
    return parts if parts.get("family") else {"literal": literal} if literal else {}


def _date(issued: Mapping[str, Any], suffix: str, *, literal: bool) -> dict[str, Any]:
    """The date of publication; `literal` when a letter stands behind the year, so that all sort alike."""
    parts = [part for part in (issued.get("date-parts") or [[]])[0] if str(part).isdecimal()][:3]
    if parts and literal:
        return {"literal": f"{parts[0]}{suffix}"}
    if parts:
        return {"date-parts": [[int(part) for part in parts]]}
    told = str(issued.get("literal") or "").strip()
    return {"literal": told} if told else {}
