"""MARCXML: every field, as RDA, AACR2 and the DNB write them."""

import pytest

from synth.formats import marcxml
from synth.model import Name

BLANK = " "


def field(tag, *pairs, ind=BLANK * 2):
    inside = "".join(f'<subfield code="{code}">{value}</subfield>' for code, value in pairs)
    return f'<datafield tag="{tag}" ind1="{ind[0]}" ind2="{ind[1]}">{inside}</datafield>'


def record(*fields, leader="00000nam a2200000 c 4500", number="1234", fixed="", kind="Bibliographic"):
    control = f'<controlfield tag="001">{number}</controlfield>' if number else ""
    control += f'<controlfield tag="008">{fixed}</controlfield>' if fixed else ""
    return f'<record type="{kind}"><leader>{leader}</leader>{control}{"".join(fields)}</record>'


def read_all(*records):
    inside = "".join(records)
    return marcxml.parse(
        f'<collection xmlns="http://www.loc.gov/MARC21/slim">{inside}</collection>', "made.xml"
    )


def read(*fields, **options):
    found = read_all(record(*fields, **options))
    assert not found.problems
    return found.records[0]


TITLE = field("245", ("a", "Een titel /"))


@pytest.mark.parametrize(
    ("fields", "title"),
    [
        (
            [field("245", ("a", "Een titel :"), ("b", "een ondertitel /"), ("c", "A. Schrijver."))],
            "Een titel: een ondertitel",
        ),
        (
            [field("245", ("a", "Een titel"), ("h", "[electronic resource] :"), ("b", "meer"))],
            "Een titel: meer",
        ),
        ([field("245", ("a", "Reeks."), ("n", "Band 2,"), ("p", "De rest"))], "Reeks. Band 2, De rest"),
        ([field("245", ("a", "Titel ="), ("b", "= Title"))], "Titel = Title"),
        ([field("245", ("a", "&#152;Die&#156; Reform."))], "Die Reform"),
        ([field("245", ("a", "Einfu&#x308;hrung"))], "Einführung"),
        ([field("240", ("a", "Uniforme titel"))], "Uniforme titel"),
    ],
)
def test_title_and_subtitle(fields, title):
    assert read(*fields).title == title


@pytest.mark.parametrize(
    ("fields", "authors"),
    [
        (
            [field("100", ("a", "Radatz, Hans-Ingo"), ("d", "1961-"), ("4", "aut"))],
            (Name("Radatz", "Hans-Ingo"),),
        ),
        ([field("100", ("a", "Goodman, Ken S."))], (Name("Goodman", "Ken S."),)),
        (
            [field("100", ("a", "Gestel, Nicolette van,"), ("e", "auteur."))],
            (Name("van Gestel", "Nicolette"),),
        ),
        (
            [field("100", ("a", "Een, E.")), field("700", ("a", "Twee, T."), ("4", "edt"))],
            (Name("Een", "E."),),
        ),
        ([field("700", ("a", "Twee, T."), ("4", "edt"))], (Name("Twee", "T."),)),
        ([field("700", ("a", "Drie, D."), ("4", "trl"))], ()),
        ([field("700", ("a", "Vier, V."), ("t", "Een ander werk"))], ()),
        (
            [field("110", ("a", "Nederland."), ("b", "Ministerie van SZW."))],
            (Name(literal="Nederland. Ministerie van SZW"),),
        ),
        ([field("710", ("a", "TNO"), ("4", "aut"))], (Name(literal="TNO"),)),
        ([field("100", ("a", "Plato"))], (Name(literal="Plato"),)),
    ],
)
def test_names_with_their_roles(fields, authors):
    assert read(TITLE, *fields).authors == authors


FIXED = "230927s2021    gw ||||| |||| 00||||ger  "


