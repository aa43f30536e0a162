"""Measure how often the factor that a person coded is among the first suggestions for the passage.

    python -m tests.coding.measure_suggestions [CODINGS.yaml] [--language nl] [--language en]

The passages are the coders' paraphrases (default: those of the bundled corpus, whose codebooks are used).
"""

from __future__ import annotations

import argparse
from pathlib import Path

from synth import bundled
from synth.coding.codebook import load_codebook
from synth.coding.codes import joined
from synth.coding.file import read_codings
from synth.coding.suggest import Suggester
from synth.documents import load
from synth.model import Coding, Record

FIRST = (1, 3, 5, 10)
CODEBOOKS = ("determinants", "study-context", "study-design", "analysis-scheme")


def ranks(codings: list[Coding], suggester: Suggester, language: str) -> list[int]:
    """For each coded passage the place of its factor among the suggested factors; 0 when it is not there."""
    places = []
    for coding in codings:
        record = Record("", "", "", language=language, abstract=coding.passage.paraphrase[language])
        found = [s.code for s in suggester.suggest(coding.passage.work, record) if s.dimension == "factor"]
        order = list(dict.fromkeys(found))
        places.append(order.index(coding.code) + 1 if coding.code in order else 0)
    return places


def main() -> None:
    """Print the shares per language."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    default = bundled.path("corpus", "tno-2011", "codings.yaml")
    parser.add_argument("codings", nargs="?", type=Path, default=default)
    parser.add_argument("--language", action="append")
    options = parser.parse_args()
    codebook = joined([load_codebook(bundled.path("codebooks", f"{name}.yaml")) for name in CODEBOOKS])
    codings = read_codings(load(options.codings, max_bytes=10**8), codebook)
    suggester = Suggester(codebook)
    for language in options.language or ["nl", "en"]:
        coded = [c for c in codings if c.dimension == "factor" and language in c.passage.paraphrase]
        places = ranks(coded, suggester, language)
        shares = " ".join(f"first_{n}={sum(0 < p <= n for p in places) / len(places):.2f}" for n in FIRST)
        print(f"{language}: passages={len(places)} {shares} nothing={places.count(0) / len(places):.2f}")


if __name__ == "__main__":
    main()
