"""DOAJ: `GET /search/articles/{query}`, the query a part of the path, at most 1,000 articles of it."""

from urllib.parse import unquote

from tests.standin.queries import Grammar, QueryError

MOST, REACH = 100, 1000
ROUTE = "/search/articles/"
TEXTS = {"bibjson.title": ("title",), "bibjson.abstract": ("abstract",), "bibjson.keywords": ("keywords",)}
GRAMMAR = Grammar(
    {**TEXTS, "title": ("title",), "abstract": ("abstract",), "": ("title", "abstract", "keywords")},
    values={
        "bibjson.year": lambda work: str(work["bibjson"].get("year") or ""),
        "created_date": lambda work: work.get("created_date", ""),
    },
    star=False,
)


class Doaj:
    """Answers searches over articles in memory."""

    def __init__(self, works):
        self.index = [indexed(work) for work in works]

    def answer(self, call, _api):
        """Return status, headers and body of a request that meets no failure."""
        if not call.route.startswith(ROUTE) or "/" in call.route.removeprefix(ROUTE):
            return 404, {}, {"status": "not_found", "error": "The requested resource does not exist."}
        try:
            return 200, {}, self.page(unquote(call.route.removeprefix(ROUTE)), call.query)
        except QueryError as error:
            return 400, {}, mistake(str(error))

    def page(self, text, query):
        """Return the page that a query asks for."""
        size, number = int(query.get("pageSize", "10")), int(query.get("page", "1"))
        if size > MOST:
            raise QueryError(f"Page size may not be larger than {MOST}")
        if number * size > REACH:
            raise QueryError(
                f"You cannot access results beyond {REACH} records via this API. Please see the data dump."
            )
        found = self.select(text)
        start = (number - 1) * size
        return {
            "total": len(found),
            "page": number,
            "pageSize": size,
            "timestamp": "2026-11-22T10:00:00.000000Z",
            "query": text,
            "results": found[start : start + size],
        }

    def select(self, text):
        """Return the articles that fit a query; raise QueryError when it is not one."""
        fits = GRAMMAR.compile(text)
        return [entry.work for entry in self.index if fits(entry)]

    def fail(self, kind, argument):
        """Return the answer of a failure of this kind; what the web server before it says is a page."""
        if kind == "refuse":
            return 400, {}, mistake("Query contains disallowed Lucene features")
        status = 429 if kind == "budget" else int(kind)
        after = {"Retry-After": argument} if argument else {}
        return status, after, f"<html><head><title>{status}</title></head><body>nginx</body></html>"

    def change(self, kind, body, call, argument):
        """Spoil a good answer."""
        if kind == "partial":
            body["results"] = body["results"][: len(body["results"]) // 2]
        elif kind == "total":
            body["total"] += int(argument or 1)
        elif kind == "duplicate":
            text = unquote(call.route.removeprefix(ROUTE))
            body["results"] = self.page(text, {**call.query, "page": "1"})["results"]
        elif kind == "empty":
            body["results"] = []


def indexed(work):
    """Return an article with the words of its texts."""
    about = work["bibjson"]
    return GRAMMAR.indexed(
        work,
        title=about.get("title") or "",
        abstract=about.get("abstract") or "",
        keywords=about.get("keywords") or [],
    )


def mistake(message):
    """Return the body of a refusal."""
    return {"status": "bad_request", "error": f"{message} (ref: 00000000-made)"}
