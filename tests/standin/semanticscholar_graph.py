"""Semantic Scholar's graph: `POST /paper/batch`, `/paper/{id}/references` and `/paper/{id}/citations`.

A paper lists what it refers to under `references` (paper ids); `elided` says that its publisher has them left
out. Neither is a field that is given.
"""

import json

ROUTES = {"references": "citedPaper", "citations": "citingPaper"}
MOST = 1000


class Graph:
    """Papers and what they refer to."""

    def __init__(self, papers):
        self.papers = {paper["paperId"]: paper for paper in papers}
        self.by_name = {name: paper for paper in papers for name in names_of(paper)}

    def answers(self, call):
        """Tell whether a call is about the graph."""
        last = call.route.rpartition("/")[2]
        return call.route == "/paper/batch" or (call.route.startswith("/paper/") and last in ROUTES)

    def answer(self, call):
        """Return status, headers and body."""
        if call.route == "/paper/batch":
            return 200, {}, [self.counts(name) for name in json.loads(call.form)["ids"]]
        _, _, name, route = call.route.split("/")
        paper = self.by_name.get(name)
        if paper is None:
            return 404, {}, {"error": f"Paper with id {name} not found"}
        return 200, {}, self.page(paper, route, call.query)

    def counts(self, name):
        """Return a paper as a batch gives it; None when it is not known."""
        paper = self.by_name.get(name)
        if paper is None:
            return None
        citing = self.listed(paper, "citations")
        return {
            "paperId": paper["paperId"],
            "referenceCount": len(paper.get("references", [])),
            "citationCount": len(citing),
        }

    def page(self, paper, route, query):
        """Return a page of a list; one that the publisher has left out is null."""
        if route == "references" and paper.get("elided"):
            return {"offset": 0, "data": None}
        start, size = int(query.get("offset", 0)), min(int(query.get("limit", 100)), MOST)
        listed = self.listed(paper, route)
        fields = ("paperId", *query["fields"].split(","))
        chosen = [
            {ROUTES[route]: {name: one.get(name) for name in fields}} for one in listed[start : start + size]
        ]
        more = {"next": start + size} if start + size < len(listed) else {}
        return {"offset": start, **more, "data": chosen}

    def listed(self, paper, route):
        """Return the papers of a list."""
        if route == "references":
            return [self.papers[one] for one in paper.get("references", []) if one in self.papers]
        own = paper["paperId"]
        return [one for one in self.papers.values() if own in one.get("references", [])]


def names_of(paper):
    """Return the names by which a paper can be asked for."""
    ids = paper.get("externalIds") or {}
    doi, pmid = ids.get("DOI"), ids.get("PubMed")
    return [paper["paperId"], *([f"DOI:{doi.lower()}"] if doi else []), *([f"PMID:{pmid}"] if pmid else [])]
