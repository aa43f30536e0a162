"""OpenAIRE Graph: `GET /research-products`, the whole description searched, pages by cursor."""

import base64

from tests.standin.queries import Grammar, QueryError

MOST, REACH = 100, 10_000
ROUTE = "/research-products"
GRAMMAR = Grammar({"": ("all",)}, star=False)
PARAMETERS = (
    "search mainTitle description type language fromPublicationDate toPublicationDate sortBy page pageSize "
    "cursor"
)
KNOWN = frozenset(PARAMETERS.split())


class OpenAire:
    """Answers searches over research products in memory."""

    def __init__(self, works):
        self.index = [GRAMMAR.indexed(work, all=texts(work)) for work in works]

    def answer(self, call, api):
        """Return status, headers and body of a request that meets no failure."""
        if call.route == "/researchProducts":
            return 405, {}, {"message": "Method Not Allowed", "error": "Method Not Allowed", "code": 405}
        if call.route != ROUTE:
            return 404, {}, {"message": "Not Found", "error": "Not Found", "code": 404}
        if api.keys is not None and call.key and call.key not in api.keys:
            return 403, {}, {"message": "The token is not valid", "error": "Forbidden", "code": 403}
        try:
            return 200, {}, self.page(call.query)
        except QueryError as error:
            return 400, {}, mistake(str(error))

    def page(self, query):
        """Return the page that a query asks for; the last one repeats the cursor that was sent."""
        for name in query:
            if name not in KNOWN:
                raise QueryError(f"Unknown parameter: {name}")
        size, number = int(query.get("pageSize", "10")), int(query.get("page", "1"))
        if size > MOST or number * size > REACH:
            raise QueryError("Page size or page is too large: use a cursor")
        found = self.select(query)
        cursor = query.get("cursor")
        start = (number - 1) * size if cursor is None else position(cursor)
        header = {"numFound": len(found), "maxScore": 1.0, "queryTime": 5, "pageSize": size}
        if cursor is None:
            header["page"] = number
        else:
            header["nextCursor"] = mark(start + size) if start + size < len(found) else cursor
        return {"header": header, "results": found[start : start + size]}

    def select(self, query):
        """Return the products that fit the parameters; raise QueryError when there is no query in them."""
        fits = GRAMMAR.compile(query.get("search", ""))
        first, last = query.get("fromPublicationDate", ""), query.get("toPublicationDate", "")
        kind = query.get("type")
        return [
            entry.work
            for entry in self.index
            if fits(entry)
            and (not kind or entry.work.get("type") == kind)
            and (not first or (entry.work.get("publicationDate") or "") >= first)
            and (not last or "" < (entry.work.get("publicationDate") or "") <= last)
        ]

    def fail(self, kind, argument):
        """Return the answer of a failure of this kind."""
        if kind == "refuse":
            return 400, {}, mistake("Unknown parameter: colour")
        status = 429 if kind == "budget" else int(kind)
        after = {"Retry-After": argument} if argument else {}
        return status, after, {"message": "The request failed", "error": "error", "code": status}

    def change(self, kind, body, call, argument):
        """Spoil a good answer."""
        if kind == "partial":
            body["results"] = body["results"][: len(body["results"]) // 2]
        elif kind == "total":
            body["header"]["numFound"] += int(argument or 1)
        elif kind == "cursor":
            body["header"]["nextCursor"] = call.query.get("cursor")
        elif kind == "duplicate":
            body["results"] = self.page({**call.query, "cursor": "*"})["results"]
        elif kind == "empty":
            body["results"] = []
            body["header"]["nextCursor"] = mark(1_000_000)


def texts(work):
    """Return every text of a product, by itself."""
    subjects = [one["subject"]["value"] for one in work.get("subjects") or []]
    return [
        work.get("mainTitle") or "",
        work.get("subTitle") or "",
        *(work.get("descriptions") or []),
        *subjects,
    ]


def mistake(message):
    """Return the body of a refusal."""
    return {"message": message, "error": "Bad Request", "code": 400}


def position(cursor):
    """Return the number of products before the page."""
    if cursor == "*":
        return 0
    try:
        return int(base64.b64decode(cursor, validate=True))
    except ValueError:
        raise QueryError(f"Invalid cursor: {cursor}") from None


def mark(start):
    """Return the cursor of the page that begins after `start` products."""
    return base64.b64encode(str(start).encode()).decode()
