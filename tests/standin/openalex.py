"""OpenAlex: keys, a budget, pages of works, and what it says when it fails."""

from tests.standin import openalex_answers as answers
from tests.standin.openalex_citations import counted
from tests.standin.openalex_filters import Index, QueryError
from tests.standin.openalex_oql import OqlError, asked_in_oql, compile_oql
from tests.standin.openalex_singleton import catalogue, singleton

MAX_URL = 8190


class OpenAlex:
    """Answers `GET /works`, and OQL by `POST /`, over works in memory."""

    def __init__(self, works):
        self.index = Index(works)
        self.by_name = catalogue(counted(works))

    def answer(self, call, api):
        """Return status, headers and body of a request that meets no failure."""
        if api.keys is not None and call.key not in api.keys:
            return answers.bad_key()
        if len(call.path.encode()) > MAX_URL:
            return answers.too_long(len(call.path.encode()))
        if call.route != "/works":
            return self.oql(call, api) if call.method == "POST" else singleton(self.by_name, call)
        cost = answers.credits_for(call.query)
        if not api.pay(cost):
            return answers.out_of_budget(answers.RESET, api.credits)
        try:
            body = answers.page_of_works(self.index, call.query)
        except QueryError as error:
            return answers.error(400, error.error, error.message)
        return 200, headers(cost, api.credits), body

    def oql(self, call, api):
        """Return the answer to a query in OQL that is posted; it costs what a search costs."""
        try:
            body = asked_in_oql(call.form)
            fits = self.index.that(body["oql"], compile_oql)
            page = answers.listed(fits, body, answers.SEARCH_CREDITS)
        except OqlError as error:
            return answers.invalid(error.kind, error.message, error.position)
        except QueryError as error:
            return answers.error(400, error.error, error.message)
        if not api.pay(answers.SEARCH_CREDITS):
            return answers.out_of_budget(answers.RESET, api.credits)
        return 200, headers(answers.SEARCH_CREDITS, api.credits), page

    def fail(self, kind, argument):
        """Return the answer of a failure of this kind."""
        if kind == "429":
            return answers.too_fast(argument or "1")
        if kind == "503":
            return answers.paused(argument or "1")
        if kind == "budget":
            return answers.out_of_budget(int(argument or answers.RESET))
        if kind == "refuse":
            return answers.error(400, "Invalid query parameters error.", "colour is not a valid field.")
        return answers.server_error(int(kind))

    def change(self, kind, body, call, argument):
        """Spoil a good answer."""
        meta = body["meta"]
        if kind == "partial":
            meta["timed_out"] = True
            body["results"] = body["results"][: len(body["results"]) // 2]
        elif kind == "total":
            meta["count"] += int(argument or 1)
        elif kind == "cursor":
            meta["next_cursor"] = call.query.get("cursor")
        elif kind == "duplicate":
            body["results"] = answers.page_of_works(self.index, {**call.query, "cursor": "*"})["results"]
        elif kind == "empty":
            body["results"] = []
            meta["next_cursor"] = meta["next_cursor"] or answers.cursor(1_000_000)


def headers(cost, credits_left):
    """Return the headers that tell what a request cost."""
    return {
        "X-RateLimit-Limit": "10000",
        "X-RateLimit-Remaining": str(credits_left),
        "X-RateLimit-Credits-Used": str(cost),
        "X-RateLimit-Reset": str(answers.RESET),
        "X-RateLimit-Remaining-USD": f"{credits_left * answers.CREDIT_USD:.4f}",
        "X-RateLimit-Cost-USD": f"{cost * answers.CREDIT_USD:.4f}",
    }
