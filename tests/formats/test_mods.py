"""MODS: every field."""

import pytest

from synth.formats import mods
from synth.model import Name

DOCUMENT = """<modsCollection xmlns="http://www.loc.gov/mods/v3"><mods>
<titleInfo type="alternative"><title>Anders</title></titleInfo>
<titleInfo><nonSort>De</nonSort><title>invoering</title><subTitle>een studie</subTitle></titleInfo>
<name type="personal"><namePart type="family">Made</namePart><namePart type="given">Anna van der</namePart>
 <role><roleTerm type="text">author</roleTerm></role></name>
<name type="personal"><namePart>Wälti, Hans, 1902-</namePart></name>
<name type="corporate"><namePart>TNO</namePart></name>
<name><namePart>Vertaler, V.</namePart><role><roleTerm>trl</roleTerm></role></name>
<genre>journal article</genre>
<originInfo><publisher>Uitgeverij,</publisher><dateIssued point="end">2012</dateIssued>
 <dateIssued>2011-05-01</dateIssued></originInfo>
<language><languageTerm type="code">dut</languageTerm></language>
<abstract>Een samenvatting.</abstract>
<subject><topic>Implementatie</topic><geographic>Nederland</geographic></subject>
<relatedItem type="host"><titleInfo><title>Tijdschrift</title></titleInfo>
 <identifier type="issn">0067-4664</identifier>
 <part><detail type="volume"><number>5</number></detail><detail type="issue"><number>2</number></detail>
  <extent unit="page"><start>3</start><end>8</end></extent></part></relatedItem>
<identifier type="isbn" invalid="yes">9783574292620</identifier>
<identifier type="doi">https://doi.org/10.5555/Made</identifier>
<location><url access="preview">https://klein.example</url><url>https://groot.example</url></location>
<recordInfo><recordIdentifier>rec-1</recordIdentifier></recordInfo>
</mods></modsCollection>"""


@pytest.mark.parametrize(
    ("name", "value"),
    {
        "source_id": "rec-1",
        "title": "De invoering: een studie",
        "authors": (Name("van der Made", "Anna"), Name("Wälti", "Hans"), Name(literal="TNO")),
        "year": 2011,
        "container_title": "Tijdschrift",
        "volume": "5",
        "issue": "2",
        "page": "3-8",
        "publisher": "Uitgeverij",
        "language": "nl",
        "type": "article-journal",
        "doi": "10.5555/made",
        "isbn": "",
        "issn": "00674664",
        "url": "https://groot.example",
        "abstract": "Een samenvatting.",
        "keywords": ("Implementatie", "Nederland"),
    }.items(),
)
def test_each_field(name, value):
    found = mods.parse(DOCUMENT, "made.xml")
    assert getattr(found.records[0], name) == value


@pytest.mark.parametrize(
    ("inside", "kind"),
    [
        ("<genre>Doctoral thesis</genre>", "thesis"),
        ("<originInfo><issuance>monographic</issuance></originInfo>", "book"),
        ('<relatedItem type="host"><titleInfo><title>Boek</title></titleInfo></relatedItem>', "chapter"),
    ],
)
def test_the_type(inside, kind):
    document = f"<mods><titleInfo><title>T</title></titleInfo>{inside}</mods>"
    assert mods.parse(document, "made.xml").records[0].type == kind


def test_nothing_to_know_a_work_by_is_a_problem():
    found = mods.parse("<modsCollection><mods/></modsCollection>", "made.xml")
    assert not found.records
    assert len(found.problems) == 1


def test_mods_is_recognised():
    assert mods.looks_like(DOCUMENT)
    assert not mods.looks_like("<html/>")
