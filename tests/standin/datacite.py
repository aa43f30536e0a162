"""DataCite: `GET /dois`, pages by cursor; page numbers that are too high give the last page again."""

import base64
from urllib.parse import urlencode

from tests.standin.queries import Grammar, QueryError

MOST, REACH = 1000, 10_000
GRAMMAR = Grammar(
    {
        "titles.title": ("title",),
        "descriptions.description": ("description",),
        "subjects.subject": ("subject",),
        "": ("title", "description", "subject", "name"),
    },
    values={
        "publicationYear": lambda work: str(work["attributes"].get("publicationYear") or ""),
        "created": lambda work: work["attributes"].get("created", ""),
    },
    slop=1,
)


class DataCite:
    """Answers searches over DOIs in memory; a `publication-year` is ignored, as it is there."""

    def __init__(self, works):
        self.index = [indexed(work) for work in works]

    def answer(self, call, _api):
        """Return status, headers and body of a request that meets no failure."""
        if call.route != "/dois":
            return 404, {}, mistake("404", "The resource you are looking for doesn't exist.")
        try:
            return 200, {}, self.page(call.query)
        except QueryError as error:
            return 400, {}, mistake("400", str(error))

    def page(self, query):
        """Return the page that a query asks for."""
        size = min(int(query.get("page[size]", "25")), MOST)
        found = self.select(query.get("query", ""))
        pages = max(1, -(-len(found) // size))
        if "page[cursor]" in query:
            start = position(query["page[cursor]"])
            more = {"page[cursor]": mark(start + size)} if start + size < len(found) else None
        else:
            number = min(int(query.get("page[number]", "1")), pages, REACH // size)
            start = (number - 1) * size
            more = {"page[number]": str(number + 1)} if number < pages else None
        links = {"self": "https://api.datacite.org/dois?" + urlencode(query)}
        if more:
            links["next"] = "https://api.datacite.org/dois?" + urlencode({**query, **more})
        chosen = found[start : start + size]
        return {"data": chosen, "meta": {"total": len(found), "totalPages": pages, "page": 1}, "links": links}

    def select(self, text):
        """Return the DOIs that fit a query; raise QueryError when it is not one."""
        fits = GRAMMAR.compile(text)
        return [entry.work for entry in self.index if fits(entry)]

    def fail(self, kind, argument):
        """Return the answer of a failure of this kind."""
        if kind == "refuse":
            return 400, {}, mistake("400", "Parse error in the query")
        status = 429 if kind == "budget" else int(kind)
        after = {"Retry-After": argument} if argument else {}
        if status == 429:
            return 429, after, "<html><head><title>429 Too Many Requests</title></head></html>"
        return status, after, mistake(kind, "The server failed")

    def change(self, kind, body, call, argument):
        """Spoil a good answer."""
        if kind == "partial":
            body["data"] = body["data"][: len(body["data"]) // 2]
        elif kind == "total":
            body["meta"]["total"] += int(argument or 1)
        elif kind == "cursor":
            body["links"]["next"] = "https://api.datacite.org/dois?" + urlencode(call.query)
        elif kind == "duplicate":
            body["data"] = self.page({**call.query, "page[cursor]": "1"})["data"]
        elif kind == "empty":
            body["data"] = []


def indexed(work):
    """Return a DOI with the words of its texts."""
    about = work["attributes"]
    return GRAMMAR.indexed(
        work,
        title=[one["title"] for one in about.get("titles", [])],
        description=[one["description"] for one in about.get("descriptions", [])],
        subject=[one["subject"] for one in about.get("subjects", [])],
        name=[one["name"] for one in about.get("creators", [])],
    )


def mistake(status, title):
    """Return the body of a refusal."""
    return {"errors": [{"status": status, "title": title}]}


def position(cursor):
    """Return the number of DOIs before the page."""
    if cursor == "1":
        return 0
    try:
        return int(base64.b64decode(cursor, validate=True).decode().partition(",")[0])
    except ValueError:
        raise QueryError("Invalid cursor") from None


def mark(start):
    """Return the cursor of the page that begins after `start` DOIs."""
    return base64.b64encode(f"{start},10.5555/made".encode()).decode()
