"""A process of its own that reads one hostile file: little memory, little time, nothing to write.

    python -I -m synth.reading.child KIND < FILE

Writes one JSON object: `text`, `parts` and `notes`, or `problem` in words for people.
"""

from __future__ import annotations

import json
import logging
import sys
from dataclasses import asdict

from synth.reading.blocks import TOO_MUCH, Read, put_together

MEMORY = 1_000_000_000
"""Bytes of address space."""
CPU_SECONDS = 60
FILE_BYTES = 0
"""Bytes that may be written to any file."""


def main(kind: str) -> None:
    """Read standard input and write what it holds, or why it cannot be read."""
    logging.disable(logging.CRITICAL)
    data = sys.stdin.buffer.read()
    limit()
    try:
        read = _read(kind, data)
        answer: dict[str, object] = asdict(read)
    except ValueError as error:
        answer = {"problem": str(error)}
    except (MemoryError, OverflowError, RecursionError):
        answer = {"problem": TOO_MUCH}
    sys.stdout.write(json.dumps(answer))
    sys.stdout.flush()


def limit() -> None:
    """Set the limits of this process, where the system has any."""
    try:
        import resource
    except ImportError:  # Windows has none of these; there the parent's clock is the only limit
        return
    limits = {"RLIMIT_AS": MEMORY, "RLIMIT_CPU": CPU_SECONDS, "RLIMIT_FSIZE": FILE_BYTES, "RLIMIT_CORE": 0}
    for name, value in limits.items():
        resource.setrlimit(getattr(resource, name), (value, value))


def _read(kind: str, data: bytes) -> Read:
    if kind == "pdf":
        from synth.reading.pdf import read_pdf

        return read_pdf(data)
    from synth.reading.html import read_html

    return put_together(read_html(data.decode("utf-8", "replace")))


if __name__ == "__main__":
    main(sys.argv[1])
