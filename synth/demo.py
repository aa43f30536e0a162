"""The whole job on the bundled corpus, and what it gave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from synth.protocol import FILE
from synth.review import Review

TEMPLATE = "tno-2011"


def demo(folder: Path, template: str = TEMPLATE) -> dict[str, Any]:
    """Make (or go on with) the demonstration review in `folder`; return what each step gave.

    Every step can be run again: what is stored already is not doubled.
    """
    review = Review.open(folder) if (folder / FILE).exists() else Review.create(folder, template=template)
    with review:
        review.search("corpus")
        review.take_in_corpus("added")
        linked = review.dedupe()
        review.take_in_corpus("decisions")
        review.take_in_corpus("codings")
        synthesis = review.synthesize()
        written = review.report()
        return outcome(synthesis, records=linked.records, files=[str(path) for path in written])


def outcome(synthesis: Mapping[str, Any], *, records: int, files: Sequence[str]) -> dict[str, Any]:
    """The documented, stable keys of `synth demo --json` (docs/json.md)."""
    searches = [
        {key: run[key] for key in ("source", "strategy", "status", "reported", "fetched", "verified")}
        | {"unverifiable": run["unverifiable"], "rejected": run["rejected"]}
        for run in synthesis["searches"]
    ]
    findings = [
        {key: f[key] for key in ("id", "determinant", "factor", "directions", "works")}
        for f in synthesis["findings"]
    ]
    gaps = [
        {key: g[key] for key in ("id", "type", "statement", "basis", "folded_into")}
        for g in synthesis["gaps"]
    ]
    return {
        "review": synthesis["review"]["id"],
        "searches": searches,
        "records": records,
        "works": len(synthesis["works"]),
        "included": sum(work["included"] for work in synthesis["works"]),
        "passages": len(synthesis["passages"]),
        "codings": sum(len(passage["codings"]) for passage in synthesis["passages"]),
        "findings": findings,
        "gaps": gaps,
        "files": list(files),
    }


def summary(
    data: Mapping[str, Any], *, heading: Callable[[str], str], table: Callable[..., list[str]]
) -> list[str]:
    """The outcome as lines for a terminal."""
    head = ("source", "fetched", "verified", "rejected")
    rows = [tuple(run[key] for key in head) for run in data["searches"]]
    determinants: dict[str, list[Mapping[str, Any]]] = {}
    for finding in data["findings"]:
        determinants.setdefault(finding["determinant"], []).append(finding)
    found = [
        (name, len(group), *(sum(f["directions"][d] for f in group) for d in ("success", "failure", "mixed")))
        for name, group in determinants.items()
    ]
    top = [gap for gap in data["gaps"] if not gap["folded_into"]]
    counts = sorted(Counter(gap["type"] for gap in top).items())
    return [
        heading("Searches"),
        *table(rows, head=head),
        "",
        heading("From records to works"),
        f"{data['records']} records describe {data['works']} works; {data['included']} are included.",
        f"{data['passages']} passages carry {data['codings']} codings.",
        "",
        heading("Findings"),
        *table(found, head=("determinant", "factors", "success", "failure", "mixed")),
        "",
        heading("Knowledge gaps"),
        *table(counts, head=("type", "gaps")),
        *([f"{folded} more are folded into these."] if (folded := len(data["gaps"]) - len(top)) else []),
        "",
        heading("Written"),
        *data["files"],
    ]
