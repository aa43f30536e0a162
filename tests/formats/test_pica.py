"""PICA XML: every field."""

import pytest

from synth.formats import pica
from synth.model import Name


def field(tag, *pairs):
    inside = "".join(f'<subfield code="{code}">{value}</subfield>' for code, value in pairs)
    return f'<datafield tag="{tag}">{inside}</datafield>'


def read(*fields):
    space = "info:srw/schema/5/picaXML-v1.0"
    document = f'<collection><record xmlns="{space}">{"".join(fields)}</record></collection>'
    assert pica.looks_like(document)
    return pica.parse(document, "made.xml").records[0]


TITLE = field("021A", ("a", "Die @Reform"), ("d", "eine Studie"))


@pytest.mark.parametrize(
    ("fields", "name", "value"),
    [
        ([TITLE], "title", "Die Reform: eine Studie"),
        ([TITLE, field("003@", ("0", "123X"))], "source_id", "123X"),
        (
            [TITLE, field("028A", ("a", "Made"), ("d", "Anna"), ("c", "van der"))],
            "authors",
            (Name("van der Made", "Anna"),),
        ),
        ([TITLE, field("028C", ("a", "Een"), ("d", "E."))], "authors", (Name("Een", "E."),)),
        ([TITLE, field("029A", ("a", "TNO"))], "authors", (Name(literal="TNO"),)),
        ([TITLE, field("011@", ("a", "2014"))], "year", 2014),
        ([TITLE, field("010@", ("a", "dut"), ("a", "eng"))], "language", "nl"),
        ([TITLE, field("033A", ("p", "Assen"), ("n", "Van Gorcum"))], "publisher", "Van Gorcum"),
        ([TITLE, field("004A", ("A", "9783943267914"))], "isbn", "9783943267914"),
        ([TITLE, field("005A", ("0", "0067-4664"))], "issn", "00674664"),
        ([TITLE, field("039B", ("t", "Das @Blatt"))], "container_title", "Das Blatt"),
        ([TITLE, field("031A", ("d", "5"), ("e", "2"), ("h", "3-8"))], "page", "3-8"),
        ([TITLE, field("031A", ("d", "5"), ("e", "2"), ("h", "3-8"))], "volume", "5"),
        ([TITLE, field("031A", ("d", "5"), ("e", "2"), ("h", "3-8"))], "issue", "2"),
        ([TITLE, field("004V", ("0", "10.5555/Made"))], "doi", "10.5555/made"),
        ([TITLE, field("017C", ("u", "https://x.example"))], "url", "https://x.example"),
        ([TITLE, field("047I", ("a", "Kurz."))], "abstract", "Kurz."),
        ([TITLE, field("041A", ("a", "Arbeit")), field("044K", ("a", "arbeit"))], "keywords", ("Arbeit",)),
        ([TITLE, field("002@", ("0", "Aau"))], "type", "book"),
    ],
)
def test_each_field(fields, name, value):
    assert getattr(read(*fields), name) == value


def test_nothing_to_know_a_work_by_is_a_problem():
    document = f"<record>{field('011@', ('a', '2014'))}</record>"
    assert len(pica.parse(document, "made.xml").problems) == 1
