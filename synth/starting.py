"""Starting a review from a bundled template."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from synth import bundled
from synth.errors import UsageError
from synth.formats.files import write_atomic
from synth.protocol import FILE, Protocol, load_protocol
from synth.strategy.definition import Strategy, canonical
from synth.text import slug

BUILDS_ON = {"five-seeds": "tno-2011"}
"""A template to the one whose corpus it takes as well, under the name of that one."""

OWN = "my-review"
"""The name of the template's review, until it has one of its own."""

LONGEST = 80
"""Characters that the name of a review may have."""

STARTER = "starter"
"""The template whose question and terms are there to be replaced."""


@dataclass(frozen=True, slots=True)
class Untouched:
    """What a review still has of the template that it started from: languages of the question, strategies."""

    question: tuple[str, ...] = ()
    strategies: tuple[str, ...] = ()


def start(folder: Path, template: str) -> None:
    """Copy a template to `folder`; files that are there already are kept.

    The protocol comes last: a folder that has one has everything. Raises UsageError when the folder holds a
    review, or there is no such template.
    """
    if (folder / FILE).exists():
        raise UsageError(f"{folder} holds a review already.", remedy="Choose another folder.")
    source = bundled.path("corpus", template)
    protocol = load_protocol(source)
    for name in protocol.strategies:
        _copy(bundled.path("queries", f"{name}.yaml"), folder / "queries")
    for name in protocol.codebooks:
        _copy(bundled.path("codebooks", f"{name}.yaml"), folder / "codebooks")
    for path in _corpus(source):
        _copy(path, folder / "corpus")
    for path in _corpus(bundled.path("corpus", BUILDS_ON[template])) if template in BUILDS_ON else ():
        _write(folder / "corpus" / f"{BUILDS_ON[template]}-{path.name}", path.read_bytes())
    (folder / "corpus").mkdir(parents=True, exist_ok=True)
    _write(folder / FILE, _named(source / FILE, protocol.id, folder))


def untouched(protocol: Protocol, strategies: Sequence[Strategy]) -> Untouched:
    """What of the template's question and terms nobody replaced yet; years and titles do not count."""
    question, terms = _template()
    return Untouched(
        tuple(one for one, text in protocol.question.items() if text == question.get(one)),
        tuple(one.id for one in strategies if canonical(one.expression) == terms),
    )


@cache
def _template() -> tuple[Mapping[str, str], list[object]]:
    """The question of the template, and what its strategy asks."""
    from synth.strategy.file import load_strategy

    strategy = load_strategy(bundled.path("queries", f"{STARTER}.yaml"))
    return load_protocol(bundled.path("corpus", STARTER)).question, canonical(strategy.expression)


def _corpus(source: Path) -> list[Path]:
    """The files of a template but its protocol."""
    return [path for path in sorted(source.iterdir()) if path.is_file() and path.name != FILE]


def _named(path: Path, name: str, folder: Path) -> bytes:
    """The template's protocol; one that is called `my-review` takes the name of its folder."""
    text = path.read_text(encoding="utf-8")
    own = slug(folder.resolve().name)[:LONGEST].rstrip("-")
    if name == OWN and own[:1].isalpha():
        text = text.replace(f"id: {OWN}\n", f"id: {own}\n", 1)
    return text.encode("utf-8")


def _copy(path: Path, folder: Path) -> None:
    _write(folder / path.name, path.read_bytes())


def _write(target: Path, data: bytes) -> None:
    if not target.exists():
        write_atomic(target, data)
