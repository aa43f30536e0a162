"""The query language of Europe PMC over core results in memory: an implementation of its own, kept simple.

It refuses what is not documented, so that nothing is built on it: AND and OR in one row without brackets, a
`*` anywhere but at the end of a word, a `*` in a phrase of several words, fields that are not known.
"""

import re

from tests.standin.words import plain, tokens

TOKEN = re.compile(
    r"""\s*(?:(?P<open>\()|(?P<close>\))|(?P<op>(?:AND|OR|NOT)\b)
    |(?:(?P<field>[A-Z_]+):)?(?:\[(?P<low>[\d-]+)\ TO\ (?P<high>[\d-]+)\]|"(?P<phrase>[^"]*)"
    |(?P<word>[^\s()":\[\]]+)))""",
    re.VERBOSE,
)
TEXT = ("TITLE", "ABSTRACT", "KW")
RANGES = {"FIRST_PDATE": "firstPublicationDate", "PUB_YEAR": "pubYear", "CREATION_DATE": "dateOfCreation"}
EXACT = {"LANG": "language", "SRC": "source"}


class QueryError(Exception):
    """The request is refused: an answer with status 200 and an error code."""


class Indexed:
    """A work with the words of each field; `BODY` is everything, with the full text when there is one."""

    def __init__(self, work):
        self.work = work
        keywords = work.get("keywordList", {}).get("keyword", [])
        texts = {"TITLE": [work.get("title", "")], "ABSTRACT": [work.get("abstractText", "")], "KW": keywords}
        self.words = {name: [tokens(plain(text)) for text in of] for name, of in texts.items()}
        body = [words for of in self.words.values() for words in of]
        self.words["BODY"] = [*body, tokens(work.get("fullText", ""))]


def compile_query(text):
    """Return a test of an indexed work; raise QueryError when the text is not a query."""
    found, at = [], 0
    text = text.strip()
    while at < len(text):
        token = TOKEN.match(text, at)
        if not token:
            raise QueryError(f"Cannot parse the query at {text[at : at + 20]!r}")
        found.append(token)
        at = token.end()
    test = _row(found)
    if found:
        raise QueryError("There is a bracket too many")
    return test


def _row(found):
    """Return the test of what stands between two brackets: all joined by AND, or all by OR."""
    tests, operators = [_part(found)], set()
    while found and not found[0]["close"]:
        operator = "AND"
        if found[0]["op"] in ("AND", "OR"):
            operator = found.pop(0)["op"]
        operators.add(operator)
        tests.append(_part(found))
    if len(operators) > 1:
        raise QueryError("The stand-in takes AND and OR in one row only with brackets")
    some = any if "OR" in operators else all
    return lambda entry: some(test(entry) for test in tests)


def _part(found):
    if not found:
        raise QueryError("The query ends too early")
    token = found.pop(0)
    if token["op"] == "NOT":
        inner = _part(found)
        return lambda entry: not inner(entry)
    if token["open"]:
        inner = _row(found)
        if not found or not found.pop(0)["close"]:
            raise QueryError("A bracket is not closed")
        return inner
    if token["op"] or token["close"]:
        raise QueryError(f"{token.group().strip()} is out of place")
    return _term(token)


def _term(token):
    name = token["field"] or "BODY"
    if token["low"]:
        return _between(name, token["low"], token["high"])
    value = token["phrase"] if token["phrase"] is not None else token["word"]
    if name in EXACT:
        return lambda entry: entry.work.get(EXACT[name], "").lower() == value.lower()
    if name not in (*TEXT, "BODY"):
        raise QueryError(f"Invalid field {name}")
    return _words(name, value)


def _between(name, low, high):
    """Return the test of a range; a year as an end of dates is the whole year."""
    if name not in RANGES:
        raise QueryError(f"{name} takes no range")
    return lambda entry: low <= str(entry.work.get(RANGES[name]) or "") <= f"{high}~"


def _words(name, value):
    if "*" in value:
        stem = value.removesuffix("*").lower()
        if not re.fullmatch(r"\w+", stem):
            raise QueryError(f"The stand-in takes a * only at the end of one word: {value}")
        return lambda entry: any(word.startswith(stem) for words in entry.words[name] for word in words)
    wanted = tokens(value)
    if not wanted or "?" in value:
        raise QueryError(f"The stand-in cannot search for {value}")
    return lambda entry: any(_next_to_each_other(wanted, words) for words in entry.words[name])


def _next_to_each_other(wanted, words):
    return any(words[i : i + len(wanted)] == wanted for i in range(len(words) - len(wanted) + 1))
