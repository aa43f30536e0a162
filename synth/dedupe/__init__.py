"""Which records describe the same work: normalise → block → compare → cluster → merge, and why."""

from synth.dedupe.keys import assign_keys, key
from synth.dedupe.linking import Link, Result, Ruling, dedupe, explain
from synth.dedupe.merge import merge

__all__ = ["Link", "Result", "Ruling", "assign_keys", "dedupe", "explain", "key", "merge"]
