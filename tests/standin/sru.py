"""An SRU server over works in memory: CQL, diagnostics with status 200, MARC or Dublin Core.

`Sru` answers as the DNB does (version 1.1, letters taken apart, indexes WOE, tit and jhr), `SruPlain` as a
server of which only the address is known (1.2, Dublin Core, no indexes), `SruOverheid` as overheid.nl. A
work is {id, title, abstract, keywords, year, language}.
"""

import re
import unicodedata
from types import MappingProxyType
from xml.sax.saxutils import escape

from tests.standin.boolean_query import QueryError, compile_query, words_next_to
from tests.standin.sheets import XML, Sheet, element
from tests.standin.words import tokens

LONGEST_URL, MOST = 8_000, 100
TERM = re.compile(
    r"""\s*(?:(?P<index>[\w.-]+)\s*(?P<relation>==|>=|<=|=|>|<)\s*)?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s()"=<>]+))"""
)
FIELDS = ("title", "abstract", "keywords", "isbn")
SRW = "http://www.loc.gov/zing/srw/"


class DiagnosticError(Exception):
    """What the server cannot do: a number of the list of SRU, and details."""

    def __init__(self, number, message, details=""):
        super().__init__(message)
        self.number, self.message, self.details = number, message, details


class Sru:
    """Answers searches as the DNB does."""

    version = "1.1"
    indexes = MappingProxyType(
        {"woe": ("title", "abstract", "keywords"), "tit": ("title",), "num": ("isbn",)}
    )
    year = "jhr"
    default = "woe"

    def __init__(self, works):
        self.works = works
        self.words = {work["id"]: {n: _words(work, n) for n in FIELDS} for work in works}

    def select(self, query):
        """Return the works that fit a query; raise DiagnosticError when it cannot be asked."""
        try:
            fits = compile_query(query, TERM, self._term)
        except QueryError as error:
            raise DiagnosticError(10, "Query syntax error", str(error)) from None
        return [work for work in self.works if fits(work)]

    def _term(self, match):
        index = (match["index"] or self.default).lower()
        value = match["word"] if match["phrase"] is None else match["phrase"]
        if index == self.year and self.year:
            return _compared(match["relation"], int(value))
        if index not in self.indexes:
            raise DiagnosticError(16, "Unsupported index", index)
        stem = value.removesuffix("*")
        wanted = tokens(stem)
        if "*" in stem or not wanted:
            raise DiagnosticError(28, "Masking character not supported", value)
        return lambda work: any(
            words_next_to(self.words[work["id"]][name], wanted, prefix=stem != value)
            for name in self.indexes[index]
        )

    def answer(self, call, _api):
        """Return status, headers and body of a request that meets no failure."""
        if len(call.path) > LONGEST_URL:
            return 414, {}, "<html><title>414 Request-URI Too Long</title></html>"
        try:
            return 200, XML, self.page(call.query)
        except DiagnosticError as error:
            return 200, XML, self.diagnostic(error)

    def page(self, query):
        """Return the page that a query asks for."""
        if query.get("operation") != "searchRetrieve" or query.get("version") != self.version:
            raise DiagnosticError(4, "Unsupported operation or version")
        start, most = int(query.get("startRecord", 1)), int(query.get("maximumRecords", 10))
        found = self.select(query.get("query", ""))
        if start > 1 and start > len(found):
            raise DiagnosticError(61, "First record position out of range")
        chosen = found[start - 1 : start - 1 + min(most, MOST)]
        return Sheet([self.record(one) for one in chosen], len(found), self.render)

    def record(self, work):
        """Return a work as MARC, with letters and their marks apart."""
        fields = f'<controlfield tag="001">{work["id"]}</controlfield>'
        fields += f'<controlfield tag="008">230927s{work["year"]}    gw</controlfield>'
        fields += _field("041", work.get("language", "ger")) + _field("245", work["title"])
        fields += _field("520", work.get("abstract", "")) if work.get("abstract") else ""
        fields += _field("020", work["isbn"]) if work.get("isbn") else ""
        fields += "".join(_field("653", word) for word in work.get("keywords", []))
        marc = '<record xmlns="http://www.loc.gov/MARC21/slim" type="Bibliographic">'
        return unicodedata.normalize(
            "NFD", f"{marc}<leader>00000nam a2200000 c 4500</leader>{fields}</record>"
        )

    def render(self, sheet):
        """Write a page."""
        inside = "".join(
            f"<record><recordSchema>x</recordSchema><recordPacking>xml</recordPacking><recordData>{one}"
            "</recordData></record>"
            for one in sheet.records
        )
        return (
            f'<?xml version="1.0" encoding="UTF-8"?><searchRetrieveResponse xmlns="{SRW}">'
            f"{element('version', self.version)}{element('numberOfRecords', str(sheet.total))}"
            f"<records>{inside}</records></searchRetrieveResponse>"
        )

    def diagnostic(self, error):
        """Write what the server cannot do."""
        inside = element("uri", f"info:srw/diagnostic/1/{error.number}") + element("details", error.details)
        inside += element("message", error.message)
        space = "http://www.loc.gov/zing/srw/diagnostic/"
        text = (
            f'<searchRetrieveResponse xmlns="{SRW}"><version>{self.version}</version><diagnostics>'
            f'<diagnostic xmlns="{space}">{inside}</diagnostic></diagnostics></searchRetrieveResponse>'
        )
        return Sheet([], 0, lambda _: text)

    def fail(self, kind, argument):
        """Return the answer of a failure of this kind."""
        if kind == "refuse":
            return 200, XML, self.diagnostic(DiagnosticError(16, "Unsupported index", "colour"))
        if kind == "budget":
            return 200, XML, self.diagnostic(DiagnosticError(2, "System temporarily unavailable"))
        return int(kind), {"Retry-After": argument or "1"}, f"<html><title>{kind}</title></html>"

    def change(self, kind, body, call, argument):
        """Spoil a good answer."""
        if kind == "partial":
            body.records = body.records[: len(body.records) // 2]
        elif kind == "total":
            body.total += int(argument or 1)
        elif kind == "empty":
            body.records = []
        elif kind == "duplicate":
            body.records = [self.record(one) for one in self.works[: len(body.records)]]


class SruPlain(Sru):
    """Answers searches in one index only, with Dublin Core that is packed as text."""

    version = "1.2"
    indexes = MappingProxyType({"": ("title", "abstract", "keywords"), "dc.identifier": ("isbn",)})
    year = ""
    default = ""

    def record(self, work):
        """Return a work as Dublin Core, packed as text."""
        return escape(self.data(work))

    def data(self, work):
        """Return a work as Dublin Core."""
        inside = element("dc:identifier", work["id"]) + element("dc:title", work["title"])
        inside += element("dc:date", str(work["year"])) + element("dc:description", work.get("abstract", ""))
        inside += element("dc:identifier", f"ISBN {work['isbn']}") if work.get("isbn") else ""
        inside += "".join(element("dc:subject", word) for word in work.get("keywords", []))
        return f'<dc xmlns:dc="http://purl.org/dc/elements/1.1/">{inside}</dc>'


class SruOverheid(SruPlain):
    """Answers searches as repository.overheid.nl does: version 2.0, every query within a product area."""

    version = "2.0"
    indexes = MappingProxyType(
        {
            "cql.textandindexes": ("title", "abstract", "keywords"),
            "dt.title": ("title",),
            "c.product-area": (),
        }
    )
    default = "cql.textandindexes"

    def _term(self, match):
        if (match["index"] or "").lower() == "c.product-area":
            if match["relation"] != "==":
                raise DiagnosticError(19, "Unsupported relation", match["relation"])
            return lambda work: match["word"] == "officielepublicaties"
        return super()._term(match)


def _compared(relation, year):
    tests = {">=": lambda work: work["year"] >= year, "<=": lambda work: work["year"] <= year}
    if relation not in tests:
        raise DiagnosticError(19, "Unsupported relation", relation or "")
    return tests[relation]


def _words(work, name):
    value = work.get(name, "")
    return [tokens(one) for one in (value if isinstance(value, list) else [value])]


def _field(tag, value):
    return f'<datafield tag="{tag}" ind1=" " ind2=" ">{element("subfield", value, code="a")}</datafield>'
