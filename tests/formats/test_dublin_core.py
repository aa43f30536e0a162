"""Dublin Core: every field, as repositories, the DNB, the KB and overheid.nl write it."""

import pytest

from synth.formats import dublin_core
from synth.model import Name

XMLNS = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)


def read(*elements):
    found = dublin_core.parse(f"<dc {XMLNS}>{''.join(elements)}</dc>", "made.xml")
    assert not found.problems
    return found.records[0]


def dc(name, value, attributes=""):
    return f"<dc:{name} {attributes}>{value}</dc:{name}>"


TITLE = dc("title", "Een titel")


@pytest.mark.parametrize(
    ("elements", "name", "value"),
    [
        (
            [dc("title", "Kunst : een reis / Hans Thomsen"), dc("creator", "Thomsen, Hans")],
            "title",
            "Kunst: een reis",
        ),
        ([dc("title", "En / of")], "title", "En / of"),
        ([TITLE, dc("creator", "Rüegg, Willy A. [Verfasser]")], "authors", (Name("Rüegg", "Willy A."),)),
        ([TITLE, dc("creator", "Wälti, Hans, 1902-")], "authors", (Name("Wälti", "Hans"),)),
        ([TITLE, dc("creator", "Ministerie van SZW")], "authors", (Name(literal="Ministerie van SZW"),)),
        ([TITLE, dc("contributor", "Made, A. van der")], "authors", (Name("van der Made", "A."),)),
        (
            [TITLE, dc("date", "2019-01-02T10:00:00Z"), dc("date", "2020-05-01"), dc("date", "2018")],
            "year",
            2018,
        ),
        ([TITLE, dc("date", "2019-01-02T10:00:00Z")], "year", 2019),
        ([TITLE, "<dcterms:issued>2015-01</dcterms:issued>", dc("date", "2001")], "year", 2015),
        ([TITLE, dc("language", "dut")], "language", "nl"),
        (
            [TITLE, dc("language", "http://publications.europa.eu/resource/authority/language/NLD")],
            "language",
            "nl",
        ),
        ([TITLE, dc("type", "Text"), dc("type", "info:eu-repo/semantics/doctoralThesis")], "type", "thesis"),
        (
            [TITLE, dc("type", "Article / Letter to editor"), dc("type", "info:eu-repo/semantics/article")],
            "type",
            "article-journal",
        ),
        (
            [TITLE, dc("identifier", "https://hdl.handle.net/1/2"), dc("identifier", "10.5555/Made")],
            "doi",
            "10.5555/made",
        ),
        (
            [TITLE, dc("relation", "info:eu-repo/semantics/altIdentifier/doi/10.5555/alt")],
            "doi",
            "10.5555/alt",
        ),
        ([TITLE, dc("identifier", "https://hdl.handle.net/1/2")], "url", "https://hdl.handle.net/1/2"),
        (
            [TITLE, dc("identifier", "978-3-11-042629-8 : EUR 99.95", 'xsi:type="tel:ISBN"')],
            "isbn",
            "9783110426298",
        ),
        ([TITLE, dc("identifier", "1229450084", 'xsi:type="dnb:IDN"')], "isbn", ""),
        ([TITLE, dc("identifier", "1229450084", 'xsi:type="dnb:IDN"')], "source_id", "1229450084"),
        ([TITLE, dc("source", "0067-4664")], "issn", "00674664"),
        ([TITLE, dc("identifier", "urn:issn:0067-4664")], "issn", "00674664"),
        (
            [TITLE, dc("description", "&lt;p&gt;Een.&lt;/p&gt;"), dc("description", "Twee.")],
            "abstract",
            "Een. Twee.",
        ),
        (
            [TITLE, "<dcterms:abstract>Kort.</dcterms:abstract>", dc("description", "pdf")],
            "abstract",
            "Kort.",
        ),
        (
            [TITLE, dc("subject", "zorg; jeugd"), dc("subject", "Zorg"), dc("subject", "info:x")],
            "keywords",
            ("zorg", "jeugd"),
        ),
        ([TITLE, dc("publisher", "Berlin : De Gruyter")], "publisher", "De Gruyter"),
        ([TITLE, dc("source", "Tijdschrift X; Vol 5, Nr 2 (2019); 3-8")], "container_title", "Tijdschrift X"),
        ([TITLE, dc("source", "Tijdschrift X; Vol 5, Nr 2 (2019); 3-8")], "volume", "5"),
        ([TITLE, dc("source", "Tijdschrift X; Vol 5, Nr 2 (2019); 3-8")], "issue", "2"),
        ([TITLE, dc("source", "Tijdschrift X; Vol 5, Nr 2 (2019); 3-8")], "page", "3-8"),
        ([TITLE, "<dcterms:isPartOf>Een reeks</dcterms:isPartOf>"], "container_title", "Een reeks"),
    ],
)
def test_each_field(elements, name, value):
    assert getattr(read(*elements), name) == value


def test_elements_inside_other_metadata_count():
    document = f"""<gzd {XMLNS}><originalData><meta><owmskern>
    <dcterms:identifier>stb-2019-1</dcterms:identifier>
    <dcterms:title>Een besluit</dcterms:title><dcterms:language>nl</dcterms:language>
    <dcterms:creator scheme="overheid:Ministerie">Ministerie van VWS</dcterms:creator>
    <dcterms:modified>2019-02-01</dcterms:modified></owmskern></meta></originalData></gzd>"""
    record = dublin_core.parse(document, "made.xml").records[0]
    assert (record.source_id, record.title, record.year) == ("stb-2019-1", "Een besluit", 2019)
    assert record.authors == (Name(literal="Ministerie van VWS"),)


def test_nothing_to_know_a_work_by_is_a_problem():
    found = dublin_core.parse(f"<dc {XMLNS}>{dc('date', '2019')}</dc>", "made.xml")
    assert (len(found.records), len(found.problems)) == (0, 1)


def test_dublin_core_is_recognised():
    assert dublin_core.looks_like(f"<dc {XMLNS}/>")
    assert not dublin_core.looks_like("<rss/>")
