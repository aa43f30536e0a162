"""For each source one answer in the documented shape with every field that is read, and the record it is.

Made for these tests; none is a real publication.
"""

from synth.model import Name

AUTHORS = (Name("van den Berg", "Anna M."), Name("Müller", "Jörg"), Name(literal="Instituut voor Arbeid"))

SEMANTICSCHOLAR = {
    "paperId": "00aa",
    "externalIds": {"DOI": "10.5555/Made.A", "PubMed": "12345678", "ArXiv": "2001.00001", "CorpusId": 7},
    "url": "https://www.semanticscholar.org/paper/00aa",
    "title": "Re-integratie &amp; werk in <i>de</i> praktijk",
    "abstract": "Een  onderzoek\nnaar werk.",
    "venue": "Made Journal",
    "publicationVenue": {
        "id": "v",
        "name": "Made Journal of Work",
        "issn": "0317-8471",
        "alternate_issns": ["1050-124X"],
    },
    "journal": {"name": "Made J. Work", "volume": "58 3", "pages": "\n          101-9\n        "},
    "year": 2019,
    "publicationDate": "2019-05-02",
    "publicationTypes": ["Review", "JournalArticle"],
    "authors": [
        {"authorId": "1", "name": "Anna M. van den Berg"},
        {"authorId": None, "name": "Jörg Müller"},
        {"authorId": "3", "name": "Instituut voor Arbeid"},
    ],
    "isOpenAccess": True,
    "openAccessPdf": {"url": "https://example.org/a.pdf", "status": "GREEN"},
    "s2FieldsOfStudy": [{"category": "Sociology", "source": "s2-fos-model"}],
}
DOAJ = {
    "id": "00bb",
    "last_updated": "2020-11-25T02:27:47Z",
    "bibjson": {
        "title": "Re-integratie &amp; werk in <i>de</i> praktijk",
        "abstract": "<p>Een onderzoek</p><p>naar werk.</p>",
        "year": "2019",
        "month": "5",
        "author": [
            {"name": "Anna M. van den Berg", "affiliation": "Made", "orcid_id": "https://orcid.org/0"},
            {"name": "Müller, Jörg"},
            {"name": "Instituut voor Arbeid"},
        ],
        "identifier": [
            {"type": "eissn", "id": "1050-124X"},
            {"type": "pissn", "id": "0317-8471"},
            {"type": "DOI", "id": "https://doi.org/10.5555/Made.A"},
        ],
        "journal": {
            "title": "Made Journal of Work",
            "volume": "58",
            "number": "3",
            "publisher": "Made Press",
            "language": ["NL"],
            "issns": ["0317-8471"],
            "country": "NL",
        },
        "start_page": "101",
        "end_page": "109",
        "keywords": ["werk", "re-integratie", "werk"],
        "subject": [{"scheme": "LCC", "code": "H", "term": "Social sciences"}],
        "link": [{"type": "fulltext", "url": "https://example.org/a"}],
    },
}
CORE = {
    "id": 77,
    "title": "Re-integratie &amp; werk in <i>de</i> praktijk",
    "abstract": "Een onderzoek\nnaar werk.",
    "authors": [
        {"name": "van den Berg, Anna M."},
        {"name": "Müller, Jörg"},
        {"name": "Instituut voor Arbeid"},
    ],
    "yearPublished": 2019,
    "publishedDate": "2019-05-02T01:00:00",
    "acceptedDate": "",
    "depositedDate": "2021-01-01",
    "publisher": "'Made Press'",
    "language": {"code": "nl", "name": "Dutch"},
    "documentType": "thesis",
    "doi": "10.5555/Made.A",
    "pubmedId": "12345678",
    "arxivId": None,
    "identifiers": [{"identifier": "77", "type": "CORE_ID"}, {"identifier": "10.5555/made.a", "type": "DOI"}],
    "journals": [{"title": "Made Journal of Work", "identifiers": ["issn:0317-8471"]}],
    "links": [{"type": "display", "url": "https://core.ac.uk/works/77"}],
    "downloadUrl": "https://example.org/a.pdf",
    "fieldOfStudy": "sociology",
    "fullText": "Not available for public API users.",
}
OPENAIRE = {
    "id": "made________::00cc",
    "type": "publication",
    "mainTitle": "Re-integratie &amp; werk",
    "subTitle": "in <i>de</i> praktijk",
    "authors": [
        {"fullName": "van den Berg, Anna M.", "name": "Anna M.", "surname": "Van Den Berg", "rank": 1},
        {"fullName": "Jörg Müller", "name": "Jörg", "surname": "Müller", "rank": 2, "pid": None},
        {"fullName": "Instituut voor Arbeid", "name": None, "surname": None, "rank": 3},
    ],
    "publicationDate": "2019-05-02",
    "descriptions": ["", "<p>Een onderzoek</p><p>naar werk.</p>"],
    "publisher": "Made Press",
    "language": {"code": "dut/nld", "label": "Dutch; Flemish"},
    "container": {
        "name": "Made Journal of Work",
        "issnPrinted": "0317-8471",
        "issnOnline": "1050-124X",
        "issnLinking": None,
        "vol": "58",
        "iss": "3",
        "sp": "101",
        "ep": "109",
    },
    "subjects": [
        {"subject": {"scheme": "FOS", "value": "0509 other social sciences"}, "provenance": None},
        {"subject": {"scheme": "keyword", "value": "werk"}, "provenance": None},
        {"subject": {"scheme": "keyword", "value": "re-integratie"}, "provenance": None},
    ],
    "pids": [{"scheme": "pmid", "value": "12345678"}, {"scheme": "doi", "value": "10.5555/Made.A"}],
    "instances": [
        {"type": "Other literature type", "urls": ["https://example.org/a?x=1&amp;y=2"]},
        {"type": "Article", "urls": ["https://doi.org/10.5555/made.a"], "publicationDate": "2019-05-02"},
    ],
}
DATACITE = {
    "id": "10.5555/made.a",
    "type": "dois",
    "attributes": {
        "doi": "10.5555/Made.A",
        "identifiers": [{"identifier": "978-90-5901-035-2", "identifierType": "ISBN"}],
        "creators": [
            {
                "name": "van den Berg, Anna M.",
                "nameType": "Personal",
                "givenName": "Anna M.",
                "familyName": "van den Berg",
                "affiliation": ["Made"],
            },
            {"name": "Müller, Jörg", "nameType": "Personal"},
            {"name": "Instituut voor Arbeid", "nameType": "Organizational"},
        ],
        "titles": [
            {"title": "Reintegration", "titleType": "TranslatedTitle", "lang": "en"},
            {"title": "Re-integratie &amp; werk", "lang": "nl"},
            {"title": "in <i>de</i> praktijk", "titleType": "Subtitle"},
        ],
        "publisher": {"name": "Made Press", "lang": "nl"},
        "publicationYear": 2019,
        "container": {
            "type": "Journal",
            "title": "Made Journal of Work",
            "identifier": "0317-8471",
            "identifierType": "ISSN",
            "volume": "58",
            "issue": "3",
            "firstPage": "101",
            "lastPage": "109",
        },
        "subjects": [{"subject": "werk"}, {"subject": "re-integratie", "subjectScheme": "made"}],
        "dates": [{"date": "2019-05-02", "dateType": "Issued"}],
        "language": "nl-NL",
        "types": {"resourceTypeGeneral": "JournalArticle", "citeproc": "article-journal", "ris": "JOUR"},
        "relatedIdentifiers": [],
        "relatedItems": [],
        "descriptions": [
            {"description": "Serie 3", "descriptionType": "SeriesInformation"},
            {"description": "<p>Een onderzoek</p><p>naar werk.</p>", "descriptionType": "Abstract"},
        ],
        "url": "https://example.org/a",
    },
}

