"""Measure how many abstracts a second get suggestions by terms, on one core, in CPU time.

    python -m tests.coding.measure_speed WORKS.jsonl.gz ... [--codebook determinants] [--profile]

The files hold works of OpenAlex, one a line; those without an abstract are left out. The word lists are read
before the clock starts; each text is read once.
"""

from __future__ import annotations


def main() -> None:
    """Print the rate, and with --profile where the time goes."""
