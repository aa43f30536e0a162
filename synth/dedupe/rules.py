"""Judge two records by the rules, which are tables: the first rule that applies gives the outcome.

Guards come first, then what makes two records the same work, then versions of one text, then what a person
should look at. docs/dedupe.md lists them. Where reviewers differ, a policy gives a rule another outcome.
"""

from __future__ import annotations

from collections.abc import Mapping

from synth.dedupe.compare import Comparison
from synth.dedupe.doubts import ASK, VERSIONS
from synth.dedupe.evidence import evidence, score
from synth.dedupe.guards import GUARDS
from synth.dedupe.rule import Outcome, Rule, Verdict
from synth.dedupe.sames import SAME

__all__ = ["ASK", "GUARDS", "RULES", "SAME", "VERSIONS", "Outcome", "Policy", "Rule", "Verdict", "judge"]

RULES = (*GUARDS, *SAME, *VERSIONS, *ASK)

Policy = Mapping[str, Outcome]
"""Name of a rule → the outcome that a review gives it."""

_AS_WRITTEN: Policy = {}


def judge(c: Comparison, policy: Policy = _AS_WRITTEN) -> Verdict | None:
    """Return what the rules say of two records; `None` when no rule has anything to say.

    A guard whose outcome the policy makes *same* does not keep apart: the rules after it decide.
    """
    for rule in RULES:
        if rule.applies(c):
            outcome = policy.get(rule.name, rule.outcome)
            if rule.outcome == "different" and outcome == "same":
                continue
            return Verdict(outcome, score(c), rule.name, (rule.says, *evidence(c)))
    return None
