"""Fuzz the readers: files that are nearly right must be read or refused, never break the program.

    python tests/formats/fuzz.py --minutes 10 [--seed 1] [--engine atheris] [FOLDER …]

Starts from the hostile files beside the tests, one small entry of each format, and the files of FOLDER (up to
20 kB each); every run changes one at random. With `--engine atheris` the changes follow what the readers
execute (needs `pip install atheris`). Prints the executions, and each kind of failure once with its file: an
error that is not a FileError, more than two CPU seconds, numbers that do not add up.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from synth.errors import FileError
from synth.formats import bibtex, csl, ris, table, xlsx
from synth.formats.reading import read
from synth.model import Name, Record
from tests.formats.test_tagged import ENTRIES
from tests.formats.test_xml_formats import ENDNOTE, WORD

HOSTILE = Path(__file__).parent.parent / "hostile"
LARGEST = 20_000
SLOW = 2.0
TOLD = 5_000
"""Executions after which the counts are printed: atheris ends the process without a last word."""
MADE = Record("x", "a", "", title="Wat werkt", authors=(Name("van Dam", "An"),), year=2001, doi="10.1234/a")
TOKENS = (
    *(b"TY  - ", b"ER  - \n", b"@article{", b"PMID- ", b"<1. >\n", b"PT J\n", b"%0 ", b"RT ", b'"', b","),
    *(b"\n\n", b"\x00", b"\xff", b"\xef\xbb\xbf", b"\xff\xfe", b"</", b"<!ENTITY a 'b'>", b"&#0;", b"["),
    *(b"{", b"}", b"\\", b"=", b"9" * 30, b"10.1000/", b"W123456", b"title,", b"\xe2\x80\xa8", b"&amp;"),
    *(b"]", b"#", b";"),
)


def seeds(folders: list[Path]) -> list[bytes]:
    """One entry of each format, the hostile files, and the files of folders."""
    made: list[str] = [module.write([MADE]) for module in (ris, bibtex, csl, table)]
    texts = [text.encode() for text in (*made, *ENTRIES.values(), ENDNOTE, WORD)]
    files = [path for folder in (HOSTILE, *folders) for path in sorted(folder.rglob("*")) if path.is_file()]
    small = [path.read_bytes() for path in files if 0 < path.stat().st_size <= LARGEST]
    return [*texts, xlsx.write([MADE]), *small]


def mutated(data: bytes, other: bytes, draw: random.Random) -> bytes:
    """Return the data with one to five changes: bytes, tokens, cuts, repeats, a piece of another file."""
    out = bytearray(data)
    for _ in range(draw.randint(1, 5)):
        at = draw.randint(0, len(out))
        what = draw.randint(0, 5)
        if what == 0:
            out[at : at + draw.randint(0, 8)] = bytes(draw.randrange(256) for _ in range(draw.randint(0, 4)))
        elif what == 1:
            out[at:at] = draw.choice(TOKENS)
        elif what == 2:
            del out[at : at + draw.randint(1, 200)]
        elif what == 3:
            piece = bytes(out[at : at + draw.randint(1, 100)])
            out[at:at] = piece * draw.randint(1, 20)
        elif what == 4:
            start = draw.randint(0, len(other))
            out[at:at] = other[start : start + draw.randint(1, 300)]
        else:
            del out[at:]
    return bytes(out[: 2 * LARGEST])


class Watch:
    """Counts executions and keeps one file of each kind of failure."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.kept: dict[str, Path] = {}
        self.folder = Path(tempfile.mkdtemp(prefix="fuzz-"))

    def __call__(self, data: bytes) -> None:
        self.counts["executions"] += 1
        if self.counts["executions"] % TOLD == 0:
            self.report()
        started = time.process_time()
        try:
            reading = read(data, "fuzz")
            entries = reading.entries
            self.counts["read"] += 1
            if entries.parsed != len(reading.records) or not all(one.raw for one in reading.records):
                self.failed("numbers", data)
        except FileError:
            self.counts["refused"] += 1
        except Exception as error:  # noqa: BLE001 -- the point of this script is to find these
            frame = traceback.extract_tb(error.__traceback__)[-1]
            self.failed(f"{type(error).__name__} at {Path(frame.filename).name}:{frame.lineno}", data)
        if time.process_time() - started > SLOW:
            self.failed("slow", data)

    def failed(self, kind: str, data: bytes) -> None:
        """Count a failure, and keep the first file that shows it."""
        self.counts[f"failed: {kind}"] += 1
        if kind not in self.kept:
            self.kept[kind] = self.folder / f"{len(self.kept)}.bin"
            self.kept[kind].write_bytes(data)
            print(f"{kind}: {self.kept[kind]}", flush=True)

    def report(self) -> int:
        """Print the counts; 1 when something failed."""
        print(" ".join(f"{name}={number}" for name, number in self.counts.items()), flush=True)
        return int(bool(self.kept))


def by_mutation(watch: Watch, start: list[bytes], *, seconds: float, seed: int) -> None:
    draw, end = random.Random(seed), time.monotonic() + seconds
    while time.monotonic() < end:
        watch(mutated(draw.choice(start), draw.choice(start), draw))


def by_atheris(watch: Watch, start: list[bytes], *, seconds: float, seed: int) -> None:
    import atheris  # type: ignore[import-not-found]

    corpus = Path(tempfile.mkdtemp(prefix="corpus-"))
    for number, data in enumerate(start):
        (corpus / str(number)).write_bytes(data)
    atheris.instrument_all()
    options = [
        f"-max_total_time={int(seconds)}",
        f"-seed={seed}",
        f"-max_len={2 * LARGEST}",
        "-verbosity=0",
        "-print_final_stats=1",
    ]
    atheris.Setup([sys.argv[0], str(corpus), *options], watch)
    atheris.Fuzz()


ENGINES: dict[str, Callable[..., None]] = {"mutation": by_mutation, "atheris": by_atheris}


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", type=Path, nargs="*")
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engine", choices=ENGINES, default="mutation")
    options = parser.parse_args()
    watch = Watch()
    ENGINES[options.engine](watch, seeds(options.folders), seconds=options.minutes * 60, seed=options.seed)
    return watch.report()


if __name__ == "__main__":
    raise SystemExit(main())
