"""LOM: every field."""

import pytest

from synth.formats import lom
from synth.model import Name


def card(name, role, organisation="", when=""):
    org = f"\nORG:{organisation}" if organisation else ""
    dated = f"<date><datetime>{when}</datetime></date>" if when else ""
    return (
        f"<contribute><role><value><langstring>{role}</langstring></value></role><centity><vcard>BEGIN:VCARD\n"
        f"  FN:{name}{org}\nEND:VCARD</vcard></centity>{dated}</contribute>"
    )


SCHOOL = card(r"Hanze\, Groningen", "hogeschool", "Hanze")
PUBLISHER = card(r"Uitgever\; X", "publisher", "X", "2019-04-01")
DOCUMENT = f"""<czp:lom xmlns:czp="urn:czp" xmlns="urn:czp"><general>
<title><langstring xml:lang="nl">Les over invoering</langstring></title>
<catalogentry><entry><langstring>urn:uuid:1</langstring></entry></catalogentry><language>nl</language>
<description><langstring>Uitleg.</langstring><langstring>Uitleg.</langstring></description>
<keyword><langstring>zorg</langstring></keyword><keyword><langstring>Jeugd</langstring></keyword></general>
<lifecycle>{card("Made, Anna van der", "author")}{SCHOOL}{PUBLISHER}</lifecycle>
<technical><location>https://doi.org/10.5555/les</location></technical></czp:lom>"""


@pytest.mark.parametrize(
    ("name", "value"),
    {
        "source_id": "urn:uuid:1",
        "title": "Les over invoering",
        "authors": (Name("van der Made", "Anna"),),
        "year": 2019,
        "publisher": "Uitgever; X",
        "language": "nl",
        "doi": "10.5555/les",
        "url": "https://doi.org/10.5555/les",
        "abstract": "Uitleg.",
        "keywords": ("zorg", "Jeugd"),
    }.items(),
)
def test_each_field(name, value):
    assert getattr(lom.parse(DOCUMENT, "made.xml").records[0], name) == value


def test_an_institution_stands_in_for_authors():
    document = DOCUMENT.replace(card("Made, Anna van der", "author"), "")
    assert lom.parse(document, "made.xml").records[0].authors == (Name(literal="Hanze, Groningen"),)


def test_lom_is_recognised():
    assert lom.looks_like(DOCUMENT)
    assert len(lom.parse("<lom/>", "made.xml").problems) == 1


IEEE = """<lom:lom xmlns:lom="http://ltsc.ieee.org/xsd/LOM"><lom:general><lom:identifier>
<lom:entry>urn:x:1</lom:entry></lom:identifier><lom:title><lom:string>Les</lom:string></lom:title></lom:general>
<lom:lifeCycle><lom:contribute><lom:role><lom:value>author</lom:value></lom:role><lom:entity>BEGIN:VCARD
FN:Anna van der Made
END:VCARD</lom:entity><lom:date><lom:dateTime>2019-03-01</lom:dateTime></lom:date></lom:contribute></lom:lifeCycle>
</lom:lom>"""


def test_the_binding_of_ieee_writes_names_in_another_way():
    record = lom.parse(IEEE, "made.xml").records[0]
    assert (record.source_id, record.title, record.year) == ("urn:x:1", "Les", 2019)
    assert record.authors == (Name("van der Made", "Anna"),)
