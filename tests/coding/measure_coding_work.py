"""How long the calls for one work take in a large review that two people code.

    python -m tests.coding.measure_coding_work [--works 100000] [--codings 50000]

CPU milliseconds, the median of many works, each call on its own; `whole` are the calls over the whole review.
"""

import argparse
import json
import shutil
import statistics
import tempfile
import time
from pathlib import Path

from synth.review import Review
from synth.store.database import writing
from synth.texts import Document, Part
from tests.coding.team import begin, code

FACTORS = ("professional-discretion", "knowledge-centre", "user-orientation", "local-policy-freedom")
CODERS = ("anna", "ben")


def fill(review, works, codings):
    """Put works and codings of two people into the review; each coded work has ten codings."""
    coded = codings // 10
    abstract = "Er is te weinig tijd om te lezen. " * 30
    fields = json.dumps({"title": "Studie", "abstract": abstract})
    ids = range(1000, 1000 + works)
    records = ((n, "ris", str(n), "f", fields, "") for n in ids)
    rows = {
        "INSERT INTO record VALUES (?, ?, ?, ?, ?, ?)": records,
        "INSERT INTO work VALUES (?, ?, ?, '{}', NULL)": ((n, f"made-{n}-2012", fields) for n in ids),
        "INSERT INTO link VALUES (?, ?, '[]')": ((n, n) for n in ids),
        "INSERT INTO decision (work_id, stage, verdict, criterion, reason, coder, at, protocol)"
        " VALUES (?, 'full-text', 'include', '', '', 'anna', '', '')": ((n,) for n in ids[:coded]),
        "INSERT INTO passage VALUES (?, ?, ?, ?)": (
            (
                n * 10 + k,
                n,
                str(k),
                json.dumps({"quote": "te weinig tijd", "field": "abstract", "start": 6, "end": 20}),
            )
            for n in ids[:coded]
            for k in range(10)
        ),
        "INSERT INTO coding (uid, passage_id, codebook, version, dimension, code, direction, coder, at)"
        " VALUES (?, ?, 'determinants', '1.0.0', 'factor', ?, ?, ?, '')": (
            (f"{n}-{k}", n * 10 + k, FACTORS[k // 2 % 4], ("success", "failure")[k % 3 == 0], CODERS[k % 2])
            for n in ids[:coded]
            for k in range(10)
        ),
        "INSERT INTO done (work_id, coder, state, at) VALUES (?, ?, 'done', '')": (
            (n, coder) for n in ids[:coded:2] for coder in CODERS
        ),
    }
    with writing(review.db):
        for sql, values in rows.items():
            review.db.conn.executemany(sql, values)
    review.db.execute("ANALYZE")


def timed(calls, number=60):
    """Return the median CPU milliseconds of a call for each of several works."""
    took = []
    for n in range(1000, 1000 + 2 * number, 2):
        begun = time.process_time()
        calls(f"made-{n}-2012")
        took.append(1000 * (time.process_time() - begun))
    return statistics.median(took)


def attach(review, work):
    """Give a work a full text of some forty pages."""
    from synth.store.documents import attach

    text = "Er is te weinig tijd om te lezen en te schrijven. " * 3_000
    parts = tuple(Part("page", n * 3_750, (n + 1) * 3_750, str(n + 1)) for n in range(40))
    attach(review.db, work, Document("0" * 16, "text", text, parts), file=("x", "x"), coder="anna")


def main():
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--works", type=int, default=100_000)
    parser.add_argument("--codings", type=int, default=50_000)
    options = parser.parse_args()
    scratch = Path(tempfile.mkdtemp())
    with begin(scratch / "large") as review:
        fill(review, options.works, options.codings)
        for work in (f"made-{n}-2012" for n in range(1000, 1120, 2)):
            attach(review, work)
    with Review.open(scratch / "large") as review:
        _ = review.codebook
        calls = {
            "coded_work": lambda work: review.coded_work(work, coder="anna"),
            "rows": review.rows,
            "coding_conflicts": review.coding_conflicts,
            "places": review.places,
            "pending": lambda work: review.pending(work, coder="anna"),
            "full_text": review.full_text,
            "write_memo": lambda work: review.write_memo("work", work, "Note.", coder="anna"),
            "reopen": lambda work: review.set_done(work, coder="anna", done=False),
            "code": lambda work: code(review, work, "knowledge-centre", "failure", "anna"),
            "passage": lambda work: review.passage(work, "te weinig tijd"),
            "not_reported": lambda work: review.say_not_reported(work, "phase", coder="anna"),
            "done": lambda work: review.set_done(work, coder="anna"),
        }
        print(f"works={options.works} codings={options.codings}")
        print("one work, ms:", " ".join(f"{name}={timed(call):.1f}" for name, call in calls.items()))
        for name, whole in (
            ("coding_progress", review.coding_progress),
            ("coding_conflicts", review.coding_conflicts),
            ("judgements", review.judgements),
        ):
            begun = time.process_time()
            whole()
            print(f"whole: {name}={1000 * (time.process_time() - begun):.0f}ms")
    shutil.rmtree(scratch)


if __name__ == "__main__":
    main()
