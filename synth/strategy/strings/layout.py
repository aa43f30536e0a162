"""A fitted expression set out in the tags, brackets and operators of a database."""

from __future__ import annotations

from synth.strategy.expression import And, Expression, Leaf, Near, Not, Or, any_of, leaves
from synth.strategy.strings.dialect import Dialect

LINE = ""
"""The field of a leaf that calls an earlier line: it is written as it is."""

RESERVED = frozenset(("and", "or", "not", "near", "adj", "same", "pre", "within", "to", "limit", "w", "n"))
"""Words that databases read as operators when they stand alone without quotes."""


def text_of(expression: Expression, dialect: Dialect) -> str:
    """Return the expression as text; brackets stand wherever operators meet."""
    return _Layout(dialect).text(expression)


def bracketed(expression: Expression, dialect: Dialect) -> str:
    """Return the expression as text to which more can be joined by AND."""
    together = isinstance(expression, And) and not any(isinstance(part, Not) for part in expression.parts)
    layout = _Layout(dialect)
    return layout.text(expression) if together else layout.bracketed(expression)


class _Layout:
    def __init__(self, dialect: Dialect) -> None:
        self.dialect = dialect

    def text(self, node: Expression) -> str:
        if isinstance(node, Leaf | Near):
            return self._in_field(_field(node), (node,))
        if isinstance(node, And):
            return self._all(node)
        if isinstance(node, Or):
            return " OR ".join(self._alternatives(node))
        raise ValueError(f"{type(node).__name__} cannot stand alone.")

    def _all(self, node: And) -> str:
        kept = [self.bracketed(part) for part in node.parts if not isinstance(part, Not)]
        text = " AND ".join(kept)
        left_out = [part.part for part in node.parts if isinstance(part, Not)]
        if not left_out:
            return text
        first = f"({text})" if len(kept) > 1 else text
        return f"{first} {self.dialect.negation} {self.bracketed(any_of(*left_out))}"

    def _alternatives(self, node: Or) -> list[str]:
        """Return the texts to join by OR: terms in one field share a tag, in the order they are written."""
        texts: list[str] = []
        groups: dict[str, list[Leaf | Near]] = {}
        for part in node.parts:
            if isinstance(part, Leaf | Near):
                groups.setdefault(_field(part), []).append(part)
        texts += [self._in_field(field, tuple(group)) for field, group in groups.items()]
        texts += [self.bracketed(part) for part in node.parts if not isinstance(part, Leaf | Near)]
        return texts

    def bracketed(self, part: Expression) -> str:
        """Return the text of a part, in brackets unless it is one piece already."""
        text = self.text(part)
        return text if self._is_one(part) else f"({text})"

    def _is_one(self, part: Expression) -> bool:
        if isinstance(part, Leaf | Near):
            return len(self._tags(_field(part))) == 1
        if not isinstance(part, Or) or not self.dialect.groups:
            return False
        fields = {_field(one) if isinstance(one, Leaf | Near) else LINE for one in part.parts}
        return len(fields) == 1 and LINE not in fields and len(self._tags(*fields)) == 1

    def _tags(self, field: str) -> tuple[str, ...]:
        return (LINE,) if field == LINE else self.dialect.fields[field]

    def _in_field(self, field: str, parts: tuple[Leaf | Near, ...]) -> str:
        if field == LINE:
            return " OR ".join(leaf.text for part in parts for leaf in leaves(part))
        tags = self.dialect.fields[field]
        if not self.dialect.groups:
            return " OR ".join(self._tagged(part, tag) for part in parts for tag in tags)
        inner = " OR ".join(self._plain(part, alone=len(parts) == 1) for part in parts)
        return " OR ".join(self.dialect.tagged.format(text=inner, tag=tag) for tag in tags)

    def _tagged(self, part: Leaf | Near, tag: str) -> str:
        if isinstance(part, Leaf):
            return self.dialect.tagged.format(text=self._words(part), tag=tag)
        words = " ".join(leaf.text for leaf in leaves(part))
        near = tag.replace("]", f":~{part.gap}]")
        return self.dialect.near_phrase.format(words=words, tag=near)

    def _plain(self, part: Leaf | Near, *, alone: bool) -> str:
        if isinstance(part, Leaf):
            return self._words(part)
        proximity = self.dialect.proximity
        if proximity is None:
            raise ValueError(f"{self.dialect.label} has no operator for words near each other.")
        operator = proximity.template.format(n=part.gap + proximity.offset)
        left, right = (self._side(side) for side in (part.left, part.right))
        text = f"{left} {operator} {right}"
        return text if alone else f"({text})"

    def _side(self, side: Expression) -> str:
        if isinstance(side, Leaf):
            return self._words(side)
        return "(" + " OR ".join(self._words(leaf) for leaf in leaves(side)) + ")"

    def _words(self, leaf: Leaf) -> str:
        plain = all(c.isalnum() for c in leaf.text)
        single = len(leaf.words) == 1 and "-" not in leaf.text
        if single and leaf.text not in RESERVED and not (self.dialect.quoted and plain):
            return leaf.text
        if '"' in self.dialect.phrase or single:
            return f'"{leaf.text}"'
        words = [f'"{word}"' if word in RESERVED else word for word in leaf.words]
        return self.dialect.phrase.format(words=" ".join(words))


def _field(part: Expression) -> str:
    """Return the field of a term; the sides of a NEAR share one."""
    return next(leaf.field for leaf in leaves(part))
