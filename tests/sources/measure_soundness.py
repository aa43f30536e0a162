"""Measure what a search of real works misses: what the stand-in gives, against what the matcher accepts.

    python -m tests.sources.measure_soundness WORKS.jsonl.gz... [--terms 600] [--sample 1500] [--seed 1]

First one broad strategy over all works, through requests and pages; then single words drawn from a sample of
the works, each asked for by itself. Prints the pairs of a term and a matching work, and how many are missed.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from synth.model import Record
from synth.sources.fetching import fetch
from synth.sources.keeping import Memory
from synth.sources.openalex import OpenAlexSource
from synth.strategy import Matcher, load_strategy
from synth.strategy.definition import Strategy
from tests.standin.__main__ import distinct, read_works
from tests.standin.server import StandIn

BROAD = ("treatment*", "patient*", "effect*", "study", "studies", "model*")
TEXT = """synth: strategy/1
id: drawn
title: {{en: Drawn}}
source: measure
sets:
  drawn:
    terms: [{terms}]
combine: drawn
"""


def strategy(terms: Iterable[str]) -> Strategy:
    """A strategy that is any of `terms`."""
    return load_strategy(TEXT.format(terms=", ".join(f'"{term}"' for term in terms)))


def found(source: OpenAlexSource, wanted: Strategy) -> tuple[set[str], int]:
    """The ids that the source gives for a strategy, and the number of pages."""
    keeper = Memory()
    fetch(source, source.translate(wanted), keeper, on_event=lambda event: None)
    got = keeper.pages
    return {one for page in got for one in page.ids}, len(got)


def accepted(records: Iterable[Record], wanted: Strategy) -> set[str]:
    """The ids of the records that the local matcher accepts."""
    matcher = Matcher(wanted)
    return {record.source_id for record in records if matcher.match(record).accepted}


def drawn(records: list[Record], number: int, chance: random.Random) -> Iterator[str]:
    """Words of the records' own texts, each one once."""
    texts = (f"{record.title} {record.abstract}" for record in records)
    words = {word for text in texts for word in re.findall(r"[^\W_][\w'-]{2,}", text)}
    yield from chance.sample(sorted(words), number)


def missed(source: OpenAlexSource, records: list[Record], terms: list[str]) -> tuple[int, int]:
    """The pairs of a term and a work that matches it, and how many of them the source does not give."""
    pairs = lost = 0
    for term in terms:
        should = accepted(records, strategy([term]))
        pairs += len(should)
        lost += len(should - found(source, strategy([term]))[0])
    return pairs, lost


def broad(works: list[dict]) -> str:
    """One broad strategy over all works: what is found, and what should have been."""
    with StandIn(works, budget=10**9) as api:
        source = OpenAlexSource(url=api.url)
        records = [source.read(json.dumps(work)) for work in works]
        got, calls = found(source, strategy(BROAD))
    should = accepted(records, strategy(BROAD))
    counts = f"works={len(works)} requests={calls} found={len(got)} accepted={len(should)}"
    return f"broad: {counts} missed={len(should - got)} not_accepted={len(got - should)}"


def main() -> None:
    """Run both measurements and print their figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("works", nargs="+", type=Path)
    parser.add_argument("--terms", type=int, default=600)
    parser.add_argument("--sample", type=int, default=1500)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    works = distinct(work for path in options.works for work in read_works(path))
    print(broad(works))
    sample = chance.sample(works, min(options.sample, len(works)))
    with StandIn(sample, budget=10**9) as api:
        source = OpenAlexSource(url=api.url)
        records = [source.read(json.dumps(work)) for work in sample]
        terms = list(drawn(records, options.terms, chance))
        for name, chosen in (
            ("all", terms),
            ("without digits", [t for t in terms if not re.search(r"\d", t)]),
        ):
            pairs, lost = missed(source, records, chosen)
            share = 1 - lost / max(pairs, 1)
            print(f"drawn, {name}: terms={len(chosen)} pairs={pairs} missed={lost} found={share:.1%}")


if __name__ == "__main__":
    main()
