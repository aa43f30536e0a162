"""The tables of docs/databases.md, made from the dialects and the problems."""

from __future__ import annotations

from synth.strategy.definition import Strategy
from synth.strategy.parser import parse
from synth.strategy.strings import DATABASES, Dialect, write
from synth.strategy.strings.problems import STRING_RULES

EXAMPLE = 'title:"sociale zekerheid" OR werk*'


def tables() -> dict[str, str]:
    return {"databases": _databases(), "signs": _signs(), "examples": _examples(), "problems": _problems()}


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', '&#124;') for cell in line)} |\n" for line in lines)


def _databases() -> str:
    rows = [
        (
            f"`{one.name}`",
            one.label,
            f"[rules]({one.documentation})",
            " ".join(f"`{tag}`" for tag in one.fields["any"]),
            " ".join(f"`{tag}`" for tag in one.fields.get("title", ())),
            " ".join(f"`{tag}`" for tag in one.fields.get("abstract", ())) or "as `any`",
            " ".join(f"`{tag}`" for tag in one.fields.get("keywords", ())),
        )
        for one in DATABASES.values()
    ]
    return _table(("name", "database", "", "any", "title", "abstract", "keywords"), rows)


def _signs() -> str:
    rows = [
        (
            f"`{one.name}`",
            f"`{one.wildcards.any}`",
            _sign(one.wildcards.one),
            _sign(one.wildcards.optional),
            "yes" if one.wildcards.left else "no",
            "yes" if one.wildcards.inside else "no",
            str(one.wildcards.shortest),
            one.wildcards.in_phrase if one.wildcards.in_phrase != "last" else "the last word",
            _near(one),
        )
        for one in DATABASES.values()
    ]
    head = (
        "name",
        "`*`",
        "`?`",
        "`$`",
        "`*` first",
        "`*` inside",
        "letters beside `*`",
        "in a phrase",
        "`NEAR/3`",
    )
    return _table(head, rows)


def _sign(sign: str) -> str:
    return f"`{sign}`" if sign else "–"


def _near(one: Dialect) -> str:
    if one.proximity is None:
        return "`[tiab:~3]`, words only"
    return f"`{one.proximity.template.format(n=3 + one.proximity.offset)}`"


def _examples() -> str:
    strategy = Strategy("one", parse(EXAMPLE).expression, ())
    rows = [(f"`{one.name}`", f"`{write(strategy, one).text}`") for one in DATABASES.values()]
    return _table(("name", f"`{EXAMPLE}`"), rows)


def _problems() -> str:
    rows = [(rule.code, rule.label, rule.severity, rule.remedy) for rule in STRING_RULES.values()]
    return _table(("code", "what", "kind", "what to do"), rows)
