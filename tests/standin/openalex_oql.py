"""OQL, the query language of OpenAlex, over works in memory: the documented subset that is asked.

Clauses of `title`, `abstract` and `title/abstract` with quoted values, `within N (…)`, brackets, `and`, `or`,
`not`; `year`, `date` and `language`. What else there is in OQL is refused, so that nothing is built on it.
"""

import json
import re

from tests.standin.openalex_filters import (
    TEXT_FIELDS,
    QueryError,
    found,
    in_time,
    pattern,
    refuse_costly,
)

KEYS = {"oql", "select", "per_page", "cursor", "page", "sort"}
FIELDS = {
    "title/abstract": TEXT_FIELDS["title_and_abstract.search.exact"],
    "title": TEXT_FIELDS["title.search.exact"],
    "abstract": TEXT_FIELDS["abstract.search.exact"],
}
TOKEN = re.compile(r'\s*(?:(?P<sign>[(),]|>=|<=)|"(?P<text>[^"]*)"|(?P<word>[^\s(),"<>=]+))')
HEAD = re.compile(r"\s*works\s+where\s+")


class OqlError(Exception):
    """The query is refused; `kind`, `message` and `position` are what the server says."""

    def __init__(self, message, position=None, kind="parse_error"):
        super().__init__(message)
        self.kind, self.message, self.position = kind, message, position


def asked_in_oql(text):
    """Return the body that was posted, with its values as parameters; raise OqlError when it is not right."""
    try:
        body = json.loads(text)
    except ValueError:
        raise OqlError("The body is not JSON.", kind="invalid_body") from None
    if not isinstance(body, dict) or not isinstance(body.get("oql"), str) or not body.keys() <= KEYS:
        raise OqlError("The body takes oql, and sort, select, page, per_page, cursor.", kind="invalid_body")
    return {name: str(value) for name, value in body.items()}


def compile_oql(text):
    """Return a test of an indexed work; raise OqlError when the text is not a query for works."""
    head = HEAD.match(text)
    if not head:
        raise OqlError("The stand-in takes `works where …`", 0)
    parser = _Parser(text, head.end())
    test = parser.conditions()
    if parser.tokens:
        raise parser.error("too much")
    return test


class _Parser:
    def __init__(self, text, at):
        self.text, self.tokens = text, []
        while text[at:].strip():
            token = TOKEN.match(text, at)
            if not token:
                raise OqlError(f"Cannot read {text[at : at + 20]!r}", at)
            self.tokens.append(token)
            at = token.end()

    def error(self, what):
        at = self.tokens[0].start() if self.tokens else len(self.text)
        return OqlError(f"{what}  Fix: see {self.text[at : at + 30]!r}", at)

    def taken(self, *wanted):
        """Take the next token when it is one of these signs or words outside quotes; else return nothing."""
        if not self.tokens or self.tokens[0]["text"] is not None:
            return ""
        token = (self.tokens[0]["sign"] or self.tokens[0]["word"]).lower()
        return (self.tokens.pop(0) and token) if token in wanted else ""

    def expect(self, *wanted):
        token = self.taken(*wanted)
        if not token:
            raise self.error(f"expected {' or '.join(wanted)}")
        return token

    def row(self, part):
        """Return what parts joined by `and` or `or` mean, AND before OR."""
        rows = [[part()]]
        while connective := self.taken("and", "or"):
            if connective == "and":
                rows[-1].append(part())
            else:
                rows.append([part()])
        return lambda it: any(all(test(it) for test in row) for row in rows)

    def bracketed(self, part):
        """Return what stands in brackets, of which the first was taken."""
        inner = self.row(part)
        self.expect(")")
        return inner

    def conditions(self):
        return self.row(self.condition)

    def condition(self):
        if self.taken("not"):
            inner = self.condition()
            return lambda it: not inner(it)
        if self.taken("("):
            return self.bracketed(self.condition)
        field = self.expect(*FIELDS, "year", "date", "language")
        if field in FIELDS:
            self.expect("has")
            self.expect("(")
            return self.bracketed(lambda: self.searched(FIELDS[field]))
        if field == "language":
            self.expect("is")
            self.expect("(")
            return self.bracketed(self.language)
        return self.bound(field)

    def language(self):
        value = self.value("word")
        wanted = None if value in ("unknown", "null") else value
        return lambda it: it.work.get("language") == wanted

    def bound(self, field):
        later = self.expect(">=", "<=") == ">="
        self.expect("(")
        limit = self.value("word")
        self.expect(")")
        if field == "year":
            return lambda it: in_time(str(it.work.get("publication_year") or ""), limit, later)
        return lambda it: in_time(it.work.get("publication_date"), limit, later)

    def value(self, kind):
        if not self.tokens or self.tokens[0][kind] is None:
            raise self.error("a value is missing" if kind == "word" else "only quoted values are exact")
        return self.tokens.pop(0)[kind]

    def searched(self, fields):
        if self.taken("not"):
            inner = self.searched(fields)
            return lambda it: not inner(it)
        if self.taken("("):
            return self.bracketed(lambda: self.searched(fields))
        tests, gap = self.near() if self.taken("within") else self.exact(self.value("text"))
        return lambda it: any(found(tests, gap, it.words[f], it.known[f]) for f in fields)

    def near(self):
        """Return the tests and the distance of `within N ("a", "b")`."""
        gap = int(self.value("word"))
        self.expect("(")
        texts = [self.value("text")]
        while self.taken(","):
            texts.append(self.value("text"))
        self.expect(")")
        if len(texts) == 1:
            raise self.error("within needs two terms or more")
        self.refused(lambda: refuse_costly(texts))
        tests = [self.exact(text)[0] for text in texts]
        if any(len(one) > 1 for one in tests):
            raise self.error("The stand-in takes single words in within")
        return [one for (one,) in tests], gap

    def exact(self, text):
        wild = len(text.split()) == 1 and ("*" in text or "?" in text)
        return self.refused(lambda: pattern(text if wild else f'"{text}"'))

    def refused(self, make):
        """Return what `make` gives; a value that it refuses makes the query wrong."""
        try:
            return make()
        except QueryError as error:
            raise self.error(error.message) from None
