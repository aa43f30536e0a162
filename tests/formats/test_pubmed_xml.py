"""PubMed XML: every field of an article and of a book."""

import pytest

from synth.errors import FileError
from synth.formats import pubmed_xml
from synth.model import Name

ARTICLE = """<?xml version="1.0"?>
<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2019//EN" "https://dtd.example/x.dtd">
<PubmedArticleSet><PubmedArticle>
<MedlineCitation><PMID Version="1">123</PMID>
<Article>
 <Journal><ISSN IssnType="Electronic">1601-183X</ISSN>
  <JournalIssue><Volume>17</Volume><Issue>8</Issue><PubDate>{date}</PubDate></JournalIssue>
  <Title>Tijdschrift voor invoering</Title><ISOAbbreviation>T Inv</ISOAbbreviation></Journal>
 <ArticleTitle>{title}</ArticleTitle>
 <Pagination><MedlinePgn>525-42</MedlinePgn></Pagination>
 <ELocationID EIdType="doi" ValidYN="N">10.5555/wrong</ELocationID>
 <ELocationID EIdType="pii">x1</ELocationID><ELocationID EIdType="doi">10.5555/Made.1</ELocationID>
 <Abstract><AbstractText Label="DOEL">Re<i>inte</i>gratie van H<sub>2</sub>O &lt; 5.</AbstractText>
  <AbstractText Label="UNLABELLED">Verder.</AbstractText>
  <CopyrightInformation>No</CopyrightInformation></Abstract>
 <AuthorList><Author><LastName>van der Made</LastName><ForeName>Anna B</ForeName>
   <Initials>AB</Initials></Author>
  <Author><LastName>Gestel</LastName><ForeName>N van</ForeName></Author>
  <Author><LastName>King</LastName><ForeName>Martin</ForeName><Suffix>Jr</Suffix></Author>
  <Author ValidYN="N"><LastName>Wrong</LastName><ForeName>W</ForeName></Author>
  <Author><CollectiveName>Werkgroep Invoering</CollectiveName></Author></AuthorList>
 <Language>dut</Language><Language>eng</Language>
 <PublicationTypeList><PublicationType>Journal Article</PublicationType>{kind}</PublicationTypeList>
 {vernacular}
</Article>
<MedlineJournalInfo><ISSNLinking>0000-0000</ISSNLinking></MedlineJournalInfo>
<MeshHeadingList><MeshHeading><DescriptorName>Health Plan Implementation</DescriptorName>
 <QualifierName>methods</QualifierName></MeshHeading>
 <MeshHeading><DescriptorName>Invoering</DescriptorName></MeshHeading></MeshHeadingList>
<KeywordList><Keyword>invoering</Keyword><Keyword>Jeugd&#x323;zorg</Keyword></KeywordList>
</MedlineCitation>
<PubmedData><ArticleIdList><ArticleId IdType="doi">10.5555/other</ArticleId></ArticleIdList></PubmedData>
</PubmedArticle></PubmedArticleSet>"""

BOOK = """<PubmedArticleSet><PubmedBookArticle><BookDocument><PMID>456</PMID>
<ArticleIdList><ArticleId IdType="doi">10.5555/book.1</ArticleId></ArticleIdList>
<Book><Publisher><PublisherName>Uitgeverij</PublisherName></Publisher><BookTitle>Het boek</BookTitle>
<PubDate><Year>2001</Year></PubDate>
<AuthorList Type="editors"><Author><LastName>Red</LastName><ForeName>R</ForeName></Author></AuthorList>
<Isbn>1859962521</Isbn></Book>{chapter}
<Language>eng</Language><Abstract><AbstractText>Kort.</AbstractText></Abstract>
<KeywordList><Keyword>zorg</Keyword></KeywordList>
</BookDocument></PubmedBookArticle></PubmedArticleSet>"""
CHAPTER = """<ArticleTitle>Een hoofdstuk</ArticleTitle><Pagination><StartPage>3</StartPage>
<EndPage>9</EndPage></Pagination>
<AuthorList Type="authors"><Author><LastName>Schrijver</LastName><ForeName>S</ForeName></Author>
</AuthorList>"""


