"""An OAI-PMH repository over works in memory: pages by resumption token, deleted records, errors inside 200.

A work is {id, title, abstract, keywords, year, language}; one with `deleted` has no metadata.
"""

from tests.standin.sheets import XML, Sheet, element

SIZE = 40
"""Records of a page."""


class OaiError(Exception):
    """An error of the protocol: its code, and a text."""


class Oai:
    """Gives records in the order of the works."""

    def __init__(self, works):
        self.works = works

    def select(self, _query):
        """Return the works that a harvest gives: all."""
        return [work for work in self.works if not work.get("deleted")]

    def answer(self, call, _api):
        """Return status, headers and body of a request that meets no failure."""
        try:
            return 200, XML, self.page(call.query)
        except OaiError as error:
            return 200, XML, error_page(*error.args)

    def page(self, query):
        """Return a page of records."""
        if query.get("verb") != "ListRecords":
            raise OaiError("badVerb", "The stand-in lists records only")
        token = query.get("resumptionToken")
        if token is not None and set(query) - {"verb", "resumptionToken"}:
            raise OaiError("badArgument", "resumptionToken is an exclusive argument")
        if token is None and query.get("metadataPrefix") != "oai_dc":
            raise OaiError("cannotDisseminateFormat", "")
        if not self.works:
            raise OaiError("noRecordsMatch", "")
        start = 0 if token is None else self._start(token)
        end = start + SIZE
        chosen = [record(work) for work in self.works[start:end]]
        return Sheet(chosen, len(self.works), _render, f"page!{end}" if end < len(self.works) else "")

    def _start(self, token):
        name, _, number = token.partition("!")
        if name != "page" or not number.isdigit() or int(number) >= len(self.works):
            raise OaiError("badResumptionToken", "The token has expired")
        return int(number)

    def fail(self, kind, argument):
        """Return the answer of a failure of this kind: 503 with Retry-After is how repositories slow down."""
        if kind == "refuse":
            return 422, XML, error_page("badArgument", "Illegal set")
        status = 503 if kind == "budget" else int(kind)
        return status, {"Retry-After": argument or "1"}, f"<html><title>{status}</title></html>"

    def change(self, kind, body, call, argument):
        """Spoil a good answer."""
        if kind == "partial":
            body.records = body.records[: len(body.records) // 2]
        elif kind == "total":
            body.total += int(argument or 1)
        elif kind == "empty":
            body.records = []
        elif kind == "cursor":
            body.token = call.query.get("resumptionToken", body.token)
        elif kind == "duplicate":
            body.records = [record(work) for work in self.works[:SIZE]]


def record(work):
    """Return a work as a record."""
    status = ' status="deleted"' if work.get("deleted") else ""
    head = f"<header{status}>{element('identifier', work['id'])}<datestamp>2020-01-01</datestamp></header>"
    if work.get("deleted"):
        return f"<record>{head}</record>"
    inside = element("dc:title", work["title"]) + element("dc:date", str(work["year"]))
    inside += element("dc:description", work.get("abstract", "")) + element(
        "dc:language", work.get("language", "dut")
    )
    inside += "".join(element("dc:subject", word) for word in work.get("keywords", []))
    spaces = 'xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    return f"<record>{head}<metadata><oai_dc:dc {spaces}>{inside}</oai_dc:dc></metadata></record>"


def error_page(code, message):
    """Return the page that tells of an error."""
    return Sheet([], 0, lambda _: _envelope(element("error", message, code=code)))


def _render(sheet):
    token = element("resumptionToken", sheet.token, completeListSize=str(sheet.total))
    return _envelope(f"<ListRecords>{''.join(sheet.records)}{token}</ListRecords>")


def _envelope(inside):
    return (
        '<?xml version="1.0" encoding="UTF-8"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'
        f"<responseDate>2026-01-01T00:00:00Z</responseDate><request>http://here/oai</request>{inside}</OAI-PMH>"
    )
