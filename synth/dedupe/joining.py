"""Join what is the same, the surest first and rulings before all, and never what must stay apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from synth.dedupe.cluster import Clusters
from synth.dedupe.compare import compare
from synth.dedupe.links import RULING, Links, Pair, ordered
from synth.dedupe.normalise import Prepared
from synth.dedupe.rules import Policy, judge

Look = Callable[[int], Prepared]


def join(ids: Iterable[int], links: Links, look: Look, policy: Policy) -> tuple[Clusters, Links]:
    """Return the clusters of the records `ids`, and as questions the links that would break a guard.

    `links` are those between these records, rulings among them; `look` gives the prepared form of a record,
    wanted only where two clusters meet that were not compared record by record.
    """
    apart = _Apart(links, look, policy)
    clusters = Clusters.of(ids, apart.by_ruling)
    same = [link for link in links.values() if link.outcome == "same"]
    refused: Links = {}
    for link in sorted(same, key=lambda one: (one.rule != RULING, -one.score, one.a, one.b)):
        clusters.forbidden = apart.by_ruling if link.rule == RULING else apart.by_guard
        against = clusters.join(link.a, link.b)
        if against is not None:
            reason = f"not joined: it would put {against[0]} and {against[1]} together, which are kept apart"
            refused[link.a, link.b] = replace(link, outcome="ask", reasons=(*link.reasons, reason))
    return clusters, refused


class _Apart:
    """Which pairs must not be in one cluster; copies of one record share a form, which is judged once."""

    def __init__(self, links: Mapping[Pair, object], look: Look, policy: Policy) -> None:
        self.links, self.look, self.policy = links, look, policy
        self.forms: dict[int, int] = {}
        self.numbers: dict[Prepared, int] = {}
        self.verdicts: dict[Pair, bool] = {}

    def by_ruling(self, a: int, b: int) -> bool:
        """A person keeps the two apart."""
        link = self.links.get(ordered(a, b))
        return getattr(link, "rule", "") == RULING and getattr(link, "outcome", "") == "different"

    def by_guard(self, a: int, b: int) -> bool:
        """A person or a guard keeps the two apart."""
        link = self.links.get(ordered(a, b))
        if link is not None:
            return getattr(link, "outcome", "") == "different"
        forms = ordered(self._form(a), self._form(b))
        if forms not in self.verdicts:
            verdict = judge(compare(self.look(a), self.look(b)), self.policy)
            self.verdicts[forms] = verdict is not None and verdict.outcome == "different"
        return self.verdicts[forms]

    def _form(self, number: int) -> int:
        if number not in self.forms:
            form = replace(self.look(number), id=0)
            self.forms[number] = self.numbers.setdefault(form, len(self.numbers))
        return self.forms[number]
