"""Europe PMC: `GET /search` and `POST /searchPOST`, pages by cursorMark, mistakes told with status 200."""

import base64

from tests.standin.europepmc_query import Indexed, QueryError, compile_query

VERSION = "6.9"
MOST = 1000
LITE = ("id", "source", "pmid", "doi", "title", "authorString", "pubYear", "firstPublicationDate")
ROUTES = {("GET", "/search"), ("POST", "/searchPOST")}


class EuropePmc:
    """Answers searches over works in memory, each as a core result."""

    def __init__(self, works):
        self.index = [Indexed(work) for work in works]
        self._selected = {}

    def select(self, query):
        """Return the works that fit a query; raise QueryError when it is not one."""
        if query not in self._selected:
            fits = compile_query(query)
            self._selected[query] = [entry.work for entry in self.index if fits(entry)]
        return self._selected[query]

    def answer(self, call, _api):
        """Return status, headers and body of a request that meets no failure."""
        if (call.method, call.route) not in ROUTES:
            return 404, {}, "<!doctype html><title>404 Not Found</title><h1>Not Found</h1>"
        try:
            return 200, {}, self.page(call.query)
        except QueryError as error:
            return 200, {}, mistake(404, str(error))

    def page(self, query):
        """Return the page that a query asks for."""
        if query.get("format") != "json":
            raise QueryError("The stand-in answers in JSON only.")
        size, start = page_size(query), position(query.get("cursorMark", "*"))
        if not query.get("query"):
            raise QueryError("Query is required")
        fits = self.select(query["query"])
        chosen = fits[start : start + size]
        kind = query.get("resultType", "lite")
        return {
            "version": VERSION,
            "hitCount": len(fits),
            "nextCursorMark": mark(start + size) if chosen else query.get("cursorMark", "*"),
            "request": {
                "queryString": query["query"],
                "resultType": kind,
                "cursorMark": query.get("cursorMark", "*"),
                "pageSize": size,
                "sort": "",
                "synonym": query.get("synonym") == "true",
            },
            "resultList": {"result": [work if kind == "core" else lite(work) for work in chosen]},
        }

    def fail(self, kind, argument):
        """Return the answer of a failure of this kind; the shapes of 429 and 5xx are not documented."""
        if kind == "refuse":
            return 200, {}, mistake(404, "Invalid field colour")
        status = 429 if kind == "budget" else int(kind)
        after = {"Retry-After": argument or "1"} if status in (429, 503) else {}
        return status, after, f"<html><head><title>{status}</title></head><body>Error</body></html>"

    def change(self, kind, body, call, argument):
        """Spoil a good answer; an answer that tells of a mistake stays."""
        results = body.get("resultList")
        if results is None:
            return
        if kind == "partial":
            results["result"] = results["result"][: len(results["result"]) // 2]
        elif kind == "total":
            body["hitCount"] += int(argument or 1)
        elif kind == "cursor":
            body["nextCursorMark"] = call.query.get("cursorMark")
        elif kind == "duplicate":
            results["result"] = self.page({**call.query, "cursorMark": "*"})["resultList"]["result"]
        elif kind == "empty":
            results["result"] = []
            body["nextCursorMark"] = mark(1_000_000)


def mistake(code, message):
    """Return what the server says, with status 200, when a request is wrong."""
    return {"version": VERSION, "errCode": code, "errMsg": message}


def page_size(query):
    """Return the number of records per page."""
    text = query.get("pageSize", "25")
    if not text.isdigit() or not 1 <= int(text) <= MOST:
        raise QueryError(f"Invalid page size {text}: a number from 1 to {MOST}")
    return int(text)


def position(marker):
    """Return the number of records before the page."""
    if marker == "*":
        return 0
    try:
        return int(base64.b64decode(marker, validate=True))
    except ValueError:
        raise QueryError(f"Invalid cursorMark {marker}") from None


def mark(start):
    """Return the cursorMark of the page that begins after `start` records."""
    return base64.b64encode(str(start).encode()).decode()


def lite(work):
    """Return the fields of a lite result that a core result has too."""
    return {name: work[name] for name in LITE if name in work}
