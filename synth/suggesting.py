"""Plain-file mode of coding: suggestions for the texts of a table, without a review."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from synth.coding.meaning import Encoder, encoder
from synth.errors import FileError, Position, Problem
from synth.uncollected import uncollected

if TYPE_CHECKING:
    from synth.coding.codes import Codebook, Place
    from synth.coding.sentence_model import Guess, SentenceModel
    from synth.coding.sentence_reading import Sentence
    from synth.coding.suggest import Suggester
    from synth.model import Suggestion

NEEDED = ("id", "text")
STATED = ("stated-gaps", "stated-gaps-wide")
"""No codebooks, but the gaps that authors state themselves: plain statements, or whatever hints at one."""
NEAR = 0.7
"""A suggestion for a sentence is shown when its score is at least this share of the best one there."""
SECOND = 0.25
"""The probability from which a further determinant of a sentence is shown too."""
EVEN = 0.5
AT_A_TIME = 64
"""Texts that are looked at together."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text to read; `language` is an ISO 639-1 code, empty when unknown."""

    id: str
    text: str
    language: str = ""


def read_texts(path: Path) -> tuple[Text, ...]:
    """The texts of a TSV file with the columns `id`, `text` and, if it has it, `lang`.

    A file whose first line does not name these columns, but whose lines have two or three, is read by place.
    Raises FileError with the place of every mistake.
    """
    from synth.formats.decode import decode
    from synth.formats.files import read_file

    rows = _rows(decode(read_file(path), path.name).text, path.name)
    head = [cell.strip().lower() for cell in rows[0][1]] if rows else []
    named = all(name in head for name in NEEDED)
    places = (
        {name: head.index(name) for name in (*NEEDED, "lang") if name in head} if named else _by_place(head)
    )
    problems = []
    texts = []
    for line, row in rows[1:] if named else rows:
        if len(row) <= max(places.values()):
            message = f"needs {max(places.values()) + 1} columns with tabs between them, and has {len(row)}."
            problems.append(Problem(Position(path.name, line), message, "Fill in the row."))
            continue
        language = row[places["lang"]].strip().lower() if "lang" in places else ""
        texts.append(Text(row[places["id"]].strip(), row[places["text"]], language))
    if problems:
        raise FileError(tuple(problems))
    return tuple(texts)


def suggest_rows(codebook: str, path: Path) -> Iterator[dict[str, Any]]:
    """Suggestions for each text of a table, as `suggest_texts` gives them. Raises FileError or UsageError."""
    return suggest_texts(codebook, ((one.id, one.text, one.language) for one in read_texts(path)))


def suggest_texts(
    codebook: str,
    texts: Iterable[tuple[str, str, str]],
    second: Callable[[], Encoder | None] = encoder,
) -> Iterator[dict[str, Any]]:
    """Suggestions for texts (id, text, language), best first; nothing for a text that shows nothing.

    `codebook` is the name of a bundled codebook or the path of one. Where a model of example sentences
    ships with the codebook, it tells which determinant a sentence shows and which way; terms name the finer
    code and explain. Elsewhere a suggestion is shown when the words of its sentence tell a direction, or
    its code can take none. `start` and `end` are the sentence in the text. `second` gives what reads the
    meaning of a sentence, for the model's second opinion; by default the encoder that is installed, if any.
    Raises FileError or UsageError.
    """
    from synth.coding.sentence_model import shipped

    if codebook in STATED:
        yield from _stated_rows(texts, wide=codebook == STATED[1])
        return
    suggester = _suggester(codebook)
    book = suggester.codebook
    model = shipped(book.id)
    free = {(c.dimension, c.id) for c in book.codes() if not book.takes(c.dimension, c.id)}
    for some in batched(texts):
        if model is None:
            made = (suggester.suggest_text(text, language) for _, text, language in some)
            found = [[_row(one, book) for one in _shown(suggestions, free)] for suggestions in made]
        else:
            with uncollected():
                found = _guessed(some, suggester, model, second())
        for (key, _, _), rows in zip(some, found, strict=True):
            yield from ({"id": key, **row} for row in sorted(rows, key=lambda one: -one["score"]))


def batched(texts: Iterable[tuple[str, str, str]]) -> Iterator[list[tuple[str, str, str]]]:
    """Texts some at a time: what is looked at together costs less."""
    left = iter(texts)
    while some := list(islice(left, AT_A_TIME)):
        yield some


