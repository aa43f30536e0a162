"""Measure how well a model tells determinant and direction of examples written in another round than its own.

    python -m tests.coding.measure_examples [ROUND…]

Each round of examples has phrasings of its own, so it is left out as a whole: the model is made of the
others, with the floors that they give. The first figures of a round are by words alone, the second by both
opinions. Needs the extra `meaning`; takes four minutes of CPU, and two for each round.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from synth.coding.fitting import Example, fit_both, known_vectors, look, read_examples
from synth.coding.meaning import encoder
from synth.coding.sentence_batch import guesses
from synth.coding.sentence_features import Look
from synth.coding.sentence_model import Guess
from tests.coding.labelled import Scores, Sentence, scores

ROOT = Path(__file__).parents[2]
EXAMPLES, CODEBOOK = (
    ROOT / "codebooks" / "examples" / "determinants.tsv",
    ROOT / "codebooks" / "determinants.yaml",
)


def told(guess: Guess | None) -> tuple[str, str]:
    """Return the determinant and direction of a guess, or two blanks."""
    if guess is None:
        return "", ""
    return guess.roots[0][0], "success" if guess.success >= 0.5 else "failure"


def left_out(
    examples: Sequence[Example], looks: Sequence[Look], vectors: Any, left: str
) -> Iterator[tuple[str, str, Scores]]:
    """Yield the scores of a round by opinion and language, of a model made of the other rounds."""
    kept = [n for n, one in enumerate(examples) if one.round != left]
    model = fit_both([examples[n] for n in kept], [looks[n] for n in kept], vectors[kept])
    for lang in ("nl", "de", "en"):
        some = [n for n, one in enumerate(examples) if (one.round, one.lang) == (left, lang)]
        labelled = [_labelled(examples[n]) for n in some]
        for opinion, encode in (("words", None), ("both", known_vectors(looks, vectors))):
            found = guesses([looks[n] for n in some], model, encode)
            yield opinion, lang, scores(labelled, list(map(told, found)))


def _labelled(one: Example) -> Sentence:
    return Sentence(one.round, one.lang, one.text, one.root, one.direction)


def main(rounds: Sequence[str]) -> None:
    """Print the scores of the rounds named, or of all."""
    every, encode = read_examples(EXAMPLES), encoder()
    assert encode is not None, "needs the extra `meaning`"
    looks, vectors = look(every, CODEBOOK), encode([one.text for one in every])
    for name in rounds or sorted({one.round for one in every}):
        for opinion, lang, one in left_out(every, looks, vectors, name):
            print(
                f"round {name} {opinion} {lang}: sentences={one.sentences} macro_f1={one.macro_f1:.3f} "
                f"direction={one.direction:.3f} false_on_neutral={one.false_neutral:.3f}",
                flush=True,
            )


if __name__ == "__main__":
    main(sys.argv[1:])
