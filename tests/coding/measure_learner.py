"""Measure code suggestion from coded passages of other papers, leaving out one paper at a time.

    python -m tests.coding.measure_learner EXPORT.json ... [--least 5] [--shortest 1]

Each quote of an EPPI-Reviewer export with its one code is a passage; the same quote with the same code in a
paper counts once; codes with fewer than LEAST passages are left out, and quotes of fewer than SHORTEST
characters.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from synth.coding.learning import Example, Learner
from synth.formats.eppi_coding import EppiQuote, read_coding

FIRST = (1, 3, 5, 10)


def examples(paths: list[Path], *, least: int, shortest: int) -> list[Example]:
    """The coded passages of these exports."""
    found: dict[Example, None] = {}
    for path in paths:
        export = read_coding(path.read_bytes(), path.name)
        for paper in export.references:
            for tick in paper.ticks:
                for text in _texts(tick.quotes):
                    if len(text) >= shortest:
                        found[Example(text, paper.id, ("code", tick.code))] = None
    known = Counter(one.place for one in found)
    return [one for one in found if known[one.place] >= least]


def _texts(quotes: Iterable[EppiQuote]) -> list[str]:
    pages: dict[int, list[str]] = defaultdict(list)
    for quote in quotes:
        pages[quote.page].append(quote.text)
    return [" ".join(texts) for texts in pages.values()]


def rank(learner: Learner, passages: list[Example]) -> list[int]:
    """The place of the right code among the guesses; 0 when it is not there."""
    places = []
    found = learner.guesses([one.text for one in passages], [one.work for one in passages])
    for one, guesses in zip(passages, found, strict=True):
        order = [guess.place for guess in guesses]
        places.append(order.index(one.place) + 1 if one.place in order else 0)
    return places


def main() -> None:
    """Print the shares, and the CPU time of retraining on 1,000 codings."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("exports", nargs="+", type=Path)
    parser.add_argument("--least", type=int, default=5)
    parser.add_argument("--shortest", type=int, default=1)
    options = parser.parse_args()
    passages = examples(options.exports, least=options.least, shortest=options.shortest)
    places = rank(Learner(passages), passages)
    shares = " ".join(f"hit@{n}={sum(0 < p <= n for p in places) / len(places):.3f}" for n in FIRST)
    papers, codes = len({one.work for one in passages}), len({one.place for one in passages})
    print(f"passages={len(passages)} papers={papers} codes={codes} {shares}")
    import sklearn.feature_extraction.text  # noqa: F401  # imported before the clock starts

    start = time.process_time()
    Learner(passages[:1000]).guesses(["time"], ["new"])
    print(f"retrain_1000={time.process_time() - start:.2f}s")


if __name__ == "__main__":
    main()
