"""Semantic Scholar: `GET /paper/search/bulk`, operators that are signs, pages by token."""

import base64

from tests.standin.porter import stem
from tests.standin.queries import Grammar, QueryError
from tests.standin.semanticscholar_graph import Graph

MOST = 1000
GRAMMAR = Grammar({"": ("title", "abstract")}, signs=True, stem=stem)
FIELDS = (
    "paperId corpusId externalIds url title abstract venue publicationVenue year publicationDate journal "
    "authors publicationTypes openAccessPdf isOpenAccess fieldsOfStudy s2FieldsOfStudy citationCount"
)
KNOWN = frozenset(FIELDS.split())
SLOW_DOWN = "Too Many Requests. Please wait and try again or apply for a key for higher rate limits."


class SemanticScholar:
    """Answers bulk searches over papers in memory."""

    def __init__(self, works, size=MOST):
        self.size = size
        self.graph = Graph(works)
        self.index = [
            GRAMMAR.indexed(one, title=one.get("title") or "", abstract=one.get("abstract") or "")
            for one in works
        ]

    def answer(self, call, api):
        """Return status, headers and body of a request that meets no failure."""
        if api.keys is not None and call.key not in api.keys:
            return 403, {}, {"message": "Forbidden"}
        if self.graph.answers(call):
            return self.graph.answer(call)
        if call.route != "/paper/search/bulk" or call.method != "GET":
            return 404, {}, {"error": "Endpoint not found"}
        try:
            return 200, {}, self.page(call.query)
        except QueryError as error:
            return 400, {}, {"error": str(error)}

    def page(self, query):
        """Return the page that a query asks for; without a hit there is no list at all."""
        fields = [one for one in query.get("fields", "title").split(",") if one]
        unknown = [one for one in fields if one not in KNOWN]
        if unknown:
            raise QueryError(f"Unrecognized or unsupported fields: [{', '.join(unknown)}]")
        if not query.get("query"):
            raise QueryError("Missing required parameter: query")
        found, start = self.select(query["query"], query.get("year", "")), position(query.get("token"))
        if not found:
            return {"total": 0, "offset": 0}
        chosen = found[start : start + self.size]
        more = start + self.size < len(found)
        return {
            "total": len(found),
            "token": token(start + self.size) if more else None,
            "data": [{name: one.get(name) for name in ("paperId", *fields)} for one in chosen],
        }

    def select(self, query, years=""):
        """Return the papers that fit a query and a range of years; raise QueryError when it is not one."""
        fits = GRAMMAR.compile(query)
        first, _, last = years.partition("-")
        return [
            entry.work
            for entry in self.index
            if fits(entry) and (not years or within(entry.work.get("year"), first, last))
        ]

    def fail(self, kind, argument):
        """Return the answer of a failure of this kind."""
        if kind in ("429", "budget"):
            after = {"Retry-After": argument} if argument else {}
            return 429, after, {"message": SLOW_DOWN, "code": "429"}
        if kind == "refuse":
            return 400, {}, {"error": "Unrecognized or unsupported fields: [colour]"}
        return int(kind), {}, {"message": "Internal Server Error"}

    def change(self, kind, body, call, argument):
        """Spoil a good answer."""
        if kind == "partial":
            body["data"] = body["data"][: len(body["data"]) // 2]
        elif kind == "total":
            body["total"] += int(argument or 1)
        elif kind == "cursor":
            body["token"] = call.query.get("token", "*")
        elif kind == "duplicate":
            body["data"] = self.page({**call.query, "token": token(0)})["data"]
        elif kind == "empty":
            body["data"], body["token"] = [], token(1_000_000)


def within(year, first, last):
    """Whether a year is in a range that may be open."""
    return year is not None and (not first or year >= int(first)) and (not last or year <= int(last))


def token(start):
    """Return the token of the page that begins after `start` papers."""
    return base64.b32encode(f"at {start}".encode()).decode().rstrip("=")


def position(text):
    """Return the number of papers before the page."""
    if not text:
        return 0
    try:
        padded = text + "=" * (-len(text) % 8)
        return int(base64.b32decode(padded).decode().removeprefix("at "))
    except ValueError:
        raise QueryError("Invalid token") from None
