"""What a codebook file must keep beyond its shape: ids, parents, languages, terms, scales, changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from synth.coding.changes import numbered
from synth.coding.terms import parse_term
from synth.coding.written import CodebookFile, CodeFile, DimensionFile
from synth.documents import Document
from synth.errors import Problem


def broken_rules(document: Document, written: CodebookFile) -> Iterator[Problem]:
    """Every rule that a codebook of the right shape breaks, with its place and what to do."""
    languages = tuple(written.title)
    known = [dimension.id for dimension in written.dimensions]
    yield from _doubles(document, known, ("dimensions",))
    for d, dimension in enumerate(written.dimensions):
        place = ("dimensions", str(d))
        yield from _missing(document, dimension.label, languages, (*place, "label"))
        yield from _doubles(document, [code.id for code in dimension.codes], (*place, "codes"))
        if dimension.parent and dimension.parent not in known[:d]:
            remedy = "Name a dimension that stands above this one in the file."
            message = f"`{dimension.parent}` is not an earlier dimension."
            yield document.problem(message, *place, "parent", remedy=remedy, code="unknown-parent")
        yield from _parent_problems(document, written, d)
        for c, code in enumerate(dimension.codes):
            yield from _code_problems(document, code, languages, (*place, "codes", str(c)))
            yield from _pair_problems(document, written, code, (*place, "codes", str(c)))
        yield from _scale_problems(document, dimension, languages, place)
    yield from _change_problems(document, written)


def _doubles(document: Document, ids: list[str], place: tuple[str, ...]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for index, given in enumerate(ids):
        if given in first:
            line = document.position(*place, first[given], "id").line
            message = f"The id `{given}` is used twice; the first is on line {line}."
            yield document.problem(
                message, *place, index, "id", remedy="Rename one of them.", code="double-id"
            )
        first.setdefault(given, index)


def _missing(
    document: Document, texts: dict[str, str], languages: tuple[str, ...], place: tuple[str, ...]
) -> Iterator[Problem]:
    absent = [language for language in languages if language not in texts]
    if absent:
        message = f"`{place[-1]}` has no text in {', '.join(absent)}."
        remedy = "Add it: the title has these languages, so every label and definition needs them."
        yield document.problem(message, *place, remedy=remedy, code="missing-language")


def _parent_problems(document: Document, written: CodebookFile, d: int) -> Iterator[Problem]:
    dimension = written.dimensions[d]
    above = {code.id for dim in written.dimensions if dim.id == dimension.parent for code in dim.codes}
    own = {code.id: code.parent if code.parent not in above else "" for code in dimension.codes}
    for c, code in enumerate(dimension.codes):
        place = ("dimensions", str(d), "codes", str(c))
        if dimension.parent and not code.parent:
            remedy = f"Add `parent:` with one of: {', '.join(sorted(above))}."
            yield document.problem(
                f"The code `{code.id}` has no parent.", *place, remedy=remedy, code="no-parent"
            )
        elif code.parent and code.parent not in own and code.parent not in above:
            message = f"`{code.parent}` is not a code that can be the parent of `{code.id}`."
            remedy = f"Known: {', '.join(sorted(above or own))}."
            yield document.problem(message, *place, "parent", remedy=remedy, code="unknown-parent")
        elif _in_circle(code.id, own):
            message = f"The parents of `{code.id}` lead back to itself."
            remedy = "Let the topmost code have no parent in its own dimension."
            yield document.problem(message, *place, "parent", remedy=remedy, code="circle")


def _in_circle(code: str, parents: dict[str, str]) -> bool:
    seen, at = {code}, parents.get(code, "")
    while at in parents and at not in seen:
        seen.add(at)
        at = parents[at]
    return at in seen


def _code_problems(
    document: Document, code: CodeFile, languages: tuple[str, ...], place: tuple[str, ...]
) -> Iterator[Problem]:
    yield from _missing(document, code.label, languages, (*place, "label"))
    if code.definition:
        yield from _missing(document, code.definition, languages, (*place, "definition"))
    for direction, times in Counter(code.directions).items():
        if times > 1:
            message = f"The direction `{direction}` is listed {times} times."
            yield document.problem(
                message, *place, "directions", remedy="List it once.", code="double-direction"
            )
    for key, written in (("terms", code.terms), ("context", code.context)):
        for language, terms in written.items():
            yield from _term_problems(document, terms, (*place, key, language))


def _term_problems(document: Document, terms: list[str], place: tuple[str, ...]) -> Iterator[Problem]:
    for index, term in enumerate(terms):
        try:
            parse_term(term)
        except ValueError as error:
            message = f"The indicator term `{term}` {error}."
            yield document.problem(message, *place, index, code="bad-term")


def _pair_problems(
    document: Document, written: CodebookFile, code: CodeFile, place: tuple[str, ...]
) -> Iterator[Problem]:
    known = {dimension.id: {code.id for code in dimension.codes} for dimension in written.dimensions}
    for dimension, codes in code.pairs.items():
        for index, other in enumerate(codes):
            if other not in known.get(dimension, ()):
                message = f"`{other}` is not a code of a dimension `{dimension}`."
                remedy = f"Known: {', '.join(sorted(known.get(dimension) or known))}."
                yield document.problem(
                    message, *place, "pairs", dimension, index, remedy=remedy, code="bad-pair"
                )


def _scale_problems(
    document: Document, dimension: DimensionFile, languages: tuple[str, ...], place: tuple[str, ...]
) -> Iterator[Problem]:
    values = [point.value for point in dimension.scale]
    if dimension.appraises and len(values) < 2:
        message, remedy = "What appraises needs a scale with two answers or more.", "Add `scale:`."
        yield document.problem(message, *place, "appraises", remedy=remedy, code="bad-scale")
    for index, point in enumerate(dimension.scale):
        at = (*place, "scale", str(index))
        yield from _missing(document, point.label, languages, (*at, "label"))
        if index and point.value <= values[index - 1]:
            message = f"The value {point.value} does not come after {values[index - 1]}."
            yield document.problem(
                message, *at, "value", remedy="Write the lowest value first, each once.", code="bad-scale"
            )


def _change_problems(document: Document, written: CodebookFile) -> Iterator[Problem]:
    known = {dimension.id: {code.id for code in dimension.codes} for dimension in written.dimensions}
    numbers = [numbered(change.version) for change in written.changes]
    for index, change in enumerate(written.changes):
        later = {code for c in written.changes[index + 1 :] for code in c.from_}
        if change.dimension not in known:
            message, remedy = f"`{change.dimension}` is not a dimension.", f"Known: {', '.join(known)}."
        elif gone := [code for code in change.to if code not in known[change.dimension] | later]:
            message, remedy = f"`{gone[0]}` is not a code of `{change.dimension}`.", "Name a code it has now."
        elif still := [code for code in change.from_ if code in known[change.dimension] - set(change.to)]:
            message, remedy = f"`{still[0]}` is still a code.", "Remove the code, or leave it out of `from`."
        elif numbers[index] > numbered(written.version) or numbers[index] < max(numbers[: index + 1]):
            message = f"The change of {change.version} stands out of order."
            remedy = "Write the oldest change first, none newer than the version of the file."
        else:
            continue
        yield document.problem(message, "changes", index, remedy=remedy, code="bad-change")
