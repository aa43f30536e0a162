"""CORE: `GET /search/works/`, pages by offset or by a scroll whose id stays the same."""

from tests.standin.queries import Grammar, QueryError

MOST, REACH = 100, 10_000
ROUTE = "/search/works/"
GRAMMAR = Grammar(
    {"title": ("title",), "abstract": ("abstract",), "": ("title", "abstract", "body")},
    values={"yearPublished": lambda work: str(work.get("yearPublished") or "")},
    star=False,
    bare=False,
)


class Core:
    """Answers searches over works in memory; a scroll keeps its place here."""

    def __init__(self, works):
        self.index = [
            GRAMMAR.indexed(
                work,
                title=work.get("title") or "",
                abstract=work.get("abstract") or "",
                body=work.get("fullText") or "",
            )
            for work in works
        ]
        self.scrolls = {}

    def answer(self, call, api):
        """Return status, headers and body of a request that meets no failure."""
        if call.route == ROUTE.rstrip("/"):
            return 301, {"Location": ROUTE}, "Moved Permanently"
        if call.route != ROUTE:
            return 404, {}, {"message": "Not found"}
        if api.keys is not None and call.key not in api.keys:
            return 401, {}, {"message": "The API key you provided is not valid"}
        try:
            return 200, {}, self.page(call.query)
        except QueryError as error:
            return 400, {}, {"message": str(error)}

    def page(self, query):
        """Return the page that a query asks for."""
        limit, offset = int(query.get("limit", "10")), int(query.get("offset", "0"))
        if limit > MOST or offset + limit > REACH:
            raise QueryError("Limit or offset is too large: use scroll")
        found, scroll = self.select(query.get("q", "")), query.get("scrollId")
        more = {}
        if query.get("scroll") == "true":
            scroll = scroll or f"scroll-{len(self.scrolls) + 1}"
            if "scrollId" in query and scroll not in self.scrolls:
                raise QueryError("No search context found for this scrollId")
            offset = self.scrolls.get(scroll, 0)
            self.scrolls[scroll] = offset + limit
            more = {"scrollId": scroll}
        return {
            "totalHits": len(found),
            "limit": limit,
            "offset": 0 if more else offset,
            "results": found[offset : offset + limit],
            "searchId": "made",
            **more,
        }

    def select(self, text):
        """Return the works that fit a query; raise QueryError when it is not one."""
        fits = GRAMMAR.compile(text)
        return [entry.work for entry in self.index if fits(entry)]

    def fail(self, kind, argument):
        """Return the answer of a failure of this kind."""
        if kind in ("429", "budget"):
            after = {
                "X-RateLimit-Retry-After": argument or "1",
                **({"Retry-After": argument} if argument else {}),
            }
            return 429, after, {"message": "Too many requests"}
        if kind == "refuse":
            return 400, {}, {"message": "Unknown field colour"}
        return int(kind), {}, {"message": "Search failed: all shards failed"}

    def change(self, kind, body, call, argument):
        """Spoil a good answer."""
        if kind == "partial":
            body["results"] = body["results"][: len(body["results"]) // 2]
        elif kind == "total":
            body["totalHits"] += int(argument or 1)
        elif kind == "duplicate":
            body["results"] = self.select(call.query.get("q", ""))[: body["limit"]]
        elif kind == "empty":
            body["results"] = []