def read(document, **parts):
    given = {"date": "<Year>2018</Year>", "title": "Een titel.", "kind": "", "vernacular": "", "chapter": ""}
    for name, value in {**given, **parts}.items():
        document = document.replace(f"{{{name}}}", value)
    found = pubmed_xml.parse(document, "made.xml")
    assert not found.problems
    return found.records[0]


@pytest.mark.parametrize(
    ("field", "value"),
    {
        "source_id": "123",
        "pmid": "123",
        "title": "Een titel.",
        "year": 2018,
        "container_title": "Tijdschrift voor invoering",
        "volume": "17",
        "issue": "8",
        "page": "525-542",
        "language": "nl",
        "type": "article-journal",
        "doi": "10.5555/made.1",
        "issn": "1601183X",
        "url": "https://pubmed.ncbi.nlm.nih.gov/123/",
        "abstract": "DOEL: Reintegratie van H2O < 5. Verder.",
        "keywords": ("invoering", "Jeugḍzorg", "Health Plan Implementation"),
        "authors": (
            Name("van der Made", "Anna B"),
            Name("van Gestel", "N"),
            Name("King", "Martin, Jr"),
            Name(literal="Werkgroep Invoering"),
        ),
    }.items(),
)
def test_each_field_of_an_article(field, value):
    assert getattr(read(ARTICLE), field) == value


@pytest.mark.parametrize(
    ("parts", "field", "value"),
    [
        ({"date": "<MedlineDate>2009 Nov-2010 Jan</MedlineDate>"}, "year", 2009),
        ({"title": "The <i>TERT</i> gene<sup>2</sup>"}, "title", "The TERT gene2"),
        ({"vernacular": "<VernacularTitle>De titel.</VernacularTitle>"}, "note", "Original title: De titel."),
        (
            {"title": "[Not Available].", "vernacular": "<VernacularTitle>De titel.</VernacularTitle>"},
            "title",
            "De titel.",
        ),
        ({"kind": "<PublicationType>Preprint</PublicationType>"}, "type", "article"),
        (
            {"kind": "<PublicationType>Retracted Publication</PublicationType>"},
            "note",
            "Retracted according to PubMed.",
        ),
    ],
)
def test_what_articles_write_otherwise(parts, field, value):
    assert getattr(read(ARTICLE, **parts), field) == value


@pytest.mark.parametrize(
    ("chapter", "field", "value"),
    [
        ("", "title", "Het boek"),
        ("", "type", "book"),
        ("", "authors", (Name("Red", "R"),)),
        ("", "publisher", "Uitgeverij"),
        ("", "pmid", "456"),
        ("", "isbn", "9781859962527"),
        ("", "year", 2001),
        ("", "doi", "10.5555/book.1"),
        ("", "abstract", "Kort."),
        ("", "keywords", ("zorg",)),
        (CHAPTER, "title", "Een hoofdstuk"),
        (CHAPTER, "container_title", "Het boek"),
        (CHAPTER, "type", "chapter"),
        (CHAPTER, "page", "3-9"),
        (CHAPTER, "authors", (Name("Schrijver", "S"),)),
    ],
)
def test_each_field_of_a_book_and_a_chapter(chapter, field, value):
    assert getattr(read(BOOK, chapter=chapter), field) == value


def test_one_entry_without_title_and_number_is_a_problem_and_the_others_are_kept():
    empty = "<PubmedArticle><MedlineCitation/></PubmedArticle>"
    document = ARTICLE.replace("<PubmedArticle>", f"{empty}<PubmedArticle>", 1)
    found = pubmed_xml.parse(document, "made.xml")
    assert len(found.records) == 1
    assert found.problems[0].position.line == 3


def test_a_record_can_be_read_again_from_what_was_kept():
    record = read(ARTICLE)
    assert pubmed_xml.parse(record.raw, "again.xml").records[0].title == record.title


def test_a_cut_file_is_refused_with_its_place():
    with pytest.raises(FileError, match=r"made\.xml:\d+:\d+: This is not well-formed XML"):
        pubmed_xml.parse(ARTICLE[:900], "made.xml")


def test_articles_are_recognised():
    assert pubmed_xml.looks_like(ARTICLE)
    assert not pubmed_xml.looks_like("<html><body>PubmedArticle</body></html>")
