"""Measure how many abstracts get suggestions by terms in a second of CPU time, on one core.

python -m tests.coding.measure_speed RECORDS...: files that `synth read` reads. The first line is for texts
not seen before, the second for the same ones again, when every word is known. The word lists are read before.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from synth import bundled
from synth.coding.codebook import load_codebook
from synth.coding.suggest import Suggester
from synth.plain import read_rows

EACH = 600
LONG = 200


def main(paths: list[Path]) -> None:
    """Print the rates."""
    abstracts = ([row.get("abstract") or "" for row in read_rows(path)] for path in paths)
    texts = [text for some in abstracts for text in [one for one in some if len(one) > LONG][:EACH]]
    suggester = Suggester(load_codebook(bundled.path("codebooks", "determinants.yaml")))
    for language in ("nl", "de", "en"):
        suggester.suggest_text("Er was te weinig tijd. There was no time. Es fehlte die Zeit.", language)
    for name in ("new", "again"):
        start = time.process_time()
        found = sum(len(suggester.suggest_text(text)) for text in texts)
        rate = len(texts) / (time.process_time() - start)
        print(f"{name}: abstracts={len(texts)} suggestions={found} a_second={rate:.0f}")


if __name__ == "__main__":
    main([Path(one) for one in sys.argv[1:]])
