"""Works made for these tests in the shape of core results; none is a real publication."""

from tests.sources.made import WORDS_NL


def result(number, title, **fields):
    """Return a core result; `abstract` and `keywords` are shorthands."""
    abstract, keywords = fields.pop("abstract", ""), fields.pop("keywords", [])
    year = fields.pop("year", 2010)
    more = {"abstractText": abstract} if abstract else {}
    more |= {"keywordList": {"keyword": keywords}} if keywords else {}
    return {
        "id": str(number),
        "source": "MED",
        "title": title,
        "pubYear": str(year),
        "firstPublicationDate": f"{year}-06-01",
        "language": "dut",
        **more,
        **fields,
    }


def results(count):
    """Return works that all have `implementatie` in the title."""
    return [result(n, f"Implementatie nummer {n}", abstract=WORDS_NL) for n in range(1, count + 1)]
