"""One request as a view sees it, and the answers a view can give."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup
from starlette.datastructures import FormData, Headers, ImmutableMultiDict, UploadFile
from starlette.responses import HTMLResponse, RedirectResponse, Response

from synth.errors import UsageError
from synth.i18n import Messages, by_language, spoken
from synth.installing import asked
from synth.model import Coding
from synth.review import Review
from synth.telling import Told, told
from synth.web.desk import Files, written
from synth.web.route import Route
from synth.web.sessions import Notice, Person, Session
from synth.web.site import Site

THEMES = ("auto", "light", "dark")


class MovedError(UsageError):
    """What the form was about is not as it was when the form was drawn."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What came over the wire: the parts of the path, the query, the form, the headers, the cookies."""

    place: Mapping[str, Any]
    query: ImmutableMultiDict[str, str]
    form: FormData
    headers: Headers
    cookies: Mapping[str, str]
    path: str


class Visit:
    """A request in a worker thread: the review, the person, the words of their language."""

    def __init__(self, site: Site, route: Route, asked: Asked, session: Session | None) -> None:
        self.site = site
        self.route = route
        self.asked = asked
        self.session = session
        self.link = site.links

    @cached_property
    def files(self) -> Files:
        """When the files that people write were last changed, as this request finds them."""
        return written(self.site.folder)

    @cached_property
    def review(self) -> Review:
        """The review, open in this thread. Raises FileError when a file of it cannot be used."""
        return self.site.desk.review(self.files)

    @property
    def person(self) -> Person:
        """Who is at the screen; a route that is open to all has nobody."""
        return self.session.person if self.session else Person("", "", "reader")

    @cached_property
    def t(self) -> Messages:
        """The words of the page, in the language of the person."""
        from synth.web.tongues import chosen, words

        return words(
            chosen(self.asked.cookies.get("language", ""), self.asked.headers.get("accept-language", ""))
        )

    @property
    def here(self) -> str:
        """The address of the page, to come back to; the first page after a form was sent."""
        if self.route.method != "GET":
            return "/"
        asked = urlencode(self.asked.query.multi_items())
        return f"{self.asked.path}?{asked}" if asked else self.asked.path

    @property
    def theme(self) -> str:
        """The colours that were chosen: light, dark, or as the machine has them."""
        theme = self.asked.cookies.get("theme", "")
        return theme if theme in THEMES else THEMES[0]

    @property
    def keys(self) -> bool:
        """Whether single keys do something (WCAG 2.2, 2.1.4: they can be switched off)."""
        return self.asked.cookies.get("keys", "on") != "off"

    @property
    def partly(self) -> bool:
        """Whether a part of the page is asked for, to be put into the page that is there."""
        return self.asked.headers.get("hx-request") == "true"

    def say(self, texts: Mapping[str, str]) -> str:
        """A text that people wrote in several languages, in the language of the page."""
        return spoken(texts, self.t.language)

    def said(self, text: str) -> str:
        """A text as it is stored: with a line for each language, the one for the page."""
        texts = by_language(text)
        return texts if isinstance(texts, str) else self.say(texts)

    def told(self, sentence: str) -> Told:
        """A sentence of the library for the person: in their language, and what they can do themselves."""
        return told(asked(sentence) if self.site.door.accounts else sentence, self.t.language)

    def code_label(self, coding: Coding) -> str:
        """What the code of a coding is called; the code itself when the codebook has it no longer."""
        book = self.review.codebook
        if coding.codebook == book.id and book.has(coding.dimension, coding.code):
            return book.label(coding.dimension, coding.code, self.t.language)
        return f"{coding.dimension}/{coding.code}"

    def place(self, name: str) -> str:
        """A part of the path."""
        return str(self.asked.place[name])

    def value(self, name: str, default: str = "") -> str:
        """A value of the query."""
        return self.asked.query.get(name, default)

    def typed(self, name: str, default: str = "") -> str:
        """A value of the form; a file is none."""
        found = self.asked.form.get(name, default)
        return default if isinstance(found, UploadFile) else found

    def ticked(self, name: str) -> tuple[str, ...]:
        """All values of a field of the form that can come several times."""
        return tuple(one for one in self.asked.form.getlist(name) if isinstance(one, str))

    def number(self, name: str, default: int = 0) -> int:
        """A whole number of the query; anything else counts as the default."""
        text = self.value(name)
        return int(text) if text.isascii() and text.isdigit() and len(text) < 15 else default

    @contextmanager
    def once(self, *, seen: str | None = None, now: Callable[[], str] | None = None) -> Iterator[bool]:
        """One transaction for a form that counts once; False when it was stored before (sent again).

        `now` gives the state of what the form is about; when it is another than the form carries in `seen`,
        MovedError is raised and nothing is stored.
        """
        nonce = self.typed("nonce")
        if not 16 <= len(nonce) <= 64:
            raise UsageError(self.t("form.incomplete"), remedy=self.t("form.reload"))
        with self.site.desk.writing, self.review.once(nonce, coder=self.person.id) as fresh:
            if fresh and now is not None and now() != (self.typed("seen") if seen is None else seen):
                raise MovedError(self.t("form.moved"), remedy=self.t("form.look"))
            yield fresh

    def tell(
        self,
        text: str,
        *,
        tone: str = "done",
        undo: str = "",
        onward: tuple[str, str] = ("", ""),
        **fields: str,
    ) -> None:
        """Have something said at the top of the next page.

        `undo` is the address of a form that undoes it, `onward` a link to what came of it: words and address.
        """
        if self.session:
            self.session.notices.append(Notice(text, tone, undo, onward, fields))

    def page(self, template: str, page: object, *, status: int = 200) -> Response:
        """The page as HTML; the one part of it, when that is what was asked for."""
        return HTMLResponse(self.site.pages.render(self, template, page), status_code=status)

    def part(self, template: str, part: object) -> Markup:
        """A part of a page that is the same for everybody who looks at this address, in one language."""
        return self.site.pages.part(self, template, part)

    def go(self, address: str) -> Response:
        """On to another page, after something was stored."""
        if self.partly:
            return Response(headers={"HX-Redirect": address})
        return RedirectResponse(address, status_code=303)
