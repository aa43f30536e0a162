"""Measure how many abstracts get suggestions by terms in a second of CPU time, on one core.

python -m tests.coding.measure_speed [RECORDS...]: files that `synth read` reads. The first line is for texts
not seen before, the second for the same ones again, when every word is known. The word lists are read before.
The last two are for the first 1,000 of the texts as rows of a table, as `synth suggest` reads them: each
sentence by terms, and by the model of example sentences without the extra `meaning`. Without files the texts
are put together from the labelled sentences, Dutch and English: most sentences show something, which takes
the longest.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from synth import bundled
from synth.coding.codebook import load_codebook
from synth.coding.suggest import Suggester
from synth.plain import read_rows
from synth.suggesting import suggest_texts
from synth.uncollected import uncollected
from tests.coding.labelled import sentences

EACH = 600
ROWS = 1_000
LONG, ABSTRACT = 200, 1_400


def records(paths: list[Path]) -> Iterator[str]:
    """The first abstracts of each file."""
    for path in paths:
        abstracts = (row.get("abstract") or "" for row in read_rows(path))
        yield from [one for one in abstracts if len(one) > LONG][:EACH]


def dense() -> Iterator[str]:
    """Texts of labelled sentences in a mixed order."""
    mixed = random.Random(1)
    for language in ("nl", "en"):
        pool = [one.text for part in ("tuned", "held") for one in sentences(part, language)]
        for _ in range(EACH // 2):
            text = ""
            while len(text) < ABSTRACT:
                text += f"{mixed.choice(pool)} "
            yield text


def main(paths: list[Path]) -> None:
    """Print the rates."""
    texts = list(records(paths) if paths else dense())
    suggester = Suggester(load_codebook(bundled.path("codebooks", "determinants.yaml")))
    for language in ("nl", "de", "en"):
        suggester.suggest_text("Er was te weinig tijd. There was no time. Es fehlte die Zeit.", language)
    for name in ("new", "again"):
        start = time.process_time()
        with uncollected():
            found = sum(len(suggester.suggest_text(text)) for text in texts)
        rate = len(texts) / (time.process_time() - start)
        print(f"{name}: abstracts={len(texts)} suggestions={found} a_second={rate:.0f}")
    rows = [(str(number), text, "") for number, text in enumerate(texts[:ROWS])]
    for name in ("table", "table again"):
        start = time.process_time()
        found = len(list(suggest_texts("determinants", rows, second=lambda: None)))
        rate = len(rows) / (time.process_time() - start)
        print(f"{name}: texts={len(rows)} rows={found} a_second={rate:.0f}")


if __name__ == "__main__":
    main([Path(one) for one in sys.argv[1:]])
