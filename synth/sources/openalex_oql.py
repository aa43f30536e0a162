"""A strategy as one query in OQL, OpenAlex's query language, for what does not become a few filter lists.

Brackets nest in OQL and a query that is posted has no length limit. Quoted values are exact (unstemmed), with
the same rules for `*` and `?` as in a filter. NOT and NEAR are left out and checked here: an excluded word
may stand in an abstract that OpenAlex knows and does not give, and it counts the parts of a hyphenated word,
which is one word in a NEAR of ours. Reference: OpenAlex, *OQL* and *OQL API*, see docs/sources.md.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from synth.sources.openalex_query import BOTH, GAP, clause_of, is_open_inside, unaskable
from synth.sources.protocol import Ask, Request
from synth.sources.spelling import APOSTROPHE, Form
from synth.strategy.expression import And, Expression, Leaf, Near, Not, all_of, inside, leaves, to_text

if TYPE_CHECKING:
    from synth.sources.transport import Transport
    from synth.strategy.definition import Strategy

SOURCE = "openalex"
_FIELDS = {BOTH: "title/abstract"}


def query(strategy: Strategy) -> tuple[str, tuple[str, ...]]:
    """Return a query that holds every work that matches, and how it is wider than the strategy.

    Raises UsageError when nothing of the strategy can be asked.
    """
    writer = _Writer()
    asked = writer.written(strategy.expression)
    if not asked:
        raise unaskable(leaves(strategy.expression))
    return f"works where {_joined('and', (asked, *_limits(strategy)))}", tuple(dict.fromkeys(writer.widened))


def request(index: int, text: str, transport: Transport, select: Sequence[str]) -> Request:
    """Return the request for a query; the address is the one that asks the same by GET."""
    params = (("oql", text), ("select", ",".join(select)))
    words = "One query in OQL, posted"
    return Request(SOURCE, index, f"{transport.base}/?{urlencode(params)}", params, words)


def is_oql(asked: Request) -> bool:
    """Whether a request is a query in OQL."""
    return any(name == "oql" for name, _ in asked.params)


def ask(asked: Request, transport: Transport, *, size: int, cursor: str) -> Ask:
    """Return the call for the page of `size` works at `cursor`."""
    body = {**dict(asked.params), "per_page": size, "cursor": cursor}
    return Ask(f"{transport.base}/", json=json.dumps(body, ensure_ascii=False))


def since(asked: Request, date: str, transport: Transport) -> Request:
    """Return the request for what was published since `date`."""
    params = dict(asked.params)
    newer = request(asked.index, f"{params['oql']} and date >= ({date})", transport, (params["select"],))
    return replace(newer, description=asked.description)


def _limits(strategy: Strategy) -> Iterable[str]:
    """Yield the clauses on language and years; a work whose language is unknown is asked for too."""
    if strategy.languages:
        yield f"language is ({' or '.join((*strategy.languages, 'unknown'))})"
    if strategy.years.first is not None:
        yield f"year >= ({strategy.years.first})"
    if strategy.years.last is not None:
        yield f"year <= ({strategy.years.last})"


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes expressions; `widened` gathers how what is asked is wider."""

    widened: list[str] = field(default_factory=list)

    def written(self, expression: Expression, *, positive: bool = True) -> str:
        """Return the clauses that hold what an expression accepts (or, not `positive`, what its NOT does).

        Empty when it cannot be asked: then everything may match.
        """
        if isinstance(expression, Leaf):
            return self._group((expression,)) if positive else ""
        if isinstance(expression, Not):
            return self._negated(expression, positive=positive)
        if isinstance(expression, Near):
            return self._far(expression) if positive else ""
        parts = inside(expression)
        if isinstance(expression, And) is positive:
            return _joined("and", [self.written(part, positive=positive) for part in parts])
        return self._either(parts, positive=positive)

    def _negated(self, expression: Not, *, positive: bool) -> str:
        asked = self.written(expression.part, positive=not positive)
        if positive and not asked:
            self.widened.append(
                f"`{to_text(expression)}` is not asked; it is checked here on what comes back."
            )
        return asked

    def _far(self, expression: Near) -> str:
        self.widened.append(f"`{to_text(expression)}` was asked for as AND; the distance is checked here.")
        return self.written(all_of(*inside(expression)))

    def _either(self, parts: Sequence[Expression], *, positive: bool) -> str:
        """Return an OR: terms of one kind of field in one clause, the others each in their own."""
        terms = tuple(part for part in parts if isinstance(part, Leaf)) if positive else ()
        asked = [self._group(group) for group in _by_field(terms)]
        asked += [self.written(part, positive=positive) for part in parts if part not in terms]
        return _joined("or", asked) if all(asked) else ""

    def _group(self, group: tuple[Leaf, ...]) -> str:
        """Return the clause for terms joined by OR; empty when one cannot be asked."""
        clause, sentences = clause_of(group)
        self.widened.extend(sentences)
        if clause is None:
            return ""
        values = " or ".join(dict.fromkeys(map(_value, clause.values)))
        return f"{_FIELDS.get(clause.field, clause.field)} has ({values})"


def _by_field(terms: Iterable[Leaf]) -> list[tuple[Leaf, ...]]:
    """Return the terms grouped by their field."""
    groups: dict[str, list[Leaf]] = {}
    for leaf in terms:
        groups.setdefault(leaf.field, []).append(leaf)
    return [tuple(group) for group in groups.values()]


def _joined(connective: str, clauses: Iterable[str]) -> str:
    """Return the clauses that are not empty, joined; in brackets when there are several."""
    different = tuple(dict.fromkeys(filter(None, clauses)))
    return f"({f' {connective} '.join(different)})" if len(different) > 1 else "".join(different)


def _value(form: Form) -> str:
    """Return a value in quotes; words of which one before the last is truncated stand near each other."""
    words = [word.replace(APOSTROPHE, "?") for word in form]
    if is_open_inside(form):
        near = ", ".join(f'"{word}"' for word in words)
        return f"within {GAP} ({near})"
    return f'"{" ".join(words)}"'
