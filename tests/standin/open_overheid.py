"""open.overheid.nl: `GET /zoek` over documents in memory, ranked by the words that they share.

A work is {id, title, abstract, year}.
"""

from tests.standin.words import tokens

SIZES = (10, 20, 50)


class OpenOverheid:
    """Answers searches."""

    def __init__(self, works):
        self.works = works

    def select(self, text):
        """Return the works that share a word with the text, those with the most first."""
        wanted = set(tokens(text))
        shared = [
            (len(wanted & set(tokens(f"{work['title']} {work.get('abstract', '')}"))), work)
            for work in self.works
        ]
        return [work for count, work in sorted(shared, key=lambda one: -one[0]) if count]

    def answer(self, call, _api):
        """Return status, headers and body of a request that meets no failure."""
        if call.route != "/zoek":
            return 404, {}, "<html><title>404</title></html>"
        start, size = int(call.query.get("start", 0)), int(call.query.get("aantalResultaten", 10))
        if size not in SIZES:
            return 400, {}, {"status": 400, "detail": "aantalResultaten: 10, 20 of 50"}
        found = self.select(call.query.get("zoektekst", ""))
        return (
            200,
            {},
            {"totaal": len(found), "resultaten": [result(one) for one in found[start : start + size]]},
        )

    def fail(self, kind, argument):
        """Return the answer of a failure of this kind."""
        if kind == "refuse":
            return 400, {}, {"status": 400, "detail": "Ongeldige waarde voor start"}
        status = 429 if kind == "budget" else int(kind)
        return status, {"Retry-After": argument or "1"}, f"<html><title>{status}</title></html>"

    def change(self, kind, body, call, argument):
        """Spoil a good answer."""
        if kind == "partial":
            body["resultaten"] = body["resultaten"][: len(body["resultaten"]) // 2]
        elif kind == "total":
            body["totaal"] += int(argument or 1)
        elif kind == "empty":
            body["resultaten"] = []


def result(work):
    """Return a work as a result."""
    return {
        "document": {
            "id": f"{work['id']}_1",
            "pid": f"https://open.overheid.nl/documenten/{work['id']}",
            "titel": work["title"],
            "omschrijving": work.get("abstract", ""),
            "openbaarmakingsdatum": f"{work['year']}-06-01",
            "publisher": "ministerie van Invoering",
        },
        "aantalPaginas": 1,
    }