SAME = {
    "title": "Re-integratie & werk in de praktijk",
    "authors": AUTHORS,
    "year": 2019,
    "container_title": "Made Journal of Work",
    "volume": "58",
    "issue": "3",
    "page": "101-109",
    "publisher": "Made Press",
    "language": "nl",
    "type": "article-journal",
    "doi": "10.5555/made.a",
    "pmid": "12345678",
    "openalex": "",
    "isbn": "",
    "issn": "03178471",
    "url": "https://doi.org/10.5555/made.a",
    "abstract": "Een onderzoek naar werk.",
    "keywords": ("werk", "re-integratie"),
    "note": "",
}
"""What each of them is, but for what a source does not tell."""

SUBTITLED = {"title": "Re-integratie & werk: in de praktijk"}
CASES = {
    "semanticscholar": (
        SEMANTICSCHOLAR,
        {"container_title": "Made J. Work", "publisher": "", "language": "", "keywords": ()},
    ),
    "doaj": (DOAJ, {"issn": "03178471", "pmid": ""}),
    "core": (CORE, {"volume": "", "issue": "", "page": "", "type": "thesis", "keywords": ()}),
    "openaire": (OPENAIRE, SUBTITLED),
    "datacite": (DATACITE, {**SUBTITLED, "pmid": "", "isbn": "9789059010352"}),
}
"""The answer of each source, and what differs from SAME."""
