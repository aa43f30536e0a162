"""Codebooks: the tree of codes with search; a code by form, checked, with a diff before it is saved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from synth.coding.codes import Code, Codebook
from synth.documents import load_text
from synth.errors import Problem, UsageError
from synth.rewriting import Place
from synth.text import fold
from synth.web.pages.settings import LIST, TEXT, TEXTS, Group, entry, preview_fields
from synth.web.visit import Visit


@dataclass(frozen=True, slots=True)
class CodebooksPage:
    """The codebooks of the protocol."""

    books: tuple[Codebook, ...]


@dataclass(frozen=True, slots=True)
class CodebookPage:
    """One codebook: its dimensions with the codes in which `q` occurs."""

    book: Codebook
    q: str
    dimensions: tuple[tuple[str, tuple[Code, ...]], ...]
    file: str


@dataclass(frozen=True, slots=True)
class CodePage:
    """One code as a form."""

    book: Codebook
    code: Code
    file: str
    mark: str
    groups: tuple[Group, ...]
    editable: bool
    problems: tuple[Problem, ...] = ()


def show(visit: Visit) -> Response:
    """The codebooks of the protocol."""
    books = tuple(visit.review.named_codebook(name) for name in visit.review.protocol.codebooks)
    return visit.page("codebooks.html", CodebooksPage(books))


def book(visit: Visit) -> Response:
    """One codebook as a tree."""
    name, q = visit.place("name"), visit.value("q")
    one = visit.review.named_codebook(name)
    dimensions = tuple(
        (dimension.id, tuple(code for code in dimension.codes if _has(code, q)))
        for dimension in one.dimensions
    )
    return visit.page("codebook.html", CodebookPage(one, q, dimensions, _file(visit, name)))


def code(visit: Visit) -> Response:
    """One code as a form."""
    return visit.page("code.html", _code(visit))


def preview(visit: Visit) -> Response:
    """Show what the form of a code would change in its codebook."""
    page = _code(visit)
    if not page.editable:
        raise UsageError(visit.t("codebooks.bundled"), remedy=visit.t("codebooks.copy"))

    def refuse(visit: Visit, problems: tuple[Problem, ...], groups: tuple[Group, ...]) -> Response:
        again = CodePage(page.book, page.code, page.file, page.mark, groups, page.editable, problems)
        return visit.page("code.html", again, status=422)

    return preview_fields(visit, page.file, page.groups, refuse)


def _code(visit: Visit) -> CodePage:
    name, dimension, wanted = (visit.place(one) for one in ("name", "dimension", "code"))
    one = visit.review.named_codebook(name)
    file = _file(visit, name)
    found = one.code(dimension, wanted)
    if not file:
        return CodePage(one, found, "", "", (), False)
    data = load_text(visit.review.file_text(file), name=file).data
    groups = _groups(data, _place(data, dimension, wanted))
    return CodePage(one, found, file, visit.review.file_mark(file), groups, True)


def _groups(data: Any, start: Place) -> tuple[Group, ...]:
    return (
        Group("code-label", tuple(entry(data, (*start, "label", one), TEXT) for one in TEXTS)),
        Group("code-definition", tuple(entry(data, (*start, "definition", one), TEXT) for one in TEXTS)),
        Group("code-terms", tuple(entry(data, (*start, "terms", one), LIST) for one in TEXTS)),
        Group("code-directions", (entry(data, (*start, "directions"), LIST),)),
    )


def _place(data: Any, dimension: str, code: str) -> Place:
    for i, one in enumerate(data["dimensions"]):
        if one["id"] == dimension:
            for j, other in enumerate(one["codes"]):
                if other["id"] == code:
                    return ("dimensions", i, "codes", j)
    raise UsageError(f"{dimension}/{code} is not in the file.", remedy="Load the page again.")


def _file(visit: Visit, name: str) -> str:
    """The file of a codebook in the review; empty for one that comes with the package."""
    file = f"codebooks/{name}.yaml"
    return file if file in visit.review.files() else ""


def _has(found: Code, q: str) -> bool:
    words = fold(q).split()
    texts = [found.id, *found.label.values(), *found.definition.values()]
    texts += [term for terms in found.terms.values() for term in terms]
    text = fold(" ".join(texts))
    return all(word in text for word in words)
