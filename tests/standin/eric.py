"""ERIC: `GET /?search=` over documents in memory, with Solr's answers and its default OR.

A work is {id, title, abstract, keywords, year, language}. The index keeps English stems, as the text field of
Solr for English does; a `*` is compared with them. `EricPlain` keeps the words.
"""

import re

from tests.standin.boolean_query import QueryError, compile_query, words_next_to
from tests.standin.porter import stem
from tests.standin.words import tokens

MOST, LONGEST_URL = 200, 8_000
TERM = re.compile(
    r"""\s*(?:(?P<field>\w+):)?(?:\[(?P<low>\d+)\ TO\ (?P<high>\d+)\]"""
    r"""|"(?P<phrase>[^"]*)"|(?P<word>[^\s()":\[\]]+))"""
)
FIELDS = {"title": "title", "description": "abstract", "subject": "keywords"}


class Eric:
    """Answers searches."""

    kept = staticmethod(stem)

    def __init__(self, works):
        self.works = works
        self.words = {work["id"]: {n: self._words(work, own) for n, own in FIELDS.items()} for work in works}

    def _words(self, work, name):
        value = work.get(name, "")
        texts = value if isinstance(value, list) else [value]
        return [[self.kept(word) for word in tokens(one)] for one in texts]

    def select(self, query):
        """Return the works that fit a query; raise QueryError when it is not one."""
        fits = compile_query(query, TERM, self._term, default="OR")
        return [work for work in self.works if fits(work)]

    def _term(self, match):
        if match["low"]:
            if match["field"] != "publicationdateyear":
                raise QueryError("undefined field for a range")
            return lambda work: int(match["low"]) <= work["year"] <= int(match["high"])
        value = match["word"] if match["phrase"] is None else match["phrase"]
        if match["field"] not in FIELDS:
            raise QueryError(f"undefined field {match['field']}")
        if "*" in value and (match["phrase"] is not None or not re.fullmatch(r"\w+\*", value)):
            raise QueryError(f"The stand-in takes a * only at the end of one word: {value}")
        cut, wanted = value.endswith("*"), tokens(value.removesuffix("*"))
        wanted = wanted if cut else [self.kept(word) for word in wanted]
        return lambda work: words_next_to(self.words[work["id"]][match["field"]], wanted, prefix=cut)

    def answer(self, call, _api):
        """Return status, headers and body of a request that meets no failure."""
        if len(call.path) > LONGEST_URL:
            return 414, {}, "<html><title>414 Request-URI Too Large</title></html>"
        if call.route != "/" or call.query.get("format") != "json":
            return 404, {}, "<html><title>404</title></html>"
        start, rows = int(call.query.get("start", 0)), int(call.query.get("rows", 20))
        try:
            found = self.select(call.query.get("search", ""))
        except QueryError as error:
            return 400, {}, mistake(str(error))
        documents = [document(one) for one in found[start : start + min(rows, MOST)]]
        body = {"numFound": len(found), "start": start, "numFoundExact": True, "docs": documents}
        return 200, {}, {"response": body}

    def fail(self, kind, argument):
        """Return the answer of a failure of this kind; the shapes are those of Solr and of its proxy."""
        if kind == "refuse":
            return 400, {}, mistake("undefined field colour")
        status = 429 if kind == "budget" else int(kind)
        return status, {"Retry-After": argument or "1"}, f"<html><title>{status}</title></html>"

    def change(self, kind, body, call, argument):
        """Spoil a good answer."""
        found = body.get("response")
        if found is None:
            return
        if kind == "partial":
            found["docs"] = found["docs"][: len(found["docs"]) // 2]
        elif kind == "total":
            found["numFound"] += int(argument or 1)
        elif kind == "empty":
            found["docs"] = []
        elif kind == "duplicate":
            found["docs"] = [document(one) for one in self.works[: len(found["docs"])]]


class EricPlain(Eric):
    """The same with an index of whole words."""

    kept = staticmethod(str)


def mistake(message):
    """Return what Solr says of a query that is wrong."""
    return {"responseHeader": {"status": 400}, "error": {"msg": message, "code": 400}}


def document(work):
    """Return a work as ERIC gives it."""
    return {
        "id": work["id"],
        "title": work["title"],
        "description": work.get("abstract", "").replace('"', "&quot;"),
        "subject": work.get("keywords", []),
        "publicationdateyear": work["year"],
        "language": [work.get("language", "English")],
        "publicationtype": ["Journal Articles"],
    }
