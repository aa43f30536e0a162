"""Measure the matcher over OpenAlex works, one JSON object a line, beside a plain loop of patterns.

python -m tests.strategy.measure_matching STRATEGY.yaml WORKS.jsonl.gz…

Both judge title and abstract of every work with an abstract, in turn and in CPU time; folding is included.
The loop asks one compiled regular expression after the other until the verdict is there.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

from synth.model import Record
from synth.strategy import And, Expression, Leaf, Matcher, Near, Not, load_strategy
from synth.strategy.expression import inside
from synth.strategy.words import pattern_parts
from synth.text import fold

ROUNDS = 5
SIGNS = {"*": r"\w*", "?": r"\w", "$": r"\w?"}
JOINER = re.compile(r"(?<=[^\W_])(?:['-]|-[^\S\n]*\n\s*)(?=[^\W_])")

Verdict = Callable[[str, str], bool]
"""Of two ways to write a text: its hyphens as spaces, and its hyphenated words closed."""


def record(work: dict) -> Record:
    """A work as a record; only what is matched."""
    places = [(at, word) for word, ats in (work.get("abstract_inverted_index") or {}).items() for at in ats]
    return Record(
        source="openalex",
        source_id=work["id"],
        raw="",
        title=work.get("title") or "",
        year=work.get("publication_year"),
        language=work.get("language") or "",
        abstract=" ".join(word for _, word in sorted(places)),
    )


def plain(node: Expression) -> Verdict:
    """An expression of terms in any field as regular expressions, read the plain way."""
    if isinstance(node, Leaf):
        words = (r"[\W_]*".join(map(_letters, pattern_parts(word))) for word in node.words)
        search = re.compile(r"\b" + r"[\W_]+".join(words) + r"\b").search
        return lambda apart, closed: bool(search(apart) or (closed != apart and search(closed)))
    if isinstance(node, Near):
        raise SystemExit("The plain loop knows no NEAR.")
    parts = [plain(part) for part in inside(node)]
    if isinstance(node, Not):
        return lambda apart, closed: not parts[0](apart, closed)
    joined = all if isinstance(node, And) else any
    return lambda apart, closed: joined(part(apart, closed) for part in parts)


def _letters(part: str) -> str:
    return "".join(SIGNS.get(sign) or re.escape(sign) for sign in part)


def looped(verdict: Verdict, matcher: Matcher, one: Record) -> bool:
    """What the plain loop says of a record; the filters are those of the matcher."""
    if matcher._filters(one)[0]:
        return False
    text = fold(f"{one.title}\n.\n{one.abstract}")
    return verdict(JOINER.sub(" ", text), JOINER.sub("", text))


def timed(judge: Callable[[Record], bool], records: list[Record]) -> tuple[float, list[bool]]:
    """Records a second of CPU time, and the verdicts."""
    start = time.process_time()
    verdicts = [judge(one) for one in records]
    return len(records) / (time.process_time() - start), verdicts


def main(strategy_path: str, *paths: str) -> None:
    """Print the rounds of both, how many verdicts differ, and how many times faster the matcher is."""
    lines = [line for path in paths for line in gzip.decompress(Path(path).read_bytes()).splitlines()]
    records = [one for one in map(record, map(json.loads, lines)) if one.abstract]
    letters = sum(len(one.title) + len(one.abstract) for one in records) / len(records)
    matcher = Matcher(load_strategy(Path(strategy_path)))
    verdict = plain(matcher.strategy.expression)
    print(f"{len(records)} records with an abstract, {letters:.0f} characters on average")
    best = [0.0, 0.0]
    for number in range(ROUNDS):
        fast, mine = timed(lambda one: matcher.match(one).accepted, records)
        slow, theirs = timed(lambda one: looped(verdict, matcher, one), records)
        differ = sum(a != b for a, b in zip(mine, theirs, strict=True))
        best = [max(best[0], fast), max(best[1], slow)]
        print(
            f"round {number + 1}: matcher {fast:,.0f} records a second, plain loop {slow:,.0f}; "
            f"{sum(mine)} accepted, {differ} verdicts differ"
        )
    print(f"best of both: {best[0]:,.0f} and {best[1]:,.0f}: {best[0] / best[1]:.1f} times")


if __name__ == "__main__":
    main(*sys.argv[1:])
