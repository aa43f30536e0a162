"""The report as one HTML file that needs nothing else: no network, no script to be readable."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import closing
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from synth.report import anchors, trail
from synth.report.axes import map_data
from synth.report.book import Book, Leaf
from synth.report.lookup import Lookup
from synth.report.markup import LARGE, LIVE, LIVE_IN_LARGE, Pen
from synth.report.style_file import Style
from synth.report.view import Page, page
from synth.rows import waiting_room
from synth.text import visible
from synth.uncollected import uncollected


def html(document: Mapping[str, Any], language: str, style: Style | None = None) -> str:
    """The report on a synthesis document as one self-contained HTML page, however large.

    Every text of the document is escaped, whatever it holds. The page's content security policy allows
    only the style and the script that stand in it, named by their SHA-256.
    """
    context = page(document, language, style)
    return _report(context, Pen(context.messages, LIVE_IN_LARGE if _large(document) else LIVE))


def html_files(
    document: Mapping[str, Any],
    language: str,
    name: str,
    style: Style | None = None,
    *,
    waiting: Path | None = None,
) -> Iterator[tuple[str, str]]:
    """The report as the file `name`.html; for a large review also pages in the folder `name` beside it.

    Yields paths and texts. A small review has one file, the same as `html` gives. Pages wait in a file in the
    folder `waiting` (default: that of the system for temporary files) until all are written; raises
    SynthError when there is no room.
    """
    context = page(document, language, style)
    if not _large(document):
        yield f"{name}.html", _report(context, Pen(context.messages))
        return
    with closing(_book(name, context.lookup, waiting)) as book:
        whole = _report(context, Pen(context.messages, LIVE_IN_LARGE, book))
        yield f"{name}.html", book.bound(whole)
        for path, leaf in book.pages():
            yield path, _page(context, leaf, name)


def _large(document: Mapping[str, Any]) -> bool:
    return len(document["passages"]) + len(document["records"]) > LARGE


def _report(context: Page, pen: Pen) -> str:
    looks, script = _part("report.css"), _part("report.js") + _part("map.js")
    template = _environment().get_template("report.html")
    with uncollected():
        return template.render(
            page=context,
            t=context.messages,
            m=pen,
            trail=trail,
            map_data=lambda: Markup(map_data(context.lookup, pen.book)),  # noqa: S704  escaped as JSON
            style=Markup(looks),  # noqa: S704  our own file, not text of the document
            script=Markup(script),  # noqa: S704  the same
            policy=_policy(looks, script),
        )


def _book(name: str, lookup: Lookup, waiting: Path | None) -> Book:
    quoted = frozenset(anchors.work(key) for key in lookup.read.passages)
    return Book(name, quoted, waiting=waiting_room(waiting))


def _page(context: Page, leaf: Leaf, name: str) -> str:
    style = _part("report.css")
    return (
        _environment()
        .get_template("page.html")
        .render(
            page=context,
            t=context.messages,
            m=Pen(context.messages),
            leaf=leaf,
            span=Markup(leaf.span),  # noqa: S704  written by the pen
            inside=Markup(leaf.inside),  # noqa: S704  the same
            name=name,
            style=Markup(style),  # noqa: S704  our own file
            policy=_policy(style, ""),
        )
    )


def _policy(style: str, script: str) -> str:
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src '{_fingerprint(style)}'",
            f"script-src '{_fingerprint(script)}'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _fingerprint(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


@cache
def _part(name: str) -> str:
    return files("synth").joinpath("report", "templates", name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("synth.report", "templates"),
        autoescape=True,
        finalize=_shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["capitalize_first"] = lambda text: text[:1].upper() + text[1:]
    return environment


def _shown(value: Any) -> Any:
    """Text of the document with unseen characters written out; markup of our own stays as it is."""
    return visible(value) if type(value) is str else value
