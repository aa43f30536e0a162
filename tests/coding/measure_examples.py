"""Measure how well a model tells determinant and direction of examples written in another round than its own.

    python -m tests.coding.measure_examples [ROUND…]

Each round of examples has phrasings of its own, so it is left out as a whole: the model is made of the
others, with the floor that they give. Takes a minute of CPU for each round.
"""

from __future__ import annotations

import sys
from pathlib import Path

from synth.coding.fitting import Example, fit, floor_of, look, read_examples
from synth.coding.sentence_features import Seen
from synth.coding.sentence_model import SentenceModel
from tests.coding.labelled import Scores, Sentence, scores

ROOT = Path(__file__).parents[2]
EXAMPLES, CODEBOOK = (
    ROOT / "codebooks" / "examples" / "determinants.tsv",
    ROOT / "codebooks" / "determinants.yaml",
)


def guessed(model: SentenceModel, sight: Seen) -> tuple[str, str]:
    """Return the determinant and direction that a model tells, or two blanks."""
    guess = model.guess(sight)
    if guess.shown < model.floor:
        return "", ""
    return guess.roots[0][0], "success" if guess.success >= 0.5 else "failure"


def left_out(examples: list[Example], sights: list[Seen], left: str) -> dict[str, Scores]:
    """Return the scores of a round by language, of a model made of the other rounds."""
    kept = [n for n, one in enumerate(examples) if one.round != left]
    known, seen = [examples[n] for n in kept], [sights[n] for n in kept]
    model = fit(known, seen, "left", floor_of(known, seen))
    found = {}
    for lang in ("nl", "de", "en"):
        some = [n for n, one in enumerate(examples) if (one.round, one.lang) == (left, lang)]
        labelled = [
            Sentence(left, lang, one.text, one.root, one.direction) for one in map(examples.__getitem__, some)
        ]
        found[lang] = scores(labelled, [guessed(model, sights[n]) for n in some])
    return found


if __name__ == "__main__":
    EVERY = read_examples(EXAMPLES)
    SEEN = look(EVERY, CODEBOOK)
    for name in sys.argv[1:] or sorted({one.round for one in EVERY}):
        for lang, one in left_out(EVERY, SEEN, name).items():
            print(
                f"round {name} {lang}: sentences={one.sentences} macro_f1={one.macro_f1:.3f} "
                f"direction={one.direction:.3f} false_on_neutral={one.false_neutral:.3f}",
                flush=True,
            )
