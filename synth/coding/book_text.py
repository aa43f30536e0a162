"""A codebook as the text of its file; reading it gives the same codebook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from synth.coding.codes import Code, Codebook, Dimension
from synth.documents import scalar


def write_codebook(codebook: Codebook) -> str:
    """The codebook as YAML text, in the order of `codebooks/<id>.yaml`; `load_codebook` gives it back."""
    head = {"synth": "codebook/1", "id": codebook.id, "version": codebook.version}
    lines = [f"{key}: {scalar(value)}" for key, value in head.items()]
    lines += [*_texts("title", codebook.title, ""), f"source: {scalar(codebook.source)}", "dimensions:"]
    for dimension in codebook.dimensions:
        lines += _dimension(dimension)
    if codebook.changes:
        lines.append("changes:")
    for change in codebook.changes:
        lines.append(f"  - version: {scalar(change.version)}")
        lines.append(f"    dimension: {change.dimension}")
        lines.append(f"    from: {_list(change.replaced)}")
        lines.append(f"    to: {_list(change.by)}")
        lines += [f"    note: {scalar(change.note)}"] if change.note else []
    return "\n".join(lines) + "\n"


def _dimension(dimension: Dimension) -> Iterator[str]:
    yield f"  - id: {dimension.id}"
    yield from _texts("label", dimension.label, "    ")
    yield f"    choice: {dimension.choice}"
    if dimension.required:
        yield "    required: true"
    if dimension.parent:
        yield f"    parent: {dimension.parent}"
    if dimension.appraises:
        yield f"    appraises: {dimension.appraises}"
    if dimension.scale:
        yield "    scale:"
    for point in dimension.scale:
        yield f"      - value: {point.value}"
        yield from _texts("label", point.label, "        ")
    yield "    codes:"
    for code in dimension.codes:
        yield from _code(code)


def _code(code: Code) -> Iterator[str]:
    yield f"      - id: {scalar(code.id)}"
    yield from _texts("label", code.label, "        ")
    yield from _texts("definition", code.definition, "        ")
    if code.parent:
        yield f"        parent: {scalar(code.parent)}"
    if code.directions:
        yield f"        directions: {_list(code.directions)}"
    for key in ("terms", "context", "questions", "examples", "counterexamples", "pairs"):
        yield from _lists(key, getattr(code, key))
    if code.sources:
        yield f"        sources: {_list(code.sources)}"
    if code.color:
        yield f"        color: {scalar(code.color)}"
    if not code.verified:
        yield "        verified: false"


def _texts(key: str, texts: Mapping[str, str], lead: str) -> Iterator[str]:
    if texts:
        yield f"{lead}{key}:"
        yield from (f"{lead}  {language}: {scalar(text)}" for language, text in texts.items())


def _lists(key: str, lists: Mapping[str, Sequence[str]]) -> Iterator[str]:
    if lists:
        yield f"        {key}:"
        yield from (f"          {name}: {_list(texts)}" for name, texts in lists.items())


def _list(texts: Sequence[str]) -> str:
    return f"[{', '.join(map(scalar, texts))}]"