@pytest.mark.parametrize(
    ("fields", "options", "name", "value"),
    [
        ([field("264", ("c", "[2019]"), ind=" 1")], {"fixed": FIXED}, "year", 2019),
        ([field("260", ("b", "Uitgeverij,"), ("c", "2012."))], {}, "year", 2012),
        ([field("260", ("b", "Uitgeverij,"), ("c", "2012."))], {}, "publisher", "Uitgeverij"),
        (
            [field("264", ("b", "Druk"), ind=" 3"), field("264", ("b", "Uit"), ind=" 1")],
            {},
            "publisher",
            "Uit",
        ),
        ([], {"fixed": FIXED}, "year", 2021),
        ([], {"fixed": FIXED}, "language", "de"),
        ([field("041", ("a", "dut"), ("a", "eng"))], {"fixed": FIXED}, "language", "nl"),
        ([field("041", ("a", "dutger"))], {}, "language", "nl"),
        ([field("020", ("a", "90-5901-123-X (pbk.)"), ("c", "EUR 10"))], {}, "isbn", ""),
        ([field("020", ("a", "978-3-574-29262-0"))], {}, "isbn", "9783574292620"),
        ([field("024", ("a", "9783110410310"), ind="3 ")], {}, "isbn", "9783110410310"),
        ([field("022", ("a", "0067-4664"))], {}, "issn", "00674664"),
        ([field("024", ("a", "10.5555/Made"), ("2", "doi"), ind="7 ")], {}, "doi", "10.5555/made"),
        ([field("856", ("u", "https://doi.org/10.5555/X1"), ind="40")], {}, "doi", "10.5555/x1"),
        (
            [
                field("856", ("u", "https://inhoud.example"), ind="42"),
                field("856", ("u", "https://werk.example"), ind="40"),
            ],
            {},
            "url",
            "https://werk.example",
        ),
        (
            [field("520", ("a", "Een &lt;p&gt;samenvatting&lt;/p&gt;.")), field("520", ("a", "Meer."))],
            {},
            "abstract",
            "Een samenvatting . Meer.",
        ),
        ([], {}, "type", "book"),
        ([], {"leader": "00000nas a2200000 c 4500"}, "type", "periodical"),
        ([field("502", ("b", "Dissertation"), ("c", "Universität X"), ("d", "2019"))], {}, "type", "thesis"),
        (
            [field("502", ("b", "Dissertation"), ("c", "Universität X"))],
            {},
            "note",
            "Dissertation Universität X",
        ),
        (
            [
                field("650", ("a", "Arbeid."), ("x", "Onderzoek"), ("2", "gnd")),
                field("653", ("a", "re-integratie"), ("a", "(Produktform)Paperback")),
                field("689", ("a", "arbeid")),
            ],
            {},
            "keywords",
            ("Arbeid--Onderzoek", "re-integratie", "arbeid"),
        ),
    ],
)
def test_each_other_field(fields, options, name, value):
    assert getattr(read(TITLE, *fields, **options), name) == value


PART = field(
    "773",
    ("t", "Zeitschrift für Reform."),
    ("g", "Jahrgang 12 (2011), Heft 3, Seite 1-20"),
    ("x", "0067-4664"),
)


@pytest.mark.parametrize(
    ("name", "value"),
    {
        "container_title": "Zeitschrift für Reform",
        "volume": "12",
        "issue": "3",
        "page": "1-20",
        "year": 2011,
        "issn": "00674664",
        "type": "article-journal",
    }.items(),
)
def test_a_part_has_its_host(name, value):
    assert getattr(read(TITLE, PART, leader="00000naa a2200000 c 4500"), name) == value


def test_a_part_of_a_book_is_a_chapter_and_the_short_form_of_its_place_is_read():
    part = read(
        TITLE, field("773", ("t", "Bundel"), ("q", "66:6&lt;1116")), leader="00000naa a2200000 c 4500"
    )
    assert (part.type, part.volume, part.issue, part.page) == ("chapter", "66", "6", "1116")


def test_holdings_and_the_record_around_a_record_are_no_records():
    holdings = record(field("852", ("a", "Bib")), kind="Holdings", leader="00000nu  a2200000 c 4500")
    answer = f"<record><recordData>{record(TITLE)}{holdings}</recordData></record>"
    found = read_all(answer)
    assert [one.source_id for one in found.records] == ["1234"]
    assert not found.problems


def test_a_record_without_title_and_number_is_a_problem_with_its_line():
    found = read_all("\n\n", record(field("500", ("a", "niets")), number=""), record(TITLE))
    assert [one.title for one in found.records] == ["Een titel"]
    assert found.problems[0].position.line == 3


def test_subfields_without_code_and_short_leaders_do_no_harm():
    broken = '<record><leader>nm 22</leader><datafield tag="245"><subfield>x</subfield></datafield>'
    found = read_all(broken + f"{TITLE}</record>")
    assert not found.records or found.records[0].title in ("", "Een titel")


def test_marc_is_recognised():
    assert marcxml.looks_like(f"<collection>{record(TITLE)}</collection>")
    assert not marcxml.looks_like("TY  - JOUR")
