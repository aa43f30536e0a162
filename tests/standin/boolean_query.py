"""Boolean queries of any dialect over works in memory: an implementation of its own, kept simple.

It refuses AND and OR in one row without brackets, so that nothing is built on a precedence.
"""

import re

OPERATOR = re.compile(r"\s*(?:(?P<open>\()|(?P<close>\))|(?P<op>(?:AND|OR|NOT)\b))", re.IGNORECASE)


class QueryError(Exception):
    """The query is not one."""


def compile_query(text, term, make, *, default="AND"):
    """Return a test of a work; `term` is the pattern of one term, `make` makes a test of its match.

    `default` joins terms that stand side by side. Raises QueryError when the text is not a query.
    """
    found, at, text = [], 0, text.strip()
    while at < len(text):
        match = OPERATOR.match(text, at) or term.match(text, at)
        if not match or match.end() == at:
            raise QueryError(f"Cannot parse the query at {text[at : at + 20]!r}")
        found.append(match)
        at = match.end()
    test = _row(found, make, default)
    if found:
        raise QueryError("There is a bracket too many")
    return test


def _kind(match):
    return match.lastgroup if match.re is OPERATOR else "term"


def _row(found, make, default):
    """Return the test of what stands between two brackets: all joined by AND, or all by OR."""
    tests, operators = [_part(found, make, default)], set()
    while found and _kind(found[0]) != "close":
        operator = default
        if _kind(found[0]) == "op":
            operator = found.pop(0)["op"].upper()
        operators.add(operator)
        tests.append(_part(found, make, default))
    if len(operators) > 1:
        raise QueryError("The stand-in takes AND and OR in one row only with brackets")
    some = any if "OR" in operators else all
    return lambda work: some(test(work) for test in tests)


def _part(found, make, default):
    if not found:
        raise QueryError("The query ends too early")
    token = found.pop(0)
    if _kind(token) == "open":
        inner = _row(found, make, default)
        if not found or _kind(found.pop(0)) != "close":
            raise QueryError("A bracket is not closed")
        return inner
    if _kind(token) != "term":
        raise QueryError(f"{token.group().strip()} is out of place")
    return make(token)


def words_next_to(texts, wanted, *, prefix=False):
    """Whether the words stand next to each other in one of the texts (lists of words)."""
    return any(
        _same(words[i : i + len(wanted)], wanted, prefix)
        for words in texts
        for i in range(len(words) - len(wanted) + 1)
    )


def _same(words, wanted, prefix):
    if not prefix:
        return words == wanted
    return words[:-1] == wanted[:-1] and words[-1].startswith(wanted[-1])
