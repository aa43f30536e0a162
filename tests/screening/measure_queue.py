"""How long it takes from a decision to the next record, while the ranking learns behind the reader.

    python -m tests.screening.measure_queue FOLDER [--records N] [--decisions N] [--pause SECONDS]

FOLDER holds tables as `synth screen --simulate` reads them; their records together are one large set.
"""

from __future__ import annotations

import argparse
import time
from itertools import islice
from pathlib import Path

import numpy as np

from synth.screening.queue import Queue
from synth.simulating import read_labelled


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--records", type=int, default=20_000)
    parser.add_argument("--decisions", type=int, default=300)
    parser.add_argument("--pause", type=float, default=0.1)
    chosen = parser.parse_args()
    sets = (read_labelled(path) for path in sorted(chosen.folder.glob("*.csv*")))
    every = (pair for one in sets for pair in zip(one.texts, one.relevant.tolist(), strict=True))
    pairs = list(islice(every, chosen.records))
    texts, relevant = [text for text, _ in pairs], [yes for _, yes in pairs]
    begun = time.process_time()
    queue = Queue.of(texts, next(text.title for text, yes in pairs if yes))
    print(f"records={len(texts)} first_order={time.process_time() - begun:.1f}s of CPU")
    waits = []
    with queue:
        for _ in range(chosen.decisions):
            row = queue.next()
            begun = time.perf_counter()
            queue.decide(row, relevant[row])
            queue.next()
            waits.append(1000 * (time.perf_counter() - begun))
            time.sleep(chosen.pause)
    median, high = np.percentile(waits, [50, 95])
    print(f"decisions={len(waits)} median={median:.2f}ms p95={high:.2f}ms max={max(waits):.2f}ms")


if __name__ == "__main__":
    main()
