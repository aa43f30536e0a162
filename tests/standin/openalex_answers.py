"""The answers of the stand-in: pages of works with the documented envelope, and error bodies."""

import base64
import json
from collections import Counter

from tests.standin.openalex_filters import QueryError

SEARCH_CREDITS, LIST_CREDITS = 10, 1
CREDIT_USD = 0.0001
RESET = 40210
ROOT_FIELDS = frozenset(
    (
        *(
            "id",
            "doi",
            "ids",
            "title",
            "display_name",
            "publication_year",
            "publication_date",
            "language",
            "type",
        ),
        *(
            "authorships",
            "primary_location",
            "locations",
            "best_oa_location",
            "biblio",
            "open_access",
            "concepts",
        ),
        *(
            "abstract_inverted_index",
            "is_retracted",
            "is_paratext",
            "topics",
            "primary_topic",
            "keywords",
            "mesh",
        ),
        *(
            "referenced_works",
            "referenced_works_count",
            "related_works",
            "cited_by_count",
            "created_date",
            "updated_date",
            "fwci",
        ),
    )
)


def page_of_works(index, query):
    """Return the page that a query asks for; raise QueryError with what is wrong in it."""
    refuse_unknown(query)
    fits = index.select(query.get("filter", ""))
    if "group_by" in query:
        return groups(fits, query["group_by"])
    return listed(fits, query, credits_for(query))


def listed(fits, query, cost):
    """Return a page of the works that fit; `query` holds the page size, the cursor and the fields."""
    size, start = page_size(query), position(query)
    chosen = fits[start : start + size]
    following = cursor(start + size) if len(chosen) == size else None
    results = [selected(work, query.get("select", "")) for work in chosen]
    meta = {
        "count": len(fits),
        "db_response_time_ms": 7,
        "page": None if "cursor" in query else 1,
        "per_page": size,
        "next_cursor": following,
        "groups_count": None,
        "cost_usd": round(cost * CREDIT_USD, 6),
    }
    if "cursor" not in query:
        del meta["next_cursor"]
    return {"meta": meta, "results": results, "group_by": []}


def groups(fits, name):
    """Return the works counted by one of their fields; the count of all of them is in `meta`."""
    if name not in ("type", "language", "publication_year"):
        raise QueryError(f"{name} is not a valid group_by field.")
    counted = Counter(str(work[name]) for work in fits if work.get(name) is not None)
    return {
        "meta": {
            "count": len(fits),
            "db_response_time_ms": 5,
            "page": 1,
            "per_page": 200,
            "groups_count": len(counted),
            "cost_usd": LIST_CREDITS * CREDIT_USD,
        },
        "results": [],
        "group_by": [
            {"key": key, "key_display_name": key, "count": count} for key, count in counted.most_common()
        ],
    }


def refuse_unknown(query):
    """Refuse parameters that the real server does not know."""
    known = {
        "filter",
        "select",
        "per_page",
        "per-page",
        "cursor",
        "page",
        "sort",
        "group_by",
        "api_key",
        "mailto",
    }
    for name in query:
        if name not in known:
            raise QueryError(
                f"{name} is not a valid parameter. Valid parameters are: {', '.join(sorted(known))}."
            )
    if "cursor" in query and query.get("page", "1") != "1":
        raise QueryError("Cannot use page parameter with cursor.", error="Pagination error.")


def page_size(query):
    """Return the number of works per page."""
    text = query.get("per_page", query.get("per-page", "25"))
    if not text.isdigit() or not 1 <= int(text) <= 100:
        raise QueryError("per-page parameter must be between 1 and 100", error="Pagination error.")
    return int(text)


def position(query):
    """Return the number of works before the page."""
    marker = query.get("cursor", "*")
    if marker == "*":
        return 0
    try:
        start = json.loads(base64.b64decode(marker, validate=True))[0]
    except (ValueError, TypeError, IndexError, KeyError):
        raise QueryError("Invalid cursor value", error="Pagination error.") from None
    return start


def cursor(start):
    """Return the marker of the page that begins after `start` works."""
    return base64.b64encode(json.dumps([start, "https://openalex.org/W0"]).encode()).decode()


def selected(work, select):
    """Return the asked root fields of a work; fields it lacks come as null."""
    names = [name.strip() for name in select.split(",") if name.strip()]
    for name in names:
        if name not in ROOT_FIELDS:
            raise QueryError(
                f"{name} is not a valid select field. Valid fields for select are: {sorted(ROOT_FIELDS)}."
            )
    return {name: work.get(name) for name in names} if names else work


def credits_for(query):
    """Return what a query costs: a text search ten credits, a list or groups one."""
    if "group_by" in query:
        return LIST_CREDITS
    return SEARCH_CREDITS if ".search" in query.get("filter", "") else LIST_CREDITS


def error(status, name, message, **more):
    """Return an error answer: status, headers, body."""
    headers = {"Retry-After": str(more["retryAfter"])} if "retryAfter" in more else {}
    return status, headers, {"error": name, "message": message, **more}


def invalid(kind, message, position=None):
    """A query in OQL, or the body it came in, is not right."""
    said = {"type": kind, "message": message, "position": position, "context": None, "location": None}
    return 400, {}, {"validation": {"valid": False, "errors": [said], "warnings": []}}


def bad_key():
    """The key is not known."""
    return error(401, "Invalid or missing API key", "Provide a valid API key")


def too_fast(wait):
    """More requests in a second than allowed."""
    message = "Rate limit exceeded: 30 requests per second. Please slow down."
    return error(
        429, "Rate limit exceeded", message, retryAfter=wait, creditsRequired=10, creditsRemaining=5000
    )


def out_of_budget(wait, remaining=4):
    """The budget of the day is used up."""
    message = (
        f"Insufficient budget. This request costs $0.001 but you only have ${remaining * CREDIT_USD:.4g} "
        "remaining. Resets at midnight UTC. Need more? Add funds at https://openalex.org/pricing"
    )
    more = {"creditsRequired": 10, "creditsRemaining": remaining, "onetimeCreditsRemaining": 0}
    return error(429, "Rate limit exceeded", message, retryAfter=wait, **more)


def too_long(size):
    """The address is longer than the server takes."""
    message = f"Your request URL is {size} bytes, over the 8190-byte limit (roughly 8 KB)."
    return error(400, "Request URL too long", message)


def server_error(status):
    """The server fails: an error page for 500 and 502, JSON for 504."""
    if status == 504:
        message = "Your query took too long and was stopped before completing. You were not charged."
        return error(504, "Gateway timeout", message, reason="query_timeout")
    return status, {}, f"<!doctype html><title>{status}</title><h1>Server error</h1>"


def paused(wait):
    """Search is paused."""
    status, headers, body = error(503, "Search temporarily unavailable", "Anonymous search is paused.")
    return status, {**headers, "Retry-After": wait}, body
