"""Crossref: `GET /works`, ranked by the words a work shares with the request, whatever else is typed."""

import base64
from functools import partial
from urllib.parse import unquote

from tests.standin.words import plain, tokens

MOST_ROWS, MOST_OFFSET = 1000, 10_000
LIMITS = {"x-rate-limit-limit": "5", "x-rate-limit-interval": "1s", "x-concurrency-limit": "1"}
KNOWN = {
    "query",
    "query.bibliographic",
    "filter",
    "rows",
    "offset",
    "cursor",
    "select",
    "mailto",
    "sort",
    "order",
}
DATES = {
    "from-pub-date": ("issued", lambda date, limit: date >= limit),
    "until-pub-date": ("issued", lambda date, limit: date <= limit),
    "from-created-date": ("created", lambda date, limit: date >= limit),
}
SELECTABLE = frozenset(
    ("DOI", "title", "author", "issued", "published", "type", "container-title", "volume", "issue", "page")
)


class ValidationError(Exception):
    """The request is refused with status 400; the arguments are type, value and message."""


class Crossref:
    """Answers searches over works in memory; a cursor keeps its place here and stays the same text."""

    def __init__(self, works):
        self.index = [(work, _words(work)) for work in works]
        self.places = {}

    def answer(self, call, _api):
        """Return status, headers and body of a request that meets no failure."""
        if call.route.startswith("/works/"):
            return self.one(unquote(call.route.removeprefix("/works/")).lower())
        if call.route != "/works" or call.method != "GET":
            return 404, {"Content-Type": "text/plain"}, "Resource not found."
        pool = "polite" if "mailto" in call.query else "public"
        try:
            return 200, {**LIMITS, "x-api-pool": pool}, self.page(call.query)
        except ValidationError as error:
            return 400, LIMITS, failed(*error.args)

    def one(self, doi):
        """Return the work with a DOI; one that is not there is told in plain text."""
        work = next((work for work, _ in self.index if work["DOI"].lower() == doi), None)
        if work is None:
            return 404, {**LIMITS, "Content-Type": "text/plain"}, "Resource not found."
        return (
            200,
            LIMITS,
            {"status": "ok", "message-type": "work", "message-version": "1.0.0", "message": work},
        )

    def page(self, query):
        """Return the page that a query asks for."""
        for name in query:
            if name not in KNOWN:
                raise ValidationError("parameter-not-allowed", name, f"This route does not support {name}")
        rows = _number(query, "rows", 20, MOST_ROWS)
        found = self.ranked(query)
        start, more = self._place(query, rows)
        chosen = found[start : start + rows]
        message = {
            "facets": {},
            **more,
            "total-results": len(found),
            "items": [_selected(work, query.get("select", "")) for work in chosen],
            "items-per-page": rows,
            "query": {"start-index": start if "offset" in query else 0, "search-terms": query.get("query")},
        }
        return {"status": "ok", "message-type": "work-list", "message-version": "1.0.0", "message": message}

    def ranked(self, query):
        """Return the works that share a word with the request, those with the most first."""
        wanted = set(tokens(query.get("query.bibliographic", "") + " " + query.get("query", "")))
        name, _, isbn = query.get("filter", "").partition(":")
        if name == "isbn":
            return [work for work, _ in self.index if isbn in work.get("ISBN", [])]
        tests = _filters(query.get("filter", ""))
        scored = [
            (len(wanted & words), work)
            for work, words in self.index
            if all(test(work) for test in tests) and (not wanted or wanted & words)
        ]
        return [work for _, work in sorted(scored, key=lambda pair: -pair[0])]

    def _place(self, query, rows):
        """Return where the page begins, and the cursor: the same text on every page."""
        cursor = query.get("cursor")
        if cursor is None:
            return _number(query, "offset", 0, MOST_OFFSET), {}
        if "offset" in query:
            raise ValidationError("parameter-not-allowed", "offset", "Offset cannot be used with cursor")
        text = base64.b64encode(query.get("query.bibliographic", "").encode()).decode()
        if cursor not in ("*", text):
            raise ValidationError("cursor-invalid", cursor, "Cursor specified but it is invalid")
        start = 0 if cursor == "*" else self.places.get(text, 0)
        self.places[text] = start + rows
        return start, {"next-cursor": text}

    def fail(self, kind, argument):
        """Return the answer of a failure of this kind."""
        if kind in ("429", "budget"):
            after = {"Retry-After": argument} if argument else {}
            return 429, {**LIMITS, **after}, "<html><head><title>429 Too Many Requests</title></head></html>"
        if kind == "refuse":
            return (
                400,
                LIMITS,
                failed("parameter-not-allowed", "colour", "This route does not support colour"),
            )
        if kind == "500":
            message = [
                {"type": "exception", "name": "class clojure.lang.ExceptionInfo", "message": "failure"}
            ]
            return 500, LIMITS, {"status": "error", "message-type": "exception", "message": message}
        return int(kind), {}, f"<html><body><h1>{kind} Server Error</h1></body></html>"

    def change(self, kind, body, call, argument):
        """Spoil a good answer."""
        message = body["message"]
        if kind == "partial":
            message["items"] = message["items"][: len(message["items"]) // 2]
        elif kind == "total":
            message["total-results"] += int(argument or 1)
        elif kind == "duplicate":
            message["items"] = self.page({**call.query, "offset": "0"})["message"]["items"]
        elif kind == "empty":
            message["items"] = []


def failed(kind, value, text):
    """Return the body of a refusal."""
    return {
        "status": "failed",
        "message-type": "validation-failure",
        "message": [{"type": kind, "value": value, "message": text}],
    }


def _number(query, name, default, most):
    text = query.get(name, str(default))
    if not text.isdigit() or int(text) > most:
        told = f"Integer specified as {text} but must be a positive integer less than or equal to {most}. "
        raise ValidationError("integer-not-valid", text, told)
    return int(text)


def _filters(text):
    tests = []
    for part in filter(None, text.split(",")):
        name, _, limit = part.partition(":")
        if name not in DATES:
            raise ValidationError(
                "filter-not-available", name, f"Filter {name} specified but there is no such filter"
            )
        tests.append(partial(_in_time, of=DATES[name][0], fits=DATES[name][1], limit=limit))
    return tests


def _in_time(work, *, of, fits, limit):
    date = _date(work, of)
    return bool(date) and fits(date[: len(limit)], limit[: len(date)])


def _date(work, of="issued"):
    parts = work.get(of, {}).get("date-parts", [[None]])[0]
    return "-".join(f"{part:02}" for part in parts if part)


def _words(work):
    people = [f"{one.get('given', '')} {one.get('family', '')}" for one in work.get("author", [])]
    texts = [
        *work.get("title", []),
        *work.get("container-title", []),
        *people,
        *work.get("ISSN", []),
        _date(work),
    ]
    return set(tokens(plain(" ".join(texts))))


def _selected(work, select):
    names = [name for name in select.split(",") if name]
    for name in names:
        if name not in SELECTABLE:
            raise ValidationError("parameter-not-allowed", name, f"{name} cannot be selected")
    return {name: work[name] for name in names if name in work} if names else work
