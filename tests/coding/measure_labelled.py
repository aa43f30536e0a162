"""Print how well suggestions find determinant and direction.

python -m tests.coding.measure_labelled [--words] [PART…]

With the extra `meaning` by two opinions, where `--words` leaves the second out.
"""

import sys
from collections.abc import Callable

from synth.coding.meaning import Encoder, encoder
from synth.suggesting import suggest_texts
from tests.coding.labelled import PARTS, Scores, Sentence, scores, sentences

Second = Callable[[], Encoder | None]


def guesses(labelled: list[Sentence], second: Second = encoder) -> list[tuple[str, str]]:
    """Return the determinant and direction of the first suggestion for each sentence."""
    firsts: dict[str, tuple[str, str]] = {}
    texts = [(str(n), one.text, one.lang) for n, one in enumerate(labelled)]
    for row in suggest_texts("determinants", texts, second):
        firsts.setdefault(row["id"], (row["determinant"], row["direction"]))
    return [firsts.get(str(n), ("", "")) for n in range(len(labelled))]


def measured(part: str, lang: str, second: Second = encoder) -> Scores:
    """Return the scores on a part in a language."""
    labelled = sentences(part, lang)
    return scores(labelled, guesses(labelled, second))


if __name__ == "__main__":
    opinion = (lambda: None) if "--words" in sys.argv else encoder
    for part in [name for name in sys.argv[1:] if not name.startswith("-")] or PARTS:
        for lang in ("nl", "de", "en"):
            one = measured(part, lang, opinion)
            print(
                f"{part} {lang}: sentences={one.sentences} macro_f1={one.macro_f1:.3f} "
                f"direction={one.direction:.3f} false_on_neutral={one.false_neutral:.3f}"
            )
