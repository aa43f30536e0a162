"""Boolean query languages over works in memory: an implementation of its own, kept simple.

A `Grammar` says what one server knows. What is not documented is refused, so that nothing is built on it:
AND and OR in one row without brackets, a `*` in a phrase or anywhere but at the end of a word, fields that
are not known.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.standin.words import plain, tokens

LUCENE = r"(?P<op>(?:AND|OR|NOT)\b)"
SIGNS = r"(?P<op>[+|])|(?P<minus>-)(?=[\w\"(])"


class QueryError(Exception):
    """The request is refused; the text is what the server says."""


@dataclass(frozen=True)
class Grammar:
    """What a server knows.

    `texts` names, for each field of its queries, the texts of a work that it looks in (an empty name: words
    without a field); `values` the fields that are compared, and how a work's value is had. `signs` are `+`
    and `|` instead of words. `star`: whether words may be truncated. `bare`: whether a word in a field needs
    no quotes (at CORE one without finds nothing). `stem` is what the index keeps of a word; `slop` how many
    words may stand inside a phrase.
    """

    texts: dict[str, tuple[str, ...]]
    values: dict[str, Callable] = field(default_factory=dict)
    signs: bool = False
    star: bool = True
    bare: bool = True
    stem: Callable[[str], str] = str
    slop: int = 0

    @property
    def token(self):
        """The pattern of one part of a query."""
        return re.compile(
            rf"\s*(?:(?P<open>\()|(?P<close>\))|{SIGNS if self.signs else LUCENE}"
            r"|(?:(?P<field>[A-Za-z_.]+)(?::|(?=[<>]=?)))?(?:\[(?P<low>[\d-]+)\ TO\ (?P<high>[\d-]+)\]"
            r"|(?P<sign>[<>]=?)(?P<limit>\d+)"
            r'|"(?P<phrase>[^"]*)"|(?P<word>[^\s()":\[\]<>|+]+)))'
        )

    def indexed(self, work, **texts):
        """Return a work with the words of its texts, each a text or a list of them."""
        lists = {name: [text] if isinstance(text, str) else text for name, text in texts.items()}
        words = {name: [self.words(text) for text in of] for name, of in lists.items()}
        return Indexed(work, words)

    def words(self, text):
        """Return the words of a text as the index keeps them."""
        return [self.stem(word) for word in tokens(plain(text))]

    def compile(self, text):
        """Return a test of an indexed work; raise QueryError when the text is not a query."""
        return _Compiler(self, text).test()


@dataclass(frozen=True)
class Indexed:
    """A work with the words of each of its texts."""

    work: dict
    words: dict


class _Compiler:
    def __init__(self, grammar, text):
        self.grammar, self.found = grammar, []
        token, at, text = grammar.token, 0, text.strip()
        while at < len(text):
            match = token.match(text, at)
            if not match or match.end() == at:
                raise QueryError(f"Cannot parse the query at {text[at : at + 20]!r}")
            self.found.append(match)
            at = match.end()

    def test(self):
        """Return the test of the whole."""
        test = self.row()
        if self.found:
            raise QueryError("There is a bracket too many")
        return test

    def row(self):
        """Return the test of what stands between two brackets: all joined by AND, or all by OR."""
        tests, operators = [self.part()], set()
        while self.found and not self.found[0]["close"]:
            operator = "AND"
            if self.found[0]["op"] in ("AND", "OR", "+", "|"):
                operator = {"+": "AND", "|": "OR"}.get(self.found[0]["op"], self.found[0]["op"])
                self.found.pop(0)
            operators.add(operator)
            tests.append(self.part())
        if len(operators) > 1:
            raise QueryError("The stand-in takes AND and OR in one row only with brackets")
        some = any if "OR" in operators else all
        return lambda entry: some(test(entry) for test in tests)

    def part(self):
        if not self.found:
            raise QueryError("The query ends too early")
        token = self.found.pop(0)
        if token["op"] == "NOT" or (self.grammar.signs and token["minus"]):
            inner = self.part()
            return lambda entry: not inner(entry)
        if token["open"]:
            inner = self.row()
            if not self.found or not self.found.pop(0)["close"]:
                raise QueryError("A bracket is not closed")
            return inner
        if token["op"] or token["close"]:
            raise QueryError(f"{token.group().strip()} is out of place")
        return self.term(token)

    def term(self, token):
        name = token["field"] or ""
        if token["low"] or token["sign"]:
            return self.compared(name, token)
        value = token["phrase"] if token["phrase"] is not None else token["word"]
        if name in self.grammar.values:
            of = self.grammar.values[name]
            return lambda entry: of(entry.work).lower() == value.lower()
        if name not in self.grammar.texts:
            raise QueryError(f"Invalid field {name}" if name else "A word needs a field")
        if name and token["phrase"] is None and not self.grammar.bare:
            return lambda entry: False
        return self.in_texts(self.grammar.texts[name], value)

    def compared(self, name, token):
        """Return the test of a range; a year as an end of dates is the whole year."""
        if name not in self.grammar.values:
            raise QueryError(f"{name} takes no range")
        of, limit = self.grammar.values[name], token["limit"]
        if token["low"]:
            return lambda entry: token["low"] <= of(entry.work) <= f"{token['high']}~"
        if token["sign"] == ">=":
            return lambda entry: bool(of(entry.work)) and of(entry.work) >= limit
        if token["sign"] == "<=":
            return lambda entry: bool(of(entry.work)) and of(entry.work) <= limit
        raise QueryError(f"The stand-in does not know {token['sign']}")

    def in_texts(self, names, value):
        if "*" in value or "?" in value or "~" in value:
            return self.truncated(names, value)
        wanted, slop = self.grammar.words(value), self.grammar.slop
        if not wanted:
            raise QueryError(f"The stand-in cannot search for {value}")
        return lambda entry: any(near(wanted, words, slop) for name in names for words in entry.words[name])

    def truncated(self, names, value):
        stem = value.removesuffix("*").lower()
        if not self.grammar.star:
            raise QueryError("Query contains disallowed Lucene features")
        if not re.fullmatch(r"\w+", stem):
            raise QueryError(f"The stand-in takes a * only at the end of one word: {value}")
        return lambda entry: any(
            word.startswith(stem) for name in names for words in entry.words[name] for word in words
        )


def near(wanted, words, slop):
    """Whether words stand next to each other in this order, with at most `slop` others inside."""
    if not slop:
        return any(words[i : i + len(wanted)] == wanted for i in range(len(words) - len(wanted) + 1))

    def after(at, rest, left):
        if not rest:
            return True
        return any(
            words[at + gap] == rest[0] and after(at + gap + 1, rest[1:], left - gap)
            for gap in range(min(left, len(words) - at - 1) + 1)
        )

    return any(after(i + 1, wanted[1:], slop) for i, word in enumerate(words) if word == wanted[0])