def _guessed(
    texts: Sequence[tuple[str, str, str]],
    suggester: Suggester,
    model: SentenceModel,
    encode: Encoder | None,
) -> list[list[dict[str, Any]]]:
    """What the sentences of each text show by the model, with code and terms of the best suggestion."""
    from synth.coding.sentence_batch import guesses
    from synth.coding.sentence_reading import read_sentences

    read = read_sentences([(text, language) for _, text, language in texts], suggester, model.roots)
    rows: list[list[dict[str, Any]]] = [[] for _ in texts]
    like: list[tuple[Sentence, dict[str, Any]]] = []
    for one, guess in zip(read, guesses([one.look for one in read], model, encode), strict=True):
        told = list(_told(one, guess, suggester)) if guess is not None else []
        rows[one.text] += told
        like += [(one, row) for row in told if not row["why"]]
    telling = model.telling([(one.look.text, one.language, row["determinant"]) for one, row in like])
    for (_, row), words in zip(like, telling, strict=True):
        row["why"] = f"like examples with: {', '.join(words)}"
    return rows


def _told(sentence: Sentence, guess: Guess, suggester: Suggester) -> Iterator[dict[str, Any]]:
    """The rows for a sentence that shows something: the likeliest root, and whichever is likely too.

    Where no term of the root stands in the sentence, the row does not say why.
    """
    book = suggester.codebook
    direction = "success" if guess.success >= EVEN else "failure"
    for place, (root, chance) in enumerate(guess.roots):
        if place and chance < SECOND:
            continue
        own = [one for one in sentence.made if book.root(one.dimension, one.code)[1] == root]
        best = max(own, key=lambda one: (one.direction == direction, one.score), default=None)
        fits = best is not None and direction in suggester.takes(best.dimension, best.code)
        yield {
            "code": best.code if best and fits else root,
            "determinant": root,
            "direction": direction,
            "start": sentence.span.start,
            "end": sentence.span.end,
            "score": round(chance, 3),
            "why": ", ".join(best.terms) if best else "",
        }


def _stated_rows(texts: Iterable[tuple[str, str, str]], *, wide: bool) -> Iterator[dict[str, Any]]:
    """The gaps that texts state, best first: as suggestions, with what each is `about`."""
    from synth.coding.stated import STRICT, WIDE, stated

    least = WIDE if wide else STRICT
    for key, text, language in texts:
        for one in sorted(stated(text, language, least=least), key=lambda one: (-one.score, one.start)):
            place = {"start": one.start, "end": one.end, "score": one.score, "why": ", ".join(one.cues)}
            yield {"id": key, "code": "stated", "determinant": "", "direction": "neutral", **place} | {
                "about": one.about
            }


def _suggester(name: str) -> Suggester:
    from synth.coding.codebook import load_codebook
    from synth.coding.suggest import Suggester

    own = Path(name)
    return Suggester(load_codebook(own)) if own.suffix and own.is_file() else _bundled(name)


@lru_cache(maxsize=2)
def _bundled(name: str) -> Suggester:
    """What suggests from a bundled codebook: such a one does not change, and the last are kept."""
    from synth import bundled
    from synth.coding.codebook import load_codebook
    from synth.coding.suggest import Suggester

    return Suggester(load_codebook(bundled.path("codebooks", f"{name}.yaml")))


def _shown(suggestions: Sequence[Suggestion], free: Container[Place]) -> list[Suggestion]:
    told = [one for one in suggestions if one.told or (one.dimension, one.code) in free]
    best: dict[int, float] = {}
    for one in told:
        best[one.passage.start] = max(one.score, best.get(one.passage.start, 0.0))
    return [one for one in told if one.score >= NEAR * best[one.passage.start]]


def _row(one: Suggestion, book: Codebook) -> dict[str, Any]:
    dimension, root = book.root(one.dimension, one.code)
    return {
        "code": one.code,
        "determinant": root if dimension == "determinant" else "",
        "direction": one.direction,
        "start": one.passage.start,
        "end": one.passage.end,
        "score": one.score,
        "why": f"{', '.join(one.terms)}{' (negated)' if one.negated else ''}",
    }


def _rows(text: str, name: str) -> list[tuple[int, list[str]]]:
    """The rows with their lines: cut at tabs; as CSV when a cell in quotes holds a tab or a line end.

    Raises FileError.
    """
    lines = [(n, line.split("\t")) for n, line in enumerate(text.split("\n"), start=1) if line.strip()]
    if len({len(row) for _, row in lines}) <= 1:
        return [(n, [_unquoted(cell) for cell in row]) for n, row in lines]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter="\t")
    try:
        return [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as error:
        place = Position(name, reader.line_num)
        remedy = "Close every quote, or write texts without quotes around them."
        raise FileError((Problem(place, f"{error}.", remedy),)) from error


def _unquoted(cell: str) -> str:
    quoted = len(cell) > 1 and cell[0] == cell[-1] == '"'
    return cell[1:-1].replace('""', '"') if quoted else cell


def _by_place(head: Sequence[str]) -> dict[str, int]:
    return {name: place for place, name in enumerate(("id", "text", "lang")[: max(2, len(head))])}
