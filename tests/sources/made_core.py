"""Works made for these tests in the shape of CORE; none is a real publication."""


def work(number, title, *, abstract="", keywords=(), year=2010, **fields):
    """Return a work as the API gives it; it has no keywords."""
    return {
        "id": number,
        "title": title,
        "abstract": abstract or None,
        "authors": [{"name": "Made, Anna van der"}],
        "yearPublished": year,
        "doi": f"10.5555/made.{number}",
        "documentType": "research",
        "language": {"code": "nl", "name": "Dutch"},
        "journals": [],
        "links": [],
        **fields,
    }
