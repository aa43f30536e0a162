"""PubMed: `esearch.fcgi` and `efetch.fcgi` over works in memory, with the limits of the E-utilities.

A work is {id, title, abstract, keywords, mesh, year, month, added}; `added` is the day its record was made.
Mistakes are told with status 200.
"""

import re

from tests.standin.boolean_query import QueryError, compile_query, words_next_to
from tests.standin.sheets import XML, Sheet, element
from tests.standin.words import tokens

REACH = 9_998
"""The greatest `retstart` that is taken."""
MOST_IDS, LONGEST_URL, SHORTEST = 200, 4_000, 4
TERM = re.compile(
    r"""\s*(?:(?P<first>\d{4}/\d\d/\d\d):(?P<last>\d{4}/\d\d/\d\d)|(?P<low>\d{4}):(?P<high>\d{4})|"(?P<phrase>[^"]*)"|(?P<word>[^\s()"\[\]]+))\[(?P<field>\w+)\]"""
)
FIELDS = {
    "ti": ("title",),
    "tiab": ("title", "abstract", "keywords"),
    "tw": ("title", "abstract", "keywords", "mesh"),
}


class UnknownFieldError(Exception):
    """A field that PubMed does not know."""


class PubMed:
    """Answers searches and gives records."""

    def __init__(self, works):
        self.works = works
        self.words = {
            work["id"]: {name: [tokens(one) for one in _texts(work, name)] for name in FIELDS["tw"]}
            for work in works
        }
        self._selected = {}

    def select(self, query):
        """Return the works that fit a query; raise QueryError or UnknownFieldError."""
        if query not in self._selected:
            fits = compile_query(query, TERM, self._term)
            self._selected[query] = [work for work in self.works if fits(work)]
        return self._selected[query]

    def _term(self, match):
        if match["field"] == "crdt":
            if not match["first"]:
                raise QueryError("A date of making is a range of days here")
            return lambda work: match["first"] <= work.get("added", "").replace("-", "/") <= match["last"]
        if match["field"] == "dp":
            if not match["low"]:
                raise QueryError("A date is a range of years here")
            low, high = int(match["low"]), int(match["high"])
            return lambda work: low <= work["year"] <= high
        if match["field"] not in FIELDS:
            raise UnknownFieldError(match["field"])
        value = match["word"] if match["phrase"] is None else match["phrase"]
        return self._words(value, FIELDS[match["field"]])

    def _words(self, value, names):
        stem = value.removesuffix("*")
        wanted = tokens(stem)
        if "*" in stem or not wanted:
            raise QueryError(f"The stand-in cannot search for {value}")
        if stem != value and len(wanted[-1]) < SHORTEST:
            raise QueryError(f"{value}: a * needs {SHORTEST} letters before it")
        return lambda work: any(
            words_next_to(self.words[work["id"]][name], wanted, prefix=stem != value) for name in names
        )

    def answer(self, call, api):
        """Return status, headers and body of a request that meets no failure."""
        if len(call.path) > LONGEST_URL:
            return 414, {}, "<!DOCTYPE html><html><title>Submitted URI too large!</title></html>"
        if api.keys is not None and call.query.get("api_key") not in (None, *api.keys):
            return 400, {}, {"error": "API key invalid", "api-key": call.query["api_key"]}
        if call.route == "/esearch.fcgi":
            return 200, {}, self.search(call.query)
        if call.route == "/efetch.fcgi":
            return self.records(call.query.get("id", "").split(","))
        return 404, {}, "<html><title>404</title></html>"

    def search(self, query):
        """Return the answer to a search, as JSON."""
        start, most = int(query.get("retstart", 0)), int(query.get("retmax", 20))
        result = {"count": "0", "retmax": str(most), "retstart": str(start), "idlist": []}
        if start > REACH:
            result = {"ERROR": "Search Backend failed: Exception: 'retstart' cannot be larger than 9998."}
            return {"header": {"type": "esearch", "version": "0.3"}, "esearchresult": result}
        try:
            found = [one for one in self.select(query.get("term", "")) if _within(one, query)]
        except UnknownFieldError as error:
            result["errorlist"] = {"phrasesnotfound": [], "fieldsnotfound": [str(error)]}
        except QueryError as error:
            result = {"ERROR": str(error)}
        else:
            ids = [one["id"] for one in found[: REACH + 1]]
            result |= {"count": str(len(found)), "idlist": ids[start : start + most]}
        return {"header": {"type": "esearch", "version": "0.3"}, "esearchresult": result}

    def records(self, ids):
        """Return the records with these ids."""
        if len(ids) > MOST_IDS:
            return 400, {}, "<html><title>Too many ids</title></html>"
        known = {work["id"]: work for work in self.works}
        found = [article(known[one]) for one in ids if one in known]
        return 200, XML, Sheet(found, len(found), _page)

    def fail(self, kind, argument):
        """Return the answer of a failure of this kind."""
        if kind == "refuse":
            result = {"count": "0", "idlist": [], "errorlist": {"fieldsnotfound": ["colour"]}}
            return 200, {}, {"header": {"type": "esearch"}, "esearchresult": result}
        if kind in ("429", "budget"):
            after = {"Retry-After": argument or "1"}
            return 429, after, {"error": "API rate limit exceeded", "count": "11"}
        return int(kind), {}, "<html><title>Error</title></html>"

    def change(self, kind, body, call, argument):
        """Spoil a good answer."""
        if kind == "total" and isinstance(body, dict) and "count" in body.get("esearchresult", {}):
            count = int(body["esearchresult"]["count"]) + int(argument or 1)
            body["esearchresult"]["count"] = str(count)
        if kind == "partial" and isinstance(body, Sheet):
            body.records = body.records[: len(body.records) // 2]


def _within(work, query):
    if "mindate" not in query:
        return True
    day = f"{work['year']:04}/{work.get('month', 6):02}/01"
    return query["mindate"] <= day <= query["maxdate"]


def _texts(work, name):
    value = work.get(name, "")
    return value if isinstance(value, list) else [value]


def article(work):
    """Return a work as a `PubmedArticle`."""
    abstract = element("AbstractText", work.get("abstract", ""))
    words = "".join(element("Keyword", one) for one in work.get("keywords", []))
    headings = "".join(
        f"<MeshHeading>{element('DescriptorName', one)}</MeshHeading>" for one in work.get("mesh", [])
    )
    return (
        f"<PubmedArticle><MedlineCitation>{element('PMID', work['id'])}<Article><Journal><JournalIssue>"
        f"<PubDate>{element('Year', str(work['year']))}</PubDate></JournalIssue></Journal>"
        f"{element('ArticleTitle', work['title'])}<Abstract>{abstract}</Abstract>"
        f"{element('Language', work.get('language', 'eng'))}</Article><MeshHeadingList>{headings}"
        f"</MeshHeadingList><KeywordList>{words}</KeywordList></MedlineCitation></PubmedArticle>"
    )


def _page(sheet):
    doctype = '<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle//EN" "https://dtd.example/p.dtd">'
    inside = "".join(sheet.records)
    return f'<?xml version="1.0" ?>{doctype}<PubmedArticleSet>{inside}</PubmedArticleSet>'
