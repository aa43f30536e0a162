"""Which records describe the same work: normalise → block → compare → cluster → merge, and why."""

from synth.dedupe.keys import key
from synth.dedupe.linking import Result, dedupe, explain
from synth.dedupe.links import Link, Ruling
from synth.dedupe.merge import merge

__all__ = ["Link", "Result", "Ruling", "dedupe", "explain", "key", "merge"]
