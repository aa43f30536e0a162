"""Papers made for these tests in the shape of Semantic Scholar; none is a real publication."""


def work(number, title, *, abstract="", keywords=(), year=2010, **fields):
    """Return a paper as the bulk search gives it; it has no keywords."""
    return {
        "paperId": f"{number:040x}",
        "externalIds": {"CorpusId": number},
        "title": title,
        "abstract": abstract or None,
        "venue": "",
        "publicationVenue": None,
        "journal": None,
        "year": year,
        "publicationDate": None,
        "publicationTypes": None,
        "authors": [{"authorId": "1", "name": "Anna van der Made"}],
        "url": f"https://www.semanticscholar.org/paper/{number:040x}",
        "openAccessPdf": None,
        **fields,
    }
