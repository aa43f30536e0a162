"""Templates become HTML: always escaped, every name known, a part of a page by the name of its block."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from secrets import token_urlsafe
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from jinja2.runtime import Context
from markupsafe import Markup, escape

from synth.errors import SynthError
from synth.i18n import spoken
from synth.markup import unmarked
from synth.model import Hit, Name
from synth.report.localised import Text
from synth.telling import Told
from synth.text import visible
from synth.web.tongues import NAMES

MOST_WORDS = 4096
"""Texts that are kept as they are shown: labels stand on a page many times."""

MOST_AUTHORS = 6
"""Authors that are named where a work stands in a list."""

if TYPE_CHECKING:
    from synth.web.route import Route
    from synth.web.visit import Visit


class Plainly(Context):
    """What a template knows, from which it calls as Python does.

    None of our functions asks for the context, and everything is escaped, so that nobody has to look for
    those that do; a page calls some thousand times.
    """

    def call(self, called: Callable[..., Any], /, *args: Any, **values: Any) -> Any:
        """What a function gives; what loops and blocks set is for functions that ask for the context."""
        values.pop("_loop_vars", None)
        values.pop("_block_vars", None)
        return called(*args, **values)


class Pages:
    """The templates of `synth/web/templates`."""

    def __init__(self, nav: tuple[Route, ...]) -> None:
        self.nav = nav
        self.environment = _environment()

    def prepare(self) -> None:
        """Read all templates, so that nobody waits for one."""
        for name in self.environment.list_templates():
            self.environment.get_template(name)

    def render(self, visit: Visit, template: str, page: object) -> str:
        """The page; when the request names a block of it as the place to put it, that block alone."""
        found = self.environment.get_template(template)
        context = self._context(visit, page)
        block = visit.asked.headers.get("hx-target", "").replace("-", "_") if visit.partly else ""
        if block in found.blocks:
            part = "".join(found.blocks[block](found.new_context(context)))
            return part + self.notices(context)
        return found.render(context)

    def part(self, visit: Visit, template: str, part: object) -> Markup:
        """A template that knows `part`, words and addresses, what people wrote, and nothing of who looks."""
        found = self.environment.get_template(template)
        return Markup(found.render(part=part, t=visit.t, link=visit.link, say=visit.say))  # noqa: S704  # escaped there

    def notices(self, context: Mapping[str, Any]) -> str:
        """What there is to tell, to be put at the top of a page that is there; empty without anything."""
        return str(context["ui"].notices(apart=True)) if context["told"] else ""

    def _context(self, visit: Visit, page: object) -> dict[str, Any]:
        told: list[Any] = []
        if visit.session:
            told, visit.session.notices = visit.session.notices, []
        context = {
            "visit": visit,
            "t": visit.t,
            "link": visit.link,
            "person": visit.person,
            "csrf": visit.session.csrf if visit.session else "",
            "library": lambda text: library(visit.told(str(text)), visit.t.language),
            "say": lambda texts: spoken(texts, visit.t.language),
            "nav": self.nav,
            "section": visit.route.under or visit.route.name,
            "review_title": _title(visit),
            "told": told,
            "page": page,
        }
        ui: Template = self.environment.get_template("ui.html")
        return {**context, "ui": ui.make_module(context)}


def by(authors: Sequence[Name]) -> str:
    """The first authors by name, and whether there are more."""
    return "; ".join(map(str, authors[:MOST_AUTHORS])) + (" …" if len(authors) > MOST_AUTHORS else "")


def said(text: Text, language: str) -> Markup:
    """A text of the report, with the language that it is in where that is another than that of the page."""
    shown = words(text.value)
    if text.language in ("", language):
        return shown
    return Markup('<span lang="{}">{}</span>').format(text.language, shown)


def library(said: Told, language: str) -> Markup:
    """A sentence of the library in the language of the page; as English where it is not known there."""
    if said.language == language:
        return words(said.text)
    return Markup('<span lang="{}">{}</span>').format(said.language, words(said.text))


def lines(text: str) -> Markup:
    """A text of several lines from outside, as `words` shows each."""
    return Markup("\n").join(_shown(line) for line in text.split("\n"))


Span = tuple[int, int] | tuple[int, int, str]
"""A place in a text, and the class of its mark."""


def marked(text: str, hits: Iterable[Hit | Span]) -> Markup:
    """A text from outside with places in it marked; places that overlap are one, of the first class."""
    shown, at = [], 0
    for start, end, kind in _merged(hits):
        if at <= start < len(text):
            mark = f'<mark class="{escape(kind)}">' if kind else "<mark>"
            shown += [_shown(text[at:start]), mark, _shown(text[start:end]), "</mark>"]
            at = end
    whole = "".join((*shown, _shown(text[at:])))
    return Markup(f'<bdi dir="auto">{whole}</bdi>')  # noqa: S704  # each piece is escaped


def _merged(hits: Iterable[Hit | Span]) -> list[tuple[int, int, str]]:
    places = sorted((one.start, one.end, "") if isinstance(one, Hit) else (*one, "")[:3] for one in hits)
    merged: list[tuple[int, int, str]] = []
    for start, end, kind in places:
        if merged and start <= merged[-1][1]:
            before = merged[-1]
            merged[-1] = (before[0], max(end, before[1]), before[2] or kind)
        else:
            merged.append((start, end, kind))
    return merged


def _shown(text: str) -> Markup:
    return escape(visible(unmarked(text).replace("\u200b", "")))


@cache
def _environment() -> Environment:
    """What reads the templates; servers of one process share it, so that each template is read once."""
    environment = Environment(
        loader=PackageLoader("synth.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.context_class = Plainly
    environment.globals.update(nonce=lambda: token_urlsafe(18), static=_Static(), tongues=NAMES)
    environment.filters.update(words=words, marked=marked, lines=lines, said=said, by=by)
    return environment


def _title(visit: Visit) -> str:
    """What the review is called; its folder when the protocol cannot be read, nothing to who is outside."""
    if not visit.session:
        return ""
    try:
        return spoken(visit.review.protocol.title, visit.t.language)
    except SynthError:
        return visit.site.folder.resolve().name


def words(text: object) -> Markup:
    """A text from outside as a person may see it.

    Markup that sources put into titles is left out, what cannot be seen is shown, and the direction of its
    writing ends with it.
    """
    return _words(str(text))


@lru_cache(MOST_WORDS)
def _words(whole: str) -> Markup:
    if not (whole.isascii() and whole.isprintable() and "<" not in whole and "&" not in whole):
        whole = visible(" ".join(unmarked(whole).replace("\u200b", "").split()))
    return Markup(f'<bdi dir="auto">{escape(whole)}</bdi>')  # noqa: S704  # it is escaped


class _Static:
    """The address of a file in `static/`, with a mark that changes when the file does."""

    def __init__(self) -> None:
        self.marks: dict[str, str] = {}

    def __call__(self, name: str) -> str:
        if name not in self.marks:
            data = files("synth").joinpath("web", "static", name).read_bytes()
            self.marks[name] = hashlib.sha256(data).hexdigest()[:12]
        return f"/static/{name}?v={self.marks[name]}"
